/** The wording of what a wait chain ends at: its root, and why the chain goes no further. */
import type { Word64 } from "../target/word64.ts";
import type { ProcessStop } from "../facts/process.ts";
import type { PendingRequest } from "../facts/request.ts";
import type { PendingApc } from "../facts/thread.ts";
import type { WaitObject } from "../facts/wait.ts";
import { formatCount, formatSeconds, formatSome } from "./counts.ts";
import {
  formatObject,
  formatPort,
  formatProcess,
  formatQueue,
  formatReceiver,
  formatThread,
  formatThreads,
  type Names,
} from "./names.ts";
import { describeStop } from "./process-stop.ts";
import { describeBeside, describeRequests, firstOf } from "./request.ts";
import { describeHolder, describeSignaler } from "./waited-object.ts";

/** What becomes of a request whose thread went back to receive. */
const ASYNCHRONOUS = "answered asynchronously; unknown who will";

/** Why a chain ends. */
export type RootCause =
  | "busy"
  | "idle"
  | "swapped out"
  | "suspended"
  | "frozen"
  | "stopped"
  | "sleeping"
  | "exited"
  | "lock"
  | "object"
  | "I/O"
  | "paging"
  | "user input"
  | "rundown"
  | "memory"
  | "throttled"
  | "waiting"
  | "process"
  | "exited thread"
  | "no receiver"
  | "asynchronous"
  | "untraced"
  | "deadlock"
  | "renewed"
  | "loop"
  | "unknown";

/** What a root is. "Unknown": nothing says who could end the wait. */
export type RootKind = "Thread" | "Process" | "Port" | "Object" | "Unknown";

/** The end of a chain: what is there, and why the chain goes no further. */
export interface ChainEnd {
  readonly kind: RootKind;
  readonly cause: RootCause;
  /** The scheduler state of a thread that does not wait, as `ThreadFacts` has it. */
  readonly state?: string | undefined;
  readonly waitReason?: string | undefined;
  /** What the thread waits for; the first of several objects. */
  readonly object?: WaitObject | undefined;
  /** How many other objects the thread waits for. */
  readonly otherObjects?: number | undefined;
  /** Whether one of these objects ends the wait, or only all of them together. */
  readonly mode?: "any" | "all" | undefined;
  readonly requests?: readonly PendingRequest[] | undefined;
  /** Why the thread, or the process that is waited for, is stopped or frozen. */
  readonly stop?: ProcessStop | undefined;
  /** A sleeping thread waits for its own end or that of its process. */
  readonly waitsOnItself?: boolean | undefined;
  /** The port that an idle thread receives on, or that nobody receives on. */
  readonly port?: Word64 | undefined;
  /** Why nobody will receive on the port, whatever threads wait there, as a clause: "which is closed". */
  readonly whyUnused?: string | undefined;
  /** How many other ports an idle thread receives on. */
  readonly otherPorts?: number | undefined;
  /** The process that is waited for, or that has received a request. */
  readonly process?: Word64 | undefined;
  /** What the process that is waited for does although nothing stops it. It runs where this is undefined. */
  readonly processState?: "has exited" | "cannot be read" | undefined;
  /** Threads of that process that may owe the reply. */
  readonly suspects?: readonly Word64[] | undefined;
  /** Why nothing more is known, as a clause. */
  readonly unknown?: string | undefined;
  /** Seconds that a ready thread has been without a processor; undefined if that is not unusual. */
  readonly seconds?: number | undefined;
  /** The wait times out every few seconds and is begun again. */
  readonly isRenewed?: boolean | undefined;
  /** Counted, but not yet in effect. */
  readonly isSuspensionPending?: boolean | undefined;
  /** The thread's process is exiting and waits for this thread. */
  readonly isExiting?: boolean | undefined;
  /** The thread itself is to terminate. */
  readonly isTerminating?: boolean | undefined;
  readonly pendingApc?: PendingApc | undefined;
  /** Locks that others wait for: of a thread that works on nothing, which alone explains why they wait. */
  readonly holds?: readonly WaitObject[] | undefined;
  /** The thread has received a request that is still awaited. */
  readonly owesReply?: boolean | undefined;
}

/** The kind as worded: if nobody is known to owe a reply, the process that received the request, where it is known. */
export function shownKind({ kind, process }: ChainEnd): RootKind {
  return kind === "Unknown" && process !== undefined ? "Process" : kind;
}

type EndWords = (names: Names, end: ChainEnd) => string;

/**
 * What a thread does that neither waits nor has exited nor is swapped out; any other state is an "unknown state 12".
 */
const STATES: Readonly<Record<string, string>> = {
  Ready: "is ready to run",
  DeferredReady: "is ready to run",
  Standby: "is about to run",
  Running: "is running",
  Initialized: "has not started yet",
};

