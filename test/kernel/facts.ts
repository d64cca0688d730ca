/**
 * What an image was built from, as plain data: addresses as bigint, names as they appear in the public surface. Tests
 * compare decoders with these; nothing here was read back from memory.
 */
import type { DebugEventName } from "./scenario/debug-events.ts";
import type { MajorFunctionName } from "./scenario/drivers.ts";
import type { LockAccess, LockKind } from "./scenario/locks.ts";
import type { DataLocation, MessageTypeName, QueueName } from "./scenario/message.ts";
import type { PortKind } from "./scenario/port.ts";
import type { Freeze } from "./scenario/thread.ts";
import type { DispatcherKind, ThreadStateName, WaitReasonName } from "./scenario/waits.ts";

export interface HandleFacts {
  readonly handle: number;
  readonly grantedAccess: number;
  readonly object: bigint;
  readonly typeName: string;
  readonly name: string | undefined;
}

/** `DebugPort`, `ExceptionPort`, `SecurityPort`: the raw value of the field, and what it leads to. */
export interface SpecialPortFacts {
  readonly value: bigint;
  readonly kind: "none" | "port" | "marker" | "debugObject";
  /** The port or debug object. */
  readonly target: bigint | undefined;
}

export interface ProcessFacts {
  readonly address: bigint;
  readonly id: number;
  /** As `ImageFileName` shows it: cut to what the field holds. */
  readonly name: string;
  readonly imagePath: string;
  readonly parentId: number;
  readonly session: number | undefined;
  readonly hasExited: boolean;
  /** Threads, in the order of the list. */
  readonly threads: readonly bigint[];
  readonly activeThreads: number;
  readonly handleTable: bigint;
  readonly handleTableLevel: 0 | 1 | 2;
  readonly handles: readonly HandleFacts[];
  readonly debugPort: SpecialPortFacts;
  readonly exceptionPort: SpecialPortFacts;
  readonly securityPort: SpecialPortFacts;
  readonly createdPorts: readonly bigint[];
  readonly connectedPorts: readonly bigint[];
  readonly serverPorts: readonly bigint[];
  readonly views: readonly bigint[];
  readonly freeze: Freeze | undefined;
  /** Being torn down. */
  readonly isExiting: boolean;
  /** As its own memory has it; undefined if it has none or the layout does not describe it. */
  readonly commandLine: string | undefined;
  readonly criticalSections: readonly CriticalSectionFacts[];
}

/** A critical section in a process's own memory. */
export interface CriticalSectionFacts {
  readonly address: bigint;
  readonly owner: bigint | undefined;
  readonly waiters: readonly bigint[];
}

export interface WaitFacts {
  /** Without the thread's own timer, which is `hasTimeout`: empty for a mere sleep. */
  readonly objects: readonly { readonly address: bigint; readonly kind: DispatcherKind }[];
  readonly type: "any" | "all";
  readonly hasTimeout: boolean;
  readonly alertable: boolean;
  readonly mode: "user" | "kernel";
}

export interface ThreadFacts {
  readonly address: bigint;
  readonly id: number;
  readonly process: bigint;
  readonly state: ThreadStateName;
  readonly waitReason: WaitReasonName;
  /** Low 32 bits of the tick count at the start of the wait. */
  readonly waitTime: number;
  readonly secondsWaited: number;
  readonly suspendCount: number;
  readonly hasExited: boolean;
  readonly wait: WaitFacts | undefined;
  /** The reply that it awaits. */
  readonly awaits:
    | {
        readonly messageId: number;
        readonly message: bigint | undefined;
        readonly port: bigint | undefined;
        readonly chainPort: bigint | undefined;
      }
    | undefined;
  /** Messages whose reply it owes. In the age of LPC the messages are gone and only `servingId` is left. */
  readonly serving: readonly bigint[];
  readonly servingId: number | undefined;
  readonly receivingOn: bigint | undefined;
  readonly boundTo: bigint | undefined;
  readonly mutants: readonly bigint[];
  readonly freeze: Freeze | undefined;
  /** It has been suspended, but the suspension takes effect after its present wait. */
  readonly suspensionPending: boolean;
  /** Kernel locks that it holds, and the one that it waits for. */
  readonly holds: readonly bigint[];
  readonly waitsForLock: bigint | undefined;
  /** What its lock entries say, in the order of the entries; empty where the build has none. */
  readonly lockEntries: readonly { readonly lock: bigint; readonly isWaiting: boolean }[];
  /** Pending requests. */
  readonly irps: readonly bigint[];
  /** Undefined where the build keeps none. */
  readonly name: string | undefined;
  readonly serviceTag: number | undefined;
  /** Being terminated. */
  readonly isExiting: boolean;
  /** Key for which it waits on a keyed event. */
  readonly keyedWait: bigint | undefined;
  readonly criticalSection: bigint | undefined;
}

/** An unanswered request to a debugger. */
export interface DebugEventFacts {
  readonly address: bigint;
  readonly debugObject: bigint;
  readonly thread: bigint;
  readonly event: DebugEventName;
}

/** A resource, mutex or push lock. */
export interface LockFacts {
  readonly address: bigint;
  readonly kind: LockKind;
  /** Undefined while nobody holds it. */
  readonly access: LockAccess | undefined;
  readonly owners: readonly { readonly thread: bigint; readonly count: number }[];
  /** `object`: what the waiter's wait block names. */
  readonly waiters: readonly { readonly thread: bigint; readonly access: LockAccess; readonly object: bigint }[];
  readonly contentionCount: number;
}

