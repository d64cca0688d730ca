/** What each cause of a chain's end implies: for the waits behind it, for the thread itself, and for whoever looks. */
import type { Word64 } from "../target/word64.ts";
import type { RootCause } from "../text/wait-root.ts";
import { findProcess } from "./scope.ts";
import type { System } from "./system.ts";
import { findStopper } from "./thread-block.ts";
import type { ChainRoot, RootRelation } from "./wait-chain.ts";

/** What a cause implies. An optional flag that is absent is false. */
export interface CauseMeaning {
  /** The relation of a chain's last link. */
  readonly relation: RootRelation;
  /**
   * How the thread stands where its chain begins and ends with itself. "held": kept from going on. "free": not blocked
   * by anybody. "at rest": what threads wait for while there is nothing to do, such as objects of their own, user
   * input, a read of a pipe, the end of another process.
   */
  readonly own: "held" | "free" | "at rest";
  /** A server thread without a known way out may return to its port at any time. */
  readonly mayReturn: boolean;
  /** A holder of a shared lock will release it by itself. */
  readonly releases?: true;
  /** The thread works on nothing: the cause does not explain why anybody waits for it. */
  readonly isInactive?: true;
  /** One and the same for several threads of a process. */
  readonly isOfProcess?: true;
  /** The object that is waited for says all; for other causes the cause says more than the object. */
  readonly isOfObject?: true;
  /**
   * The chain runs into a cycle, so the cause does not say what the last thread waits for. "closed": the cycle itself
   * is the root. "open": a time-out ends it.
   */
  readonly cycle?: "closed" | "open";
  /** What to do next, as a sentence. */
  readonly advice: string;
  /** The debugger command to type next; undefined if the root lacks what it needs. Absent: look at the stack. */
  readonly command?: (system: System, root: ChainRoot) => string | undefined;
}

const cannotBeFollowed = "cannot be followed";

