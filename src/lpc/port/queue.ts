/**
 * The queue of a port: a list of `_LPCP_MESSAGE`, counted by a semaphore. Replies release another semaphore, one per
 * thread.
 */
import { type Absence, invalid, isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { QueueFacts } from "../../facts/queue.ts";
import { walkMember } from "../../nt/list.ts";
import { collectWalk, type Walk } from "../../nt/walk.ts";
import { MESSAGE } from "../message/message-header.ts";
import type { LpcPortFacts } from "./port.ts";

/** `_DISPATCHER_HEADER.Type` of a semaphore in every Windows. */
const SEMAPHORE_TYPE = 5;

/** A `_KSEMAPHORE`; its counts are signed 32-bit numbers. */
export interface SemaphoreFacts {
  readonly address: Word64;
  /** Signal state: how many waits it could satisfy now. */
  readonly state: Maybe<number>;
  /** The highest signal state that it may have. */
  readonly limit: Maybe<number>;
}

/** The semaphore that counts the messages on a port's queue. */
export interface PortSemaphoreFacts extends SemaphoreFacts {
  /** The port that the non-paged queue around it names, unchecked: null if it names none. */
  readonly backPointer: Maybe<Word64>;
}

/** The `_KSEMAPHORE` at an address; Invalid if it is a dispatcher object of another type. */
export function readSemaphore(target: Target, address: Word64): Maybe<SemaphoreFacts> {
  const structure = target.readStructure("_KSEMAPHORE", address);
  const type = isAbsent(structure) ? structure : structure.number("Header.Type");
  if (isAbsent(structure) || isAbsent(type)) {
    return isAbsent(structure) ? structure : invalid(`${address} is not a dispatcher object`, address);
  }
  return type === SEMAPHORE_TYPE
    ? { address, state: structure.signed("Header.SignalState"), limit: structure.signed("Limit") }
    : invalid(`${address} is a dispatcher object of type ${type}, no semaphore`, address);
}

/** The semaphore of a port's queue. NotApplicable for server communication ports, which have no queue of their own. */
export function readPortSemaphore(target: Target, port: LpcPortFacts): Maybe<PortSemaphoreFacts> {
  const semaphore = isAbsent(port.semaphore) ? port.semaphore : readSemaphore(target, port.semaphore);
  return isAbsent(semaphore) ? semaphore : { ...semaphore, backPointer: readBackPointer(target, semaphore.address) };
}

/** The semaphore is the first part of a `_LPCP_NONPAGED_PORT_QUEUE`, whose `BackPointer` is the port. */
export function readBackPointer(target: Target, semaphore: Word64): Maybe<Word64> {
  const layout = target.layout("_LPCP_NONPAGED_PORT_QUEUE");
  const inside = isAbsent(layout) ? layout : layout.field("Semaphore");
  const queue = isAbsent(inside)
    ? inside
    : target.readStructure("_LPCP_NONPAGED_PORT_QUEUE", semaphore.minus(inside.offset));
  return isAbsent(queue) ? queue : queue.pointer("BackPointer");
}

/** The list head of a port's queue, a member of `_LPCP_PORT_OBJECT`. */
export const QUEUE_HEAD = "MsgQueue.ReceiveHead";

/**
 * The port's own queue, with the semaphore's count as its declared length. NotApplicable for server communication
 * ports: what clients send goes to the connection port's queue.
 */
export function readLpcQueue(target: Target, port: LpcPortFacts): Maybe<QueueFacts> {
  if (!hasQueue(port.structure)) {
    return noQueue(port);
  }
  const { entries, end } = collectWalk(walkQueue(target, port.structure));
  return { name: "Main", port: port.address, declaredLength: readLpcQueueLength(target, port), messages: entries, end };
}

/** The queue's length by its semaphore, without a walk. Absent in the same cases as {@link readLpcQueue}. */
export function readLpcQueueLength(target: Target, port: LpcPortFacts): Maybe<number> {
  return hasQueue(port.structure)
    ? mapPresent(readPortSemaphore(target, port), (semaphore) => semaphore.state)
    : noQueue(port);
}

function noQueue({ role }: LpcPortFacts): Absence {
  return notApplicable(
    role === "server"
      ? "a server communication port has no queue of its own: requests wait on its connection port"
      : "the port has no queue of its own",
  );
}

/** Messages on the queue of a `_LPCP_PORT_OBJECT`, in list order. An empty queue costs no further read. */
export function walkQueue(target: Target, port: Structure): Walk<Word64> {
  return walkMember(target, port, QUEUE_HEAD, MESSAGE, "Entry", `the queue of port ${port.address}`);
}

/** Messages whose data the server may still read from the sender's memory, in list order. */
export function walkDataInfoChain(target: Target, port: Structure): Walk<Word64> {
  return walkMember(
    target,
    port,
    "LpcDataInfoChainHead",
    MESSAGE,
    "Entry",
    `the data information chain of port ${port.address}`,
  );
}

/**
 * False for the null links of a list that was never used, which is not damage. Seen in a running NT 5.2 compatible
 * kernel.
 */
function hasQueue(port: Structure): boolean {
  const first = port.pointer(`${QUEUE_HEAD}.Flink`);
  const last = port.pointer(`${QUEUE_HEAD}.Blink`);
  return isAbsent(first) || isAbsent(last) || !first.isZero || !last.isZero;
}
