/** Kernel dumps from Node: `import { open } from "alpcx"`. */

export interface SessionOptions {
  /** Symbol paths: files, folders or paths as in `_NT_SYMBOL_PATH`, which is the default. Nothing is downloaded. */
  readonly symbols?: string | readonly string[];
}

/** One finding, in words. */
export interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly title: string;
  readonly explanation: string;
  readonly advice: string;
  /** Threads that it blocks. */
  readonly holdsUp: number;
  readonly subject: string;
}

export interface DumpSession {
  /** System, kind of dump, bugcheck, time: one line. */
  readonly description: string;
  /** What is amiss with the dump, in sentences. */
  readonly warnings: readonly string[];
  /** The session object, as `@$cursession` has it: `session.Alpc.Ports` and all that `dx` shows. Collections are iterable; 64-bit values are bigint. */
  readonly session: Session;
  /** Findings, most blocked threads first. */
  findings(): readonly Finding[];
  /** The value of a `dx` expression. Throws what its evaluation throws. */
  evaluate(expression: string): any;
  /** What commands of the console print, errors included: `command("!alpcx_waits; dx @$curprocess")`. */
  command(text: string): string;
  /** "not in this dump: ..." for memory that cannot be read, undefined for memory that can. */
  explain(address: bigint): string | undefined;
  close(): void;
}

/**
 * Stands in place of a datum that cannot be had, and tells why: any property below may be one. Its text is the reason.
 */
export interface Unavailable {
  readonly Kind: "Unreadable" | "Invalid" | "NotInThisBuild" | "NotApplicable";
  readonly Reason: string;
}

/** Whether a value of the model is absent. */
export function isUnavailable(value: unknown): value is Unavailable;

/** What else the objects have, see `!alpcx_help` of the class: `dump.command('!alpcx_help "port"')`. */
interface Further {
  readonly [name: string]: any;
}

/** The debugger's session. */
export interface Session extends Further {
  readonly Alpc: SystemAlpc;
}

/** All ports, connections, messages and waits of a system. */
export interface SystemAlpc extends Further {
  readonly Ports: Iterable<Port>;
  readonly ConnectionPorts: Iterable<Port>;
  readonly Connections: Iterable<Connection>;
  readonly Messages: Iterable<Message>;
  readonly WaitingThreads: Iterable<Thread>;
  readonly WaitChains: Iterable<WaitChain>;
  readonly WaitRoots: Iterable<Root>;
  readonly Locks: Iterable<Lock>;
  readonly Deadlocks: Iterable<Iterable<any>>;
  readonly Endpoints: Iterable<Endpoint>;
  Find(pattern: string): Iterable<Port>;
  Port(port: bigint | number | string | Port): Port;
  Message(message: bigint | number | string | Message): Message;
}

/** A port. */
export interface Port extends Further {
  readonly Address: bigint;
  readonly Name: string;
  readonly Path: string;
  readonly Kind: string;
  readonly Owner: Process;
  readonly ConnectionPort: Port;
  readonly ServerPort: Port;
  readonly ClientPort: Port;
  readonly Peer: Port;
  readonly Connections: Iterable<Connection>;
  readonly WaitQueue: Iterable<Thread>;
  readonly Servers: Iterable<Thread>;
  readonly HandleCount: number;
  readonly PointerCount: number;
  readonly MainQueue: Queue;
  readonly LargeMessageQueue: Queue;
  readonly PendingQueue: Queue;
  readonly DirectQueue: Queue;
  readonly CanceledQueue: Queue;
}

/** A queue of a port. */
export interface Queue extends Iterable<Message>, Further {
  /** As the kernel counts. */
  readonly Length: number;
  /** As many as were met. */
  readonly Count: number;
  readonly IsConsistent: boolean;
}

/** A connection between a client and a server. */
export interface Connection extends Further {
  readonly Name: string;
  readonly ConnectionPort: Port;
  readonly ClientPort: Port;
  readonly ClientProcess: Process;
  readonly ServerPort: Port;
  readonly ServerProcess: Process;
}

/** A message. */
export interface Message extends Further {
  readonly Address: bigint;
  readonly Id: bigint;
  readonly CallbackId: number;
  readonly Type: string;
  readonly DataLength: number;
  readonly TotalLength: number;
  readonly Queue: string;
  readonly QueuePort: Port;
  readonly OwnerPort: Port;
  readonly ConnectionPort: Port;
  readonly WaitingThread: Thread;
  readonly ServerThread: Thread;
}

/** A process. */
export interface Process extends Further {
  readonly Address: bigint;
  readonly Id: number;
  readonly Name: string;
  readonly ImagePath: string;
  readonly CommandLine: string;
  readonly Service: string;
  readonly HasExited: boolean;
  readonly SessionId: number;
}

/** A thread. */
export interface Thread extends Further {
  readonly Address: bigint;
  readonly Id: number;
  readonly Name: string;
  readonly Process: Process;
  readonly State: string;
  readonly WaitReason: string;
  readonly WaitsFor: Iterable<WaitedObject>;
  readonly Holds: Iterable<Lock>;
  readonly HasExited: boolean;
  readonly Suspension: string;
}

/** Something that a thread waits for. */
export interface WaitedObject extends Further {
  readonly Kind: string;
  readonly Address: bigint;
  readonly Name: string;
  readonly Holders: Iterable<Thread>;
  readonly Signaled: boolean;
}

/** The waits from a blocked thread to its root blocker. */
export interface WaitChain extends Further {
  readonly Thread: Thread;
  readonly IsDeadlock: boolean;
  readonly EndsInDeadlock: boolean;
  /** Seconds. */
  readonly Waited: number;
}

/** A root blocker and the threads that it blocks. */
export interface Root extends Further {
  readonly Reason: string;
  /** Threads. */
  readonly HeldUp: number;
  readonly Count: number;
  readonly Chains: Iterable<WaitChain>;
  /** Seconds. */
  readonly Longest: number;
  readonly NextStep: string;
}

/** A lock: who holds it, and who waits for it. */
export interface Lock extends Further {
  readonly Kind: string;
  readonly Address: bigint;
  readonly Name: string;
  readonly Process: Process;
  readonly Holders: Iterable<Thread>;
  readonly Waiters: Iterable<Thread>;
}

/** A connection port as an entry point: who may connect, who has. */
export interface Endpoint extends Further {
  readonly Address: bigint;
  readonly Name: string;
  readonly Path: string;
  readonly Owner: Process;
  readonly Service: string;
  readonly Sddl: string;
  readonly Port: Port;
}

/** Opens a kernel dump with the script loaded. Rejects with an Error whose message is one sentence for the user. */
export function open(dump: string, options?: SessionOptions): Promise<DumpSession>;

/** The program `alpcx` with the words of its command line; gives its exit status. */
export function run(words: readonly string[]): Promise<number>;
