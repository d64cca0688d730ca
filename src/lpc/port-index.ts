/** One pass over all ports per stop: the connections of each connection port, the ports of each process. */
import { Absence, notApplicable, type Maybe } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { ConnectionFacts } from "../facts/connection.ts";
import type { PortRole } from "../facts/port.ts";
import { portDiscovery } from "./discovery.ts";
import { readLpcPort, type LpcPortFacts } from "./port.ts";

interface Ends {
  readonly server: Word64[];
  readonly client: Word64[];
}

export interface ProcessPorts {
  /** Connection ports and unconnected ones. */
  readonly created: readonly Word64[];
  /** Client ports. */
  readonly connected: readonly Word64[];
  readonly server: readonly Word64[];
}

interface PortIndex {
  /** Communication ports by the connection port that they name. */
  readonly byConnectionPort: ReadonlyMap<string, Ends>;
  readonly byOwner: ReadonlyMap<string, ProcessPorts>;
}

/** The connections of a connection port, those in the making included; of a communication port its own. */
export function readConnections(target: Target, port: LpcPortFacts): readonly ConnectionFacts[] {
  if (port.role === "server" || port.role === "client") {
    return [connectionOf(port)];
  }
  const ends = port.role === "connection" ? indexPorts(target).byConnectionPort.get(port.address.key) : undefined;
  if (ends === undefined) {
    return [];
  }
  const connections: ConnectionFacts[] = [];
  for (const address of ends.server) {
    connections.push(...readConnection(target, address));
  }
  const paired = new Set(connections.map(({ clientPort }) => (clientPort instanceof Absence ? "" : clientPort.key)));
  for (const address of ends.client) {
    if (!paired.has(address.key)) {
      connections.push(...readConnection(target, address));
    }
  }
  return connections;
}

/** Ports by the process that owns them. */
export function findPortsOfProcess(target: Target, process: Word64): ProcessPorts {
  return indexPorts(target).byOwner.get(process.key) ?? { created: [], connected: [], server: [] };
}

function readConnection(target: Target, address: Word64): readonly ConnectionFacts[] {
  const port = readLpcPort(target, address);
  return port instanceof Absence ? [] : [connectionOf(port)];
}

function connectionOf(port: LpcPortFacts): ConnectionFacts {
  const communicationInfo = notApplicable("LPC ports are connected without a communication info");
  const serverPort: Maybe<Word64> = port.role === "client" && !port.isDisconnected && port.serverPort instanceof Absence
    ? notApplicable("the connection is not accepted yet") : port.serverPort;
  return { communicationInfo, connectionPort: port.connectionPort, serverPort, clientPort: port.clientPort };
}

function indexPorts(target: Target): PortIndex {
  return target.stop.once("LPC port index", () => {
    const byConnectionPort = new Map<string, Ends>();
    const byOwner = new Map<string, Record<keyof ProcessPorts, Word64[]>>();
    for (const address of portDiscovery(target).walk()) {
      const port = readLpcPort(target, address);
      if (port instanceof Absence) {
        continue;
      }
      if (!(port.owner instanceof Absence)) {
        const ports = entryOf(byOwner, port.owner.key, () => ({ created: [], connected: [], server: [] }));
        ports[shareOf(port.role)].push(address);
      }
      if ((port.role === "server" || port.role === "client") && !(port.connectionPort instanceof Absence)) {
        entryOf(byConnectionPort, port.connectionPort.key, () => ({ server: [], client: [] }))[port.role].push(address);
      }
    }
    return { byConnectionPort, byOwner };
  });
}

function shareOf(role: PortRole): keyof ProcessPorts {
  return role === "client" ? "connected" : role === "server" ? "server" : "created";
}

function entryOf<V>(map: Map<string, V>, key: string, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) {
    return known;
  }
  const created = create();
  map.set(key, created);
  return created;
}
