/** Every port, the connections of a port, and the ports of a process. */
import { isAbsent, mapPresent, present, type Absence, type Maybe } from "../../target/absence.ts";
import { limits } from "../../target/limits.ts";
import { PerStop } from "../../target/stop.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { append } from "../../target/lists-by-key.ts";
import type { ConnectionFacts } from "../../facts/connection.ts";
import type { PortRole } from "../../facts/port.ts";
import { indexHandlesByType } from "../../nt/handle-index.ts";
import { walkContaining, walkMember } from "../../nt/list.ts";
import { absentWalk, BatchedWalk, partOfWalk, walkOnce, type Walk, type WalkEnd } from "../../nt/walk.ts";
import { walkNamedObjects } from "../../nt/object-directory.ts";
import { COMMUNICATION_INFO, readCommunicationInfo } from "./communication-info.ts";
import { decodePortOwner, PORT, PORT_TYPE_NAME, readAlpcPort, validatePortObject, type AlpcPortFacts } from "./port.ts";

/**
 * Communication infos of the connections of a connection port, in the order of the list. Ends at once where the port's
 * own cannot be read. `sound`: as {@link walkMember}'s.
 */
export function walkConnections(target: Target, port: AlpcPortFacts, sound?: Set<WordId>): Walk<Word64> {
  const info = mapPresent(port.communicationInfo, ({ structure }) => structure);
  return walkMember(
    target,
    info,
    "CommunicationList",
    COMMUNICATION_INFO,
    "CommunicationList",
    "the connections of a port",
    sound,
  );
}

/** A connection by its communication info. Where that cannot be read, its parts are absent with the reason. */
export function readConnection(target: Target, communicationInfo: Word64): ConnectionFacts {
  const info = readCommunicationInfo(target, communicationInfo);
  return isAbsent(info)
    ? { communicationInfo, connectionPort: info, serverPort: info, clientPort: info }
    : {
        communicationInfo,
        connectionPort: info.connectionPort,
        serverPort: info.serverPort,
        clientPort: info.clientPort,
      };
}

/**
 * The connections of a connection port, or the one of a communication port; none of a port that has no communication
 * info.
 */
export function readConnections(target: Target, port: AlpcPortFacts): readonly ConnectionFacts[] {
  if (port.role === "connection") {
    return Array.from(walkConnections(target, port), (info) => readConnection(target, info));
  }
  const { connectionPort, serverPort, clientPort } = port;
  const communicationInfo = mapPresent(port.communicationInfo, ({ address }) => address);
  return isAbsent(communicationInfo) && communicationInfo.kind === "NotApplicable"
    ? []
    : [{ communicationInfo, connectionPort, serverPort, clientPort }];
}

/** Why nothing is known of a connection port's connections; undefined where their list can be begun. */
export function missingConnections({ role, communicationInfo }: AlpcPortFacts): Absence | undefined {
  return role === "connection" && isAbsent(communicationInfo) && communicationInfo.kind !== "NotApplicable"
    ? communicationInfo
    : undefined;
}

/** The head of the list of all ports; a public symbol without a type, Vista to Windows 11. */
const PORT_LIST = "AlpcpPortList";

/**
 * Every port once, from one walk per stop. A sound list is all there is to know; behind a break in it, ports are found
 * by their names, by handles to them, and by the connections of those known, and the end still tells of the break.
 */
export function walkPorts(target: Target): Walk<Word64> {
  return walkOnce(target, "ports", () => allPorts(target));
}

function allPorts(target: Target): Walk<Word64> {
  const head = target.symbol(PORT_LIST);
  const list = isAbsent(head)
    ? absentWalk<Word64>(head)
    : walkContaining(target, head, PORT, "PortListEntry", {
        limit: limits.ports,
        what: "the list of all ports",
        sound: soundPorts.of(target.stop),
      });
  const met: (readonly Word64[])[] = [];
  const found = new Map<WordId, Word64>();
  let others: Generator<Word64, void> | undefined;
  return new BatchedWalk(() => {
    const listed = list.batch();
    if (listed !== undefined) {
      met.push(listed);
      return listed;
    }
    if (list.end.kind === "head") {
      return list.end;
    }
    if (others === undefined) {
      met.forEach((ports) => ports.forEach((port) => found.set(port.id, port)));
      others = walkElsewhere(target, found);
    }
    const other = others.next();
    return other.done === true ? { ...list.end, count: found.size } : [other.value];
  });
}

