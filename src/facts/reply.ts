/** A reply that a thread awaits. */
import type { Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";

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
}
