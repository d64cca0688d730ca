/**
 * The reply that a thread awaits: to which message, through which port, and from whom. LPC frees a received message at
 * once: only the id that the client awaits and the id that the server last received remain.
 */
import { invalid, isAbsent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { AwaitedReply, RequestReceiver } from "../../facts/reply.ts";
import { readProcessFacts } from "../../nt/process/process-facts.ts";
import { walkList, walkMember } from "../../nt/list.ts";
import type { Walk } from "../../nt/walk.ts";
import { readConnectionMessage, readMessageHeader } from "../message/message-header.ts";
import { findQueuedMessage, findQueuePort } from "../message/queue-index.ts";
import { isPortObject, PORT, readLpcPort, type LpcPortFacts } from "../port/port.ts";
import {
  heldMessage,
  isAwaitingReply,
  readAwaitedId,
  readLpcThread,
  waitingOnPort,
  type LpcThreadFacts,
} from "./thread.ts";
import { findUnsureThreads, indexThreads } from "./thread-index.ts";

const CHAIN_HEAD = "LpcReplyChainHead";

/**
 * Threads on the reply chain of a port: those that await replies to the client's requests are on the chain of the
 * server communication port, those to the server's on the client port, connecting threads and kernel senders on the
 * connection port. Seen in a running NT 5.2 compatible kernel.
 */
export function walkReplyChain(target: Target, port: LpcPortFacts): Walk<Word64> {
  return walkMember(
    target,
    port.structure,
    CHAIN_HEAD,
    "_ETHREAD",
    "LpcReplyChain",
    `the reply chain of port ${port.address}`,
  );
}

/**
 * The port whose reply chain the thread is on, found along the links. NotApplicable if it is on none. The link counts
 * only in threads that name a port or message, since it shares storage with the exit time and the link of keyed waits.
 */
export function findReplyChainPort(target: Target, thread: LpcThreadFacts): Maybe<Word64> {
  const none = notApplicable("the thread is on no reply chain");
  const link = thread.replyChainLink;
  const field = chainHeadOffset(target);
  if (thread.thread.hasExited || (heldMessage(thread) === undefined && waitingOnPort(thread) === undefined)) {
    return none;
  }
  if (isAbsent(link) || field === undefined) {
    return isAbsent(link) ? link : none;
  }
  for (const entry of walkList(target, link, { what: "the reply chain of a thread" })) {
    const port = entry.minus(field);
    if (isPortObject(target, port)) {
      return port;
    }
  }
  return none;
}

function chainHeadOffset(target: Target): number | undefined {
  const layout = target.layout(PORT);
  return isAbsent(layout) ? undefined : layout.find(CHAIN_HEAD)?.offset;
}

/**
 * The thread that received the message with the id that another thread awaits. NotApplicable if no thread's received id
 * matches: the request has not been received yet, or the trace is lost. Invalid if several threads match.
 */
export function findServerThread(target: Target, waiter: Word64, id: Word64): Maybe<Word64> {
  const candidates = (indexThreads(target).receivedById.get(id.id) ?? []).filter((thread) => !thread.equals(waiter));
  const [first, second] = candidates;
  if (first === undefined) {
    return notApplicable(`no thread is known to have received message ${id}: who owes the reply is unknown`);
  }
  return second === undefined
    ? first
    : invalid(`${candidates.length} threads have received message ${id}: who owes the reply is unknown`, first);
}

/** Threads that await a reply owed by this thread. */
export function readServedThreads(target: Target, server: Word64): readonly Word64[] {
  const thread = readLpcThread(target, server);
  const id = isAbsent(thread) ? thread : thread.receivedMessageId;
  if (isAbsent(id)) {
    return [];
  }
  const waiters = indexThreads(target).waitingById.get(id.id) ?? [];
  return waiters.filter((waiter) => {
    const found = findServerThread(target, waiter, id);
    return !isAbsent(found) && found.equals(server);
  });
}

/** Messages that the thread must reply to and that still exist: only connection requests do after being received. */
export function readServedMessages(target: Target, server: Word64): readonly Word64[] {
  const messages: Word64[] = [];
  for (const waiter of readServedThreads(target, server)) {
    const thread = readLpcThread(target, waiter);
    const message = isAbsent(thread) ? undefined : heldMessage(thread);
    if (message !== undefined) {
      messages.push(message);
    }
  }
  return messages;
}

/** A reply that a thread awaits, with the port that it sent the request through. */
export interface LpcAwaitedReply extends AwaitedReply {
  /**
   * `LpcWaitingOnPort`: the port that the thread itself used, one end of a connection; NotApplicable if the storage
   * holds the message instead.
   */
  readonly usedPort: Maybe<Word64>;
}

/**
 * Undefined if the thread awaits no reply. `port` is the one that the request is or was queued on: the connection port
 * for requests of a client, the client's port for those of a server. `messageId` is NotApplicable once a connection is
 * accepted but not completed.
 */
export function readAwaitedReply(target: Target, address: Word64): Maybe<LpcAwaitedReply> | undefined {
  const thread = readLpcThread(target, address);
  if (isAbsent(thread)) {
    return thread;
  }
  if (!isAwaitingReply(target, thread)) {
    return undefined;
  }
  const id = readAwaitedId(target, thread);
  const message = readAwaitedMessage(target, thread, id);
  const port = readAwaitedPort(target, thread);
  const serverThread = isAbsent(id) ? id : readServer(target, address, id, message);
  return {
    messageId:
      isAbsent(thread.replyMessageId) && !isAbsent(id)
        ? notApplicable("the thread is in the middle of connecting: its connection was accepted and is not completed")
        : id,
    message,
    port,
    usedPort: waitingOnPort(thread) ?? notApplicable("the thread names no port"),
    serverThread,
    receivedBy:
      !isAbsent(id) && isNowhere(serverThread) && isNowhere(message) ? readReceiver(target, thread, id) : undefined,
  };
}

/** There is none, as opposed to one that is not known. */
function isNowhere(value: Maybe<Word64>): boolean {
  return isAbsent(value) && value.kind === "NotApplicable";
}

/**
 * Who received a request that is on no queue anymore; undefined if its port or process is no longer in use, or a thread
 * that could not be read may have it.
 */
function readReceiver(target: Target, waiter: LpcThreadFacts, id: Word64): RequestReceiver | undefined {
  const facts = readReceivingEnd(target, waitingOnPort(waiter));
  if (facts === undefined || isAbsent(facts.owner) || facts.isClosed || facts.isDisconnected) {
    return undefined;
  }
  const process = facts.owner;
  const owner = readProcessFacts(target, process);
  const isKnown = !isAbsent(owner) && !owner.hasExited && indexThreads(target).isComplete;
  const threads = isKnown ? findUnsureThreads(target, process) : undefined;
  return (
    threads && {
      process,
      isReturned: threads.some(({ receivedId: last }) => !isAbsent(last) && last.equals(id)),
      suspects: threads
        .filter(({ address, isReceiving }) => !isReceiving && !address.equals(waiter.address))
        .map(({ address }) => address),
    }
  );
}

/** The port that a request through a port was queued on, if it is of the kind that belongs there. */
function readReceivingEnd(target: Target, used: Word64 | undefined): LpcPortFacts | undefined {
  const from = used === undefined ? undefined : present(readLpcPort(target, used));
  const receiving = from && present(receivingPortOf(from));
  const facts = receiving && present(readLpcPort(target, receiving));
  return from && facts?.role === (from.role === "server" ? "client" : "connection") ? facts : undefined;
}

/**
 * The port that messages sent through a port are queued on: the connection port for a client's requests, the client
 * port for a server's.
 */
function readReceivingPort(target: Target, port: Word64): Maybe<Word64> {
  const facts = readLpcPort(target, port);
  return isAbsent(facts) ? facts : receivingPortOf(facts);
}

/** Like {@link readReceivingPort}, for a port already read. */
function receivingPortOf(port: LpcPortFacts): Maybe<Word64> {
  switch (port.role) {
    case "client":
      return port.connectionPortPointer;
    case "server":
      return port.connectedPort;
    default:
      return port.address;
  }
}

/** A connecting thread holds its message. A request is queued until it is received, then freed. */
function readAwaitedMessage(target: Target, thread: LpcThreadFacts, id: Maybe<Word64>): Maybe<Word64> {
  const held = heldMessage(thread);
  if (held !== undefined) {
    return held;
  }
  const port = waitingOnPort(thread);
  if (isAbsent(id) || port === undefined) {
    return isAbsent(id) ? id : notApplicable("the thread names neither the message nor the port that it used");
  }
  const receiving = readReceivingPort(target, port);
  const queued = isAbsent(receiving)
    ? receiving.kind === "NotApplicable"
      ? undefined
      : receiving
    : findQueuedMessage(target, receiving, id);
  return (
    queued ?? notApplicable("the request is on no queue anymore: it was received, and LPC frees what was received")
  );
}

/**
 * The port that the request is or was queued on; for a connecting thread, the connection port: its new client port
 * names it; once accepted, only the reply chain does.
 */
function readAwaitedPort(target: Target, thread: LpcThreadFacts): Maybe<Word64> {
  const used = waitingOnPort(thread);
  if (used !== undefined) {
    const receiving = readReceivingPort(target, used);
    return isAbsent(receiving) ? used : receiving;
  }
  const held = heldMessage(thread);
  const header = held === undefined ? undefined : readMessageHeader(target, held);
  const connection = header === undefined || isAbsent(header) ? undefined : readConnectionMessage(target, header);
  if (connection !== undefined && !isAbsent(connection) && !isAbsent(connection.clientPort)) {
    const clientPort = readLpcPort(target, connection.clientPort);
    if (!isAbsent(clientPort) && !isAbsent(clientPort.connectionPort)) {
      return clientPort.connectionPort;
    }
  }
  return findReplyChainPort(target, thread);
}

function readServer(target: Target, waiter: Word64, id: Word64, message: Maybe<Word64>): Maybe<Word64> {
  const server = findServerThread(target, waiter, id);
  if (!isAbsent(server) || isAbsent(message)) {
    return server;
  }
  const header = readMessageHeader(target, message);
  const queuePort = isAbsent(header) ? undefined : findQueuePort(target, header);
  return queuePort === undefined
    ? server
    : notApplicable(`the message is still on the queue of port ${queuePort}: nobody has received it`);
}
