/**
 * `_KALPC_MESSAGE`: its header, and the ports and threads it ties together. What the message claims about its queue
 * (`PortQueue`, `QueueType`) is compared with where its links lead.
 */
import { invalid, isAbsent, mapPresent, present, type Absence, type Maybe } from "../../target/absence.ts";
import { Recent } from "../../target/recent.ts";
import { PerStop } from "../../target/stop.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { MessageQueue } from "../../facts/queue.ts";
import type { StateFacts } from "../../facts/state.ts";
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
import { readAlpcPort, validatePortObject } from "../port/port.ts";
import { MESSAGE } from "../port/queue.ts";
import { readBlobKind } from "../resource/blob.ts";
import { decodeState } from "../state-bits.ts";
import { readQueueMembership, type QueueMembership } from "./queue-membership.ts";

/**
 * Messages kept decoded at one stop: the decoders of threads, ports and the table of messages return to the same ones.
 * Some hundred bytes each, so that a walk over all messages leaves no more than a few megabytes behind.
 */
const RECENT_MESSAGES = 4096;

const recentMessages = new PerStop(() => new Recent<Maybe<DecodedMessage>>(RECENT_MESSAGES));

/**
 * `u1.s1.QueueType` by its number, as Microsoft's debugger prints them. On a canceled queue a message has 0, unless it
 * is on another queue as well; else a mismatch is reported as a contradiction.
 */
const QUEUE_TYPES: readonly string[] = ["None", "Main", "LargeMessage", "Pending", "Direct", "Thread"];

/** The message at an address. Invalid where there is none. Decoded at most once while it is among the recent ones. */
export function readAlpcMessage(target: Target, address: Word64): Maybe<DecodedMessage> {
  const { stop } = target;
  const recent = recentMessages.latest === stop ? recentMessages.value : recentMessages.of(stop);
  const { id } = address;
  const known = recent.entries.get(id);
  if (known !== undefined) {
    return known;
  }
  const message = readFresh(target, address);
  recent.set(id, message);
  return message;
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
  structure.moveTo(target.stop.kept);
  const membership = readQueueMembership(target, structure);
  return new AlpcMessage(structure, membership, readConnectionPort(target, structure));
}

/**
 * Why the structure can be no message, or undefined where it can: its blob header says that it is one,
 * or else (a header lost or of an unknown kind) its type is one that messages have and a port stands behind it. What
 * would tell may lie on a page that is not there: then it is unreadable, not something else.
 */
function validateMessage(target: Target, structure: Structure): Absence | undefined {
  const kind = readBlobKind(target, structure.address);
  if (kind === "Message") {
    return undefined;
  }
  const type = structure.number(TYPE);
  const isTyped = !isAbsent(type) && isMessageType(decodeTypeNumber(type), LAST_ALPC_TYPE);
  const isOfPort = ["OwnerPort", "PortQueue", "ConnectionPort", "CancelQueuePort"].some((path) => {
    const port = structure.pointer(path);
    return !isAbsent(port) && validatePortObject(target, port) === true;
  });
  if (isTyped && isOfPort) {
    return undefined;
  }
  return isAbsent(kind) && kind.kind === "Unreadable" && (isTyped || isAbsent(type))
    ? kind
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
  // Damage on the way is a better reason than a missing pointer in the message.
  return isAbsent(port) ? (port.kind === "NotApplicable" ? own : port) : port.connectionPort;
}

const TYPE = "PortMessage.u2.s2.Type";

/**
 * A message from its bytes, the queue that its links lead to, and the connection port. What only a display of the
 * message needs is decoded on demand.
 */
class AlpcMessage implements DecodedMessage {
  readonly address: Word64;
  readonly structure: Structure;
  readonly typeNumber: Maybe<number>;
  readonly queue: Maybe<MessageQueue>;
  readonly queuePort: Maybe<Word64>;
  readonly ownerPort: Maybe<Word64>;
  readonly connectionPort: Maybe<Word64>;
  readonly waitingThread: Maybe<Word64>;
  readonly serverThread: Maybe<Word64>;
  readonly contradictions: readonly string[];

  constructor(structure: Structure, membership: Maybe<QueueMembership>, connectionPort: Maybe<Word64>) {
    const type = structure.number(TYPE);
    this.address = structure.address;
    this.structure = structure;
    this.typeNumber = isAbsent(type) ? type : decodeTypeNumber(type);
    this.queue = isAbsent(membership) ? membership : membership.queue;
    this.queuePort = decodeQueuePort(structure, membership);
    this.ownerPort = decodeReference(structure, "OwnerPort", "the message has no owner port");
    this.connectionPort = connectionPort;
    this.waitingThread = decodeReference(structure, "WaitingThread", "no thread waits for a reply to this message");
    this.serverThread = decodeReference(
      structure,
      "ServerThread",
      "no thread has received this message and owes a reply",
    );
    this.contradictions = findContradictions(structure, membership);
  }

  get id(): Maybe<Word64> {
    return this.structure.word("PortMessage.MessageId");
  }

  get callbackId(): Maybe<number> {
    return this.structure.number("PortMessage.CallbackId");
  }

  get sequenceNo(): Maybe<number> {
    return this.structure.signed("SequenceNo");
  }

  get type(): Maybe<string> {
    const { typeNumber } = this;
    return isAbsent(typeNumber) ? typeNumber : formatMessageType(typeNumber, LAST_ALPC_TYPE);
  }

  get typeFlags(): Maybe<readonly string[]> {
    return mapPresent(this.structure.number(TYPE), formatMessageFlags);
  }

  get dataLength(): Maybe<number> {
    return this.structure.number("PortMessage.u1.s1.DataLength");
  }

  get totalLength(): Maybe<number> {
    return this.structure.number("PortMessage.u1.s1.TotalLength");
  }

  get senderProcessId(): Maybe<number> {
    return this.structure.number("PortMessage.ClientId.UniqueProcess");
  }

  get senderThreadId(): Maybe<number> {
    return this.structure.number("PortMessage.ClientId.UniqueThread");
  }

  get state(): Maybe<StateFacts> {
    return decodeState(this.structure);
  }
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
    // Links on a page that is not there contradict nothing.
    return isAbsent(claimed) || membership.kind === "Unreadable"
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
