/**
 * Describes one thread's wait for the wait graph: what could end it, and why a chain ends here if nothing could. Turns
 * facts into edges; follows none of them.
 */
import { isAbsent, present } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { AwaitedReply } from "../facts/reply.ts";
import type { PendingRequest } from "../facts/request.ts";
import type { ThreadFacts } from "../facts/thread.ts";
import type { WaitFacts, WaitObject } from "../facts/wait.ts";
import { isLock, type Rest, type WaitNodeKind, type WaitStep } from "../text/wait.ts";
import { findReplySource } from "./awaited.ts";
import type { System } from "./system.ts";
import { isIdle, isStopped, isWaiting } from "./thread-state.ts";

/** One way in which a wait could end. */
export interface WayOut extends WaitStep {
  readonly targetKind: WaitNodeKind;
  readonly target: Word64;
  /** A mutant that the waiting thread already owns and may acquire again. */
  readonly isOwn?: boolean;
}

/**
 * `gate` says when the node gets free: `free` already (it runs, a time-out or an outsider ends its wait, or nothing is
 * known), `any` as soon as one of the ways gets free, `all` once every one does.
 */
export interface Situation {
  readonly gate: "free" | "any" | "all";
  readonly ways: readonly WayOut[];
  /** Why a chain ends here, if no way leads on. */
  readonly rest: Rest;
  /** The wait times out and is begun again: it ends by itself, without effect. */
  readonly isRenewed?: boolean;
  /** What the thread awaits, although no edge leads on from it. */
  readonly open?: WaitStep;
}

function restOfThread(rest: Omit<Rest, "kind">): Situation {
  return { gate: "free", ways: [], rest: Object.assign({ kind: "Thread" as const }, rest) };
}

function unknown(reason: string): Situation {
  return { gate: "free", ways: [], rest: { kind: "Unknown", cause: "unknown", unknown: reason } };
}

/**
 * What the thread waits for. An awaited reply comes before a suspension: resuming the thread would not end the wait.
 */
export function describeSituation(system: System, address: Word64): Situation {
  const thread = system.thread(address);
  if (isAbsent(thread)) {
    return unknown("the thread cannot be read");
  }
  if (thread.hasExited) {
    return restOfThread({ cause: "exited" });
  }
  const awaited = system.awaitedReply(address);
  if (!isAbsent(awaited)) {
    return describeAwaitedReply(system, thread, awaited);
  }
  if (isStopped(thread)) {
    return describeStopped(system, thread);
  }
  if (isAbsent(thread.state)) {
    return unknown("the thread's state cannot be read");
  }
  if (!isWaiting(thread)) {
    const isSwappedOut = thread.state === "WaitingForProcessInSwap" || thread.state === "Transition";
    return restOfThread(
      Object.assign(
        {
          cause: isSwappedOut ? ("swapped out" as const) : ("busy" as const),
          state: thread.state,
          seconds: findStarved(system, thread),
        },
        describeCircumstances(system, thread),
      ),
    );
  }
  if (isIdle(system, thread)) {
    return restOfThread({ cause: "idle", port: system.receivesOn(address)[0] });
  }
  return describeObjectWait(system, thread);
}

/** Seconds. With a processor available, a thread is not ready for longer: the kernel boosts it before. */
const USUAL_READINESS = 5;

/**
 * Seconds that a thread has been ready without getting a processor, if unusually long. The wait time of a ready thread
 * counts from when it became ready: the kernel's balance set manager finds starving threads by it.
 */
function findStarved(system: System, { address, state }: ThreadFacts): number | undefined {
  const seconds = state === "Ready" || state === "DeferredReady" ? present(system.secondsWaited(address)) : undefined;
  return seconds !== undefined && seconds > USUAL_READINESS ? seconds : undefined;
}

/** Stops that say more than that a thread is frozen, and that hold whatever the thread waits for. */
const STOPS: readonly string[] = ["debugger", "error reporting"];

/**
 * Circumstances of a thread worth mentioning: a pending suspension, a process that cannot exit before this thread does,
 * a thread that was told to terminate, a queued APC.
 */
function describeCircumstances(
  system: System,
  { suspension, process, isTerminating, pendingApc }: ThreadFacts,
): Pick<Rest, "isSuspensionPending" | "isExiting" | "isTerminating" | "pendingApc"> {
  const isExiting = !isAbsent(process) && system.isExiting(process);
  return Object.assign(
    suspension === "suspension pending" ? { isSuspensionPending: true } : {},
    isExiting ? { isExiting } : isTerminating ? { isTerminating } : {},
    // A suspension is itself a kernel APC.
    pendingApc === "none" || suspension !== "none" ? {} : { pendingApc },
  );
}

function describeStopped(system: System, thread: ThreadFacts): Situation {
  const stop = isAbsent(thread.process) ? undefined : system.stop(thread.process);
  if (stop !== undefined && STOPS.indexOf(stop.kind) >= 0) {
    return restOfThread({ cause: "stopped", stop });
  }
  return restOfThread(
    thread.suspension === "suspended" ? { cause: "suspended" } : { cause: "frozen", state: thread.suspension },
  );
}

