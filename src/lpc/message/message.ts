/** `_LPCP_MESSAGE`: its header, its ports and threads, its queue, and its payload. */
import {
  firstAbsence,
  invalid,
  isAbsent,
  mapPresent,
  notApplicable,
  present,
  type Maybe,
} from "../../target/absence.ts";
import { limits } from "../../target/limits.ts";
import { readPartialBlock } from "../../target/partial-memory.ts";
import { readWord, type Hole } from "../../target/structure.ts";
import { pointerIn } from "../../target/pointer.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { findThreadById } from "../../nt/thread/thread-list.ts";
import type { DecodedMessage } from "../../generation/decoded.ts";
import { formatMessageFlags, formatMessageType, LAST_LPC_TYPE } from "../../generation/message-types.ts";
import {
  payloadAddress,
  readConnectionMessage,
  readMessageHeader,
  type ConnectionMessageFacts,
  type LpcMessageHeader,
} from "./message-header.ts";
import { findQueuePort } from "./queue-index.ts";
import { readLpcPort, validatePortObject } from "../port/port.ts";
import { readAwaitedReply } from "../thread/awaited-reply.ts";
import { indexThreads } from "../thread/thread-index.ts";

/** A message with what only LPC has. Ports and threads that its bytes do not name are found by those that name it. */
export interface LpcMessageFacts extends DecodedMessage {
  readonly header: LpcMessageHeader;
  /** The server's value for the sender's port; requests and datagrams only. */
  readonly portContext: Maybe<Word64>;
  /** The thread that a reply is ready for. */
  readonly repliedToThread: Maybe<Word64>;
  /** The thread that holds the message: a connecting thread, or one that has received its reply. */
  readonly heldBy: Maybe<Word64>;
  /** Bytes from the header's start; NotApplicable if the message has no data information. */
  readonly dataInfoOffset: Maybe<number>;
  /** NotApplicable for messages that are not connection requests. */
  readonly connection: Maybe<ConnectionMessageFacts>;
}

/** The message at an address; Invalid if there is none. */
export function readLpcMessage(target: Target, address: Word64): Maybe<LpcMessageFacts> {
  const header = readMessageHeader(target, address);
  return isAbsent(header) ? header : readAround(target, header);
}

function readAround(target: Target, header: LpcMessageHeader): LpcMessageFacts {
  const connection = readConnectionMessage(target, header);
  const queuePort = findQueuePort(target, header);
  const ownerPort = readOwnerPort(target, header, connection);
  const heldBy = indexThreads(target).holders.get(header.address.id);
  const waitingThread = findWaitingThread(target, header);
  return {
    address: header.address,
    structure: header.structure,
    header,
    id: header.id,
    callbackId: header.callbackId,
    sequenceNo: notApplicable("LPC messages are not numbered per port"),
    type: mapPresent(header.typeNumber, (number) => formatMessageType(number, LAST_LPC_TYPE)),
    typeNumber: header.typeNumber,
    typeFlags: mapPresent(header.typeWord, formatMessageFlags),
    dataLength: header.dataLength,
    totalLength: header.totalLength,
    senderProcessId: header.senderProcessId,
    senderThreadId: header.senderThreadId,
    state: notApplicable("LPC messages have no state"),
    queue: queuePort === undefined ? "None" : "Main",
    queuePort: queuePort ?? notApplicable("the message is on no queue"),
    ownerPort,
    connectionPort: readConnectionPort(target, ownerPort, queuePort),
    waitingThread: waitingThread ?? notApplicable("no thread is known to await the answer"),
    serverThread:
      queuePort === undefined
        ? readServerThread(target, waitingThread)
        : notApplicable("nobody has received the message yet"),
    contradictions: [],
    portContext: header.portContext,
    repliedToThread: header.repliedToThread,
    heldBy: heldBy ?? notApplicable("no thread holds the message"),
    dataInfoOffset: header.dataInfoOffset,
    connection,
  };
}

/** The sender's port; for a connection request, the new client port. The sender of a datagram may be gone by now. */
function readOwnerPort(
  target: Target,
  header: LpcMessageHeader,
  connection: Maybe<ConnectionMessageFacts>,
): Maybe<Word64> {
  if (!isAbsent(connection)) {
    return connection.clientPort;
  }
  const { senderPort } = header;
  const valid = isAbsent(senderPort) ? senderPort : validatePortObject(target, senderPort);
  if (isAbsent(senderPort) || valid === true) {
    return senderPort;
  }
  return invalid(`the sender's port ${senderPort} is gone: ${valid.reason}`, senderPort);
}