/** A pending request. */
export interface IrpFacts {
  readonly address: bigint;
  readonly thread: bigint;
  readonly device: bigint;
  readonly driver: bigint;
  readonly driverName: string;
  readonly major: MajorFunctionName;
  readonly minor: number;
  readonly fileObject: bigint;
  readonly fileName: string | undefined;
}

export interface QueueFacts {
  /** As the kernel says it (LPC: the semaphore's count). */
  readonly length: number;
  readonly messages: readonly bigint[];
}

export interface ResourceFacts {
  readonly address: bigint;
  readonly kind: "section" | "region" | "view" | "reserve" | "security" | "handleData" | "message";
  readonly owner: bigint;
  readonly referenceCount: number;
  readonly handle: bigint;
  /** The kind's own figures, by member: addresses and sizes as bigint. */
  readonly fields: Readonly<Record<string, bigint | number | boolean>>;
}

export interface CompletionPortFacts {
  readonly address: bigint;
  readonly key: bigint;
  readonly threads: readonly bigint[];
  readonly currentCount: number;
  readonly maximumCount: number;
  readonly depth: number;
}

export interface PortFacts {
  readonly address: bigint;
  readonly kind: PortKind;
  /** As in the public surface: `ALPC_CONNECTION_PORT`, `SERVER_CONNECTION_PORT`, ... */
  readonly kindName: string;
  readonly name: string | undefined;
  readonly path: string | undefined;
  readonly owner: bigint;
  readonly ownerGone: boolean;
  readonly communicationInfo: bigint | undefined;
  readonly connectionPort: bigint;
  readonly serverPort: bigint | undefined;
  readonly clientPort: bigint | undefined;
  readonly peer: bigint | undefined;
  /** Client ports of its connections, in the order of the list. */
  readonly connections: readonly bigint[];
  /** Bits of `u1.s1` by name; in the age of LPC empty. */
  readonly state: Readonly<Record<string, number>>;
  /** LPC: `Flags`. */
  readonly flags: number | undefined;
  readonly sequenceNo: number;
  readonly queues: Readonly<Record<QueueName, QueueFacts>>;
  /** Threads that wait to receive on it. */
  readonly waitQueue: readonly bigint[];
  readonly waitQueueLength: number;
  readonly completionPort: CompletionPortFacts | undefined;
  readonly completionList: { readonly address: bigint; readonly header: bigint } | undefined;
  readonly portContext: bigint;
  readonly attributes: Readonly<Record<string, number>>;
  readonly security: {
    readonly kind: "Static" | "Dynamic";
    readonly level: number;
    readonly effectiveOnly: boolean;
    readonly token: bigint;
  };
  readonly resources: readonly bigint[];
  readonly resourceHandles: readonly { readonly handle: bigint; readonly resource: bigint }[];
  readonly heldBy: readonly { readonly process: bigint; readonly handle: number; readonly grantedAccess: number }[];
  readonly handleCount: number;
  readonly pointerCount: number;
  /** LPC. */
  readonly replyChain: readonly bigint[];
  readonly dataInfoChain: readonly bigint[];
  readonly semaphore: { readonly address: bigint; readonly state: number } | undefined;
  readonly creator: { readonly processId: number; readonly threadId: number } | undefined;
}

export interface ConnectionFacts {
  readonly communicationInfo: bigint | undefined;
  readonly connectionPort: bigint;
  readonly clientPort: bigint;
  readonly clientProcess: bigint;
  readonly serverPort: bigint | undefined;
  readonly serverProcess: bigint;
  /** Messages of this connection that lie on a queue. */
  readonly queued: readonly bigint[];
}

export interface MessageFacts {
  readonly address: bigint;
  readonly id: number;
  readonly callbackId: number;
  readonly sequenceNo: number;
  readonly type: MessageTypeName;
  readonly typeFlags: number;
  readonly dataLength: number;
  readonly totalLength: number;
  readonly sender: {
    readonly processId: number;
    readonly threadId: number;
    readonly process: bigint;
    readonly thread: bigint;
  };
  readonly queue: QueueName | "None";
  readonly queuePort: bigint | undefined;
  readonly ownerPort: bigint | undefined;
  readonly connectionPort: bigint | undefined;
  readonly waitingThread: bigint | undefined;
  readonly serverThread: bigint | undefined;
  /** Bits of `u1.s1` by name; in the age of LPC empty. */
  readonly state: Readonly<Record<string, number>>;
  readonly clientContext: bigint;
  readonly serverContext: bigint;
  readonly portContext: bigint;
  readonly cancelPortContext: bigint;
  readonly securityData: bigint;
  readonly view: bigint;
  readonly handleData: bigint;
  readonly directEvent: bigint;
  readonly workOnBehalf: { readonly threadId: number; readonly creationTimeLow: number } | undefined;
  readonly reserve: bigint;
  readonly quotaProcess: bigint;
  readonly data: { readonly location: DataLocation | "None"; readonly address: bigint; readonly bytes: Uint8Array };
}

export interface SystemFacts {
  readonly generation: "ALPC" | "LPC";
  readonly processes: readonly ProcessFacts[];
  readonly threads: readonly ThreadFacts[];
  /** In the order of the kernel's list. */
  readonly ports: readonly PortFacts[];
  readonly connections: readonly ConnectionFacts[];
  readonly messages: readonly MessageFacts[];
  readonly resources: readonly ResourceFacts[];
  readonly locks: readonly LockFacts[];
  readonly irps: readonly IrpFacts[];
  readonly debugEvents: readonly DebugEventFacts[];
  /** Named objects by full path. */
  readonly namedObjects: ReadonlyMap<string, { readonly address: bigint; readonly typeName: string }>;
  readonly clock: {
    readonly tickCount: bigint;
    readonly systemTime: bigint;
    readonly interruptTime: bigint;
    readonly increment: bigint;
  };
}
