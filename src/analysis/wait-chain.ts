/** A chain of waits as data: from a waiting thread, link by link, to what really holds it up. */
import type { Key, MessageKey, PortKey, ThreadKey, WaitObject } from "./snapshot.ts";
import type { RootCause, RootKind, WaitRelation } from "./thread-wait.ts";

/** What a chain's last link says of the root. */
export type RootRelation =
  | "is busy" | "is idle" | "is suspended" | "sleeps" | "has exited" | "waits" | "cannot be followed"
  | "has no owner" | "has not exited" | "has no thread to receive";

/** Relations: a thread's says how it depends on the next link, the last one's what the root is doing. */
export type LinkRelation = WaitRelation | RootRelation;

export interface ChainLink {
  /** Absent in a last link whose root is a port, a process or an object. */
  readonly thread?: ThreadKey;
  readonly relation: LinkRelation;
  readonly message?: MessageKey;
  readonly messageId?: number;
  readonly port?: PortKey;
  /** The object waited for; a process too appears as one. */
  readonly object?: WaitObject;
}

export interface ChainRoot {
  readonly kind: RootKind;
  readonly cause: RootCause;
  /** A clause for people: "is idle and waits to receive on 'ntsvcs'". */
  readonly reason: string;
  /** Address of the thread, process, port or object. Absent for kind "Unknown". */
  readonly key?: Key;
}

export interface WaitChain {
  readonly thread: ThreadKey;
  /**
   * From the thread to the root, the root included as the last link (a root of kind "Unknown" has no link of its own). A
   * chain into a circle has each thread of the circle once. Built when asked for; chains that share a suffix share its links.
   */
  readonly links: readonly ChainLink[];
  readonly root: ChainRoot;
  /** The first thread is itself on a circle of waits that cannot be satisfied. */
  readonly isDeadlock: boolean;
  /** The chain runs into such a circle, or starts on one. The thread's own wait may still end, by a time-out. */
  readonly endsInDeadlock: boolean;
  /** Seconds that the first thread has waited; absent when the clock or the thread does not tell. */
  readonly waitedSeconds?: number;
}

/** A circle of waits, each once. */
export interface Deadlock extends WaitChain {
  /** Threads on the circle and threads whose chains run into it. */
  readonly holdsUp: number;
  /**
   * True when the threads form more than one circle (several workers that all block each other): then all of them are
   * listed, each once, and a link's relation leads to one of the others, not always to the next.
   */
  readonly isKnot: boolean;
}
