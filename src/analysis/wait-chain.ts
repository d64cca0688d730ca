/** A chain of waits as data: from a waiting thread, link by link, to the root blocker. */
import type { Word64 } from "../target/word64.ts";
import type { WaitObject } from "../facts/wait.ts";
import type { ChainEnd } from "../text/wait-root.ts";
import type { WaitRelation } from "../text/wait-step.ts";

/** Relations of a chain's last link: the state of the root, by its cause. */
export type RootRelation =
  | "is busy"
  | "is idle"
  | "is suspended"
  | "is frozen"
  | "is stopped"
  | "is swapped out"
  | "sleeps"
  | "has exited"
  | "waits"
  | "waits for I/O"
  | "waits for"
  | "cannot be followed"
  | "has no thread to receive"
  | "has not exited"
  | "answers asynchronously";

/** Relations of links: how a thread depends on the next link; in the last link, what the root is doing. */
export type LinkRelation = WaitRelation | RootRelation;

/** One link of a chain. What the relation does not involve, or is not known, is undefined. */
export interface ChainLink {
  /** Absent in a last link whose root is a port. */
  readonly thread?: Word64 | undefined;
  readonly relation: LinkRelation;
  readonly message?: Word64 | undefined;
  readonly messageId?: Word64 | undefined;
  readonly port?: Word64 | undefined;
  /** The object waited for, including a process. */
  readonly object?: WaitObject | undefined;
}

/** The root blocker. `end.cause` says why the chain ends there. */
export interface ChainRoot extends ChainEnd {
  /** Address of the thread, process, port or object that is the root; absent for the kind "Unknown". */
  readonly address?: Word64 | undefined;
  /** The last thread of the chain; absent for chains into a cycle without a known thread. */
  readonly thread?: Word64 | undefined;
}

/** What one thread waits for, up to the root. */
export interface WaitChain {
  readonly thread: Word64;
  /**
   * From the thread to the root. The root is the last link: its thread with what it waits for (a root of kind "Unknown"
   * has no link of its own). A chain into a cycle has each thread of the cycle once. Chains with a common suffix share
   * its links.
   */
  links(): readonly ChainLink[];
  readonly root: ChainRoot;
  /** The first thread is itself part of a deadlock. */
  readonly isDeadlock: boolean;
  /** The chain leads into a deadlock, or starts in one. The thread's own wait may still end, by a time-out. */
  readonly endsInDeadlock: boolean;
  /**
   * Seconds that the first thread has waited; absent if the clock or the thread does not provide them, or the wait is
   * renewed every few seconds.
   */
  readonly waitedSeconds: number | undefined;
}

/** A cycle of waits, written as the chain of its thread with the smallest address. */
export interface Deadlock extends WaitChain {
  /** Threads in the cycle and threads whose chains run into it. */
  readonly holdsUp: number;
  /**
   * True if the threads form more than one cycle (several workers that all block each other): then all of them are
   * listed, each once, those of one cycle first.
   */
  readonly isKnot: boolean;
  /** Number of links, from the first on, that form a cycle, each leading to the next; those behind lead to any. */
  readonly round: number;
  /** Some of its waits time out and are begun again, so it is not strictly a deadlock. */
  readonly isRenewed: boolean;
}