function readConnectionPort(target: Target, ownerPort: Maybe<Word64>, queuePort: Word64 | undefined): Maybe<Word64> {
  const none = notApplicable("no port is known that the message goes through");
  for (const address of [ownerPort, queuePort ?? none]) {
    const port = isAbsent(address) ? address : readLpcPort(target, address);
    if (!isAbsent(port) && !isAbsent(port.connectionPort)) {
      return port.connectionPort;
    }
  }
  return none;
}

/** The sender, if it awaits the reply to this message. */
function findWaitingThread(target: Target, header: LpcMessageHeader): Word64 | undefined {
  const thread = isAbsent(header.senderThreadId)
    ? undefined
    : findThreadById(target, header.senderThreadId, present(header.senderProcessId));
  const awaited = thread === undefined ? undefined : readAwaitedReply(target, thread);
  if (awaited === undefined || isAbsent(awaited)) {
    return undefined;
  }
  return !isAbsent(awaited.message) && awaited.message.equals(header.address) ? thread : undefined;
}

function readServerThread(target: Target, waitingThread: Word64 | undefined): Maybe<Word64> {
  const awaited = waitingThread === undefined ? undefined : readAwaitedReply(target, waitingThread);
  if (awaited === undefined) {
    return notApplicable("no thread awaits an answer to the message");
  }
  return isAbsent(awaited) ? awaited : awaited.serverThread;
}

/** A payload with as many of its bytes as are read and shown. */
export interface LpcPayload {
  /** Where the first byte lies, in the kernel. */
  readonly address: Word64;
  /** Bytes of the payload, by the header's `DataLength`. */
  readonly length: number;
  /** At most `limits.payloadBytes` of them; zeros in the gaps. */
  readonly bytes: Maybe<Uint8Array>;
  /** The unreadable parts. */
  readonly gaps: readonly Hole[];
}

/** Data that the receiver may read from or write to the sender's memory. */
export interface DataInfoEntry {
  /** In the sender's address space. */
  readonly baseAddress: Word64;
  /** Bytes. */
  readonly length: number;
}

/** Most entries of one data information; more are garbage. */
const MOST_ENTRIES = 256;

/** LPC data always follows the header. A connection request's begins with the kernel's own part. */
export function readPayload(target: Target, message: LpcMessageHeader): Maybe<LpcPayload> {
  const address = payloadAddress(target, message.structure);
  const length = message.dataLength;
  if (isAbsent(address) || isAbsent(length)) {
    return firstAbsence(address, length);
  }
  const wanted = Math.min(length, limits.payloadBytes);
  return {
    address,
    length,
    ...(wanted === 0 ? { bytes: new Uint8Array(0), gaps: [] } : readPartialBlock(target, address, wanted)),
  };
}

/**
 * The entries of a message's data information: a count, then pairs of address and length (`PORT_DATA_INFORMATION` of
 * the public native headers; the kernel's symbols do not describe it). NotApplicable for messages without one.
 */
export function readDataInfo(target: Target, message: LpcMessageHeader): Maybe<readonly DataInfoEntry[]> {
  const request = message.structure.addressOf("Request");
  const offset = message.dataInfoOffset;
  if (isAbsent(request) || isAbsent(offset)) {
    return firstAbsence(request, offset);
  }
  const { pointerSize } = target;
  const stride = 2 * pointerSize;
  const counted = target.read(request.plus(offset), 4);
  if (isAbsent(counted)) {
    return counted;
  }
  const count = Math.min(readWord(counted, 0, 4).low, MOST_ENTRIES);
  const bytes = count === 0 ? new Uint8Array(0) : target.read(request.plus(offset + pointerSize), count * stride);
  if (isAbsent(bytes)) {
    return bytes;
  }
  const entries: DataInfoEntry[] = [];
  for (let at = 0; at + stride <= bytes.length; at += stride) {
    entries.push({ baseAddress: pointerIn(bytes, at, pointerSize), length: readWord(bytes, at + pointerSize, 4).low });
  }
  return entries;
}
