/**
 * One system with a thread for every way in which a wait can go on and end. Each case has its own service, so none
 * disturbs another.
 */
import { KernelScenario, type KernelImage, type LayoutId } from "../kernel/index.ts";
import type { ScenarioConnection } from "../kernel/scenario/connection.ts";
import type { ScenarioPort } from "../kernel/scenario/port.ts";
import type { ScenarioThread } from "../kernel/scenario/thread.ts";
import { giveIdleWorkers, pick } from "./findings-scenes.ts";

/** What is there before a case begins: the asking thread, and the service's worker that has received its request. */
interface Asked {
  readonly scenario: KernelScenario;
  readonly asker: ScenarioThread;
  readonly worker: ScenarioThread;
  readonly port: ScenarioPort;
  readonly connection: ScenarioConnection;
}

/** What the worker does instead of answering. */
type Case = (asked: Asked) => unknown;

const received: Readonly<Record<string, Case>> = {
  "a server that runs": ({ worker }) => worker.runs("Running"),
  "a server that is ready": ({ worker }) => worker.runs("Ready"),
  "a server that is suspended": ({ worker }) => worker.isSuspended({ secondsAgo: 4 }),
  "a server that went back to its queue": ({ worker }) => worker.waitsForWork(worker.boundTo, { secondsAgo: 4 }),
  "a server that sleeps": ({ worker }) => worker.sleeps({ secondsAgo: 4 }),
  "a server that only an APC wakes": ({ worker }) => worker.sleepsUntilApc({ secondsAgo: 4 }),
  "a server thread that has exited": ({ worker }) => worker.exits(),
  "an event": ({ scenario, worker }) =>
    worker.waitsFor(scenario.event({ path: "\\BaseNamedObjects\\Done" }), { secondsAgo: 4 }),
  "a semaphore": ({ scenario, worker }) => worker.waitsFor(scenario.semaphore(), { secondsAgo: 4 }),
  "a timer": ({ scenario, worker }) => worker.waitsFor(scenario.timer({ dueInSeconds: 60 }), { secondsAgo: 4 }),
  "a mutant of a thread that waits": ({ scenario, worker }) => {
    const holder = worker.process.thread();
    const lock = scenario.mutant({ owner: holder, path: "\\BaseNamedObjects\\Lock" });
    holder.waitsFor(scenario.event(), { secondsAgo: 4 });
    worker.waitsForMutant(lock, { secondsAgo: 4 });
  },
  "a thread that runs": ({ worker }) => worker.waitsFor(worker.process.thread(), { secondsAgo: 4 }),
  "a process": ({ scenario, worker }) => {
    const child = scenario.process("setup.exe", { session: 1 });
    child.thread();
    worker.waitsFor(child, { secondsAgo: 4 });
  },
  "any of a mutant and an event": ({ scenario, worker }) =>
    worker.waitsFor([scenario.mutant({ owner: worker.process.thread() }), scenario.event()], { secondsAgo: 4 }),
  "all of a mutant and an event": ({ scenario, worker }) =>
    worker.waitsFor([scenario.mutant({ owner: worker.process.thread() }), scenario.event()], {
      type: "all",
      secondsAgo: 4,
    }),
  "a mutant of the asker": ({ scenario, asker, worker }) =>
    worker.waitsForMutant(scenario.mutant({ owner: asker }), { secondsAgo: 4 }),
  "a mutant of the asker, with a timeout": ({ scenario, asker, worker }) =>
    worker.waitsForMutant(scenario.mutant({ owner: asker }), { secondsAgo: 4, hasTimeout: true }),
  "a mutant of the asker, or an event": ({ scenario, asker, worker }) =>
    worker.waitsFor([scenario.mutant({ owner: asker }), scenario.event()], { secondsAgo: 4 }),
  "a mutant of the asker, and an event": ({ scenario, asker, worker }) =>
    worker.waitsFor([scenario.mutant({ owner: asker }), scenario.event()], { type: "all", secondsAgo: 4 }),
  "the asker's process": ({ asker, worker }) => worker.waitsFor(asker.process, { secondsAgo: 4 }),
  "the asker itself": ({ asker, worker }) => worker.waitsFor(asker, { secondsAgo: 4 }),
};

