/**
 * `_KALPC_MESSAGE`: its header, the ports and threads it ties together, and the queue that it is really on: its links
 * are followed until one lies inside a port, and the offset tells the list head. What the message says of itself
 * (`PortQueue`, `QueueType`) is a claim to be checked.
 */
import {
  invalid,
  isAbsent,
  mapPresent,
  notApplicable,
  present,
  type Absence,
  type Maybe,
} from "../../target/absence.ts";
import { validateKernelPointer } from "../../target/address.ts";
import { limits } from "../../target/limits.ts";
import { Recent } from "../../target/recent.ts";
import { PerStop } from "../../target/stop.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import type { MessageQueue, QueueName } from "../../facts/queue.ts";
import { readNeighbours } from "../../nt/list.ts";
import type { DecodedMessage } from "../../generation/decoded.ts";
import {
  decodeTypeNumber,
  formatMessageFlags,
  formatMessageType,
  isMessageType,
  LAST_ALPC_TYPE,
} from "../../generation/message-types.ts";
import { decodeReference, sameAddress } from "../../generation/references.ts";
import { readCommunicationInfo } from "../port/communication-info.ts";
import { PORT, readAlpcPort, validatePortObject } from "../port/port.ts";
import { QUEUES } from "../port/port-queues.ts";
import { MESSAGE, queueLink } from "../port/queue.ts";
import { readBlobKind } from "../resource/blob.ts";
import { decodeState } from "../state-bits.ts";

/** Messages kept decoded at one stop. */
const RECENT_MESSAGES = 4096;

const recentMessages = new PerStop(() => new Recent<Maybe<DecodedMessage>>(RECENT_MESSAGES));

/**
 * `u1.s1.QueueType` by its number, as Microsoft's debugger prints them. On a canceled queue a message has 0, unless it
 * is on another queue as well; else a mismatch is reported as a contradiction.
 */
const QUEUE_TYPES: readonly string[] = ["None", "Main", "LargeMessage", "Pending", "Direct", "Thread"];

/** The message at an address. Invalid where there is none. Decoded at most once while it is among the recent ones. */
export function readAlpcMessage(target: Target, address: Word64): Maybe<DecodedMessage> {
  return recentMessages.of(target.stop).once(address.id, () => readFresh(target, address));
}

function readFresh(target: Target, address: Word64): Maybe<DecodedMessage> {
  const structure = target.readStructure(MESSAGE, address);
  if (isAbsent(structure)) {
    return structure;
  }
  const wrong = validateMessage(target, structure);
  if (wrong !== undefined) {
    return wrong;
  }
  const membership = readQueueMembership(target, structure);
  return decodeMessage(structure, membership, readConnectionPort(target, structure));
}

/**
 * Why the structure can be no message, or undefined where it can: its blob header says that it is one,
 * or else (a header lost or of an unknown kind) its type is one that messages have and a port stands behind it.
 */
function validateMessage(target: Target, structure: Structure): Absence | undefined {
  const kind = readBlobKind(target, structure.address);
  if (kind === "Message") {
    return undefined;
  }
  const type = structure.number("PortMessage.u2.s2.Type");
  const isTyped = !isAbsent(type) && isMessageType(decodeTypeNumber(type), LAST_ALPC_TYPE);
  const isOfPort = ["OwnerPort", "PortQueue", "ConnectionPort", "CancelQueuePort"].some((path) => {
    const port = structure.pointer(path);
    return !isAbsent(port) && validatePortObject(target, port) === true;
  });
  return isTyped && isOfPort
    ? undefined
    : invalid(
        `there is no ALPC message at ${structure.address}: ${isAbsent(kind) ? kind.reason : `the header before it is that of a ${kind}`}`,
        structure.address,
      );
}

/**
 * The connection port that a message came or goes through: its own member, else by its connection, else by its
 * sender's.
 */
export function readConnectionPort(target: Target, structure: Structure): Maybe<Word64> {
  const own = decodeReference(structure, "ConnectionPort", "the message names no connection port");
  if (!isAbsent(own)) {
    return own;
  }
  const info = decodeReference(structure, "CommunicationInfo", "the message names no connection");
  const facts = isAbsent(info) ? info : readCommunicationInfo(target, info);
  if (!isAbsent(facts) && !isAbsent(facts.connectionPort)) {
    return facts.connectionPort;
  }
  const owner = decodeReference(structure, "OwnerPort", "the message has no owner port");
  const port = isAbsent(owner) ? owner : readAlpcPort(target, owner);
  // Damage on the way is the better reason than that the message itself names none.
  return isAbsent(port) ? (port.kind === "NotApplicable" ? own : port) : port.connectionPort;
}

