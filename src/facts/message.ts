/** A message as it was in memory, of either generation. */
import type { Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { MessageQueue } from "./queue.ts";
import type { StateFacts } from "./state.ts";

/** The header common to both generations' messages, and the ports and threads involved. */
export interface MessageFacts {
  readonly address: Word64;
  /** Ids are reused once a message is gone; a reply has the id of its request. */
  readonly id: Maybe<Word64>;
  /** `CallbackId` of the header: with the id it identifies a conversation. */
  readonly callbackId: Maybe<number>;
  /** Position in the sequence of its port's messages, a signed 32-bit count; NotApplicable in LPC. */
  readonly sequenceNo: Maybe<number>;
  /** `LPC_REQUEST` and so on, "unknown type n" otherwise. */
  readonly type: Maybe<string>;
  /** The low byte of the type. */
  readonly typeNumber: Maybe<number>;
  /** Names of the flag bits. */
  readonly typeFlags: Maybe<readonly string[]>;
  /** Bytes of the payload, without the header (`_PORT_MESSAGE`). */
  readonly dataLength: Maybe<number>;
  /** Bytes with the header; in a connection request also of the connection's parameters. */
  readonly totalLength: Maybe<number>;
  /** Client id of the sender, which may have exited: its ids may belong to others by now. */
  readonly senderProcessId: Maybe<number>;
  readonly senderThreadId: Maybe<number>;
  /** Flags word of the message; NotApplicable in LPC. */
  readonly state: Maybe<StateFacts>;
  /** The queue that its links really lead to; "Thread" where it is handed to a thread, "None" where it is on none. */
  readonly queue: Maybe<MessageQueue>;
  /** The port of that queue; in ALPC else the port that the message names for it. NotApplicable where it is on none. */
  readonly queuePort: Maybe<Word64>;
  /**
   * The port that it was sent from, for an LPC connection request the new client port. NotApplicable where it names
   * none; Invalid where the pointer cannot lead to a port. Only LPC checks that it does.
   */
  readonly ownerPort: Maybe<Word64>;
  /** The connection port that it goes through, by its own account or that of its connection. */
  readonly connectionPort: Maybe<Word64>;
  /** The `_ETHREAD` that is blocked until the reply comes; NotApplicable where none is known to be. */
  readonly waitingThread: Maybe<Word64>;
  /**
   * The `_ETHREAD` that has received the message and owes the reply. NotApplicable while nobody has received it; in LPC
   * also where no thread awaits the reply or nothing says who received it, Invalid where several threads may have.
   */
  readonly serverThread: Maybe<Word64>;
  /** Contradictions between what it claims and where its links lead, as sentences. */
  readonly contradictions: readonly string[];
}
