/** What a thread awaits: which message's reply, over which port, and from whom. */
import { Absence, notApplicable, type Maybe } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { AwaitedReply } from "../facts/reply.ts";
import { readConnectionMessage } from "./connection-message.ts";
import { readMessageHeader } from "./message-header.ts";
import { readLpcPort, type LpcPortFacts } from "./port.ts";
import { findQueuedMessage, findQueuePort } from "./queue-index.ts";
import { findReplyChainPort } from "./reply-chain.ts";
import { isAwaitingReply, readAwaitedId } from "./reply-wait.ts";
import { findServerThread } from "./serving.ts";
import { heldMessage, readLpcThread, waitingOnPort, type LpcThreadFacts } from "./thread.ts";

export interface LpcAwaitedReply extends AwaitedReply {
  /** `LpcWaitingOnPort`: the port that the thread itself used, one end of a connection; NotApplicable where it holds the message instead. */
  readonly usedPort: Maybe<Word64>;
}

/**
 * Undefined where the thread awaits no reply. `port` is the one on whose queue the request lies or lay: for what a client sends the connection
 * port, for what a server sends the client's port. `messageId` is NotApplicable once a connection is accepted and not completed.
 */
export function readAwaitedReply(target: Target, address: Word64): Maybe<LpcAwaitedReply> | undefined {
  const thread = readLpcThread(target, address);
  if (thread instanceof Absence) {
    return thread;
  }
  if (!isAwaitingReply(target, thread)) {
    return undefined;
  }
  const id = readAwaitedId(target, thread);
  const message = readAwaitedMessage(target, thread, id);
  return {
    messageId: thread.replyMessageId instanceof Absence
      ? notApplicable("the thread is in the middle of connecting: its connection was accepted and is not completed") : thread.replyMessageId,
    message,
    port: readAwaitedPort(target, thread),
    usedPort: waitingOnPort(thread) ?? notApplicable("the thread holds the message, so it names no port"),
    serverThread: id instanceof Absence ? id : readServer(target, address, id, message),
  };
}

/** The port on whose queue lies what is sent over a port: a client's requests wait on the connection port, a server's on the client port. */
export function readReceivingPort(target: Target, port: Word64): Maybe<Word64> {
  const facts = readLpcPort(target, port);
  return facts instanceof Absence ? facts : receivingPortOf(facts);
}

/** As {@link readReceivingPort}, of a port that was read. */
export function receivingPortOf(port: LpcPortFacts): Maybe<Word64> {
  switch (port.role) {
    case "client":
      return port.connectionPortPointer;
    case "server":
      return port.connectedPort;
    default:
      return port.address;
  }
}

/** A connecting thread holds its message. A request lies on a queue until it is received; then it is freed. */
function readAwaitedMessage(target: Target, thread: LpcThreadFacts, id: Maybe<Word64>): Maybe<Word64> {
  const held = heldMessage(thread);
  if (held !== undefined) {
    return held;
  }
  const port = waitingOnPort(thread);
  if (id instanceof Absence || port === undefined) {
    return id instanceof Absence ? id : notApplicable("the thread names neither the message nor the port that it used");
  }
  const receiving = readReceivingPort(target, port);
  const queued = receiving instanceof Absence ? undefined : findQueuedMessage(target, receiving, id);
  return queued ?? notApplicable("the request is on no queue any more: it was received, and LPC frees what was received");
}

/** The port on whose queue the request lies or lay; of a connecting thread the connection port: its new client port names it, after the acceptance only the reply chain does. */
function readAwaitedPort(target: Target, thread: LpcThreadFacts): Maybe<Word64> {
  const used = waitingOnPort(thread);
  if (used !== undefined) {
    const receiving = readReceivingPort(target, used);
    return receiving instanceof Absence ? used : receiving;
  }
  const held = heldMessage(thread);
  const header = held === undefined ? undefined : readMessageHeader(target, held);
  const connection = header === undefined || header instanceof Absence ? undefined : readConnectionMessage(target, header);
  if (connection !== undefined && !(connection instanceof Absence) && !(connection.clientPort instanceof Absence)) {
    const clientPort = readLpcPort(target, connection.clientPort);
    if (!(clientPort instanceof Absence) && !(clientPort.connectionPort instanceof Absence)) {
      return clientPort.connectionPort;
    }
  }
  return findReplyChainPort(target, thread);
}

function readServer(target: Target, waiter: Word64, id: Word64, message: Maybe<Word64>): Maybe<Word64> {
  const server = findServerThread(target, waiter, id);
  if (!(server instanceof Absence) || message instanceof Absence) {
    return server;
  }
  const header = readMessageHeader(target, message);
  const queuePort = header instanceof Absence ? undefined : findQueuePort(target, header);
  return queuePort === undefined ? server : notApplicable(`the message is still on the queue of port ${queuePort}: nobody has received it`);
}
