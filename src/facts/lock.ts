/** A lock that some thread waits for or holds. */
import type { Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { LockKind } from "./wait.ts";

/** The kinds of wait objects that are locks. */
export const lockKinds: readonly string[] = [
  "mutant",
  "resource",
  "fast mutex",
  "guarded mutex",
  "push lock",
  "critical section",
  "user-mode lock",
  "keyed event",
] satisfies readonly LockFacts["kind"][];

/** A thread at a lock. */
export interface LockUser {
  readonly thread: Word64;
  readonly mode: "exclusive" | "shared" | "unknown";
}

/** A lock with those who hold it and wait for it. */
export interface LockFacts {
  readonly kind: LockKind | "mutant";
  /** The lock's own; for kinds in user memory, in `process`. */
  readonly address: Word64;
  /** Name in the object directory (mutants); NotApplicable for locks that have none. */
  readonly name: Maybe<string>;
  /** The process in whose user memory it lies; NotApplicable for locks of the kernel. */
  readonly process: Maybe<Word64>;
  /** Each thread once; empty while nobody holds it; absent with the reason where that is not recorded. */
  readonly holders: Maybe<readonly LockUser[]>;
  /** Those who wait for it now: as the lock lists them, then those known by their waits alone, with mode "unknown". */
  readonly waiters: readonly LockUser[];
  /** A mutant that nobody holds, since its last owner exited without releasing it. */
  readonly isAbandoned?: boolean;
  /** The lock itself was not found: `address` is that of the object in it that its waiters wait on. */
  readonly isBehind?: boolean;
}
