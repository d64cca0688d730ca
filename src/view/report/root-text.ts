/** Root blockers of a report: name, reason, chain, next step. */
import { present } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { RootGroup } from "../../analysis/roots.ts";
import type { System } from "../../analysis/system.ts";
import type { ChainLink, WaitChain } from "../../analysis/wait-chain.ts";
import { findNextStep, formatSuspects } from "../../analysis/why.ts";
import { formatCount, formatSeconds } from "../../text/counts.ts";
import { formatProcess, formatQueue, formatReceiver, formatThread } from "../../text/names.ts";
import { formatDebt, formatReason, shownKind, type RootCause } from "../../text/wait-root.ts";
import { describeLink } from "../chain-line.ts";
import type { ReportRoot, ReportStep } from "./report-data.ts";

/** What to do next, by the root's cause. */
const NEXT_STEPS: Readonly<Record<RootCause, string>> = {
  busy: "Look at its stack, more than once if the target can run: it works, so it is slow or loops.",
  idle: "Look at the request and its port: it stays queued, or was taken and not answered, although the thread waits for work.",
  "swapped out": "Let it run: it is ready, and its memory has to come back from disk first.",
  suspended: "Find out who suspended the thread, and resume it.",
  frozen: "Find out why its process is frozen: none of its threads runs until it is thawed.",
  stopped: "Find out why its process is stopped: under a debugger, or after a crash.",
  sleeping: "Look at its stack: it sleeps instead of answering.",
  exited: "Find out why it has ended: what it held or owed is never given back.",
  lock: "Find out who holds the lock, and why it is not released.",
  object: "Find out who is to signal the object, and why that has not happened.",
  "I/O": "Look at the request and at the driver that has it.",
  paging: "Look at the disk: the thread waits for a page to be read.",
  "user input": "Look at the window or dialog that it waits for.",
  memory: "Look at what uses up the memory: the thread goes on once some of it is free.",
  throttled: "Look at the limits of its job: the thread goes on with the next interval.",
  rundown: "Find out who holds the rundown protection.",
  waiting: "Look at its stack: what it waits for is not recorded.",
  process: "Find out why the process does not end, or what still keeps the thread if it has ended.",
  "exited thread": "Look at both threads: one has ended, and the other still waits for that.",
  "no receiver": "Find out what the server's threads do instead of receiving.",
  asynchronous: "Look through the threads of the server: one of them owes the answer.",
  untraced: "Look through the threads of the server: one of them owes the answer, or did when it ended.",
  deadlock:
    "Find the place where one of the threads calls while it holds what the others need; ending one process frees the others.",
  renewed: "Look at what the threads ask each other for: each wait times out and is begun again.",
  loop: "Look at the stacks of the threads: their waits end by a time-out.",
  unknown: "Look at the stack of the last thread that is known.",
};

/** In place of that for a port where threads may even wait, but nobody will receive. */
const DEAD_PORT = "Find out why the port is no longer in use: the clients wait for an answer that cannot come.";

/** In place of that for an idle thread, which is the root only because of a lock. */
const KEPT_LOCK = "Find out where it took the lock: it went back to wait for work without releasing it.";

/** `isDrawn`: whether the graph has a node with this id. */
export function describeRoot(system: System, group: RootGroup, isDrawn: (node: string) => boolean): ReportRoot {
  const {
    root,
    deadlock,
    chains: [first],
  } = group;
  const cause: RootCause = deadlock === undefined ? root.cause : deadlock.isRenewed ? "renewed" : "deadlock";
  const node = nodeOf(root.thread ?? deadlock?.thread, root.port, isDrawn);
  return Object.assign(
    {
      name: nameRoot(system, group),
      reason: explainRoot(system, group),
      isDeadlock: cause === "deadlock",
      heldUp: group.heldUp,
      processes: group.processes.map((process) => formatProcess(system, process)),
      chain: first === undefined ? [] : describeChain(system, first, isDrawn),
      nextStep:
        cause === "no receiver" && root.state !== undefined
          ? DEAD_PORT
          : cause === "idle" && (root.holds ?? []).length > 0
            ? KEPT_LOCK
            : NEXT_STEPS[cause],
      commands: findCommands(system, group),
    },
    node === undefined ? {} : { node },
  );
}

