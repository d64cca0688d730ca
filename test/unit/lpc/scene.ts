/** One rich scene for both LPC layouts, and how to open it. */
import assert from "node:assert/strict";
import { KernelScenario, lpcLayoutIds, type KernelImage, type LayoutId } from "../../kernel/index.ts";
import { isAbsent, type Maybe } from "../../../src/target/absence.ts";
import type { Target } from "../../../src/target/target.ts";
import type { Word64 } from "../../../src/target/word64.ts";
import type { Generation } from "../../../src/generation/generation.ts";
import { lpcGeneration } from "../../../src/lpc/generation.ts";
import { openPack } from "../pack.ts";
import { toBigInt } from "../words.ts";

export { lpcLayoutIds };

export interface Opened {
  readonly image: KernelImage;
  readonly target: Target;
  readonly generation: Generation;
}

/** Opens an image as the pack sees it; its host is the global one from now on. */
export function open(image: KernelImage): Opened {
  const { target } = openPack(image.target);
  return { image, target, generation: lpcGeneration(target) };
}

/** Undefined for what is absent because there is none; any other absence fails with its reason. */
export function bigOrNone(value: Maybe<Word64>): bigint | undefined {
  if (!isAbsent(value)) {
    return toBigInt(value);
  }
  assert.equal(value.kind, "NotApplicable", value.reason);
  return undefined;
}

/** The datum; an absence fails with its reason. */
export function sure<T>(value: Maybe<T> | undefined): T {
  assert(value !== undefined, "nothing there");
  assert(!isAbsent(value), isAbsent(value) ? value.reason : "");
  return value;
}

export function sorted(values: Iterable<bigint>): readonly bigint[] {
  return [...values].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
}

/**
 * A server with idle and busy workers, clients that wait, were received, or connect, a request of the server, a chain
 * into a mutant, a suspended client.
 */
export function busyLpc(id: LayoutId): KernelImage {
  const system = new KernelScenario(id);
  system.process("System", { id: 4 }).thread();
  const csrss = system.process("csrss.exe", { id: 0x170 });
  const services = system.process("services.exe", { id: 0x298 });
  const explorer = system.process("explorer.exe", { id: 0x584 });
  const main = explorer.thread({ id: 0x588 });
  services.thread({ id: 0x29c });
  csrss.thread({ id: 0x174 });
  const api = csrss.createsPort("\\Windows\\ApiPort", { maxMessageLength: 0x100, maxConnectionInfoLength: 0x10 });
  const ntsvcs = services.createsPort("\\RPC Control\\ntsvcs");
  const waitable = services.createsPort("\\BaseNamedObjects\\Waitable", { waitable: true });
  explorer.createsUnconnectedPort();
  services.hasExceptionPort(api);
  explorer.hasExceptionPort(api).hasSecurityPort(1n);
  const toApi = explorer.connectsTo(api, { security: { kind: "Dynamic", level: 3, effectiveOnly: false } });
  const toServices = explorer.connectsTo(ntsvcs, { serverPort: { context: 0x21n } });
  const toWaitable = explorer.connectsTo(waitable);
  csrss.thread().waitsToReceiveOn(api);
  csrss.thread().waitsToReceiveOn(api);
  const busy = services.thread();
  busy.receives(explorer.thread().asks(toServices, { data: "served" }));
  const mutant = system.mutant({ owner: main });
  busy.waitsForMutant(mutant);
  explorer.thread().asks(toServices, { data: 0x20, portContext: 0x21n, callbackId: 7 });
  explorer.thread().asks(toServices, { data: 3 }).waitingThread?.isSuspended();
  explorer.thread().sends(toServices, { data: 0, typeFlags: 0x4000 });
  explorer.thread().sends(toWaitable, { data: 8 });
  services.thread().asks(toServices, { data: "of the server" });
  csrss.thread().receives(
    explorer.thread().asks(toApi, {
      data: 0x40,
      dataInfo: [
        { base: 0x450000n, length: 0x1000 },
        { base: 0x460000n, length: 0x20 },
      ],
    }),
  );
  explorer.thread().connectsTo(ntsvcs, { message: { data: "let me in" } });
  const lone = explorer.connectsTo(ntsvcs);
  lone.clientPort.disconnects();
  lone.serverPort?.disconnects();
  return system.build();
}