/** A message from its bytes, the queue that its links lead to, and the connection port. */
function decodeMessage(
  structure: Structure,
  membership: Maybe<QueueMembership>,
  connectionPort: Maybe<Word64>,
): DecodedMessage {
  const type = structure.number("PortMessage.u2.s2.Type");
  return {
    address: structure.address,
    structure,
    id: structure.word("PortMessage.MessageId"),
    callbackId: structure.number("PortMessage.CallbackId"),
    sequenceNo: structure.signed("SequenceNo"),
    type: mapPresent(type, (word) => formatMessageType(decodeTypeNumber(word), LAST_ALPC_TYPE)),
    typeNumber: mapPresent(type, decodeTypeNumber),
    typeFlags: mapPresent(type, formatMessageFlags),
    dataLength: structure.number("PortMessage.u1.s1.DataLength"),
    totalLength: structure.number("PortMessage.u1.s1.TotalLength"),
    senderProcessId: structure.number("PortMessage.ClientId.UniqueProcess"),
    senderThreadId: structure.number("PortMessage.ClientId.UniqueThread"),
    state: decodeState(structure),
    queue: mapPresent(membership, (found) => found.queue),
    queuePort: decodeQueuePort(structure, membership),
    ownerPort: decodeReference(structure, "OwnerPort", "the message has no owner port"),
    connectionPort,
    waitingThread: decodeReference(structure, "WaitingThread", "no thread waits for a reply to this message"),
    serverThread: decodeReference(structure, "ServerThread", "no thread has received this message and owes a reply"),
    contradictions: findContradictions(structure, membership),
  };
}

/** The port whose list it is on, else the one that the message claims. */
function decodeQueuePort(structure: Structure, membership: Maybe<QueueMembership>): Maybe<Word64> {
  return (
    present(isAbsent(membership) ? membership : membership.port) ??
    decodeReference(structure, "PortQueue", "the message is on no queue")
  );
}

function findContradictions(structure: Structure, membership: Maybe<QueueMembership>): readonly string[] {
  const claimed = decodeReference(structure, "PortQueue", "");
  if (isAbsent(membership)) {
    return isAbsent(claimed)
      ? []
      : [`It names ${claimed} as its queue's port, but its links do not lead there: ${membership.reason}.`];
  }
  const found: string[] = [];
  if (!isAbsent(claimed) && membership.queue !== "Thread" && !sameAddress(claimed, membership.port)) {
    found.push(
      `It names ${claimed} as its queue's port, but is linked ${membership.queue === "None" ? "to no queue" : `to the ${membership.queue} queue of another`}.`,
    );
  }
  const queueType = structure.number("u1.s1.QueueType");
  const name = isAbsent(queueType) ? undefined : (QUEUE_TYPES[queueType] ?? `unknown (${queueType})`);
  const expected = membership.queue === "Canceled" ? "None" : membership.queue;
  if (name !== undefined && name !== expected) {
    found.push(`Its queue type says ${name}, but its links say ${membership.queue}.`);
  }
  return [...found, ...lengthContradictions(structure)];
}

/** A connection request's total length covers the connection's parameters too, so only a total too short is wrong. */
function lengthContradictions(structure: Structure): readonly string[] {
  const data = structure.number("PortMessage.u1.s1.DataLength");
  const total = structure.number("PortMessage.u1.s1.TotalLength");
  return isAbsent(data) || isAbsent(total) || data <= total
    ? []
    : [`Its data length 0x${data.toString(16)} exceeds its total length 0x${total.toString(16)}.`];
}

export interface QueueMembership {
  readonly queue: MessageQueue;
  /** The port whose list head was reached; NotApplicable where the message is on no queue. */
  readonly port: Maybe<Word64>;
}

/**
 * Links whose list is known already, so that asking all messages of a queue in any order does not walk it once for
 * each.
 */
const RECENT_LINKS = 4096;

/** `u1.s1.QueueType` of a message that is handed to a thread directly (named "Thread" by Microsoft's debugger). */
const THREAD_QUEUE_TYPE = 5;

const OFF_QUEUE: QueueMembership = { queue: "None", port: notApplicable("the message is on no queue") };

/** Where a message's links lead. Absent if they are broken. */
function readQueueMembership(target: Target, message: Structure): Maybe<QueueMembership> {
  const byEntry = findList(target, message, "Entry", "PortQueue");
  if (byEntry !== undefined && !isAbsent(byEntry)) {
    return byEntry;
  }
  const byCancelList = findList(target, message, "CancelListEntry", "CancelQueuePort");
  if (byCancelList !== undefined && !isAbsent(byCancelList)) {
    return byCancelList;
  }
  // The list that such a message is on is no port's, so its links lead to no head of one.
  return message.number("u1.s1.QueueType") === THREAD_QUEUE_TYPE
    ? { queue: "Thread", port: OFF_QUEUE.port }
    : (byEntry ?? OFF_QUEUE);
}