/**
 * Ports of which a walk of the system's list has seen that those before and behind name them. Of others nothing is
 * known.
 */
export const soundPorts = new PerStop(() => new Set<WordId>());

/** Ports missing from the list. */
function* walkElsewhere(target: Target, found: Map<WordId, Word64>): Generator<Word64, void> {
  for (const port of walkCandidates(target, found)) {
    if (found.size >= limits.ports) {
      return;
    }
    if (!found.has(port.id) && validatePortObject(target, port) === true) {
      found.set(port.id, port);
      yield port;
    }
  }
}

/**
 * Iterating a map meets what is added meanwhile, so that the connections of every port found on the way are followed
 * too.
 */
function* walkCandidates(target: Target, found: ReadonlyMap<WordId, Word64>): Generator<Word64, void> {
  for (const named of walkNamedObjects(target)) {
    if (named.typeName === PORT_TYPE_NAME) {
      yield named.object;
    }
  }
  for (const held of indexHandlesByType(target, [PORT_TYPE_NAME]).values()) {
    yield held.object;
  }
  for (const port of found.values()) {
    yield* connectedPorts(target, port);
  }
}

function* connectedPorts(target: Target, address: Word64): Generator<Word64, void> {
  const port = readAlpcPort(target, address);
  if (isAbsent(port)) {
    return;
  }
  for (const connection of readConnections(target, port)) {
    for (const end of [
      connection.connectionPort,
      connection.serverPort,
      connection.clientPort,
    ] as readonly Maybe<Word64>[]) {
      const known = present(end);
      if (known !== undefined) {
        yield known;
      }
    }
  }
}

/** Connection ports that the process created, client ports that it connected, server ports of its connections. */
export interface PortsOfProcess {
  readonly created: readonly Word64[];
  readonly connected: readonly Word64[];
  readonly server: readonly Word64[];
}

/** `process`: an `_EPROCESS`. Ports whose owner has gone belong to nobody. */
export function readPortsOfProcess(target: Target, process: Word64): PortsOfProcess {
  const ports = Array.from(walkPortsOf(target, process));
  const ofRole = (role: PortRole): readonly Word64[] =>
    ports.filter((address) => mapPresent(readAlpcPort(target, address), (port) => port.role) === role);
  return { created: ofRole("connection"), connected: ofRole("client"), server: ofRole("server") };
}

/** Every port that the process owns, in the order of {@link walkPorts}; the end is that of the whole walk. */
export function walkPortsOf(target: Target, process: Word64): Walk<Word64> {
  const { byOwner, end } = indexOwners(target);
  const owned = byOwner.get(process.id) ?? [];
  return partOfWalk(
    owned.filter((address) => !isAbsent(readAlpcPort(target, address))),
    end,
  );
}

interface OwnerIndex {
  readonly byOwner: ReadonlyMap<WordId, readonly Word64[]>;
  readonly end: WalkEnd;
}

/** Looks only at the owner of each port. */
function indexOwners(target: Target): OwnerIndex {
  return target.stop.once("ALPC ports by owner", () =>
    target.pin(() => {
      const byOwner = new Map<WordId, Word64[]>();
      const walk = walkPorts(target);
      for (const address of walk) {
        const structure = target.readStructure(PORT, address);
        const owner = isAbsent(structure) ? structure : decodePortOwner(structure);
        if (isAbsent(owner)) {
          continue;
        }
        append(byOwner, owner.id, address);
      }
      return { byOwner, end: walk.end };
    }),
  );
}
