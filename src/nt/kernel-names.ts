/** Names of the kernel's small numbers: thread states, wait reasons, kinds of dispatcher objects. */
import type { DispatcherKind } from "../facts/wait.ts";

export type { DispatcherKind } from "../facts/wait.ts";

/**
 * `_KTHREAD_STATE`. Public symbols of Windows 8.1 to 11; 0 to 6 mean the same since NT 4. 8 was GateWait up to Windows
 * 7.
 */
const threadStates: readonly string[] = [
  "Initialized",
  "Ready",
  "Running",
  "Standby",
  "Terminated",
  "Waiting",
  "Transition",
  "DeferredReady",
  "GateWait",
  "WaitingForProcessInSwap",
];

/** State of a thread that has exited. */
export const TERMINATED = 4;
/** State of a thread that waits for dispatcher objects, with the reason in `WaitReason`. */
export const WAITING = 5;

/** State of a thread that waits for a gate (guarded mutexes, push locks), Server 2003 to Windows 7. */
export const GATE_WAIT = 8;

/** Whether a thread in that `_KTHREAD.State` waits. */
export function isWaitState(state: number): boolean {
  return state === WAITING || state === GATE_WAIT;
}

/**
 * `_KWAIT_REASON`. Public symbols of Windows 8.1 to 11; XP to 7 have the same numbers up to WrRundown, the rest was
 * appended (WrAlertByThreadId with 8, WrPhysicalFault with 10). WrIoRing and WrMdlCache as public debugger listings of
 * Windows 11 show them, WrRcu in public headers of System Informer. 14 is called WrEventPair up to Vista.
 */
const waitReasons: readonly string[] = [
  "Executive",
  "FreePage",
  "PageIn",
  "PoolAllocation",
  "DelayExecution",
  "Suspended",
  "UserRequest",
  "WrExecutive",
  "WrFreePage",
  "WrPageIn",
  "WrPoolAllocation",
  "WrDelayExecution",
  "WrSuspended",
  "WrUserRequest",
  "WrSpare0",
  "WrQueue",
  "WrLpcReceive",
  "WrLpcReply",
  "WrVirtualMemory",
  "WrPageOut",
  "WrRendezvous",
  "WrKeyedEvent",
  "WrTerminated",
  "WrProcessInSwap",
  "WrCpuRateControl",
  "WrCalloutStack",
  "WrKernel",
  "WrResource",
  "WrPushLock",
  "WrMutex",
  "WrQuantumEnd",
  "WrDispatchInt",
  "WrPreempted",
  "WrYieldExecution",
  "WrFastMutex",
  "WrGuardedMutex",
  "WrRundown",
  "WrAlertByThreadId",
  "WrDeferredPreempt",
  "WrPhysicalFault",
  "WrIoRing",
  "WrMdlCache",
  "WrRcu",
];

/** Wait reasons that decide how a wait is decoded, by number. */
export const waitReason = {
  suspended: 5,
  userRequest: 6,
  wrExecutive: 7,
  wrKeyedEvent: 21,
  wrResource: 27,
  wrPushLock: 28,
  wrFastMutex: 34,
  wrGuardedMutex: 35,
} as const;

/**
 * `_KOBJECTS`, the numbers of `_DISPATCHER_HEADER.Type`. Public symbols of Windows 8.1 to 11, 0 to 9 the same since NT
 * 4. PriQueueObject (21) and the two kinds of Timer2 (24, 25) came with 8.1; before, those numbers belonged to things
 * that no thread waits for.
 */
export const dispatcherKinds: { readonly [type: number]: DispatcherKind } = {
  0: "event",
  1: "event",
  2: "mutant",
  3: "process",
  4: "queue",
  5: "semaphore",
  6: "thread",
  7: "gate",
  8: "timer",
  9: "timer",
  21: "queue",
  24: "timer",
  25: "timer",
};

/** From Vista on bit 7 of `_DISPATCHER_HEADER.Type` is the lock of the object. */
const DISPATCHER_LOCK = 0x80;

/** `_DISPATCHER_HEADER.Type` of a process, without the lock bit; as the next two, the same since NT 4. */
export const PROCESS_OBJECT = 3;
/** That of a queue, such as the `_KQUEUE` of a completion port. */
export const QUEUE_OBJECT = 4;
/** That of a thread. */
export const THREAD_OBJECT = 6;

/** "Waiting", or "unknown state 12". */
export function formatThreadState(state: number): string {
  return threadStates[state] ?? `unknown state ${state}`;
}

/** "WrLpcReply", or "unknown wait reason 99". */
export function formatWaitReason(reason: number): string {
  return waitReasons[reason] ?? `unknown wait reason ${reason}`;
}

/** `_DISPATCHER_HEADER.Type` without its lock bit. */
export function decodeDispatcherType(type: number): number {
  return type & ~DISPATCHER_LOCK;
}

/** The kind of a dispatcher object by its `_DISPATCHER_HEADER.Type`, lock bit or not; "other" for an unknown number. */
export function decodeDispatcherKind(type: number): DispatcherKind {
  return dispatcherKinds[decodeDispatcherType(type)] ?? "other";
}
