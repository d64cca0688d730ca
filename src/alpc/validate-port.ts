/**
 * Validates what the decoders of ports take on trust: follows every back pointer, compares every count, and reports
 * contradictions as sentences. A consistent port gives none; missing memory contradicts nothing.
 */
import { isAbsent, type Maybe } from "../target/absence.ts";
import { wordsOfField, type FieldLayout, type StructureLayout } from "../target/layout.ts";
import { PerStop } from "../target/stop.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64, WordId } from "../target/word64.ts";
import type { PortFacts } from "../facts/port.ts";
import type { QueueFacts } from "../facts/queue.ts";
import { isClosedAround, readNeighbors } from "../nt/list.ts";
import { collectWalk, type WalkEnd } from "../nt/walk.ts";
import { readCommunicationInfo } from "./port/communication-info.ts";
import { countPackets, readCompletionPort } from "./port/completion.ts";
import { soundPorts, walkConnections } from "./port/port-walk.ts";
import { queuesOf } from "./port/port-queues.ts";
import type { AlpcPortFacts } from "./port/port.ts";
import { MESSAGE, readUsedQueues } from "./port/queue.ts";
import { walkResources } from "./resource/blob.ts";
import { walkWaitQueue } from "./thread/serving.ts";

/** The result for anything consistent. */
const IN_ORDER: readonly string[] = [];

/** Connections that both neighbors on their list point to. */
const soundConnections = new PerStop(() => new Set<WordId>());

/** Members of a port that show whether there is anything to validate. */
const MEMBERS = {
  isInitialized: "u1.s1.Initialized",
  waitQueue: "WaitQueue",
  waitQueueLength: "WaitQueueLength",
  completionPort: "CompletionPort",
  resources: "ResourceListHead",
};

/**
 * What is wrong with a port: its kind, its place in the list of ports, its connections, queues, waiting threads and
 * resources.
 */
export function validateAlpcPort(target: Target, port: AlpcPortFacts): readonly string[] {
  return [
    ...validateAlpcLinks(target, port),
    ...readUsedQueues(target, port).reduce<readonly string[]>(
      (found, queue) => [...found, ...validateQueueMembers(queue, target)],
      [],
    ),
  ];
}

/**
 * As {@link validateAlpcPort}, without what the analysis compares itself: queue lengths with walks, and messages with
 * their queue's port.
 */
export function validateAlpcLinks(target: Target, port: AlpcPortFacts): readonly string[] {
  if (isInOrder(target, port)) {
    return port.contradictions;
  }
  const found = port.contradictions.concat(validateListEntry(target, port), validateConnections(target, port));
  for (const { name, end } of readUsedQueues(target, port)) {
    found.push(...brokenWalk(`Its ${name} queue`, end));
  }
  return found.concat(
    validateWaitQueue(target, port.structure),
    validateCompletionPort(target, port.structure),
    validateResources(target, port.structure),
  );
}

/**
 * Whether a look at the port's own bytes shows that nothing contradicts itself and that there is nothing to follow:
 * nearly every port is an end of a connection, on sound lists, with nothing on lists of its own. False does not say
 * that anything is wrong.
 */
export function isInOrder({ stop }: Target, port: PortFacts | AlpcPortFacts): boolean {
  if (port.role === "connection" || port.contradictions.length > 0 || !("communicationInfo" in port)) {
    return false;
  }
  const { structure, communicationInfo } = port;
  if (isAbsent(communicationInfo)) {
    return false;
  }
  const { layout } = structure;
  const { lists, lengths } = layout === latestLayout ? latestMembers : emptyMembersOf(layout);
  return (
    lists !== undefined &&
    lengths !== undefined &&
    structure.areUnused(lists, lengths) &&
    (soundPorts.latest === stop ? soundPorts.value : soundPorts.of(stop)).has(port.id) &&
    (port.isClosed ||
      port.isDisconnected ||
      isAbsent(communicationInfo.connectionPort) ||
      (soundConnections.latest === stop ? soundConnections.value : soundConnections.of(stop)).has(communicationInfo.id))
  );
}

