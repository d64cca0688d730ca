/**
 * All ports of the system, their connections, and the ports of each process. LPC has no list of ports, so the search
 * goes through every source and follows the pointers of each port until it finds no new ones. Each port is yielded
 * once; its sources are recorded.
 */
import { isAbsent, notApplicable, type Maybe } from "../../target/absence.ts";
import { limits } from "../../target/limits.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import type { ConnectionFacts } from "../../facts/connection.ts";
import type { PortRole, PortSource } from "../../facts/port.ts";
import { partOfWalk, SteppedWalk, type Walk, type WalkEnd, type WalkSteps } from "../../nt/walk.ts";
import { walkNeighbors, walkRoots, type PortCandidate } from "./port-sources.ts";
import { isPortObject, readLpcPort, type LpcPortFacts } from "./port.ts";

/** In search order; the position is the bit in {@link PortDiscovery}'s record. */
const SOURCES: readonly PortSource[] = [
  "HandleTable",
  "ObjectDirectory",
  "TypeList",
  "ExceptionPort",
  "SecurityPort",
  "ThreadWait",
  "TerminationPort",
  "Message",
  "ConnectionPort",
  "ConnectedPort",
];

/** The ports of one stop, searched only as far as needed. */
export class PortDiscovery {
  private readonly target: Target;
  private readonly ports: Word64[] = [];
  /** Bits of {@link SOURCES} by port. */
  private readonly sources = new Map<WordId, number>();
  private readonly search: Walk<Word64>;

  constructor(target: Target) {
    this.target = target;
    this.search = new SteppedWalk(this.discover());
  }

  /** Every port once, those already known first. */
  walk(): Walk<Word64> {
    return new SteppedWalk(this.known());
  }

  private *known(): WalkSteps<Word64> {
    for (let index = 0; ; index += 1) {
      // The list decides, since another walk may have advanced the search.
      while (index >= this.ports.length && this.search.next().done !== true) {
        continue;
      }
      const port = this.ports[index];
      if (port === undefined) {
        return { ...this.search.end, count: index };
      }
      yield port;
    }
  }

  /** The sources of a port, after the whole search; empty if none has it. */
  findSources(port: Word64): readonly PortSource[] {
    // A later source may have the port, too.
    this.search.finish();
    const bits = this.sources.get(port.id) ?? 0;
    return SOURCES.filter((_source, index) => ((bits >> index) & 1) !== 0);
  }

  private *discover(): WalkSteps<Word64> {
    const roots = walkRoots(this.target);
    for (const root of roots) {
      if (this.accept(root)) {
        yield root.address;
      }
      if (this.ports.length >= limits.ports) {
        break;
      }
    }
    // The list grows during the loop.
    for (let index = 0; index < this.ports.length && this.ports.length < limits.ports; index += 1) {
      const port = this.ports[index];
      for (const neighbor of port === undefined ? [] : walkNeighbors(this.target, port)) {
        if (this.accept(neighbor)) {
          yield neighbor.address;
        }
      }
    }
    const count = this.ports.length;
    if (count >= limits.ports) {
      return { kind: "limit", reason: `there are ${limits.ports} ports or more; the search stopped there`, count };
    }
    return { ...roots.end, count };
  }

  /** Records the source; true for a new port. */
  private accept(candidate: PortCandidate): boolean {
    const { id } = candidate.address;
    const bit = 1 << SOURCES.indexOf(candidate.source);
    const known = this.sources.get(id);
    if (known === undefined && !isPortObject(this.target, candidate.address)) {
      return false;
    }
    this.sources.set(id, (known ?? 0) | bit);
    if (known === undefined) {
      this.ports.push(candidate.address);
    }
    return known === undefined;
  }
}

/** The one search for ports of this stop: later callers begin with what earlier ones have found. */
export function portDiscovery(target: Target): PortDiscovery {
  return target.stop.once("LPC ports", () => new PortDiscovery(target));
}

