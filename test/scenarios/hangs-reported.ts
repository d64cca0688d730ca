/** Hangs from public reports. Each names the thread that blocks the others, and why. */
import assert from "node:assert/strict";
import { KernelScenario, type LayoutId } from "../kernel/index.ts";
import type { ScenarioConnection } from "../kernel/scenario/connection.ts";
import type { ScenarioPort } from "../kernel/scenario/port.ts";
import type { ScenarioProcess } from "../kernel/scenario/process.ts";
import type { ScenarioThread } from "../kernel/scenario/thread.ts";
import { giveIdleWorkers } from "./findings-scenes.ts";
import { Desk } from "./desk.ts";
import type { Pack } from "./pack.ts";

/** From Windows 7 on. */
const LAYOUTS: readonly LayoutId[] = ["win7-sp1-x64", "win81-x64", "win10-19041-x64", "win11-22621-x64"];
/** And the oldest, for what LPC shows as well. */
export const FROM_OLDEST: readonly LayoutId[] = ["winxp-sp3-x86", ...LAYOUTS];

/** A server whose workers a client's threads ask. */
export interface Setting {
  readonly scenario: KernelScenario;
  readonly server: ScenarioProcess;
  readonly client: ScenarioProcess;
  readonly port: ScenarioPort;
  readonly workers: readonly ScenarioThread[];
  /** The first worker. */
  readonly worker: ScenarioThread;
  connect(): ScenarioConnection;
  /** The client's threads ask five minutes ago, and each worker takes a request. */
  serveAll(): void;
}

/** svchost.exe (2a0) with `spoolss` and that many workers, and explorer.exe (804). */
export function newSetting(layout: LayoutId, count: number): Setting {
  const scenario = new KernelScenario(layout);
  scenario.process("System", { id: 4 }).thread({ id: 8 }).waitsFor(scenario.event(), { reason: "Executive" });
  const server = scenario.process("svchost.exe", { id: 0x2a0, session: 0 });
  const client = scenario.process("explorer.exe", { id: 0x804, session: 1 });
  const port = server.createsPort("\\RPC Control\\spoolss");
  const workers = giveIdleWorkers(port, count);
  const [worker] = workers;
  assert.ok(worker !== undefined);
  const connect = (): ScenarioConnection => client.connectsTo(port);
  const serveAll = (): void =>
    workers.forEach((own) => own.receives(client.thread().asks(connect(), { secondsAgo: 300 })));
  return { scenario, server, client, port, workers, worker, connect, serveAll };
}

/** A hang, and what is said of it. */
export interface ReportedHang {
  readonly what: string;
  readonly workers?: number;
  readonly act: (setting: Setting) => void;
  /** What stands behind "blocked by" of each root, the heaviest first. */
  readonly roots: readonly RegExp[];
  /** How many threads the heaviest root blocks. */
  readonly heldUp: number;
  readonly nextStep: RegExp;
  readonly finding?: RegExp;
  /** Default: the layouts from Windows 7 on. */
  readonly layouts?: readonly LayoutId[];
}

/** The I/O request that a root waits for stands in the graph in the same words. */
function assertRequestsDrawn(pack: Pack, roots: readonly string[]): void {
  const requests = roots.map((line) => / which waits for (I\/O request .*?) \(\w+\)/.exec(line)?.[1]);
  const graph = requests.some((request) => request !== undefined)
    ? (JSON.parse(String(pack.ask('@$cursession.Alpc.Graph("json").AsText()'))) as {
        readonly nodes: readonly { readonly kind: string; readonly label: string }[];
      })
    : { nodes: [] };
  const drawn = graph.nodes.filter(({ kind }) => kind === "object").map(({ label }) => label);
  for (const request of requests) {
    assert.ok(request === undefined || drawn.includes(request), `${String(request)}\n${drawn.join("\n")}`);
  }
}

/** Tests of hangs, each on its layouts. */
export function describeHangs(hangs: readonly ReportedHang[]): void {
  for (const { what, workers = 1, act, roots, heldUp, nextStep, finding, layouts = LAYOUTS } of hangs) {
    describe(`reported hang: ${what}`, () => {
      const desk = new Desk();

      for (const layout of layouts) {
        it(layout, () => {
          const setting = newSetting(layout, workers);
          act(setting);
          const pack = desk.open(setting.scenario.build().target);
          const found = pack.elements(pack.evaluate("@$cursession.Alpc.WaitRoots"));
          const lines = found.map((root) => pack.display(root));
          assert.equal(lines.length, roots.length, lines.join("\n"));
          const told = lines.map((line) => line.replace(/^\d+ threads? blocked by /, ""));
          for (const expected of roots) {
            assert.ok(
              told.some((line) => expected.test(line)),
              `${String(expected)}\n${lines.join("\n")}`,
            );
          }
          assert.match(told[0] ?? "", roots[0] ?? /^$/);
          assertRequestsDrawn(pack, told);
          assert.match(lines[0] ?? "", new RegExp(`^${String(heldUp)} threads? blocked`));
          assert.match(pack.display(pack.property(found[0], "NextStep")), nextStep);
          if (finding !== undefined) {
            assert.match(pack.print("!alpcx_findings"), finding);
          }
        });
      }
    });
  }
}