/** Where the lists lie that an end of a connection seldom has anything on. */
interface EmptyMembers {
  /** Queues, threads that wait on the port, and its resources; undefined where the symbols lack one. */
  readonly lists: readonly FieldLayout[] | undefined;
  /** Lengths of the queues and of the queue of threads, and the completion port; undefined where one is lacking. */
  readonly lengths: readonly FieldLayout[] | undefined;
}

const emptyMembers = new WeakMap<StructureLayout, EmptyMembers>();
/** Those asked for last: they are those of nearly every port. */
let latestLayout: StructureLayout | undefined;
let latestMembers: EmptyMembers = { lists: undefined, lengths: undefined };

function emptyMembersOf(layout: StructureLayout): EmptyMembers {
  const members = emptyMembers.get(layout) ?? describeEmptyMembers(layout);
  emptyMembers.set(layout, members);
  latestLayout = layout;
  latestMembers = members;
  return members;
}

function describeEmptyMembers(layout: StructureLayout): EmptyMembers {
  const waitQueue = layout.find(MEMBERS.waitQueue);
  const resources = layout.find(MEMBERS.resources);
  const length = layout.find(MEMBERS.waitQueueLength);
  const completionPort = layout.find(MEMBERS.completionPort);
  const { heads, lengths } = queuesOf(layout);
  return {
    lists: waitQueue === undefined || resources === undefined ? undefined : heads.concat(waitQueue, resources),
    lengths:
      length === undefined || completionPort === undefined
        ? undefined
        : lengths?.concat(length, wordsOfField(completionPort)),
  };
}

/** The queue's length, and messages that name another port as theirs. */
function validateQueueMembers(queue: QueueFacts, target: Target): readonly string[] {
  const path = queue.name === "Canceled" ? "CancelQueuePort" : "PortQueue";
  const strangers = queue.messages.filter((address) => {
    const message = target.readStructure(MESSAGE, address);
    const port = isAbsent(message) ? message : message.pointer(path);
    return !isAbsent(port) && !port.equals(queue.port);
  });
  return [
    ...countMismatch(`Its ${queue.name} queue`, queue.declaredLength, queue.messages.length, "message", queue.end),
    ...strangers.map(
      (address) => `The message ${address} is on its ${queue.name} queue, but names another port as its queue's.`,
    ),
  ];
}

/** Both neighbors on the list of all ports must name it, once it is initialized. */
function validateListEntry(target: Target, port: AlpcPortFacts): readonly string[] {
  return !soundPorts.of(target.stop).has(port.id) &&
    port.structure.number(port.structure.layout.pick(MEMBERS).isInitialized) === 1
    ? validateLinks(target, port.structure, "PortListEntry", "the list of all ports")
    : IN_ORDER;
}

function validateLinks(target: Target, structure: Structure, path: string, what: string): readonly string[] {
  const link = structure.addressOf(path);
  if (isAbsent(link) || isClosedAround(target, link)) {
    return IN_ORDER;
  }
  const neighbors = readNeighbors(target, link);
  if (isAbsent(neighbors)) {
    return IN_ORDER;
  }
  const { next, previous, isNamedByNext, isNamedByPrevious } = neighbors;
  return [
    ...(isNamedByNext !== false ? [] : [`The one behind it on ${what}, ${next}, does not name it as the one before.`]),
    ...(isNamedByPrevious !== false
      ? []
      : [`The one before it on ${what}, ${previous}, does not name it as the next.`]),
  ];
}

/**
 * A connection port: its list and that each connection names it. An end that is connected: that its connection is on
 * the list.
 */
