/** A connection between a client and a server. */
import type { Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";

/** A connection: the two ports and the port that they were connected through. */
export interface ConnectionFacts {
  /** The `_ALPC_COMMUNICATION_INFO`; NotApplicable in the LPC age. */
  readonly communicationInfo: Maybe<Word64>;
  readonly connectionPort: Maybe<Word64>;
  readonly serverPort: Maybe<Word64>;
  readonly clientPort: Maybe<Word64>;
}
