/**
 * What a blocked thread waits for if nothing leads on from its wait: a lock, an I/O request, paging, a stopped process.
 */
import { isAbsent, present } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { ProcessStop } from "../facts/process.ts";
import type { PendingRequest } from "../facts/request.ts";
import type { ThreadFacts } from "../facts/thread.ts";
import type { WaitFacts, WaitObject } from "../facts/wait.ts";
import type { ChainEnd } from "../text/wait-root.ts";
import { isLock } from "../text/waited-object.ts";
import type { System } from "./system.ts";

/** Stops that count whatever the thread waits for: they say more than that it is frozen. */
const OVERRIDING_STOPS: readonly ProcessStop["kind"][] = ["debugger", "error reporting"];

/** The debugger or error report that holds a thread, whatever it waits for; undefined if none does. */
export function findOverridingStop(system: System, { process }: ThreadFacts): ProcessStop | undefined {
  const stop = isAbsent(process) ? undefined : system.stop(process);
  return stop !== undefined && OVERRIDING_STOPS.indexOf(stop.kind) >= 0 ? stop : undefined;
}

/** The process that keeps another stopped: its debugger, or the one that reports its crash. */
export function findStopper(stop: ProcessStop | undefined): Word64 | undefined {
  return stop?.kind === "debugger"
    ? present(stop.debugger)
    : stop?.kind === "error reporting"
      ? stop.reporter
      : undefined;
}

/**
 * Circumstances of a thread worth mentioning: a pending suspension, a process that cannot exit before this thread does,
 * a thread that is to terminate, a queued APC.
 */
export function describeCircumstances(
  system: System,
  { suspension, process, isTerminating, pendingApc }: ThreadFacts,
): Pick<ChainEnd, "isSuspensionPending" | "isExiting" | "isTerminating" | "pendingApc"> {
  const isExiting = !isAbsent(process) && system.isExiting(process);
  return Object.assign(
    suspension === "suspension pending" ? { isSuspensionPending: true } : {},
    isExiting ? { isExiting } : isTerminating ? { isTerminating } : {},
    // A suspension is itself a kernel APC.
    pendingApc === "none" || suspension !== "none" ? {} : { pendingApc },
  );
}

/** Wait reasons that explain a wait without an object. */
const REASON_CAUSES: Readonly<Record<string, ChainEnd["cause"]>> = {
  PageIn: "paging",
  WrPageIn: "paging",
  WrPhysicalFault: "paging",
  WrPageOut: "paging",
  WrUserRequest: "user input",
  WrRundown: "rundown",
  FreePage: "memory",
  WrFreePage: "memory",
  PoolAllocation: "memory",
  WrPoolAllocation: "memory",
  WrVirtualMemory: "memory",
  WrCpuRateControl: "throttled",
  DelayExecution: "sleeping",
  WrDelayExecution: "sleeping",
};

/** The cause that a wait reason alone gives away; undefined if it gives none away. */
export function causeOfReason(waitReason: string | undefined): ChainEnd["cause"] | undefined {
  return REASON_CAUSES[waitReason ?? ""];
}

/** Wait reasons of locks whose waiters sleep on an event of their own, which does not identify the lock. */
const LOCK_REASONS: readonly string[] = [
  "WrResource",
  "WrPushLock",
  "WrFastMutex",
  "WrGuardedMutex",
  "WrMutex",
  "WrKeyedEvent",
  "WrAlertByThreadId",
];

/**
 * True for waits in which the waiter sleeps on an object of its own, which does not show who else waits for the same
 * thing.
 */
export function isPrivateWait(waitReason: string | undefined): boolean {
  return waitReason !== undefined && (LOCK_REASONS.indexOf(waitReason) >= 0 || causeOfReason(waitReason) !== undefined);
}

/** What a blocked thread waits for, if nothing leads on from `object`. */
export function describeBlock(
  system: System,
  thread: ThreadFacts,
  wait: WaitFacts | undefined,
  object: WaitObject | undefined,
): ChainEnd {
  const renewed = wait?.isRenewed === true ? { isRenewed: true } : {};
  return Object.assign(
    describeBlockAlone(system, thread, wait, object),
    renewed,
    describeCircumstances(system, thread),
  );
}

function describeBlockAlone(
  system: System,
  thread: ThreadFacts,
  wait: WaitFacts | undefined,
  object: WaitObject | undefined,
): ChainEnd {
  const waitReason = present(thread.waitReason);
  const requests = system.requests(thread.address);
  const kind = "Thread";
  const stop = findOverridingStop(system, thread);
  if (stop !== undefined) {
    return { kind, cause: "stopped", stop };
  }
  if (object?.kind === "process") {
    const process = present(system.process(object.address));
    const processState = process === undefined ? "cannot be read" : process.hasExited ? "has exited" : undefined;
    return { kind, cause: "process", process: object.address, processState, stop: system.stop(object.address) };
  }
  if (object?.kind === "thread" && present(system.thread(object.address))?.hasExited === true) {
    return { kind, cause: "exited thread", object };
  }
  const reasonCause = causeOfReason(waitReason);
  const otherObjects = wait === undefined ? 0 : wait.objects.length - 1;
  const mode = wait?.mode;
  const awaited = findAwaitedRequest(requests, wait);
  if (awaited !== undefined) {
    return { kind, cause: "I/O", waitReason, requests: [awaited], object };
  }
  if (object !== undefined && isLock(object)) {
    return { kind, cause: "lock", object, otherObjects, mode, waitReason };
  }
  if (reasonCause !== undefined) {
    return { kind, cause: reasonCause, waitReason, object, requests };
  }
  // In a wait of the kernel's own, the thread waits for its requests; a program can wait for anything while requests
  // are pending.
  return requests.length > 0 && PROGRAM_REASONS.indexOf(waitReason ?? "") < 0
    ? { kind, cause: "I/O", waitReason, requests, object }
    : { kind, cause: "object", object, otherObjects, mode, waitReason, requests };
}

/** Waits requested by a program. */
const PROGRAM_REASONS: readonly string[] = ["UserRequest"];

/** The request whose completion ends the wait; undefined if none is known to. */
function findAwaitedRequest(
  requests: readonly PendingRequest[],
  wait: WaitFacts | undefined,
): PendingRequest | undefined {
  const objects = wait?.objects ?? [];
  return requests.find(({ signals }) =>
    signals.some((signal) => objects.some(({ dispatcher }) => dispatcher.equals(signal))),
  );
}

/**
 * The requests whose completion ends a thread's wait for `object`, an event as a rule; none where it waits for
 * something else than I/O.
 */
export function findRequestsBehind(system: System, thread: Word64, object: WaitObject): readonly PendingRequest[] {
  const facts = present(system.thread(thread));
  if (facts === undefined) {
    return [];
  }
  const wait = present(system.wait(thread));
  const { cause, requests = [] } = describeBlockAlone(system, facts, wait, object);
  if (cause !== "I/O" && cause !== "paging") {
    return [];
  }
  const awaited = findAwaitedRequest(requests, wait);
  return awaited === undefined
    ? requests
    : [awaited].filter(({ signals }) => signals.some((signal) => signal.equals(object.dispatcher)));
}