/** Causes that are a wait for something. */
type AwaitingCause =
  | "lock"
  | "object"
  | "I/O"
  | "paging"
  | "user input"
  | "rundown"
  | "memory"
  | "waiting"
  | "process"
  | "exited thread"
  | "no receiver";

/** What is waited for at the end of a chain: "event 0x... (WrResource); signaler unknown". */
const AWAITED: Readonly<Record<AwaitingCause, EndWords>> = {
  lock: (names, end) => `${describeObjects(names, end)}; ${describeHolder(end.object)}`,
  object: (names, end) =>
    `${describeObjects(names, end)}; ${describeSignaler(names, end.object)}${describeBeside(names, end.requests ?? [])}`,
  "I/O": (names, { requests = [], waitReason }) =>
    `${describeRequests(names, requests)}${reasonSuffix(waitReason)}${firstOf(requests)}`,
  paging: (names, { waitReason, requests = [] }) =>
    `a page to be read from disk${reasonSuffix(waitReason)}${requests.length === 0 ? "" : ` by ${describeRequests(names, requests)}${firstOf(requests)}`}`,
  "user input": (_names, { waitReason }) => `user input or a window message${reasonSuffix(waitReason)}`,
  rundown: (_names, { waitReason }) => `rundown protection to be released${reasonSuffix(waitReason)}; holder unknown`,
  memory: (_names, { waitReason }) => `free memory${reasonSuffix(waitReason)}`,
  waiting: (_names, { waitReason }) => `something that is not recorded${reasonSuffix(waitReason)}`,
  process: (names, { process, stop, processState = "has not exited" }) =>
    `the end of ${process === undefined ? "a process" : formatProcess(names, process)}, which ` +
    (stop === undefined ? processState : describeStop(names, stop, "process")),
  "exited thread": (names, { object }) =>
    `the end of ${object === undefined ? "a thread" : formatThread(names, object.address)}, which has exited`,
  "no receiver": (names, end) =>
    `a reply on ${end.port === undefined ? "a port" : formatReceiver(names, end.port)}, ${describeNoReceiver(end)}`,
};

/** The clause for any other end of a chain, from its verb on: "is running". */
const CONDITIONS: Readonly<Record<Exclude<RootCause, AwaitingCause>, EndWords>> = {
  busy: (_names, { state = "", seconds }) =>
    `${STATES[state] ?? `is in ${state}`}${seconds === undefined ? "" : `, but has not got a processor for ${formatSeconds(seconds)}`}`,
  idle: (names, { port, object, otherPorts = 0 }) =>
    `is idle and waits ${port === undefined ? "for work" : `to receive on ${formatPort(names, port)}${otherPorts === 0 ? "" : ` and ${formatCount(otherPorts, "other port")}`}`}${describeLimit(object?.concurrency)}`,
  "swapped out": (_names, { state }) =>
    state === "Transition"
      ? "is ready, but its kernel stack is swapped out"
      : "is ready, but its process is swapped out",
  suspended: () => "is suspended",
  frozen: (names, { stop }) => describeStop(names, stop),
  stopped: (names, { stop }) => describeStop(names, stop),
  sleeping: (_names, { waitsOnItself, object }) =>
    waitsOnItself === true
      ? "waits on itself; only an APC can wake it"
      : object === undefined
        ? "sleeps"
        : "sleeps until a timer ends the wait",
  exited: () => "has exited",
  throttled: (_names, { waitReason }) =>
    `may not run: its job has used up its share of the CPU${reasonSuffix(waitReason)}`,
  asynchronous: () => `took the request, and its thread went back to receive: ${ASYNCHRONOUS}`,
  untraced: (names, { suspects = [] }) =>
    suspects.length === 0
      ? "received the request, but the thread that took it has exited or taken another since"
      : `received the request; by which thread is not on record, perhaps by ${formatThreads(names, suspects)}, which connected to another port since`,
  deadlock: () => "is in a cycle of waits that cannot end",
  renewed: () => "is in a cycle of waits that time out and are begun again",
  loop: (_names, { unknown }) => unknown ?? "is in a wait that a time-out can end",
  unknown: (_names, { unknown = "nothing is known" }) => unknown,
};

function isAwaiting(cause: RootCause): cause is AwaitingCause {
  return cause in AWAITED;
}

/** A completion port lets no more threads take work than may run at once, however many are idle. */
function describeLimit(concurrency: WaitObject["concurrency"]): string {
  return concurrency === undefined || concurrency.running < concurrency.most
    ? ""
    : `; its completion port gives out no work: ${concurrency.running} of at most ${concurrency.most} running`;
}

const PENDING_APCS: Readonly<Record<Exclude<PendingApc, "none">, string>> = {
  kernel: "a kernel APC is queued for it",
  user: "a user APC is queued for it",
  "user, wait not alertable": "a user APC is queued for it, but its wait is not alertable",
};