/** Every cause with what it implies. How it is worded: `src/text/wait-root.ts`. */
export const ROOT_CAUSES: Readonly<Record<RootCause, CauseMeaning>> = {
  busy: {
    relation: "is busy",
    own: "free",
    mayReturn: true,
    releases: true,
    advice: "Look at its stack, more than once if the target can run: it works, so it is slow or loops.",
  },
  idle: {
    relation: "is idle",
    own: "free",
    mayReturn: true,
    releases: true,
    isInactive: true,
    advice:
      "Look at the request and its port: it stays queued, or was taken and not answered, although the thread waits for work.",
    command: showKeptResource,
  },
  "swapped out": {
    relation: "is swapped out",
    own: "free",
    mayReturn: true,
    advice: "Let it run: it is ready, and its memory has to come back from disk first.",
  },
  suspended: {
    relation: "is suspended",
    own: "held",
    mayReturn: false,
    advice: "Find out who suspended the thread, and resume it.",
  },
  frozen: {
    relation: "is frozen",
    own: "held",
    mayReturn: false,
    isOfProcess: true,
    advice: "Find out why its process is frozen: none of its threads runs until it is thawed.",
    command: showProcessOfThread,
  },
  stopped: {
    relation: "is stopped",
    own: "held",
    mayReturn: false,
    isOfProcess: true,
    advice: "Find out why its process is stopped: under a debugger, or after a crash.",
    command: (system, root) => showProcess(findStopper(root.stop)) ?? showProcessOfThread(system, root),
  },
  sleeping: {
    relation: "sleeps",
    own: "free",
    mayReturn: true,
    advice: "Look at its stack: it sleeps instead of answering.",
  },
  exited: {
    relation: "has exited",
    own: "free",
    mayReturn: false,
    isInactive: true,
    advice: "Find out why it has ended: what it held or owed is never given back.",
    command: showKeptResource,
  },
  lock: {
    relation: "waits for",
    own: "held",
    mayReturn: false,
    isOfObject: true,
    advice: "Find out who holds the lock, and why it is not released.",
    command: (_system, { object }) =>
      object?.kind !== "resource"
        ? undefined
        : object.address.equals(object.dispatcher)
          ? "!locks"
          : `!locks ${object.address}`,
  },
  object: {
    relation: "waits for",
    own: "at rest",
    mayReturn: false,
    isOfObject: true,
    advice: "Find out who is to signal the object, and why that has not happened.",
  },
  "I/O": {
    relation: "waits for I/O",
    own: "at rest",
    mayReturn: false,
    advice: "Look at the request and at the driver that has it.",
    command: showRequest,
  },
  paging: {
    relation: "waits",
    own: "held",
    mayReturn: true,
    advice: "Look at the disk: the thread waits for a page to be read.",
    command: showRequest,
  },
  "user input": {
    relation: "waits",
    own: "at rest",
    mayReturn: false,
    advice: "Look at the window or dialog that it waits for.",
  },
  memory: {
    relation: "waits",
    own: "held",
    mayReturn: false,
    advice: "Look at what uses up the memory: the thread goes on once some of it is free.",
  },
  throttled: {
    relation: "waits",
    own: "at rest",
    mayReturn: false,
    advice: "Look at the limits of its job: the thread goes on with the next interval.",
  },
  rundown: {
    relation: "waits",
    own: "held",
    mayReturn: false,
    advice: "Find out who holds the rundown protection.",
  },
  waiting: {
    relation: "waits",
    own: "at rest",
    mayReturn: true,
    advice: "Look at its stack: what it waits for is not recorded.",
  },
  process: {
    relation: "has not exited",
    own: "at rest",
    mayReturn: false,
    isOfProcess: true,
    advice: "Find out why the process does not end, or what still keeps the thread if it has ended.",
    command: (_system, { process }) => showProcess(process),
  },
  "exited thread": {
    relation: "waits for",
    own: "held",
    mayReturn: false,
    advice: "Look at both threads: one has ended, and the other still waits for that.",
    command: (_system, { object }) => (object === undefined ? undefined : `!thread ${object.address}`),
  },
  "no receiver": {
    relation: "has no thread to receive",
    own: "at rest",
    mayReturn: false,
    advice: "Find out what the server's threads do instead of receiving.",
    command: (_system, { port, whyUnused }) =>
      port === undefined
        ? undefined
        : whyUnused === undefined
          ? `dx -r2 @$cursession.Alpc.Port(${port}).Servers`
          : `!alpcx_port ${port}`,
  },
  asynchronous: {
    relation: "answers asynchronously",
    own: "at rest",
    mayReturn: false,
    advice: "Look through the threads of the server: one of them owes the answer.",
    command: (_system, { process }) => showProcess(process),
  },
  untraced: {
    relation: cannotBeFollowed,
    own: "at rest",
    mayReturn: false,
    advice: "Look through the threads of the server: one of them owes the answer, or did when it ended.",
    command: (_system, { process, suspects: [suspect, ...others] = [] }) =>
      suspect !== undefined && others.length === 0 ? `!alpcx_why ${suspect}` : showProcess(process),
  },
  deadlock: {
    relation: cannotBeFollowed,
    own: "held",
    mayReturn: false,
    cycle: "closed",
    advice:
      "Find the place where one of the threads calls while it holds what the others need; ending one process frees the others.",
  },
  renewed: {
    relation: cannotBeFollowed,
    own: "held",
    mayReturn: false,
    cycle: "closed",
    advice: "Look at what the threads ask each other for: each wait times out and is begun again.",
  },
  loop: {
    relation: cannotBeFollowed,
    own: "at rest",
    mayReturn: false,
    cycle: "open",
    advice: "Look at the stacks of the threads: their waits end by a time-out.",
  },
  unknown: {
    relation: cannotBeFollowed,
    own: "at rest",
    mayReturn: true,
    advice: "Look at the stack of the last thread that is known.",
  },
};

/** What to do next about a root, as a sentence. */
export function findAdvice({ cause, whyUnused, holds = [] }: ChainRoot): string {
  return whyUnused !== undefined
    ? // Threads may even wait there, but nobody will receive.
      "Find out why the port is no longer in use: the clients wait for an answer that cannot come."
    : cause === "idle" && holds.length > 0
      ? // The thread is the root only because of the lock.
        "Find out where it took the lock: it went back to wait for work without releasing it."
      : ROOT_CAUSES[cause].advice;
}

function showProcess(process: Word64 | undefined): string | undefined {
  return process === undefined ? undefined : `!process ${process} 2`;
}

function showProcessOfThread(system: System, { thread }: ChainRoot): string | undefined {
  return thread === undefined ? undefined : showProcess(findProcess(system, thread));
}

function showKeptResource(_system: System, { holds = [] }: ChainRoot): string | undefined {
  const resource = holds.find(({ kind }) => kind === "resource");
  return resource === undefined ? undefined : `!locks ${resource.address}`;
}

function showRequest(_system: System, { requests: [first] = [] }: ChainRoot): string | undefined {
  return first === undefined ? undefined : `!irp ${first.irp}`;
}
