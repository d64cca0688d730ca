/** `_LPCP_MESSAGE`: its header, the ports and threads that it ties together, and the queue it is on. */
import { Absence, invalid, mapPresent, notApplicable, present, type Maybe } from "../target/absence.ts";
import type { DecodedMessage } from "../generation/decoded.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { findThreadById } from "../nt/thread.ts";
import { readAwaitedReply } from "./awaited-reply.ts";
import { readConnectionMessage, type ConnectionMessageFacts } from "./connection-message.ts";
import { readMessageHeader, type LpcMessageHeader } from "./message-header.ts";
import { formatMessageFlags, formatMessageType, LAST_LPC_TYPE } from "../generation/message-types.ts";
import { validatePortObject } from "./port-object.ts";
import { readLpcPort } from "./port.ts";
import { findQueuePort } from "./queue-index.ts";
import { indexThreads } from "./thread-index.ts";

export interface LpcMessageFacts extends DecodedMessage {
  readonly header: LpcMessageHeader;
  /** The server's value of the sender's port; requests and datagrams only. */
  readonly portContext: Maybe<Word64>;
  /** The thread for which a reply lies ready. */
  readonly repliedToThread: Maybe<Word64>;
  /** The thread that holds the message, as connecting threads and those that got their reply do. */
  readonly heldBy: Maybe<Word64>;
  /** Bytes from the header's start; NotApplicable where the message carries no data information. */
  readonly dataInfoOffset: Maybe<number>;
  /** NotApplicable for messages that are no connection requests. */
  readonly connection: Maybe<ConnectionMessageFacts>;
}

/** The message at an address; Invalid where there is none. */
export function readLpcMessage(target: Target, address: Word64): Maybe<LpcMessageFacts> {
  const header = readMessageHeader(target, address);
  return header instanceof Absence ? header : readAround(target, header);
}

function readAround(target: Target, header: LpcMessageHeader): LpcMessageFacts {
  const connection = readConnectionMessage(target, header);
  const queuePort = findQueuePort(target, header);
  const ownerPort = readOwnerPort(target, header, connection);
  const heldBy = indexThreads(target).holders.get(header.address.key);
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
    serverThread: queuePort === undefined ? readServerThread(target, waitingThread) : notApplicable("nobody has received the message yet"),
    contradictions: [],
    portContext: header.portContext,
    repliedToThread: header.repliedToThread,
    heldBy: heldBy ?? notApplicable("no thread holds the message"),
    dataInfoOffset: header.dataInfoOffset,
    connection,
  };
}

/** The sender's port: of a connection request the new client port. The sender of a datagram may have died meanwhile. */
function readOwnerPort(target: Target, header: LpcMessageHeader, connection: Maybe<ConnectionMessageFacts>): Maybe<Word64> {
  if (!(connection instanceof Absence)) {
    return connection.clientPort;
  }
  const { senderPort } = header;
  const valid = senderPort instanceof Absence ? senderPort : validatePortObject(target, senderPort);
  if (senderPort instanceof Absence || valid === true) {
    return senderPort;
  }
  return invalid(`the sender's port ${senderPort} is gone: ${valid.reason}`, senderPort);
}

function readConnectionPort(target: Target, ownerPort: Maybe<Word64>, queuePort: Word64 | undefined): Maybe<Word64> {
  const none = notApplicable("no port is known that the message goes through");
  for (const address of [ownerPort, queuePort ?? none]) {
    const port = address instanceof Absence ? address : readLpcPort(target, address);
    if (!(port instanceof Absence) && !(port.connectionPort instanceof Absence)) {
      return port.connectionPort;
    }
  }
  return none;
}

/** The sender, if it awaits this very message. */
function findWaitingThread(target: Target, header: LpcMessageHeader): Word64 | undefined {
  const thread = header.senderThreadId instanceof Absence ? undefined : findThreadById(target, header.senderThreadId, present(header.senderProcessId));
  const awaited = thread === undefined ? undefined : readAwaitedReply(target, thread);
  if (awaited === undefined || awaited instanceof Absence) {
    return undefined;
  }
  return !(awaited.message instanceof Absence) && awaited.message.equals(header.address) ? thread : undefined;
}

function readServerThread(target: Target, waitingThread: Word64 | undefined): Maybe<Word64> {
  const awaited = waitingThread === undefined ? undefined : readAwaitedReply(target, waitingThread);
  if (awaited === undefined) {
    return notApplicable("no thread awaits an answer to the message");
  }
  return awaited instanceof Absence ? awaited : awaited.serverThread;
}
