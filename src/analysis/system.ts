/**
 * What the analysis asks about a stopped system. The model answers it lazily from the decoders of either generation;
 * tests answer from plain data.
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
import type { WaitFacts } from "../facts/wait.ts";
import type { Names } from "../text/names.ts";

/** Something that contradicts itself and belongs to no port and no message, as a whole sentence. */
export interface Contradiction {
  /** Where it applies. */
  readonly address: Word64;
  readonly sentence: string;
}

/** Pages that the target does not hold, as far as the analysis came upon them. */
export interface Gaps {
  /** Pages of memory that could not be read, each once. */
  readonly pages: number;
  /** A first few of the addresses. */
  readonly addresses: readonly Word64[];
}

/**
 * One stop of one target. Every answer is for the same moment; asking twice gives the same answer. A thread or process
 * that once was there and is gone has `hasExited`; what cannot be read is absent with its reason.
 */
export interface System extends Names {
  readonly generation: "ALPC" | "LPC";
  message(address: Word64): Maybe<MessageFacts>;
  /** Every port, each once. */
  ports(): Iterable<Word64>;
  /**
   * Every message, each once: on a queue, referenced by a thread only, or by nothing. `queued`: the messages on the
   * queues of all ports, in the order of {@link ports}, from a caller who has met them all already.
   */
  messages(queued?: Iterable<Word64>): Iterable<Word64>;
  /** Threads that await a reply, each once. */
  waitingThreads(): Iterable<Word64>;
  /**
   * Queues with something on them, and those out of order: an empty one in order is left out, as is one that cannot be
   * read.
   */
  queues(port: Word64): readonly QueueFacts[];
  /** Threads that wait to receive on the port itself. */
  waitQueue(port: Word64): readonly Word64[];
  /** Threads bound to the port's completion port; NotApplicable where it has none. */
  boundThreads(port: Word64): Maybe<readonly Word64[]>;
  /** Connections of a connection port; none for other ports. */
  connections(port: Word64): readonly ConnectionFacts[];
  /**
   * Whether a first look at a port shows that it has no queues to tell of and no contradictions. False does not say
   * that it has any.
   */
  isOrdinary(port: PortFacts): boolean;
  /**
   * Whole sentences about what contradicts itself in a port with its queues and links, or in a message; pages that are
   * not there are no contradiction.
   */
  contradictions(kind: "Port" | "Message", address: Word64): readonly string[];
  /** What contradicts itself in the system's own tables. */
  tableContradictions(): Iterable<Contradiction>;
  /** Pages that were missing when the contradictions of a port or message were looked for. */
  gaps(): Gaps;
  /** NotApplicable for a thread that awaits none. */
  awaitedReply(thread: Word64): Maybe<AwaitedReply>;
  /** NotApplicable for a thread that does not wait. */
  wait(thread: Word64): Maybe<WaitFacts>;
  /** Ports on which the thread waits to receive, directly or through a completion port. */
  receivesOn(thread: Word64): readonly Word64[];
  /** Threads of the process that have not exited. */
  threadsOf(process: Word64): readonly Word64[];
  /** Since the thread's present wait began, by the target's own clock. */
  secondsWaited(thread: Word64): Maybe<number>;
  /** I/O requests that the thread has issued and that are pending. */
  requests(thread: Word64): readonly PendingRequest[];
  /** Why all threads of the process stand still; undefined where nothing stops it. */
  stop(process: Word64): ProcessStop | undefined;
  /** Whether the process has begun to exit and not come to its end: what {@link stop} would tell first. */
  isExiting(process: Word64): boolean;
  /** The process with this id: whoever sent a message names itself by its id. */
  processById(id: number): Word64 | undefined;
  /** Locks that some thread waits for. */
  locks(): Iterable<LockFacts>;
}

/** Anything that a link, a finding or a graph node can point to. */
export type ReferenceKind = "Thread" | "Process" | "Port" | "Message" | "Object";

export interface Reference {
  readonly kind: ReferenceKind;
  readonly address: Word64;
}
