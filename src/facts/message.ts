/** A message as it was in memory, of either generation. */
import type { Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { MessageQueue } from "./queue.ts";
import type { StateFacts } from "./state.ts";

/** The header common to both generations' messages, and the ports and threads involved. */
export interface MessageFacts {
  readonly address: Word64;
  readonly id: Maybe<Word64>;
  readonly callbackId: Maybe<number>;
  readonly sequenceNo: Maybe<number>;
  /** `LPC_REQUEST` and so on, "unknown type n" otherwise. */
  readonly type: Maybe<string>;
  /** The low byte of the type. */
  readonly typeNumber: Maybe<number>;
  /** Names of the flag bits. */
  readonly typeFlags: Maybe<readonly string[]>;
  readonly dataLength: Maybe<number>;
  readonly totalLength: Maybe<number>;
  readonly senderProcessId: Maybe<number>;
  readonly senderThreadId: Maybe<number>;
  readonly state: Maybe<StateFacts>;
  /** The queue that its links really lead to; "Thread" where it is handed to a thread, "None" where it is on none. */
  readonly queue: Maybe<MessageQueue>;
  readonly queuePort: Maybe<Word64>;
  readonly ownerPort: Maybe<Word64>;
  readonly connectionPort: Maybe<Word64>;
  readonly waitingThread: Maybe<Word64>;
  readonly serverThread: Maybe<Word64>;
  readonly contradictions: readonly string[];
}
