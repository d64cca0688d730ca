/** Systems of any size, for measuring cost: ports, processes, threads and messages in proportion. */
import type { KernelImage } from "../image.ts";
import type { LayoutId } from "../layouts/layouts.ts";
import type { ScenarioConnection } from "../scenario/connection.ts";
import { KernelScenario } from "../scenario/scenario.ts";

/** Connections of one connection port, of two ports each. */
const CONNECTIONS_PER_PORT = 12;
const PORTS_PER_SERVER = 1 + 2 * CONNECTIONS_PER_PORT;

/**
 * A healthy system with that many ports: per 25 ports one server process with one connection port, two threads about to
 * run and twelve clients of the next process; every sixth connection has a message queued, every twelfth a waiting
 * client. `prepare` may change the machine before anything is made in it.
 */
export function scaled(
  ports: number,
  layout: LayoutId = "win10-19041-x64",
  prepare: (system: KernelScenario) => void = () => undefined,
): KernelImage {
  const system = new KernelScenario(layout, { description: `${ports} ports, simulated kernel` });
  prepare(system);
  system.process("System", { id: 4 }).thread();
  const processes = Array.from({ length: Math.max(2, Math.ceil(ports / PORTS_PER_SERVER)) }, (_unused, index) =>
    system.process(`service${index}.exe`, { session: 0 }),
  );
  let made = 0;
  processes.forEach((server, index) => {
    if (made >= ports) {
      return;
    }
    const port = server.createsPort(`\\RPC Control\\LRPC-${index.toString(16).padStart(16, "0")}`);
    made++;
    server.thread({ state: "Ready" });
    server.thread({ state: "Ready" });
    const client = processes[(index + 1) % processes.length] ?? server;
    for (let i = 0; i < CONNECTIONS_PER_PORT && made + 2 <= ports; i++, made += 2) {
      useConnection(client.connectsTo(port), i);
    }
    if (made + 1 === ports) {
      server.createsPort();
      made++;
    }
  });
  return system.build();
}

function useConnection(connection: ScenarioConnection, index: number): void {
  const client = connection.clientPort.owner;
  if (index % 12 === 0) {
    client.thread().asks(connection, { data: 0x60 });
  } else if (index % 6 === 0) {
    client.thread().sends(connection, { data: 0x20 });
  }
}