/**
 * The queue of the port at `portPath` that `linkPath` is on; undefined where there is no port or the message is not
 * linked.
 */
function findList(
  target: Target,
  message: Structure,
  linkPath: "Entry" | "CancelListEntry",
  portPath: string,
): Maybe<QueueMembership> | undefined {
  const port = message.pointer(portPath);
  const link = message.addressOf(linkPath);
  if (isAbsent(port) || isAbsent(link) || validateKernelPointer(port, target.pointerSize, portPath) !== undefined) {
    return undefined;
  }
  const heads = headsOf(target, port, linkPath);
  const back = findHead(target, link, heads, port, target.pointerSize);
  // A broken back link says nothing against the way forward.
  const found = isAbsent(back) ? findHead(target, link, heads, port, 0) : back;
  if (found === undefined || isAbsent(found)) {
    return found;
  }
  return isDisowned(target, link)
    ? invalid(`its links lead to the ${found} queue of ${port}, but neither neighbour there names it`, link)
    : { queue: found, port };
}

/**
 * The links of a message that was taken off its list still lead there, but those before and behind it have closed the
 * gap.
 */
function isDisowned(target: Target, link: Word64): boolean {
  const neighbours = readNeighbours(target, link);
  return !isAbsent(neighbours) && neighbours.isNamedByNext === false && neighbours.isNamedByPrevious === false;
}

/** The list heads of the port that this link of messages can be on. */
function headsOf(target: Target, port: Word64, linkPath: "Entry" | "CancelListEntry"): ReadonlyMap<WordId, QueueName> {
  const layout = target.layout(PORT);
  const heads = new Map<WordId, QueueName>();
  for (const queue of QUEUES.filter(({ name }) => queueLink(name) === linkPath)) {
    const field = isAbsent(layout) ? undefined : layout.find(queue.head);
    if (field !== undefined) {
      heads.set(port.plus(field.offset).id, queue.name);
    }
  }
  return heads;
}

/** What following links in one direction led to: a queue of the port, or why none. */
type Outcome = Maybe<QueueName>;

/**
 * Follows one link of each entry (`linkOffset` 0: forward, a pointer's size: back). Undefined where the entry is linked
 * to nothing.
 */
function findHead(
  target: Target,
  start: Word64,
  heads: ReadonlyMap<WordId, QueueName>,
  port: Word64,
  linkOffset: number,
): Outcome | undefined {
  const known = target.stop.once("links of ALPC queues", () => new Recent<Outcome>(RECENT_LINKS));
  const first = target.readPointer(start.plus(linkOffset));
  if (!isAbsent(first) && (first.isZero || first.equals(start))) {
    return undefined;
  }
  // An outcome holds for this port and direction only: a message that names a wrong port says nothing about its
  // neighbours.
  const keyOf = (link: Word64): string => `${port.key}+${linkOffset}:${link.key}`;
  const passed: Word64[] = [];
  const outcome = followLinks(
    target,
    start,
    linkOffset,
    passed,
    (link) => heads.get(link.id) ?? known.get(keyOf(link)),
  );
  // Those nearest the start are asked for next, so they must be the last to be forgotten.
  for (const link of passed.slice(0, RECENT_LINKS).reverse()) {
    known.set(keyOf(link), outcome);
  }
  return outcome;
}

/** `passed` receives the entries on the way, the start first. `outcomeOf`: what is known of a link already. */
function followLinks(
  target: Target,
  start: Word64,
  linkOffset: number,
  passed: Word64[],
  outcomeOf: (link: Word64) => Outcome | undefined,
): Outcome {
  const visited = new Set<WordId>();
  let link = start;
  while (visited.size < limits.listEntries) {
    visited.add(link.id);
    passed.push(link);
    const next = target.readPointer(link.plus(linkOffset));
    if (isAbsent(next)) {
      return next;
    }
    const outcome = outcomeOf(next);
    if (outcome !== undefined) {
      return outcome;
    }
    const wrong = visited.has(next.id)
      ? invalid(`the queue's links run in a circle past ${next}`, next)
      : validateKernelPointer(next, target.pointerSize, "a queue's link", target.pointerSize);
    if (wrong !== undefined) {
      return wrong;
    }
    link = next;
  }
  return invalid(`the queue has more than ${limits.listEntries} entries`, start);
}
