/** The scene that troubles start from: a server with idle workers and a client. */
import { KernelScenario, type LayoutId } from "../kernel/index.ts";
import type { ScenarioConnection } from "../kernel/scenario/connection.ts";
import type { ScenarioPort } from "../kernel/scenario/port.ts";
import type { ScenarioProcess } from "../kernel/scenario/process.ts";
import type { ScenarioThread } from "../kernel/scenario/thread.ts";

/** A server with a port and its workers, and a client that is connected to it. */
export interface Office {
  readonly scenario: KernelScenario;
  readonly server: ScenarioProcess;
  readonly client: ScenarioProcess;
  readonly port: ScenarioPort;
  readonly workers: readonly ScenarioThread[];
  readonly connection: ScenarioConnection;
}

/** Workers that wait for work; whoever gets something to do is taken out of that wait by what the scene says next. */
export function giveIdleWorkers(port: ScenarioPort, count: number): readonly ScenarioThread[] {
  const { owner } = port;
  const workers = Array.from({ length: count }, () => owner.thread());
  if (!owner.system.machine.hasAlpc) {
    for (const worker of workers) {
      worker.waitsToReceiveOn(port, { secondsAgo: 20 });
    }
    return workers;
  }
  const completionPort = port.hasCompletionPort({ threads: workers, maximumCount: count });
  for (const worker of workers) {
    worker.waitsForWork(completionPort, { secondsAgo: 20 });
  }
  return workers;
}

/** services.exe (204) with `ntsvcs` and that many workers, explorer.exe (804) connected to it. */
export function openOffice(layout: LayoutId, workers = 2): Office {
  const scenario = new KernelScenario(layout);
  scenario
    .process("System", { id: 4 })
    .thread({ id: 8 })
    .waitsFor(scenario.event(), { reason: "Executive", secondsAgo: 900 });
  const server = scenario.process("services.exe", { id: 0x204, session: 0 });
  const client = scenario.process("explorer.exe", { id: 0x804, session: 1 });
  const port = server.createsPort("\\RPC Control\\ntsvcs");
  return {
    scenario,
    server,
    client,
    port,
    workers: giveIdleWorkers(port, workers),
    connection: client.connectsTo(port),
  };
}

/** The `index`-th thread of a list that the scene has made long enough. */
export function pick<T>(list: readonly T[], index = 0): T {
  const found = list[index];
  if (found === undefined) {
    throw new Error(`there is no element ${index}`);
  }
  return found;
}
