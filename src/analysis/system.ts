/**
 * The questions of the analysis about a stopped system. The model answers them lazily from the decoders of either
 * generation; tests answer from plain data.
 */
import type { Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { ConnectionFacts } from "../facts/connection.ts";
import type { LockFacts } from "../facts/lock.ts";
import type { MessageFacts } from "../facts/message.ts";
import type { PortFacts } from "../facts/port.ts";
import type { ProcessStop } from "../facts/process.ts";
import type { QueueFacts } from "../facts/queue.ts";
import type { AwaitedReply } from "../facts/reply.ts";
import type { PendingRequest } from "../facts/request.ts";
import type { WaitFacts, WaitObject } from "../facts/wait.ts";
import type { Names } from "../text/names.ts";

/** A contradiction that belongs to no port or message, as a whole sentence. */
export interface Contradiction {
  /** Where it applies. */
  readonly address: Word64;
  readonly sentence: string;
}

/** Pages missing from the target that the analysis needed. */
export interface Gaps {
  /** Pages of memory that could not be read, each once. */
  readonly pages: number;
  /** The first few of their addresses. */
  readonly addresses: readonly Word64[];
}

/**
 * One stop of one target. All answers are for the same moment, and repeated questions get the same answer. An exited
 * thread or process has `hasExited`; what cannot be read is absent with its reason.
 */
export interface System extends Names {
  readonly generation: "ALPC" | "LPC";
  message(address: Word64): Maybe<MessageFacts>;
  /** Every port, each once. */
  ports(): Iterable<Word64>;
  /**
   * Every message, each once: queued, referenced only by a thread, or not referenced at all. `queued`: the messages on
   * the queues of all ports, in the order of {@link ports}, if the caller has already read them.
   */
  messages(queued?: Iterable<Word64>): Iterable<Word64>;
  /** Threads that await a reply, each once. */
  waitingThreads(): Iterable<Word64>;
  /** Queues that are not empty or are out of order. Empty queues in order and unreadable ones are omitted. */
  queues(port: Word64): readonly QueueFacts[];
  /** Threads that wait to receive on the port itself. */
  waitQueue(port: Word64): readonly Word64[];
  /** Threads bound to the port's completion port; NotApplicable if it has none. */
  boundThreads(port: Word64): Maybe<readonly Word64[]>;
  /** Connections of a connection port; none for other ports. */
  connections(port: Word64): readonly ConnectionFacts[];
  /**
   * Whether a first look at a port shows that its queues are empty and nothing contradicts itself. False does not mean
   * the opposite.
   */
  isOrdinary(port: PortFacts): boolean;
  /**
   * Contradictions in a port with its queues and links, or in a message, as whole sentences. Missing pages are not
   * contradictions.
   */
  contradictions(kind: "Port" | "Message", address: Word64): readonly string[];
  /** Contradictions in the system's own tables. */
  tableContradictions(): Iterable<Contradiction>;
  /** Pages missing while ports and messages were searched for contradictions. */
  gaps(): Gaps;
  /** NotApplicable for a thread that awaits no reply. */
  awaitedReply(thread: Word64): Maybe<AwaitedReply>;
  /** NotApplicable for a thread that does not wait. */
  wait(thread: Word64): Maybe<WaitFacts>;
  /** Ports on which the thread waits to receive, directly or through a completion port. */
  receivesOn(thread: Word64): readonly Word64[];
  /** Threads of the process that have not exited. */
  threadsOf(process: Word64): readonly Word64[];
  /** Seconds since the thread's present wait began, by the target's own clock. */
  secondsWaited(thread: Word64): Maybe<number>;
  /** Pending I/O requests that the thread has issued. */
  requests(thread: Word64): readonly PendingRequest[];
  /** Why all threads of the process are stopped; undefined if they are not. */
  stop(process: Word64): ProcessStop | undefined;
  /** Whether the process is exiting but has not exited: the first reason that {@link stop} would give. */
  isExiting(process: Word64): boolean;
  /** The process with this id: messages name their sender by id. */
  processById(id: number): Word64 | undefined;
  /** Locks that some thread waits for. */
  locks(): Iterable<LockFacts>;
}

/** Anything that a link, a finding or a graph node can point to. */
export type ReferenceKind = "Thread" | "Process" | "Port" | "Message" | "Object";

/**
 * A thing by kind and address: an `_ETHREAD`, `_EPROCESS`, port or message, or another object that a thread waits for.
 */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly address: Word64;
  /** What it is, for the kind "Object" where a wait says so. */
  readonly object?: WaitObject | undefined;
}
