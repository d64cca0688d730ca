/** A process as it was in memory. */
import type { Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";

/** Why all threads of a process stand still, whatever they wait for. */
export type ProcessStop =
  /** A packaged app, or a process of a frozen job. */
  | { readonly kind: "frozen" | "deep frozen" }
  /** Stopped by a debugger: the process that holds its debug object, where that is known. */
  | { readonly kind: "debugger"; readonly debugObject: Word64; readonly debugger: Maybe<Word64> }
  /** It has crashed and waits for Windows Error Reporting: the process that reports the crash. */
  | { readonly kind: "error reporting"; readonly reporter: Word64 }
  | { readonly kind: "exiting" };

/** A process: who it is, and whether it still runs. */
export interface ProcessFacts {
  /** Its `_EPROCESS`. */
  readonly address: Word64;
  /** Process id, the number that client ids name it by. */
  readonly id: Maybe<number>;
  /**
   * File name of the image: the full one where it can be read, else `ImageFileName`, which the kernel cuts after 14 or
   * 15 characters.
   */
  readonly name: Maybe<string>;
  /** `ImageFileName` as the kernel keeps it. */
  readonly shortName: Maybe<string>;
  /** An exited process keeps its object while something refers to it. */
  readonly hasExited: boolean;
  /** Threads that have not exited, as the kernel counts them. */
  readonly activeThreads: Maybe<number>;
  /** NotApplicable for processes of no session. */
  readonly sessionId: Maybe<number>;
}
