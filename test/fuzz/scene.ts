/** Random systems of two unrelated parts: one stays whole, the other is to be damaged. */
import fc from "fast-check";
import { KernelScenario, layoutIds, type KernelImage, type LayoutId } from "../kernel/index.ts";
import type { ScenarioPort } from "../kernel/scenario/port.ts";
import type { ScenarioProcess } from "../kernel/scenario/process.ts";
import { PAGE_SIZE } from "../kernel/sparse-memory.ts";

/** What one part consists of. Numbers are counts. */
export interface PartPlan {
  readonly services: number;
  readonly clients: number;
  /** How each connection is used, taken round and round. */
  readonly uses: readonly (
    "request" | "datagram" | "served" | "idle" | "connecting" | "large" | "canceled" | "cut off"
  )[];
  readonly hasWorkers: boolean;
  readonly hasCircle: boolean;
}

export interface ScenePlan {
  readonly layout: LayoutId;
  readonly healthy: PartPlan;
  readonly damaged: PartPlan;
}

/** A block of memory that a structure of the scene lies in. */
export interface Block {
  readonly address: bigint;
  readonly size: number;
  readonly tag: string;
}

export interface FuzzScene {
  readonly image: KernelImage;
  /** Blocks of the part to be damaged. */
  readonly damaged: readonly Block[];
  /** Blocks of everything else. */
  readonly whole: readonly Block[];
  readonly healthyPorts: readonly bigint[];
  readonly healthyMessages: readonly bigint[];
  readonly healthyThreads: readonly bigint[];
  readonly healthyProcesses: readonly bigint[];
  readonly otherPorts: readonly bigint[];
}

const part = fc.record<PartPlan>({
  services: fc.integer({ min: 1, max: 3 }),
  clients: fc.integer({ min: 1, max: 3 }),
  uses: fc.array(
    fc.constantFrom<PartPlan["uses"][number]>(
      "request",
      "datagram",
      "served",
      "idle",
      "connecting",
      "large",
      "canceled",
      "cut off",
    ),
    { minLength: 1, maxLength: 8 },
  ),
  hasWorkers: fc.boolean(),
  hasCircle: fc.boolean(),
});

export const scenePlans: fc.Arbitrary<ScenePlan> = fc.record({
  layout: fc.constantFrom(...layoutIds),
  healthy: part,
  damaged: part,
});

function use(kind: PartPlan["uses"][number], client: ScenarioProcess, port: ScenarioPort, isAlpc: boolean): void {
  if (kind === "connecting") {
    client.thread().connectsTo(port, { message: { data: "hello", secondsAgo: 3 } });
    return;
  }
  const connection = client.connectsTo(port);
  switch (kind) {
    case "request":
      client.thread().asks(connection, { data: 0x40, secondsAgo: 40 });
      break;
    case "datagram":
      client.thread().sends(connection, { data: 0x20 });
      break;
    case "served":
      port.owner.thread().receives(client.thread().asks(connection, { data: "do it", secondsAgo: 60 }));
      break;
    case "large":
      client
        .thread()
        .sends(
          connection,
          isAlpc ? { data: 0x300, location: "ExtensionBuffer", queue: "LargeMessage" } : { data: 0x80 },
        );
      break;
    case "canceled":
      if (isAlpc) {
        client.thread().sends(connection, { data: 0x10 }).isCanceled();
      }
      break;
    case "cut off":
      connection.clientPort.disconnects();
      break;
    case "idle":
      break;
  }
}

function buildPart(system: KernelScenario, name: string, plan: PartPlan): readonly ScenarioProcess[] {
  const isAlpc = system.machine.hasAlpc;
  const services = Array.from({ length: plan.services }, (_none, index) =>
    system.process(`${name}svc${index}.exe`, { session: 0 }),
  );
  const clients = Array.from({ length: plan.clients }, (_none, index) =>
    system.process(`${name}app${index}.exe`, { session: 1 }),
  );
  const ports = services.map((service, index) => {
    const port = service.createsPort(`\\RPC Control\\${name}-${index}`);
    const worker = service.thread();
    if (!plan.hasWorkers) {
      worker.waitsToReceiveOn(port, { secondsAgo: 9 });
    } else if (isAlpc) {
      worker.waitsForWork(port.hasCompletionPort({ threads: [worker], maximumCount: 2 }), { secondsAgo: 9 });
    }
    return port;
  });
  plan.uses.forEach((kind, index) => {
    const client = clients[index % clients.length];
    const port = ports[index % ports.length];
    if (client !== undefined && port !== undefined) {
      use(kind, client, port, isAlpc);
    }
  });
  const [first] = services;
  const [port] = ports;
  const [client] = clients;
  if (plan.hasCircle && first !== undefined && port !== undefined && client !== undefined) {
    const holder = client.thread();
    const worker = first.thread();
    worker.receives(holder.asks(client.connectsTo(port), { data: 0x10, secondsAgo: 50 }));
    worker.waitsForMutant(system.mutant({ owner: holder }), { secondsAgo: 49 });
  }
  return [...services, ...clients];
}

/** Begins new pages in both pools, so that the parts share none but those of the tables. */
function beginPage({ machine }: KernelScenario): void {
  for (const pool of ["paged", "nonPaged"] as const) {
    machine.allocate(pool, PAGE_SIZE - 0x80, "Fill");
  }
}

export function buildScene(plan: ScenePlan): FuzzScene {
  const system = new KernelScenario(plan.layout, { maintainTypeLists: true, isDump: true });
  const allocate = system.machine.allocate.bind(system.machine);
  let isDamaged = false;
  const damaged: Block[] = [];
  const whole: Block[] = [];
  system.machine.allocate = (pool, size, tag, chosen) => {
    const address = allocate(pool, size, tag, chosen);
    (isDamaged ? damaged : whole).push({ address, size, tag });
    return address;
  };
  system.process("System", { id: 4 }).thread();
  const healthy = buildPart(system, "whole", plan.healthy);
  beginPage(system);
  isDamaged = true;
  buildPart(system, "torn", plan.damaged);
  isDamaged = false;
  beginPage(system);
  const image = system.build();
  const own = new Set(healthy.map(({ address }) => address));
  const { facts } = image;
  const healthyPorts = facts.ports.filter(({ owner }) => own.has(owner)).map(({ address }) => address);
  return {
    image,
    damaged,
    whole,
    healthyPorts,
    healthyMessages: facts.messages.filter(({ sender }) => own.has(sender.process)).map(({ address }) => address),
    healthyThreads: facts.threads.filter(({ process }) => own.has(process)).map(({ address }) => address),
    healthyProcesses: [...own],
    otherPorts: facts.ports.filter(({ owner }) => !own.has(owner)).map(({ address }) => address),
  };
}
