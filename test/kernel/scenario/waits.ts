/** What a thread waits for, and the objects that can be waited for. */
import type { KernelObject } from "../kernel-object.ts";
import type { ScenarioThread } from "./thread.ts";

/**
 * `_KWAIT_REASON`: the numbers of a build whose symbols lack the enum. Up to WrRundown they are the same from Windows
 * Server 2003 to 11, the rest was appended (WrAlertByThreadId with 8, WrPhysicalFault with 10, WrIoRing with 11).
 */
export const waitReasons = {
  Executive: 0,
  FreePage: 1,
  PageIn: 2,
  PoolAllocation: 3,
  DelayExecution: 4,
  Suspended: 5,
  UserRequest: 6,
  WrExecutive: 7,
  WrFreePage: 8,
  WrPageIn: 9,
  WrPoolAllocation: 10,
  WrDelayExecution: 11,
  WrSuspended: 12,
  WrUserRequest: 13,
  WrSpare0: 14,
  WrQueue: 15,
  WrLpcReceive: 16,
  WrLpcReply: 17,
  WrVirtualMemory: 18,
  WrPageOut: 19,
  WrRendezvous: 20,
  WrKeyedEvent: 21,
  WrTerminated: 22,
  WrProcessInSwap: 23,
  WrCpuRateControl: 24,
  WrCalloutStack: 25,
  WrKernel: 26,
  WrResource: 27,
  WrPushLock: 28,
  WrMutex: 29,
  WrQuantumEnd: 30,
  WrDispatchInt: 31,
  WrPreempted: 32,
  WrYieldExecution: 33,
  WrFastMutex: 34,
  WrGuardedMutex: 35,
  WrRundown: 36,
  WrAlertByThreadId: 37,
  WrDeferredPreempt: 38,
  WrPhysicalFault: 39,
  WrIoRing: 40,
} as const;
export type WaitReasonName = keyof typeof waitReasons;

/** `_KTHREAD_STATE`. GateWait was a state of its own up to Windows 7. */
export const threadStates = {
  Initialized: 0,
  Ready: 1,
  Running: 2,
  Standby: 3,
  Terminated: 4,
  Waiting: 5,
  Transition: 6,
  DeferredReady: 7,
  GateWait: 8,
  WaitingForProcessInSwap: 9,
} as const;
export type ThreadStateName = keyof typeof threadStates;

/** `_KOBJECTS`: first byte of a `_DISPATCHER_HEADER`. */
export const dispatcherTypes = {
  notificationEvent: 0,
  synchronizationEvent: 1,
  mutant: 2,
  process: 3,
  queue: 4,
  semaphore: 5,
  thread: 6,
  gate: 7,
  notificationTimer: 8,
  synchronizationTimer: 9,
} as const;
/** `userAddress`: not an object, but the address of a user-mode lock in place of the object in a wait block. */
export type DispatcherKind = keyof typeof dispatcherTypes | "userAddress";

/** Anything that begins with a `_DISPATCHER_HEADER`. */
export interface Waitable {
  readonly address: bigint;
  readonly dispatcherKind: DispatcherKind;
}

export interface ScenarioWait {
  readonly objects: readonly Waitable[];
  /** Whether one of the objects is enough or all are needed. */
  readonly type: "any" | "all";
  readonly reason: WaitReasonName;
  /** Tick count at which the wait began. */
  readonly since: bigint;
  /** A timeout would end it. */
  readonly hasTimeout: boolean;
  /** How long that is, from the beginning of the wait; undefined if the timer does not tell. */
  readonly timeoutSeconds: number | undefined;
  readonly alertable: boolean;
  readonly mode: "user" | "kernel";
}

/** Options of a wait. */
export interface WaitOptions {
  /** Default: any. */
  readonly type?: "any" | "all";
  readonly reason?: WaitReasonName;
  readonly secondsAgo?: number;
  readonly hasTimeout?: boolean;
  /** Seconds from the beginning of the wait after which a time-out ends it. */
  readonly timeoutSeconds?: number;
  readonly alertable?: boolean;
  /** Default: user. */
  readonly mode?: "user" | "kernel";
}

/** The state of a timer. */
export interface TimerOptions {
  /** Absent for a timer that is not running. */
  readonly dueInSeconds?: number;
  readonly periodMilliseconds?: number;
  /** Address of a `_KDPC`. */
  readonly dpc?: bigint;
}

/** An event, mutant, semaphore or timer of the object manager. */
export class ScenarioWaitable implements Waitable {
  readonly object: KernelObject;
  readonly dispatcherKind: DispatcherKind;
  signalState: number;
  /** Of a semaphore. */
  readonly limit: number;
  /** Of a mutant. */
  owner: ScenarioThread | undefined;
  abandoned = false;
  /** Of a timer. */
  timer: TimerOptions = {};

  constructor(object: KernelObject, kind: DispatcherKind, signalState: number, limit = 0) {
    this.object = object;
    this.dispatcherKind = kind;
    this.signalState = signalState;
    this.limit = limit;
  }

  get address(): bigint {
    return this.object.address;
  }
}

/** An I/O completion port: a `_KQUEUE` with the threads bound to it. */
export class ScenarioCompletionPort implements Waitable {
  readonly object: KernelObject;
  readonly dispatcherKind = "queue";
  /** In the order of `ThreadListHead`. */
  readonly threads: ScenarioThread[] = [];
  readonly maximumCount: number;
  /** Addresses of the `_LIST_ENTRY` of packets that wait to be taken. */
  readonly packets: bigint[] = [];
  currentCountOverride: number | undefined;

  constructor(object: KernelObject, maximumCount: number) {
    this.object = object;
    this.maximumCount = maximumCount;
  }

  get address(): bigint {
    return this.object.address;
  }

  /** Number of running threads bound to it. */
  get currentCount(): number {
    return this.currentCountOverride ?? this.threads.filter((thread) => thread.state !== "Waiting").length;
  }
}