/** What the workers do while the request stays queued. */
const queued: Readonly<Record<string, Case>> = {
  "a queue with an idle worker": () => undefined,
  "a queue whose worker waits for a mutant": ({ scenario, worker }) =>
    worker.waitsForMutant(scenario.mutant({ owner: worker.process.thread() }), { secondsAgo: 4 }),
  "a queue whose worker runs": ({ worker }) => worker.runs(),
};

export interface WaitsScene {
  readonly image: KernelImage;
  readonly scenario: KernelScenario;
  /** The asking threads by the name of their case. */
  readonly askers: ReadonlyMap<string, ScenarioThread>;
  readonly workers: ReadonlyMap<string, ScenarioThread>;
  /** Waits for a mutant and awaits no reply. */
  readonly plain: ScenarioThread;
}

/**
 * Chain of two services: the first asks the second, which waits for an event. A second client waits at the first too.
 */
function chainOfServices(scenario: KernelScenario, askers: Map<string, ScenarioThread>): void {
  const services = [1, 2].map((number) => scenario.process(`hop${number}.exe`, { session: 0 }));
  const ports = services.map((service, index) => service.createsPort(`\\RPC Control\\hop${index + 1}`));
  const workers = ports.map((port) => pick(giveIdleWorkers(port, 1)));
  const [first, second] = [pick(workers, 0), pick(workers, 1)];
  const client = scenario.process("chain.exe", { session: 1 });
  const [one, two] = [client.thread(), client.thread()];
  first.receives(one.asks(client.connectsTo(pick(ports)), { secondsAgo: 7 }));
  two.asks(client.connectsTo(pick(ports)), { secondsAgo: 6 });
  second.receives(first.asks(pick(services).connectsTo(pick(ports, 1)), { secondsAgo: 5 }));
  second.waitsFor(scenario.event({ path: "\\BaseNamedObjects\\Last" }), { secondsAgo: 3 });
  askers.set("a service that asks another service", one);
  askers.set("a queue whose worker asks another service", two);
}

/** Two threads that wait for each other's mutant, and a client at the first of them. */
function deadlockBehind(scenario: KernelScenario, askers: Map<string, ScenarioThread>): void {
  const service = scenario.process("locked.exe", { session: 0 });
  const port = service.createsPort("\\RPC Control\\locked");
  const worker = pick(giveIdleWorkers(port, 1));
  const other = service.thread();
  const client = scenario.process("outside.exe", { session: 1 });
  const asker = client.thread();
  worker.receives(asker.asks(client.connectsTo(port), { secondsAgo: 6 }));
  const [left, right] = [scenario.mutant({ owner: worker }), scenario.mutant({ owner: other })];
  worker.waitsForMutant(right, { secondsAgo: 4 });
  other.waitsForMutant(left, { secondsAgo: 4 });
  askers.set("a deadlock that it is not part of", asker);
}

/** Builds the system; the same on every kernel that has ALPC. */
export function createWaitsScene(layout: LayoutId): WaitsScene {
  const scenario = new KernelScenario(layout);
  scenario.process("System", { id: 4 }).thread({ id: 8 });
  const askers = new Map<string, ScenarioThread>();
  const workers = new Map<string, ScenarioThread>();
  let count = 0;
  const begin = (name: string): Asked => {
    count++;
    const service = scenario.process(`server${count}.exe`, { session: 0 });
    const client = scenario.process(`client${count}.exe`, { session: 1 });
    const port = service.createsPort(`\\RPC Control\\service${count}`);
    const worker = pick(giveIdleWorkers(port, 1));
    const connection = client.connectsTo(port);
    const asker = client.thread();
    askers.set(name, asker);
    workers.set(name, worker);
    return { scenario, asker, worker, port, connection };
  };
  for (const name of Object.keys(received)) {
    const asked = begin(name);
    asked.worker.receives(asked.asker.asks(asked.connection, { secondsAgo: 5 }));
    received[name]?.(asked);
  }
  for (const name of Object.keys(queued)) {
    const asked = begin(name);
    asked.asker.asks(asked.connection, { secondsAgo: 5 });
    queued[name]?.(asked);
  }
  chainOfServices(scenario, askers);
  deadlockBehind(scenario, askers);
  const plain = scenario.process("plain.exe", { session: 1 }).thread();
  plain.waitsForMutant(scenario.mutant({ owner: pick(scenario.processes).threads[0] ?? plain }), { secondsAgo: 11 });
  return { image: scenario.build(), scenario, askers, workers, plain };
}
