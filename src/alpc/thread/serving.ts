/**
 * Threads that serve ports: those waiting to receive on a port's `WaitQueue`, those that owe a reply, and those bound
 * to the completion port.
 */
import { isAbsent, notInThisBuild, present } from "../../target/absence.ts";
import { isKernelAddress, validateKernelPointer } from "../../target/address.ts";
import { limits } from "../../target/limits.ts";
import { Recent } from "../../target/recent.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { append } from "../../target/lists-by-key.ts";
import type { MessageFacts } from "../../facts/message.ts";
import type { ReceivingOn, ServerFacts } from "../../facts/server.ts";
import { WAITING } from "../../nt/kernel-names.ts";
import { walkMember } from "../../nt/list.ts";
import type { Walk } from "../../nt/walk.ts";
import { isAnswered } from "../../generation/message-types.ts";
import { walkMessages } from "../message/message-walk.ts";
import { readAlpcMessage } from "../message/message.ts";
import { decodeCompletionPortAddress, walkBoundThreads } from "../port/completion.ts";
import { PORT, readAlpcPort, validatePortObject, type AlpcPortFacts } from "../port/port.ts";
import { MESSAGE, walkQueue } from "../port/queue.ts";
import { isWaitingFor, THREAD } from "./awaited-reply.ts";

const LINK = "AlpcWaitListEntry";

/** Links whose port is already known, so that asking each thread of a long queue does not walk the queue each time. */
const RECENT_LINKS = 4096;

/** Threads on the wait queue of a port; the first is woken first. */
export function walkWaitQueue(target: Target, port: Structure): Walk<Word64> {
  return walkMember(target, port, "WaitQueue", THREAD, LINK, `the wait queue of port ${port.address}`);
}

/**
 * The port whose wait queue a thread is on; undefined if none. Links of a thread that has left a queue are not cleared,
 * so they count only if they lead to the list head inside a port, with every link pointing back to the one before it.
 */
function findWaitQueuePort(target: Target, thread: Structure): Word64 | undefined {
  const start = thread.addressOf(LINK);
  const head = target.layout(PORT);
  const headOffset = isAbsent(head) ? notInThisBuild(PORT) : head.field("WaitQueue");
  if (isAbsent(start) || isAbsent(headOffset)) {
    return undefined;
  }
  const known = target.stop.once(
    "links of ALPC wait queues",
    () => new Recent<{ readonly port: Word64 | undefined }>(RECENT_LINKS),
  );
  const visited = new Set<WordId>();
  const port = followLinks(target, start, headOffset.offset, known, visited);
  Array.from(visited)
    .slice(0, RECENT_LINKS)
    .reverse()
    .forEach((key) => {
      known.set(key, { port });
    });
  return port;
}

function followLinks(
  target: Target,
  start: Word64,
  headOffset: number,
  known: Recent<{ readonly port: Word64 | undefined }>,
  visited: Set<WordId>,
): Word64 | undefined {
  for (let link = start; visited.size < limits.listEntries && !visited.has(link.id);) {
    const outcome = known.get(link.id);
    if (outcome !== undefined) {
      return outcome.port;
    }
    visited.add(link.id);
    const next = readNext(target, link);
    if (next === undefined || next.equals(start)) {
      return undefined;
    }
    const port = next.minus(headOffset);
    if (validatePortObject(target, port) === true) {
      return port;
    }
    link = next;
  }
  return undefined;
}

/** The next link, if it points back to this one. */
function readNext(target: Target, link: Word64): Word64 | undefined {
  const next = target.readPointer(link);
  if (isAbsent(next) || validateKernelPointer(next, target.pointerSize, LINK, target.pointerSize) !== undefined) {
    return undefined;
  }
  const back = target.readPointer(next.plus(target.pointerSize));
  return isAbsent(back) || !back.equals(link) ? undefined : next;
}

/**
 * A port's wait queue, or the completion port on which the thread waits for the next packet. Empty while it does
 * something else.
 */
