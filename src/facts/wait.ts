/** What a waiting thread waits for, and who could end the wait. */
import type { Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";

/** Dispatcher objects: what `_DISPATCHER_HEADER.Type` tells apart; "other" for a type that is not known. */
export type DispatcherKind =
  "event" | "mutant" | "process" | "queue" | "semaphore" | "thread" | "timer" | "gate" | "other";

/** Locks: structures around a dispatcher object, or with a wait mechanism of their own. */
export type LockKind =
  "resource" | "fast mutex" | "guarded mutex" | "push lock" | "critical section" | "user-mode lock" | "keyed event";

/** What a thread can wait for: the dispatcher object itself, or the lock around it where that was found. */
export type WaitObjectKind = DispatcherKind | LockKind;

/** One thing that a thread waits for. */
export interface WaitObject {
  readonly kind: WaitObjectKind;
  /**
   * The object: of a lock the lock itself (a user address for user-mode locks), where it is known; else the dispatcher
   * object that the thread waits for in its stead.
   */
  readonly address: Word64;
  /**
   * For a lock in user memory, the `_EPROCESS` whose memory it lies in, since the same address is another lock in
   * another process (the loader lock of every process lies at one address). Undefined for objects of the kernel.
   */
  readonly process?: Word64 | undefined;
  /** The `_DISPATCHER_HEADER` in the wait block; equals `address` if no other structure encloses it. */
  readonly dispatcher: Word64;
  /**
   * Threads that hold it now. Empty: nobody does. NotApplicable: objects of this kind have no holder (events,
   * semaphores, timers, ...); any other absence says why the holders are not known ("owner not recorded").
   */
  readonly holders: Maybe<readonly Word64[]>;
  /** Held shared: all of its holders must let go. */
  readonly isHeldShared: boolean;
  /** For an object header: the name of the object's type; NotApplicable where it lies inside another structure. */
  readonly typeName: Maybe<string>;
  readonly signaled: Maybe<boolean>;
  /** Whether a timer is running. Undefined for other objects, and where that is unknown. */
  readonly isSet?: boolean | undefined;
  /** Whether a mutant is free because its last owner exited without releasing it. Undefined as `isSet`. */
  readonly isAbandoned?: boolean | undefined;
  /** How many threads bound to a completion port run, and how many may (at least one). Undefined as `isSet`. */
  readonly concurrency?: { readonly running: number; readonly most: number } | undefined;
}

/** The present wait of one thread. */
export interface WaitFacts {
  /** Whether one object ends the wait or only all of them together. */
  readonly mode: "any" | "all";
  /** In the order of the wait blocks; without the thread's own timer (a time-out) and its own suspend object. */
  readonly objects: readonly WaitObject[];
  /** A time-out ends the wait by itself. Also true if unknown: an unproven deadlock is not reported. */
  readonly hasTimeout: boolean;
  /**
   * The wait has a time-out but is restarted each time it expires (a resource: every few seconds), so its age means
   * nothing.
   */
  readonly isRenewed: boolean;
  /** Undefined where all wait blocks could be read; else why not. */
  readonly broken: string | undefined;
}
