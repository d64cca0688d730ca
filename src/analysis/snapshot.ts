/**
 * What the analysis asks about a stopped system. The decoders answer lazily, over ALPC and over LPC alike; tests answer
 * from plain data. Facts that could not be read are left out (`undefined`): the analysis then says "unknown" and never guesses.
 */

/** Address of a structure: canonical lower-case hex without 0x ("ffffa80112345678"). Equal addresses are equal strings. */
export type Key = string;
export type ThreadKey = Key;
export type ProcessKey = Key;
export type PortKey = Key;
export type MessageKey = Key;

/** Anything that a link, a finding or a graph node can point to. */
export type ReferenceKind = "Thread" | "Process" | "Port" | "Message" | "Object";

export interface Reference {
  readonly kind: ReferenceKind;
  readonly key: Key;
}

/** The kinds of dispatcher object that the analysis tells apart; `other` for a type that it does not know. */
export type WaitObjectKind =
  "mutant" | "thread" | "process" | "event" | "semaphore" | "queue" | "timer" | "gate" | "port" | "other";

/** One object that a thread waits for. */
export interface WaitObject {
  readonly key: Key;
  readonly kind: WaitObjectKind;
  /** Name in the object directory, without its path. */
  readonly name?: string;
  /** Of a mutant: the thread that holds it. Absent when nobody holds it or the owner is not known. */
  readonly owner?: ThreadKey;
  /** Of a completion queue: the port whose messages arrive there. */
  readonly port?: PortKey;
}

/** The wait blocks of one thread, taken together. */
export interface ThreadWait {
  /** `any`: one signalled object ends the wait; `all`: it takes all of them. */
  readonly mode: "any" | "all";
  /** True when a time-out ends the wait without anybody's help. True too when that is not known: an unproven deadlock is none. */
  readonly hasTimeout: boolean;
  /** A user APC can interrupt the wait. Told, but no way out of a deadlock: somebody would have to queue the APC. */
  readonly alertable?: boolean;
  readonly objects: readonly WaitObject[];
}

/** Who owes the reply that a thread awaits. */
export type ReplySource =
  | { readonly kind: "thread"; readonly thread: ThreadKey }
  /** Nobody has received the message: it sits on a queue of this port. */
  | { readonly kind: "queued"; readonly port: PortKey }
  | { readonly kind: "unknown"; readonly reason: string };

/** A reply that a thread awaits. */
export interface AwaitedReply {
  /** Absent when the message no longer exists (LPC frees a request when it is received) or cannot be read. */
  readonly message?: MessageKey;
  readonly messageId?: number;
  /** The connection port that names the service, else the port that the thread used itself. */
  readonly port?: PortKey;
  readonly source: ReplySource;
}

export interface ThreadFacts {
  readonly key: ThreadKey;
  readonly id?: number;
  readonly process?: ProcessKey;
  /** Native name: "Running", "Ready", "Waiting", "Terminated", ... */
  readonly state?: string;
  /** Native name: "WrLpcReply", "UserRequest", ... Meaningful only while the state is a waiting one. */
  readonly waitReason?: string;
  readonly suspended: boolean;
  readonly exited: boolean;
  readonly awaits?: AwaitedReply;
  /** Absent when the thread does not wait or its wait blocks cannot be read. */
  readonly wait?: ThreadWait;
  /** Ports on which it waits to receive, directly or through a completion queue. */
  readonly receivesOn: readonly PortKey[];
}

export interface ProcessFacts {
  readonly key: ProcessKey;
  readonly id?: number;
  /** Image name. */
  readonly name?: string;
  readonly exited: boolean;
  /** The threads that have not exited. */
  readonly threads: readonly ThreadKey[];
}

export type QueueName = "Main" | "LargeMessage" | "Pending" | "Direct" | "Canceled";

/** One message queue of a port. */
export interface QueueFacts {
  readonly name: QueueName;
  /** The messages met on the walk, in order. */
  readonly messages: readonly MessageKey[];
  /** The length that the kernel keeps (of LPC: the semaphore's count). Absent when there is none or it is unreadable. */
  readonly declaredLength?: number;
  /** False when the walk ended before it came back to the head. */
  readonly isComplete: boolean;
}

export type PortKind = "connection" | "server" | "client" | "unconnected";

export interface PortState {
  readonly closed?: boolean;
  readonly disconnected?: boolean;
}

/** A connection as its connection port lists it. */
export interface ConnectionFacts {
  readonly serverPort?: PortKey;
  readonly clientPort?: PortKey;
}

export interface PortFacts {
  readonly key: PortKey;
  /** Absent when nothing tells. */
  readonly kind?: PortKind;
  /** Last part of the name in the object directory; of a communication port absent. */
  readonly name?: string;
  /** Process that created the port. */
  readonly owner?: ProcessKey;
  /** The kernel says that the owner no longer exists. */
  readonly ownerGone?: boolean;
  /** Of a connection port: itself. */
  readonly connectionPort?: PortKey;
  readonly serverPort?: PortKey;
  readonly clientPort?: PortKey;
  readonly state: PortState;
  readonly queues: readonly QueueFacts[];
  /** Threads that wait to receive on the port itself. */
  readonly waitQueue: readonly ThreadKey[];
  /** Threads bound to the port's completion port; absent when it has none. */
  readonly completionThreads?: readonly ThreadKey[];
  /** Of a connection port. */
  readonly connections: readonly ConnectionFacts[];
  /** Whole sentences about what the decoder found to contradict itself. */
  readonly contradictions: readonly string[];
}

export interface MessageFacts {
  readonly key: MessageKey;
  readonly id?: number;
  /** Native name: "LPC_REQUEST", "LPC_LOST_REPLY", ... Absent when unreadable. */
  readonly type?: string;
  /** The queue that it is really on; "None" when it hangs on a thread only; absent when not known. */
  readonly queue?: QueueName | "Thread" | "None";
  readonly queuePort?: PortKey;
  readonly ownerPort?: PortKey;
  readonly connectionPort?: PortKey;
  readonly waitingThread?: ThreadKey;
  readonly serverThread?: ThreadKey;
  /** The process that sent it, as far as its client id leads to one. */
  readonly senderProcess?: ProcessKey;
  readonly contradictions: readonly string[];
}

/** One stop of one target. Every answer is for the same moment, and asking twice gives the same answer. */
export interface WaitSnapshot {
  readonly generation: "ALPC" | "LPC";
  /** Threads that await a reply, each once. */
  waitingThreads(): Iterable<ThreadKey>;
  /** Every port, each once. */
  ports(): Iterable<PortKey>;
  /** Every message that is on a queue or hangs on a thread, each once. */
  messages(): Iterable<MessageKey>;
  /** Undefined: nothing readable at that address. A thread that once was there and is gone is `exited`. */
  thread(key: ThreadKey): ThreadFacts | undefined;
  process(key: ProcessKey): ProcessFacts | undefined;
  port(key: PortKey): PortFacts | undefined;
  message(key: MessageKey): MessageFacts | undefined;
  /** Since the thread's present wait began, by the target's own clock. */
  secondsWaited(thread: ThreadKey): number | undefined;
}