function describeAwaitedReply(system: System, thread: ThreadFacts, awaited: AwaitedReply): Situation {
  const wait = present(system.wait(thread.address));
  const gate = wait?.hasTimeout === true && !wait.isRenewed ? "free" : "any";
  const what = {
    message: present(awaited.message),
    messageId: present(awaited.messageId),
    port: present(awaited.port),
  };
  const step = (relation: WaitStep["relation"]): WaitStep => Object.assign({ relation }, what);
  const source = findReplySource(system, awaited);
  const waits: Rest = { kind: "Thread", cause: "waiting", waitReason: present(thread.waitReason) };
  if (source.kind === "queued") {
    return {
      gate,
      ways: [Object.assign({ targetKind: "Port" as const, target: source.port }, step("could be served by"))],
      rest: waits,
    };
  }
  const open = step("awaits reply to");
  if (source.kind === "unknown") {
    return Object.assign(unknown(source.reason), { open });
  }
  if (source.thread.equals(thread.address)) {
    return Object.assign(unknown("the thread appears to owe the reply to itself"), { open });
  }
  const server = present(system.thread(source.thread));
  if (server !== undefined && system.generation === "ALPC" && !isAbsent(server.process) && isIdle(system, server)) {
    return {
      gate: "free",
      ways: [],
      rest: { kind: "Process", cause: "asynchronous", process: server.process, port: what.port },
      open,
    };
  }
  return {
    gate,
    ways: [Object.assign({ targetKind: "Thread" as const, target: source.thread }, open)],
    rest: waits,
    isRenewed: wait?.isRenewed === true,
  };
}

function describeObjectWait(system: System, thread: ThreadFacts): Situation {
  const wait = present(system.wait(thread.address));
  const objects = wait?.objects ?? [];
  const isOwn = ({ address }: WaitObject): boolean =>
    address.equals(thread.address) || (!isAbsent(thread.process) && address.equals(thread.process));
  const others = objects.filter((object) => !isOwn(object));
  if (wait === undefined || objects.length === 0) {
    return describeBareWait(system, thread);
  }
  if (others.length < objects.length && (others.length === 0 || wait.mode === "all")) {
    return restOfThread({ cause: "sleeping", state: "own end" });
  }
  if (others.every(({ kind }) => kind === "timer")) {
    return restOfThread({ cause: "sleeping", object: others[0] });
  }
  const isFree = (wait.hasTimeout && !wait.isRenewed) || wait.broken !== undefined;
  return {
    gate: isFree ? "free" : wait.mode,
    ways: others.map((object) => findWayOut(thread, object)),
    isRenewed: wait.isRenewed,
    rest: describeBlock(system, thread, wait, others[0]),
  };
}

/** Wait reasons that explain a wait without an object. */
const REASON_CAUSES: Readonly<Record<string, Rest["cause"]>> = {
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

/** A waiting thread whose wait reason is all that is known of its wait. */
function describeBareWait(system: System, thread: ThreadFacts): Situation {
  const waitReason = present(thread.waitReason);
  const requests = system.requests(thread.address);
  if (waitReason === "Suspended") {
    return restOfThread({ cause: "suspended" });
  }
  const cause = REASON_CAUSES[waitReason ?? ""] ?? (requests.length > 0 ? "I/O" : "waiting");
  return restOfThread(Object.assign({ cause, waitReason, requests }, describeCircumstances(system, thread)));
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
  return waitReason !== undefined && (LOCK_REASONS.indexOf(waitReason) >= 0 || REASON_CAUSES[waitReason] !== undefined);
}

/** What a blocked thread waits for, if nothing leads on from `object`. */
export function describeBlock(
  system: System,
  thread: ThreadFacts,
  wait: WaitFacts | undefined,
  object: WaitObject | undefined,
): Rest {
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
): Rest {
  const waitReason = present(thread.waitReason);
  const requests = system.requests(thread.address);
  const kind = "Thread";
  const stop = isAbsent(thread.process) ? undefined : system.stop(thread.process);
  if (stop !== undefined && STOPS.indexOf(stop.kind) >= 0) {
    return { kind, cause: "stopped", stop };
  }
  if (object?.kind === "process") {
    const process = present(system.process(object.address));
    const state = process === undefined ? "cannot be read" : process.hasExited ? "has exited" : undefined;
    return { kind, cause: "process", process: object.address, unknown: state, stop: system.stop(object.address) };
  }
  const reasonCause = REASON_CAUSES[waitReason ?? ""];
  const others = wait === undefined ? 0 : wait.objects.length - 1;
  const awaited = findAwaitedRequest(requests, wait);
  if (awaited !== undefined) {
    return { kind, cause: "I/O", waitReason, requests: [awaited], object };
  }
  if (object !== undefined && isLock(object)) {
    return { kind, cause: "lock", object, others, waitReason };
  }
  if (reasonCause !== undefined) {
    return { kind, cause: reasonCause, waitReason, object, requests };
  }
  // In a wait of the kernel's own, the thread waits for its requests; a program can wait for anything while requests
  // are pending.
  return requests.length > 0 && PROGRAM_REASONS.indexOf(waitReason ?? "") < 0
    ? { kind, cause: "I/O", waitReason, requests, object }
    : { kind, cause: "object", object, others, waitReason, requests };
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

function findWayOut(thread: ThreadFacts, object: WaitObject): WayOut {
  switch (object.kind) {
    case "thread":
      return { targetKind: "Thread", target: object.address, relation: "waits for thread", object };
    case "process":
      return { targetKind: "Process", target: object.address, relation: "waits for process", object };
    case "mutant": {
      const isOwn = (present(object.holders) ?? []).some((holder) => holder.equals(thread.address));
      return { targetKind: "Object", target: object.address, relation: "waits for mutant", object, isOwn };
    }
    default:
      return {
        targetKind: "Object",
        target: object.address,
        relation: isLock(object) ? "waits for lock" : "waits for",
        object,
      };
  }
}
