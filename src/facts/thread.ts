/** A thread as it was in memory. */
import type { Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";

/**
 * Whether the thread is stopped, independent of what it waits for. "suspended": its suspend count is in effect.
 * "suspension pending": counted, but its present wait still holds. "frozen": stopped with its process (a job that is
 * frozen, a debugger's stop, process suspension). "deep frozen": a packaged app that the system has suspended.
 */
export type Suspension = "none" | "suspension pending" | "suspended" | "frozen" | "deep frozen";

/** An asynchronous procedure call that is queued for a waiting thread and has not been delivered. */
export type PendingApc = "none" | "kernel" | "user" | "user, wait not alertable";

/** A thread: who it is, and what its scheduler state says. What it waits for is {@link WaitFacts}. */
export interface ThreadFacts {
  /** Its `_ETHREAD`. */
  readonly address: Word64;
  /** Ids of the thread and its process (`Cid`), which are reused once these are gone. */
  readonly id: Maybe<number>;
  readonly processId: Maybe<number>;
  /** The `_EPROCESS` that the thread belongs to, even while it is attached to another. */
  readonly process: Maybe<Word64>;
  /** `_KTHREAD.State` by its native name: "Waiting"; "unknown state 12" for a number without one. */
  readonly state: Maybe<string>;
  /** The same as a number. */
  readonly stateNumber: Maybe<number>;
  /**
   * `_KTHREAD.WaitReason` by its native name; NotApplicable for a thread that does not wait, which keeps its last one.
   */
  readonly waitReason: Maybe<string>;
  readonly suspension: Suspension;
  /** How often it was suspended and not resumed; see `suspension` for whether that is in effect. */
  readonly suspendCount: Maybe<number>;
  /** Asked to terminate, but still in kernel code that must return first. */
  readonly isTerminating: boolean;
  readonly pendingApc: PendingApc;
  /** Terminated: the object is kept while something refers to it. */
  readonly hasExited: boolean;
  /** All of its memory is there, so that nothing in it is Unreadable; absent where that is not known so. */
  readonly isWhole?: boolean;
}