interface Ends {
  readonly server: Word64[];
  readonly client: Word64[];
}

interface ProcessPorts {
  /** Connection ports and unconnected ones. */
  readonly created: readonly Word64[];
  /** Client ports. */
  readonly connected: readonly Word64[];
  readonly server: readonly Word64[];
}

interface PortIndex {
  /** Communication ports by the connection port that they name. */
  readonly byConnectionPort: ReadonlyMap<WordId, Ends>;
  readonly byOwner: ReadonlyMap<WordId, readonly Word64[]>;
  readonly end: WalkEnd;
}

/** The connections of a connection port, including those being made; for a communication port, its own. */
export function readConnections(target: Target, port: LpcPortFacts): readonly ConnectionFacts[] {
  if (port.role === "server" || port.role === "client") {
    return [connectionOf(port)];
  }
  const ends = port.role === "connection" ? indexPorts(target).byConnectionPort.get(port.address.id) : undefined;
  if (ends === undefined) {
    return [];
  }
  const connections: ConnectionFacts[] = [];
  for (const address of ends.server) {
    connections.push(...readConnection(target, address));
  }
  const paired = new Set(connections.map(({ clientPort }) => (isAbsent(clientPort) ? "" : clientPort.id)));
  for (const address of ends.client) {
    if (!paired.has(address.id)) {
      connections.push(...readConnection(target, address));
    }
  }
  return connections;
}

/** The ports that a process owns, by role. */
export function findPortsOfProcess(target: Target, process: Word64): ProcessPorts {
  const ports: Record<keyof ProcessPorts, Word64[]> = { created: [], connected: [], server: [] };
  for (const address of walkPortsOf(target, process)) {
    const port = readLpcPort(target, address);
    if (!isAbsent(port)) {
      ports[shareOf(port.role)].push(address);
    }
  }
  return ports;
}

/** Every port that the process owns, in the order of the search; the end is that of the search. */
export function walkPortsOf(target: Target, process: Word64): Walk<Word64> {
  const { byOwner, end } = indexPorts(target);
  return partOfWalk(byOwner.get(process.id) ?? [], end);
}

function readConnection(target: Target, address: Word64): readonly ConnectionFacts[] {
  const port = readLpcPort(target, address);
  return isAbsent(port) ? [] : [connectionOf(port)];
}

function connectionOf(port: LpcPortFacts): ConnectionFacts {
  const communicationInfo = notApplicable("LPC ports are connected without a communication info");
  const serverPort: Maybe<Word64> =
    port.role === "client" && !port.isDisconnected && isAbsent(port.serverPort)
      ? notApplicable("the connection is not accepted yet")
      : port.serverPort;
  return { communicationInfo, connectionPort: port.connectionPort, serverPort, clientPort: port.clientPort };
}

function indexPorts(target: Target): PortIndex {
  return target.stop.once("LPC port index", () => {
    const byConnectionPort = new Map<WordId, Ends>();
    const byOwner = new Map<WordId, Word64[]>();
    const walk = portDiscovery(target).walk();
    for (const address of walk) {
      const port = readLpcPort(target, address);
      if (isAbsent(port)) {
        continue;
      }
      if (!isAbsent(port.owner)) {
        entryOf(byOwner, port.owner.id, (): Word64[] => []).push(address);
      }
      if ((port.role === "server" || port.role === "client") && !isAbsent(port.connectionPort)) {
        entryOf(byConnectionPort, port.connectionPort.id, () => ({ server: [], client: [] }))[port.role].push(address);
      }
    }
    return { byConnectionPort, byOwner, end: walk.end };
  });
}

function shareOf(role: PortRole): keyof ProcessPorts {
  return role === "client" ? "connected" : role === "server" ? "server" : "created";
}

function entryOf<V>(map: Map<WordId, V>, key: WordId, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) {
    return known;
  }
  const created = create();
  map.set(key, created);
  return created;
}