export function readReceivingOn(target: Target, address: Word64): readonly ReceivingOn[] {
  const thread = target.readStructure(THREAD, address);
  if (isAbsent(thread) || thread.number("Tcb.State") !== WAITING) {
    return [];
  }
  const receiving: ReceivingOn[] = [];
  const port = findWaitQueuePort(target, thread);
  if (port !== undefined) {
    receiving.push({ kind: "Port", address: port });
  }
  const queue = thread.pointer("Tcb.Queue");
  // A thread stays bound to its queue while it works; only the wait reason shows that it waits for the next packet.
  if (!isAbsent(queue) && isKernelAddress(queue, target.pointerSize) && isWaitingFor(thread, "WrQueue")) {
    receiving.push({ kind: "CompletionPort", address: queue });
  }
  return receiving;
}

/** Messages received by the thread and not yet answered. The first call of a stop reads every message. */
export function readServing(target: Target, thread: Word64): readonly Word64[] {
  return indexServing(target).get(thread.id) ?? [];
}

function indexServing(target: Target): ReadonlyMap<WordId, readonly Word64[]> {
  return target.stop.once("ALPC messages by server thread", () => {
    const index = new Map<WordId, Word64[]>();
    for (const address of walkMessages(target)) {
      const thread = readServerThread(target, address);
      if (thread !== undefined) {
        append(index, thread.id, address);
      }
    }
    return index;
  });
}

/** The thread that owes the reply. Most messages have none, which takes one pointer to find out. */
function readServerThread(target: Target, address: Word64): Word64 | undefined {
  const structure = target.readStructure(MESSAGE, address);
  const pointer = isAbsent(structure) ? structure : structure.pointer("ServerThread");
  if (isAbsent(pointer) || pointer.isZero) {
    return undefined;
  }
  const message = readAlpcMessage(target, address);
  return isAbsent(message) || !isOwed(message) ? undefined : present(message.serverThread);
}

/** True if it expects a reply and is not canceled. */
function isOwed(message: MessageFacts): boolean {
  return !isAbsent(message.typeNumber) && isAnswered(message.typeNumber) && message.queue !== "Canceled";
}

/**
 * Each thread once: those on the wait queue, those bound to the completion port, and those that serve one of its
 * requests. Serving takes precedence over waiting or bound. Messages of a connection's client arrive at the connection
 * port, so for a server port those of its connection port are included.
 */
export function readServers(target: Target, port: AlpcPortFacts): readonly ServerFacts[] {
  const servers = new Map<WordId, ServerFacts>();
  for (const receiver of receivingPorts(target, port)) {
    for (const thread of walkWaitQueue(target, receiver.structure)) {
      add(servers, thread, "waits on the port");
    }
    const completionPort = decodeCompletionPortAddress(receiver.structure);
    for (const thread of isAbsent(completionPort) ? [] : walkBoundThreads(target, completionPort)) {
      add(servers, thread, "bound to the completion port");
    }
    for (const thread of servingThreads(target, receiver)) {
      servers.set(thread.id, { thread, why: "serves a request" });
    }
  }
  return Array.from(servers.values());
}

function receivingPorts(target: Target, port: AlpcPortFacts): readonly AlpcPortFacts[] {
  const connectionPort = port.role === "server" ? present(port.connectionPort) : undefined;
  const facts = connectionPort === undefined ? undefined : present(readAlpcPort(target, connectionPort));
  return facts === undefined ? [port] : [port, facts];
}

/** Threads that owe replies to messages on the pending queue. */
function* servingThreads(target: Target, port: AlpcPortFacts): Generator<Word64, void> {
  for (const address of walkQueue(target, port.structure, "Pending")) {
    const message = readAlpcMessage(target, address);
    const thread = isAbsent(message) ? undefined : present(message.serverThread);
    if (thread !== undefined) {
      yield thread;
    }
  }
}

function add(servers: Map<WordId, ServerFacts>, thread: Word64, why: ServerFacts["why"]): void {
  if (!servers.has(thread.id)) {
    servers.set(thread.id, { thread, why });
  }
}
