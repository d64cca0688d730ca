/** The wording of waits, in one place: what a thread waits for, and how a chain of waits ends. */
import { Absence, isAbsent, present, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { ProcessStop } from "../facts/process.ts";
import type { PendingApc } from "../facts/thread.ts";
import type { PendingRequest } from "../facts/request.ts";
import type { WaitObject } from "../facts/wait.ts";
import { formatCount, formatSeconds, formatSome } from "./counts.ts";
import {
  findServiceName,
  formatMessage,
  formatObject,
  formatPort,
  formatPortOfOwner,
  formatProcess,
  formatReceiver,
  formatThread,
  type Names,
} from "./names.ts";
import { describeBeside, describeRequests } from "./request.ts";

/** How a thread, a queue or a lock depends on the next one. */
export type WaitRelation =
  | "awaits reply to"
  | "could be served by"
  | "waits for mutant"
  | "waits for lock"
  | "waits for thread"
  | "waits for process"
  | "waits for"
  | "held by";

/** One dependency, as needed for its wording. */
export interface WaitStep {
  readonly relation: WaitRelation;
  readonly message?: Word64 | undefined;
  readonly messageId?: Word64 | undefined;
  readonly port?: Word64 | undefined;
  readonly object?: WaitObject | undefined;
}

interface WaitWords {
  /** Part of a line, from the verb to the next thread's name. `next`: undefined if the next thread is unknown. */
  readonly clause: (names: Names, step: WaitStep, next: string | undefined) => string;
  /** Label of an edge in a graph. */
  readonly edge: (names: Names, step: WaitStep) => string;
  /** Precedes the target's own line in a tree. */
  readonly tree: (names: Names, step: WaitStep, leadsTo: WaitNodeKind) => string;
}

export type WaitNodeKind = "Thread" | "Process" | "Port" | "Object";

/** A lock shared by several threads gets free when all of them release it; the next thread is one of them. */
function describeHolding(object: WaitObject | undefined): string {
  const holders = object === undefined ? [] : (present(object.holders) ?? []);
  return holders.length > 1 ? `shared by ${formatCount(holders.length, "thread")}, among them` : "held by";
}

function objectWords(): WaitWords {
  return {
    clause: (names, { object }, next) =>
      `waits for ${object === undefined ? "something" : formatObject(names, object)}${next === undefined ? "" : ` ${describeHolding(object)} ${next}`}`,
    edge: (names, { object }) => (object === undefined ? "waits for" : `waits for ${formatObject(names, object)}`),
    tree: () => "waits for",
  };
}

/** Every relation in all its forms. */
const WORDS: Readonly<Record<WaitRelation, WaitWords>> = {
  "awaits reply to": {
    clause: (names, { port }, next = "an unknown thread") =>
      `awaits ${findServiceName(names, port) ?? "a reply"} of ${next}`,
    edge: (_names, step) => `awaits reply to ${formatAwaited(step)}`,
    tree: (_names, step) => `awaits the reply to ${formatAwaited(step)} of`,
  },
  "could be served by": {
    clause: (names, { port }, next = "an unknown thread") =>
      `awaits ${findServiceName(names, port) ?? "a reply"}, which could be served by ${next}`,
    edge: () => "could be served by",
    tree: (_names, step, leadsTo) =>
      leadsTo === "Port" ? `awaits the reply to ${formatAwaited(step)}, queued on` : "could be served by",
  },
  "waits for mutant": objectWords(),
  "waits for lock": objectWords(),
  "waits for": objectWords(),
  "waits for thread": {
    clause: (names, { object }, next) =>
      `waits for the end of ${next ?? (object === undefined ? "a thread" : formatThread(names, object.address))}`,
    edge: () => "waits for its end",
    tree: () => "waits for the end of",
  },
  "waits for process": {
    clause: (names, { object }, next) =>
      `waits for the end of ${object === undefined ? "a process" : formatProcess(names, object.address)}${next === undefined ? "" : `, kept alive by ${next}`}`,
    edge: () => "waits for its end",
    tree: (_names, _step, leadsTo) => (leadsTo === "Process" ? "waits for the end of" : "kept alive by"),
  },
  "held by": {
    clause: (_names, _step, next = "an unknown thread") => `held by ${next}`,
    edge: () => "held by",
    tree: () => "held by",
  },
};

/** `awaits 'ntsvcs' of services.exe (298.2c0)`: from the verb up to and including the next thread. */
export function formatClause(names: Names, step: WaitStep, next: string | undefined): string {
  return WORDS[step.relation].clause(names, step, next);
}

export function formatEdge(names: Names, step: WaitStep): string {
  return WORDS[step.relation].edge(names, step);
}

export function formatBranch(names: Names, step: WaitStep, leadsTo: WaitNodeKind): string {
  return WORDS[step.relation].tree(names, step, leadsTo);
}

/** Names an awaited message in a sentence. */
export function formatAwaited({
  message,
  messageId,
}: {
  readonly message?: Maybe<Word64> | undefined;
  readonly messageId?: Maybe<Word64> | undefined;
}): string {
  const none = new Absence("NotApplicable", "not known");
  return formatMessage({ address: message ?? none, id: messageId ?? none });
}

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
  | "no receiver"
  | "asynchronous"
  | "deadlock"
  | "renewed"
  | "loop"
  | "unknown";

export type RootKind = "Thread" | "Process" | "Port" | "Object" | "Unknown";

/** The state of the node at which a chain ends. */
export interface Rest {
  readonly kind: RootKind;
  readonly cause: RootCause;
  /** The thread's scheduler state, by its native name. */
  readonly state?: string | undefined;
  readonly waitReason?: string | undefined;
  /** What the thread waits for; the first of several objects. */
  readonly object?: WaitObject | undefined;
  /** How many other objects the thread waits for. */
  readonly others?: number | undefined;
  readonly requests?: readonly PendingRequest[] | undefined;
  readonly stop?: ProcessStop | undefined;
  /** The port that an idle thread receives on, or that nobody receives on. */
  readonly port?: Word64 | undefined;
  /** The process that is waited for, or that has received a request. */
  readonly process?: Word64 | undefined;
  /** Why nothing is known. */
  readonly unknown?: string | undefined;
  /** Seconds that a ready thread has been without a processor; undefined if that is not unusual. */
  readonly seconds?: number | undefined;
  /** The wait times out every few seconds and is begun again. */
  readonly isRenewed?: boolean | undefined;
  /** Counted, but not yet in effect. */
  readonly isSuspensionPending?: boolean | undefined;
  /** The thread's process is exiting and waits for this thread. */
  readonly isExiting?: boolean | undefined;
  /** The thread itself was told to terminate. */
  readonly isTerminating?: boolean | undefined;
  readonly pendingApc?: PendingApc | undefined;
  /** Locks that others wait for: of a thread that works on nothing, which alone explains why they wait. */
  readonly holds?: readonly WaitObject[] | undefined;
  /** The thread has received a request that is still awaited. */
  readonly owesReply?: boolean | undefined;
}

type RestWords = (names: Names, rest: Rest) => string;

const STATES: Readonly<Record<string, string>> = {
  Ready: "is ready to run",
  DeferredReady: "is ready to run",
  Standby: "is about to run",
  Running: "is running",
  Initialized: "has not started yet",
};

/**
 * The clause for the end of a chain, from its verb on: "is running", "waits for event 0x... (WrResource); signaler
 * unknown".
 */
const REASONS: Readonly<Record<RootCause, RestWords>> = {
  busy: (_names, { state = "", seconds }) =>
    `${STATES[state] ?? `is in the state ${state}`}${seconds === undefined ? "" : `, but has not got a processor for ${formatSeconds(seconds)}`}`,
  idle: (names, { port }) =>
    port === undefined ? "is idle and waits for work" : `is idle and waits to receive on ${formatPort(names, port)}`,
  "swapped out": (_names, { state }) =>
    state === "Transition"
      ? "is ready, but its kernel stack is swapped out"
      : "is ready, but its process is swapped out",
  suspended: () => "is suspended",
  frozen: (_names, { state }) =>
    state === "deep frozen" ? "is frozen: the system has suspended its process" : "is frozen with its process",
  stopped: (names, { stop }) => describeStop(names, stop),
  sleeping: (_names, { state, object }) =>
    state === "own end"
      ? "waits on itself; only an APC can wake it"
      : object === undefined
        ? "sleeps"
        : "sleeps until a timer ends the wait",
  exited: () => "has exited",
  lock: (names, rest) => `waits for ${describeObjects(names, rest)}; ${describeHolder(rest.object)}`,
  object: (names, rest) =>
    `waits for ${describeObjects(names, rest)}; ${describeSignaler(names, rest.object)}${describeBeside(names, rest.requests ?? [])}`,
  "I/O": (names, { requests = [], waitReason }) =>
    `waits for ${describeRequests(names, requests)}${reasonSuffix(waitReason)}${requests.length > 1 ? `, the first of ${formatCount(requests.length, "request")}` : ""}`,
  paging: (names, { waitReason, requests = [] }) =>
    `waits for a page to be read from disk${reasonSuffix(waitReason)}${requests.length === 0 ? "" : ` by ${describeRequests(names, requests)}`}`,
  "user input": (_names, { waitReason }) => `waits for user input or a window message${reasonSuffix(waitReason)}`,
  rundown: (_names, { waitReason }) =>
    `waits for rundown protection to be released${reasonSuffix(waitReason)}; holder unknown`,
  memory: (_names, { waitReason }) => `waits for free memory${reasonSuffix(waitReason)}`,
  throttled: (_names, { waitReason }) =>
    `may not run: its job has used up its share of the CPU${reasonSuffix(waitReason)}`,
  waiting: (_names, { waitReason }) => `waits for something that is not recorded${reasonSuffix(waitReason)}`,
  process: (names, { process, stop, unknown }) =>
    `waits for the end of ${process === undefined ? "a process" : formatProcess(names, process)}, which ` +
    (stop === undefined ? (unknown ?? "has not exited") : describeStop(names, stop)),
  "no receiver": (names, { port }) =>
    `waits for a reply on ${port === undefined ? "a port" : formatReceiver(names, port)}, where no thread waits to receive`,
  asynchronous: () =>
    "took the request, and its thread went back to receive: answered asynchronously; unknown who will",
  deadlock: () => "is in a cycle of waits that cannot end",
  renewed: () => "is in a cycle of waits that time out and are begun again",
  loop: (_names, { unknown }) => unknown ?? "is in a wait that a time-out can end",
  unknown: (_names, { unknown = "nothing is known" }) => unknown,
};

const PENDING_APCS: Readonly<Record<Exclude<PendingApc, "none">, string>> = {
  kernel: "a kernel APC is queued for it",
  user: "a user APC is queued for it",
  "user, wait not alertable": "a user APC is queued for it, but its wait is not alertable",
};

/**
 * "is running", "waits for event 0x... (WrResource); signaler unknown", "...; suspension pending". For kind "Unknown",
 * only the reason.
 */
export function formatReason(names: Names, rest: Rest): string {
  const besides = [
    REASONS[rest.cause](names, rest),
    ...(rest.isRenewed === true ? ["the wait times out and is begun again"] : []),
    ...(rest.isExiting === true ? ["its process is exiting"] : []),
    ...(rest.isTerminating === true ? ["it has been told to end"] : []),
    ...(rest.pendingApc === undefined || rest.pendingApc === "none" ? [] : [PENDING_APCS[rest.pendingApc]]),
    ...(rest.isSuspensionPending === true ? ["suspension pending"] : []),
  ];
  return besides.join("; ");
}

/** An object at the end of a branch: `event 0x...; signaler unknown`. */
export function formatObjectRest(names: Names, object: WaitObject): string {
  if (!isLock(object)) {
    return `${formatObject(names, object)}; ${describeSignaler(names, object)}`;
  }
  const holder = describeHolder(object);
  const why = isAbsent(object.holders) && object.holders.kind !== "NotApplicable" ? object.holders.reason : holder;
  return `${formatObject(names, object)}; ${holder}${why === holder ? "" : `: ${why}`}`;
}

/** True for objects that are held rather than signaled. */
export function isLock({ kind }: WaitObject): boolean {
  return LOCKS.indexOf(kind) >= 0;
}

const LOCKS: readonly WaitObject["kind"][] = [
  "mutant",
  "resource",
  "fast mutex",
  "guarded mutex",
  "push lock",
  "critical section",
  "user-mode lock",
  "keyed event",
  "gate",
];

function reasonSuffix(waitReason: string | undefined): string {
  return waitReason === undefined ? "" : ` (${waitReason})`;
}

function describeObjects(names: Names, { object, others = 0, waitReason }: Rest): string {
  const what = object === undefined ? "something" : formatObject(names, object);
  return `${what}${others === 0 ? "" : ` or ${formatCount(others, "other object")}`}${reasonSuffix(waitReason)}`;
}

/** Locks whose holder is not recorded anywhere. */
const UNRECORDED: readonly string[] = ["user-mode lock", "keyed event"];

function describeHolder(object: WaitObject | undefined): string {
  const holders = object?.holders;
  if (object === undefined || (holders !== undefined && !isAbsent(holders))) {
    return "held by nobody";
  }
  // For an abandoned critical section, the reason is the answer.
  return object.kind === "critical section" && holders !== undefined && holders.kind === "Invalid"
    ? holders.reason
    : UNRECORDED.indexOf(object.kind) >= 0
      ? "owner not recorded"
      : "holder unknown";
}

/** Who could signal an object: the processes with handles to it. Objects without a header have no handles. */
function describeSignaler(names: Names, object: WaitObject | undefined): string {
  if (object?.kind === "timer") {
    return "it ends by itself";
  }
  const holders = object === undefined || isAbsent(object.typeName) ? [] : names.handleHolders(object.address);
  const processes = holders.map((process) => formatProcess(names, process));
  return processes.length === 0
    ? "signaler unknown"
    : processes.length === 1
      ? `only ${processes.join("")} has a handle to it`
      : `handles to it in ${formatSome(processes)}`;
}

/** Why a thread or process is stopped, from the verb on: "is frozen with its process". */
export function describeStop(names: Names, stop: ProcessStop | undefined): string {
  switch (stop?.kind) {
    case undefined:
      return "is stopped";
    case "frozen":
      return "is frozen with its process";
    case "deep frozen":
      return "is frozen: the system has suspended its process";
    case "debugger": {
      const debuggerProcess = present(stop.debugger);
      return `is stopped under ${debuggerProcess === undefined ? "a debugger" : `the debugger ${formatProcess(names, debuggerProcess)}`}`;
    }
    case "error reporting":
      return `is stopped: its process has crashed and waits for Windows Error Reporting, ${formatProcess(names, stop.reporter)}`;
    case "exiting":
      return "is stopped: its process is exiting";
  }
}

/**
 * A root as a noun with its clause, for "blocked by ...": `svchost.exe (3a8.4c), which is running`. `thread`: the last
 * thread of the chain.
 */
export function formatRoot(names: Names, root: Rest & { readonly thread?: Word64 | undefined }): string {
  const reason = formatReason(names, root);
  const thread = root.thread === undefined ? undefined : formatThread(names, root.thread);
  switch (root.kind) {
    case "Unknown":
      return thread === undefined ? `something unknown: ${reason}` : `something unknown behind ${thread}: ${reason}`;
    case "Port":
      return root.port === undefined ? reason : `${formatQueue(names, root.port)}, where no thread waits to receive`;
    case "Process":
      return root.process === undefined ? reason : `${formatProcess(names, root.process)}, which ${reason}`;
    default:
      return thread === undefined ? reason : `${thread}, which ${reason}${describeDebt(names, root)}`;
  }
}

/** What others wait for in vain from a thread that works on nothing: `; it still holds mutant 'Gone' 0x...`. */
function describeDebt(names: Names, { cause, holds = [], owesReply }: Rest): string {
  return holds.length > 0
    ? `; it still holds ${formatSome(holds.map((lock) => formatObject(names, lock)))}`
    : cause === "exited" && owesReply === true
      ? " without replying"
      : "";
}

/** `the queue of 'ntsvcs' of services.exe (298)`; for a client's own port, the client itself. */
export function formatQueue(names: Names, port: Word64): string {
  const receiver = formatReceiver(names, port);
  return receiver === formatPortOfOwner(names, port) ? `the queue of ${receiver}` : receiver;
}
