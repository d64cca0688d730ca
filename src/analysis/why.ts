/** Explains a hang in five lines: who is blocked, on what, held by whom, since when, and what to look at next. */
import { isAbsent, present, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { WaitObject } from "../facts/wait.ts";
import { formatCount, formatSeconds, formatSome } from "../text/counts.ts";
import { formatObject, formatPort, formatProcess, formatThread, formatThreads } from "../text/names.ts";
import { formatOwnWait, formatReason, formatRoot, nameCycle } from "../text/wait-root.ts";
import { formatReply } from "../text/wait-step.ts";
import { findAwaited } from "./awaited.ts";
import { ROOT_CAUSES } from "./root-causes.ts";
import { groupByRoot, type RootGroup } from "./roots.ts";
import { findProcess, isAt, walkWaitingThreads, type Scope } from "./scope.ts";
import type { System } from "./system.ts";
import { analyzeWaits, type WaitAnalysis } from "./wait-analysis.ts";
import type { ChainRoot, Deadlock, WaitChain } from "./wait-chain.ts";

/** One line of an explanation. */
export interface StoryLine {
  readonly label: "Blocked" | "Waiting on" | "Held by" | "Since" | "Next step";
  readonly text: string;
}

/** Explains the root that blocks most threads; undefined if no thread waits. */
export function explainWorstRoot(analysis: WaitAnalysis): readonly StoryLine[] | undefined {
  const [worst] = groupByRoot(analysis);
  return worst === undefined ? undefined : explainRoot(analysis.system, worst);
}

/** Explains a root and all waits behind it. */
export function explainRoot(system: System, group: RootGroup): readonly StoryLine[] {
  const [first] = group.chains;
  const who = first === undefined ? "nothing" : formatThread(system, first.thread);
  const more = group.heldUp > 1 ? ` and ${formatCount(group.heldUp - 1, "more thread")}` : "";
  const processes =
    group.processes.length > 1
      ? ` of ${formatSome(group.processes.map((process) => formatProcess(system, process)))}`
      : "";
  return explain(system, group, first, `${who}${more}${processes}`);
}

/**
 * What blocks a part of a system, most blocked threads first: a process's threads that await a reply or are blocked by
 * another thread, a lock or a stop; of a port, the threads that await a reply on it or through its connections.
 */
export function findRoots(system: System, scope: Scope): readonly RootGroup[] {
  const threads = scope.kind === "process" ? system.threadsOf(scope.address) : walkWaitingThreads(system, scope);
  const analysis = analyzeWaits(system, threads);
  const chains = Array.from(analysis.walkChains());
  return groupByRoot(
    analysis,
    chains.filter((chain) => !isOwnRoot(system, chain) || isHeld(chain.root)),
  );
}

function ownerOf(system: System, port: Word64 | undefined): Maybe<Word64> | undefined {
  return port === undefined ? undefined : present(system.port(port))?.owner;
}

/**
 * Of all roots, those that are threads or ports of a process or its end, and that `known` does not have: the process
 * holds others up, although nothing of it is blocked by anybody.
 */
export function findHolding(
  system: System,
  all: readonly RootGroup[],
  known: readonly RootGroup[],
  process: Word64,
): readonly RootGroup[] {
  return all.filter(
    ({ root, threads, deadlock }) =>
      deadlock === undefined &&
      (root.process?.equals(process) === true ||
        (root.kind === "Port" && isAt(ownerOf(system, root.address), process)) ||
        threads.some((thread) => findProcess(system, thread)?.equals(process))) &&
      !known.some((other) => root.thread !== undefined && other.root.thread?.equals(root.thread) === true),
  );
}

/** The end of a process that is stopped does not come by itself. */
function isHeld({ cause, stop }: ChainRoot): boolean {
  return ROOT_CAUSES[cause].own === "held" || (cause === "process" && stop !== undefined);
}

/** Whether a thread awaits no reply, and the chain of its wait leads to no other thread. */
function isOwnRoot(system: System, { thread, root, links }: WaitChain): boolean {
  return (
    isAbsent(system.awaitedReply(thread)) &&
    // Even where the awaited reply cannot be read, the first link says that the thread awaits one.
    links()[0]?.relation !== "awaits reply to" &&
    (root.thread === undefined || root.thread.equals(thread))
  );
}

/**
 * Explains one thread's wait; shorter if nobody blocks it. Undefined if the analysis did not reach it, or it cannot be
 * read.
 */
export function explainThread(analysis: WaitAnalysis, thread: Word64): readonly StoryLine[] | undefined {
  const { system } = analysis;
  const chain = analysis.findChain(thread);
  const [group] = chain === undefined ? [] : groupByRoot(analysis, [chain]);
  if (group === undefined || chain === undefined) {
    return undefined;
  }
  const { root } = chain;
  const isOwn = isOwnRoot(system, chain);
  if (isOwn && root.cause === "unknown") {
    return undefined;
  }
  const story = explain(system, group, chain, formatThread(system, thread), isOwn && root.kind === "Thread");
  return isOwn && ROOT_CAUSES[root.cause].own === "free"
    ? [
        { label: "Blocked", text: `no: ${formatThread(system, thread)} ${formatReason(system, root)}` },
        ...story.filter(({ label }) => label === "Since" || label === "Next step"),
      ]
    : story;
}

function explain(
  system: System,
  group: RootGroup,
  chain: WaitChain | undefined,
  blocked: string,
  isOwn = false,
): readonly StoryLine[] {
  const isEnd = isOwn && group.deadlock === undefined && group.root.cause !== "loop";
  return [
    { label: "Blocked", text: blocked },
    {
      label: "Waiting on",
      text: isEnd ? formatOwnWait(system, group.root) : chain === undefined ? "nothing" : describeWait(system, chain),
    },
    {
      label: "Held by",
      text: isEnd ? "no other thread known" : formatGroup(system, group),
    },
    {
      label: "Since",
      text:
        group.longest === undefined
          ? "not known"
          : `${formatSeconds(group.longest)}${group.chains.length > 1 ? " (the longest)" : ""}`,
    },
    { label: "Next step", text: findNextStep(system, group) },
  ];
}

/** What the first thread waits for itself. */
function describeWait(system: System, { thread, root, links }: WaitChain): string {
  const awaited = findAwaited(system, thread);
  if (awaited !== undefined) {
    return `${formatReply(system, awaited, formatPort)}${describeDistance(links().length)}`;
  }
  const [first] = links();
  return first?.object === undefined
    ? formatOwnWait(system, root)
    : `${isEnding(first.object) ? "the end of " : ""}${formatObject(system, first.object)}${describeDistance(links().length)}`;
}

/** A thread or process is waited for until it ends. */
function isEnding({ kind }: WaitObject): boolean {
  return kind === "thread" || kind === "process";
}

function describeDistance(links: number): string {
  return links > 2 ? `, over ${formatCount(links - 2, "more thread")} to the root blocker` : "";
}

/** A root as a phrase: "a deadlock of 2 threads: ...", "svchost.exe (2a0.c), which waits for ...". */
export function formatGroup(system: System, { root, deadlock, threads, suspects }: RootGroup): string {
  if (deadlock !== undefined) {
    const members = deadlock
      .links()
      .map(({ thread }) => (thread === undefined ? "an unknown thread" : formatThread(system, thread)));
    return `a ${nameCycle(deadlock.isRenewed, members.length)}: ${formatSome(members)}`;
  }
  const others = root.kind === "Thread" ? threads.length - 1 : 0;
  return `${formatRoot(system, root)}${formatSuspects(system, { root, suspects })}${others > 0 ? `; ${formatCount(others, "other thread")} like it` : ""}`;
}

/**
 * `; it may be svchost.exe (2a0.390), which waits behind it`; of a stopped process, `; windbg.exe (900.904) itself
 * waits behind it`; "" without suspects.
 */
export function formatSuspects(system: System, { root, suspects }: Pick<RootGroup, "root" | "suspects">): string {
  const names = formatThreads(system, suspects);
  const isOne = suspects.length === 1;
  const wait = `${isOne ? "waits" : "wait"} behind it`;
  return suspects.length === 0
    ? ""
    : root.cause === "stopped"
      ? `; ${names} ${isOne ? "itself" : "themselves"} ${wait}`
      : `; it may be ${names}, which ${wait}`;
}

/** The debugger command that an expert would type next. */
export function findNextStep(
  system: System,
  { root, deadlock, suspects: [suspect], chains: [first] }: RootGroup,
): string {
  if (deadlock !== undefined) {
    return deadlock.isRenewed ? stepOfCycle(deadlock) : "dx -r2 @$cursession.Alpc.Deadlocks";
  }
  const links = first?.links() ?? [];
  const asked = root.cause === "idle" ? links[links.length - 2] : undefined;
  // What a suspect's stack shows decides whether this is a deadlock.
  return (
    (suspect === undefined ? undefined : `!thread ${suspect}`) ??
    ROOT_CAUSES[root.cause].command?.(system, root) ??
    // What keeps an idle thread from a queued request is to be seen at the port.
    (asked?.relation === "could be served by" && asked.port !== undefined ? `!alpcx_port ${asked.port}` : undefined) ??
    (root.thread === undefined
      ? "dx -r2 @$cursession.Alpc.WaitChains"
      : // Where there is no such thread, the one that awaits something from it is left.
        `!thread ${isAbsent(system.thread(root.thread)) && first !== undefined ? first.thread : root.thread}`)
  );
}

/** Renewed waits are commonly waits for a resource: `!locks` shows its owners and waiters. */
function stepOfCycle(deadlock: Deadlock): string {
  const resource = deadlock
    .links()
    .map(({ object }) => object)
    .find((object) => object?.kind === "resource" && !object.address.equals(object.dispatcher));
  return resource === undefined ? `!thread ${deadlock.thread}` : `!locks ${resource.address}`;
}
