/** A reply that a thread awaits. */
import type { Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";

/** The process that received a request of which no thread is known to owe the reply. */
export interface RequestReceiver {
  readonly process: Word64;
  /** The thread that took the request waits to receive the next one: the answer comes from another. */
  readonly isReturned: boolean;
  /** Threads that may owe the reply: they received something, and lost its id by connecting elsewhere since. */
  readonly suspects: readonly Word64[];
}

/** A wait that only another thread's reply can end. */
export interface AwaitedReply {
  /** Absent where the thread is in the middle of connecting. */
  readonly messageId: Maybe<Word64>;
  readonly message: Maybe<Word64>;
  /** The port whose server should reply. */
  readonly port: Maybe<Word64>;
  /**
   * The thread that owes the reply; absent with the reason while nobody has received it, or where it cannot be known.
   */
  readonly serverThread: Maybe<Word64>;
  /** In LPC, where a received request is freed at once: who received it, if no thread is known to owe the reply. */
  readonly receivedBy?: RequestReceiver | undefined;
}