/**
 * "is running", "waits for event 0x... (WrResource); signaler unknown", "...; suspension pending". For kind "Unknown",
 * only the reason.
 */
export function formatReason(names: Names, end: ChainEnd): string {
  const { cause } = end;
  const clause = isAwaiting(cause) ? `waits for ${AWAITED[cause](names, end)}` : CONDITIONS[cause](names, end);
  return [clause, ...describeBesides(end)].join("; ");
}

/** The same as what is waited for: "event 0x... (WrResource); signaler unknown", "nothing: it is suspended". */
export function formatOwnWait(names: Names, end: ChainEnd): string {
  const { cause } = end;
  return isAwaiting(cause)
    ? [AWAITED[cause](names, end), ...describeBesides(end)].join("; ")
    : `nothing: it ${formatReason(names, end)}`;
}

function describeBesides(end: ChainEnd): readonly string[] {
  return [
    ...(end.isRenewed === true ? ["the wait times out and is begun again"] : []),
    ...(end.isExiting === true ? ["its process is exiting"] : []),
    ...(end.isTerminating === true ? ["it has been asked to end"] : []),
    ...(end.pendingApc === undefined || end.pendingApc === "none" ? [] : [PENDING_APCS[end.pendingApc]]),
    ...(end.isSuspensionPending === true ? ["suspension pending"] : []),
  ];
}

function reasonSuffix(waitReason: string | undefined): string {
  return waitReason === undefined ? "" : ` (${waitReason})`;
}

function describeObjects(names: Names, { object, otherObjects = 0, mode, waitReason }: ChainEnd): string {
  const what = object === undefined ? "something" : formatObject(names, object);
  return `${what}${otherObjects === 0 ? "" : ` ${mode === "all" ? "and" : "or"} ${formatCount(otherObjects, "other object")}`}${reasonSuffix(waitReason)}`;
}

/** A root, and the last thread of the chain that ends there. */
export type RootOfThread = ChainEnd & { readonly thread?: Word64 | undefined };

/** A root as a noun: `svchost.exe (3a8.4c)`, `the queue of 'spoolss' of spoolsv.exe (4c8)`; undefined if unnamed. */
export function nameRoot(names: Names, root: RootOfThread): string | undefined {
  const thread = root.thread === undefined ? undefined : formatThread(names, root.thread);
  switch (shownKind(root)) {
    case "Unknown":
      return thread === undefined ? "something unknown" : `something unknown behind ${thread}`;
    case "Port":
      return root.port === undefined ? undefined : formatQueue(names, root.port);
    case "Process":
      return root.process === undefined ? undefined : formatProcess(names, root.process);
    default:
      return thread;
  }
}

/** A root as a noun with its clause, for "blocked by ...": `svchost.exe (3a8.4c), which is running`. */
export function formatRoot(names: Names, root: RootOfThread): string {
  const name = nameRoot(names, root);
  if (name !== undefined && root.kind === "Port") {
    return `${name}, ${describeNoReceiver(root)}`;
  }
  const reason = formatReason(names, root);
  if (name === undefined) {
    return reason;
  }
  switch (shownKind(root)) {
    case "Unknown":
      return `${name}: ${reason}`;
    case "Process":
      return `${name}, which ${reason}`;
    default:
      return `${name}, which ${reason}${formatDebt(names, root)}`;
  }
}

/** A cycle of waits as a root: `deadlock of 2 threads`. `isRenewed`: its waits time out and are begun again. */
export function nameCycle(isRenewed: boolean, threads: number): string {
  return `${isRenewed ? "cycle of renewed waits" : "deadlock"} of ${formatCount(threads, "thread")}`;
}

/** Follows a cycle that has been written out: `(deadlock)`. `others`: members of a knot that were left out. */
export function noteCycle({ cause }: Pick<ChainEnd, "cause">, others: readonly string[]): string {
  const note = cause === "deadlock" ? "(deadlock)" : "(a cycle of waits that time out and are begun again)";
  return others.length === 0 ? note : `${note}; stuck with them: ${formatSome(others)}`;
}

/** Why nobody receives from a port: `where no thread waits to receive`, `which is closed`. */
export function describeNoReceiver({ whyUnused }: Pick<ChainEnd, "whyUnused">): string {
  return whyUnused ?? "where no thread waits to receive";
}

/** What others wait for in vain from a thread that works on nothing: `; it still holds mutant 'Gone' 0x...`. */
export function formatDebt(names: Names, { cause, holds = [], owesReply }: ChainEnd): string {
  return holds.length > 0
    ? `; it still holds ${formatSome(holds.map((lock) => formatObject(names, lock)))}`
    : cause === "exited" && owesReply === true
      ? " without replying"
      : "";
}