function validateConnections(target: Target, port: AlpcPortFacts): readonly string[] {
  if (isAbsent(port.communicationInfo)) {
    return IN_ORDER;
  }
  if (port.role !== "connection") {
    const isSettled = !port.isClosed && !port.isDisconnected && !isAbsent(port.communicationInfo.connectionPort);
    return isSettled && !soundConnections.of(target.stop).has(port.communicationInfo.id)
      ? validateLinks(
          target,
          port.communicationInfo.structure,
          "CommunicationList",
          "the connection port's list of connections",
        )
      : IN_ORDER;
  }
  const { entries, end } = collectWalk(walkConnections(target, port));
  const sound = soundConnections.of(target.stop);
  if (end.kind !== "head") {
    // Which of a broken list are sound takes a walk that looks at each.
    collectWalk(walkConnections(target, port, sound));
  }
  const strangers: Word64[] = [];
  for (const address of entries) {
    const info = readCommunicationInfo(target, address);
    if (end.kind === "head" && !isAbsent(info)) {
      sound.add(info.id);
    }
    const connectionPort = isAbsent(info) ? info : info.connectionPort;
    const isStranger = isAbsent(connectionPort)
      ? connectionPort.kind !== "Unreadable"
      : connectionPort.low !== port.address.low || connectionPort.high !== port.address.high;
    if (isStranger) {
      strangers.push(address);
    }
  }
  return [
    ...brokenWalk("Its list of connections", end),
    ...strangers.map((info) => `The connection ${info} is on its list, but does not name it as the connection port.`),
  ];
}

function validateWaitQueue(target: Target, port: Structure): readonly string[] {
  const { waitQueue, waitQueueLength } = port.layout.pick(MEMBERS);
  if (port.isEmptyList(waitQueue)) {
    return countMismatch("Its wait queue", port.number(waitQueueLength), 0, "thread");
  }
  const { entries, end } = collectWalk(walkWaitQueue(target, port));
  return [
    ...brokenWalk("Its wait queue", end),
    ...countMismatch("Its wait queue", port.number("WaitQueueLength"), entries.length, "thread", end),
  ];
}

function validateCompletionPort(target: Target, port: Structure): readonly string[] {
  if (port.isNull(port.layout.pick(MEMBERS).completionPort)) {
    return IN_ORDER;
  }
  const completionPort = readCompletionPort(target, port);
  if (isAbsent(completionPort)) {
    return completionPort.kind === "Invalid" ? [`Its completion port is not valid: ${completionPort.reason}.`] : [];
  }
  const packets = countPackets(target, completionPort);
  if (isAbsent(packets)) {
    return packets.kind !== "Invalid"
      ? []
      : [`The packets of its completion port cannot be counted: ${packets.reason}.`];
  }
  return countMismatch("Its completion port", completionPort.depth, packets, "packet");
}

function validateResources(target: Target, port: Structure): readonly string[] {
  if (port.isEmptyList(port.layout.pick(MEMBERS).resources)) {
    return IN_ORDER;
  }
  const { entries, end } = collectWalk(walkResources(target, port));
  const wrong = entries.reduce<readonly string[]>(
    (found, blob) =>
      isAbsent(blob) && blob.kind === "Invalid"
        ? [...found, `An entry of its resource list is not a resource: ${blob.reason}.`]
        : found,
    [],
  );
  return [...brokenWalk("Its list of resources", end), ...wrong];
}

/**
 * A walk that did not come back to its head. A list whose links are all zero was never used; one that leads to memory
 * that is not there may be in order.
 */
function brokenWalk(what: string, end: WalkEnd): readonly string[] {
  return end.kind === "head" ||
    end.kind === "limit" ||
    end.kind === "unreadable" ||
    (end.kind === "null link" && end.count === 0)
    ? IN_ORDER
    : [`${what} is broken: ${end.reason}.`];
}

/** `end`: of the counting walk; if memory was missing on it, the count proves nothing. */
function countMismatch(
  what: string,
  declared: Maybe<number>,
  counted: number,
  element: string,
  end?: WalkEnd,
): readonly string[] {
  return isAbsent(declared) || declared === counted || end?.kind === "unreadable"
    ? IN_ORDER
    : [
        `${what} says that its length is ${declared}, but ${counted} ${element}${counted === 1 ? " is" : "s are"} on it.`,
      ];
}
