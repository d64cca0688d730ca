/**
 * What ALPC and LPC have in common, as plain facts: the one interface behind which each generation decodes its structures.
 * Addresses are those of the kernel objects themselves; whoever wants more of a thread or process asks `src/nt`.
 */
import type { Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Word64 } from "../target/word64.ts";
import type { WalkEnd } from "../nt/list.ts";

/** Names as `surface` shows them; "UNKNOWN" where the structures contradict each other. */
export type PortKind =
  | "ALPC_CONNECTION_PORT" | "ALPC_SERVER_COMMUNICATION_PORT" | "ALPC_CLIENT_COMMUNICATION_PORT"
  | "SERVER_CONNECTION_PORT" | "UNCONNECTED_COMMUNICATION_PORT" | "SERVER_COMMUNICATION_PORT" | "CLIENT_COMMUNICATION_PORT"
  | "UNKNOWN";

/** Which end of a connection a port is, whatever its generation. */
export type PortRole = "connection" | "server" | "client" | "unconnected" | "unknown";

/** A flags word with its named bits in the order of the symbols (ALPC) or of the bit values (LPC). */
export interface StateFacts {
  readonly value: number;
  /** `width`: bits of the field. */
  readonly bits: readonly { readonly name: string; readonly value: number; readonly width: number }[];
}

/** Where a port became known. */
export type PortSource =
  | "AlpcpPortList" | "CommunicationInfo" | "HandleTable" | "ObjectDirectory" | "TypeList" | "ExceptionPort" | "SecurityPort"
  | "TerminationPort" | "ThreadWait" | "ConnectionPort" | "ConnectedPort" | "Message" | "Address";

/** One port as it was in memory. Absent members say why. */
export interface PortFacts {
  readonly address: Word64;
  readonly kind: PortKind;
  readonly role: PortRole;
  readonly structure: Structure;
  /** The owning EPROCESS; NotApplicable where the owner is gone or none is recorded. */
  readonly owner: Maybe<Word64>;
  /** The port once had an owner, which no longer exists. */
  readonly ownerIsGone: boolean;
  readonly connectionPort: Maybe<Word64>;
  readonly serverPort: Maybe<Word64>;
  readonly clientPort: Maybe<Word64>;
  readonly state: Maybe<StateFacts>;
  readonly isClosed: boolean;
  readonly isDisconnected: boolean;
  /** Sentences about what contradicts itself in the structures that were read for this answer. */
  readonly contradictions: readonly string[];
}

export type QueueName = "Main" | "LargeMessage" | "Pending" | "Direct" | "Canceled";

/** Where a message is: on a queue of a port, handed to a thread directly, or on none. */
export type MessageQueue = QueueName | "Thread" | "None";

/** One queue of a port, walked. */
export interface QueueFacts {
  readonly name: QueueName;
  readonly port: Word64;
  /** As the kernel counts it. */
  readonly declaredLength: Maybe<number>;
  /** Messages in the order of the list; those behind a broken link are reached from the other end. */
  readonly messages: readonly Word64[];
  /** Why the walk ended. */
  readonly end: WalkEnd;
}

/** A connection: the two ports and the port that they were connected through. */
export interface ConnectionFacts {
  /** The `_ALPC_COMMUNICATION_INFO`; NotApplicable in the LPC age. */
  readonly communicationInfo: Maybe<Word64>;
  readonly connectionPort: Maybe<Word64>;
  readonly serverPort: Maybe<Word64>;
  readonly clientPort: Maybe<Word64>;
}

/** The header common to both generations' messages, and who has to do with it. */
export interface MessageFacts {
  readonly address: Word64;
  readonly structure: Structure;
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

/** What a thread waits for that only another's answer ends. */
export interface AwaitedReply {
  /** Absent where the thread is in the middle of connecting. */
  readonly messageId: Maybe<Word64>;
  readonly message: Maybe<Word64>;
  /** The port whose server is to answer. */
  readonly port: Maybe<Word64>;
  /** The thread that owes the reply; absent with the reason while nobody has received it, or where it cannot be known. */
  readonly serverThread: Maybe<Word64>;
}

/** A thread on a port's behalf, and how it is known. */
export interface ServerFacts {
  readonly thread: Word64;
  readonly why: "waits on the port" | "bound to the completion port" | "serves a request";
}

/** A queue of work that a thread waits on. */
export interface ReceivingOn {
  readonly kind: "Port" | "CompletionPort";
  readonly address: Word64;
}
