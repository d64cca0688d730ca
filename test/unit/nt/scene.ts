/** A small system with everything that `src/nt` reads, the same for every layout. */
import type { LayoutId } from "../../kernel/layouts/layouts.ts";
import { KernelScenario, type KernelScenarioOptions } from "../../kernel/scenario/scenario.ts";
import type { KernelImage } from "../../kernel/image.ts";
import type { Target } from "../../../src/target/target.ts";
import { openPack } from "../pack.ts";

export interface Scene {
  readonly system: KernelScenario;
  readonly image: KernelImage;
  readonly target: Target;
}

/** What a test looks at, besides the facts of the image. */
export interface SceneOptions extends KernelScenarioOptions {
  /** Handles of lsass.exe beside its own: enough of them make a table of more levels. */
  readonly handles?: readonly number[];
  readonly arrange?: (system: KernelScenario) => void;
}

export function buildScene(layout: LayoutId, options: SceneOptions = {}): Scene {
  const system = new KernelScenario(layout, options);
  system.process("System", { id: 4 }).thread();
  const lsass = system.process("lsass.exe", { session: 0 });
  const explorer = system.process("explorer.exe", { session: 1 });
  system.process("gone.exe", { session: 1 }).exits();
  const port = lsass.createsPort("\\RPC Control\\lsasspirpc");
  explorer.connectsTo(port);
  lsass.createsPort();
  explorer.opens(port.object, { access: 0x1 });
  arrangeWaits(system);
  const event = system.event({ path: "\\BaseNamedObjects\\Logon \u00e9\ud83d\ude00 \ud800" });
  lsass.opens(event.object, { access: 0x1f0003 });
  for (const handle of options.handles ?? []) {
    lsass.opens(event.object, { access: 0x100000, handle });
  }
  options.arrange?.(system);
  const image = system.build();
  return { system, image, target: openPack(image.target).target };
}

/** One process whose threads wait in every manner. */
function arrangeWaits(system: KernelScenario): void {
  const waiter = system.process("waiter.exe", { session: 1 });
  const owner = waiter.thread();
  const mutant = system.mutant({ owner, path: "\\BaseNamedObjects\\TheMutant" });
  const objects = [
    system.event(),
    system.semaphore({ count: 2 }),
    system.timer(),
    mutant,
    system.event({ signaled: true, kind: "synchronization" }),
  ];
  waiter.thread().waitsForMutant(mutant, { secondsAgo: 90 });
  waiter.thread().waitsFor(system.mutant(), { hasTimeout: true, secondsAgo: 3 });
  waiter.thread().waitsFor(objects, { type: "all" });
  waiter.thread().waitsFor(objects.slice(0, 2), { type: "any", hasTimeout: true });
  waiter.thread().waitsFor([owner, waiter]);
  waiter.thread().sleeps();
  waiter.thread().sleepsUntilApc();
  waiter.thread().isSuspended();
  waiter.thread().exits();
  waiter.thread({ state: "Ready" });
}