/** "svchost.exe (2f4.a4)", "a deadlock of 2 threads", "the queue of 'spoolss' of spoolsv.exe (4c8)". */
function nameRoot(system: System, { root, deadlock }: RootGroup): string {
  if (deadlock !== undefined) {
    return `${deadlock.isRenewed ? "Cycle of renewed waits" : "Deadlock"} of ${formatCount(deadlock.links().length, "thread")}`;
  }
  const thread = root.thread === undefined ? undefined : formatThread(system, root.thread);
  switch (shownKind(root)) {
    case "Port":
      return root.port === undefined ? "a port" : formatQueue(system, root.port);
    case "Process":
      return root.process === undefined ? (thread ?? "a process") : formatProcess(system, root.process);
    case "Unknown":
      return thread === undefined ? "something unknown" : `something unknown behind ${thread}`;
    default:
      return thread ?? "an object";
  }
}

function explainRoot(system: System, { root, deadlock, threads, suspects }: RootGroup): string {
  if (deadlock !== undefined) {
    return deadlock.isRenewed
      ? "The threads wait for each other; their waits time out and are begun again."
      : `The threads wait for each other, and none of the waits can end.`;
  }
  const others =
    root.kind === "Thread" && threads.length > 1
      ? ` ${formatCount(threads.length - 1, "other thread")} ${threads.length === 2 ? "is" : "are"} in the same state.`
      : "";
  switch (shownKind(root)) {
    case "Port":
      return root.state !== undefined
        ? `Nobody receives on the port, ${root.state}.`
        : `No thread waits to receive ${root.port === undefined ? "there" : `what is sent to ${formatReceiver(system, root.port)}`}.`;
    case "Unknown":
      return `Nothing more is known: ${formatReason(system, root)}.`;
    default:
      return `It ${formatReason(system, root)}${formatDebt(system, root)}${formatSuspects(system, { root, suspects })}.${others}`;
  }
}

/** The chain from the waiting thread to the root; a cycle ends with its first thread again. */
function describeChain(system: System, chain: WaitChain, isDrawn: (node: string) => boolean): readonly ReportStep[] {
  const links = chain.links();
  const { root } = chain;
  const isCycle = root.cause === "deadlock" || root.cause === "renewed";
  const steps = links.map((link, place) => describeStep(system, link, isCycle || place < links.length - 1, isDrawn));
  const again = isCycle
    ? links.find(({ thread }) => thread !== undefined && root.thread?.equals(thread) === true)
    : undefined;
  return again === undefined
    ? steps
    : steps.concat([
        Object.assign({}, describeStep(system, again, false, isDrawn), {
          name: `${describeLink(system, again).who} again`,
        }),
      ]);
}

function describeStep(
  system: System,
  link: ChainLink,
  hasWait: boolean,
  isDrawn: (node: string) => boolean,
): ReportStep {
  const { who, what } = describeLink(system, link);
  const seconds = link.thread === undefined || !hasWait ? undefined : present(system.secondsWaited(link.thread));
  const node = nodeOf(link.thread, link.port, isDrawn);
  return Object.assign(
    { name: who },
    hasWait ? { wait: what } : {},
    seconds === undefined ? {} : { age: formatSeconds(seconds) },
    node === undefined ? {} : { node },
  );
}

function nodeOf(
  thread: Word64 | undefined,
  port: Word64 | undefined,
  isDrawn: (node: string) => boolean,
): string | undefined {
  const node = thread !== undefined ? `thread-${thread.key}` : port !== undefined ? `port-${port.key}` : undefined;
  return node !== undefined && isDrawn(node) ? node : undefined;
}

/** Debugger commands that an expert would type, each once. */
function findCommands(system: System, group: RootGroup): readonly string[] {
  const {
    root,
    chains: [first],
  } = group;
  const commands = [
    findNextStep(system, group),
    ...(root.thread === undefined ? [] : [`!thread ${root.thread}`]),
    ...(first === undefined ? [] : [`!alpcx_why ${first.thread}`]),
  ];
  return commands.filter((command, place) => commands.indexOf(command) === place);
}
