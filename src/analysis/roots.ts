/** Groups chains by root: waits with the same cause share one root. */
import { isAbsent, present } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { WaitObject } from "../facts/wait.ts";
import { ROOT_CAUSES } from "./root-causes.ts";
import { findProcess } from "./scope.ts";
import type { System } from "./system.ts";
import { findStopper, isPrivateWait } from "./thread-block.ts";
import { distinct, type WaitAnalysis } from "./wait-analysis.ts";
import type { ChainRoot, Deadlock, WaitChain } from "./wait-chain.ts";

/** One root and everything blocked behind it. */
export interface RootGroup {
  /** That of the chain whose thread has waited longest. */
  readonly root: ChainRoot;
  /** The threads at the ends of the chains: several workers of one server may wait for the same lock. */
  readonly threads: readonly Word64[];
  /** For a cycle, its links. */
  readonly deadlock: Deadlock | undefined;
  /** Longest wait first. */
  readonly chains: readonly WaitChain[];
  /**
   * Threads that this root blocks, directly or through others, without the root's own threads (in a cycle they count).
   */
  readonly heldUp: number;
  /** Processes of the blocked threads, each once; first those of the threads that await replies. */
  readonly processes: readonly Word64[];
  /** Seconds; undefined if no thread's wait time is known. */
  readonly longest: number | undefined;
  /**
   * For a user-mode lock whose owner is not recorded, blocked threads of the lock's own process, one of which may hold
   * it. For a stopped process, blocked threads of its debugger or crash reporter. Either would make it a deadlock.
   */
  readonly suspects: readonly Word64[];
}

/**
 * Key of the group that a root belongs to. A lock or shared object is one group, whoever waits for it; else waits of
 * one process for the same kind of thing are one, since its workers commonly each sleep on an event of their own.
 */
function groupKey(system: System, root: ChainRoot, chain: WaitChain, deadlock: Deadlock | undefined): string {
  if (deadlock !== undefined) {
    return `cycle:${deadlock.thread.key}`;
  }
  const { object, cause, address } = root;
  if (root.kind !== "Thread" || address === undefined) {
    return root.kind === "Unknown"
      ? `unknown:${(root.process ?? root.thread ?? chain.thread).key}`
      : `${root.kind}:${cause}:${address?.key ?? chain.thread.key}`;
  }
  const thread = present(system.thread(address));
  const process = thread === undefined ? undefined : present(thread.process);
  const named =
    object === undefined || ROOT_CAUSES[cause].isOfObject !== true
      ? undefined
      : objectKey(system, root, object, process);
  return (
    named ??
    (cause === "process" || cause === "exited thread"
      ? `end:${(root.process ?? object?.address ?? address).key}`
      : process === undefined
        ? `thread:${address.key}`
        : `process:${process.key}:${cause}:${root.waitReason ?? ""}:${root.state ?? root.stop?.kind ?? ""}:${root.waitsOnItself === true ? "itself" : ""}`)
  );
}

/**
 * Key of a lock or object that identifies the group by itself: a lock that was found, a mutant, a named object. The
 * address of a user-mode lock does not: each waiter for an SRW lock may wait on an address on its own stack.
 */
function objectKey(
  system: System,
  { waitReason }: ChainRoot,
  object: WaitObject,
  process: Word64 | undefined,
): string | undefined {
  if (object.kind === "user-mode lock") {
    return undefined;
  }
  if (!object.address.equals(object.dispatcher) || object.kind === "mutant") {
    return `object:${object.kind !== "critical section" || process === undefined ? "" : process.key}:${object.address.key}`;
  }
  const isNamed =
    !isPrivateWait(waitReason) && !isAbsent(object.typeName) && !isAbsent(system.objectName(object.address));
  return isNamed ? `object::${object.address.key}` : undefined;
}

/**
 * A second key: an unnamed object that threads of several processes wait for, in addition to the kind of wait in each
 * of them.
 */
function sharedKeys({ cause, object, waitReason }: ChainRoot): readonly string[] {
  return cause === "object" && object !== undefined && !isPrivateWait(waitReason) && !isAbsent(object.typeName)
    ? [`object::${object.address.key}`]
    : [];
}

interface Draft {
  readonly chains: WaitChain[];
  readonly deadlock: Deadlock | undefined;
}

/** All roots of the analyzed threads, most blocked threads first. */
export function groupByRoot(
  analysis: WaitAnalysis,
  chains: Iterable<WaitChain> = analysis.walkChains(),
): readonly RootGroup[] {
  const drafts = new Map<string, Draft>();
  for (const chain of chains) {
    const deadlock = ROOT_CAUSES[chain.root.cause].cycle === "closed" ? analysis.findDeadlock(chain.thread) : undefined;
    const names = [groupKey(analysis.system, chain.root, chain, deadlock), ...sharedKeys(chain.root)];
    const known = names.map((name) => drafts.get(name)).filter((draft): draft is Draft => draft !== undefined);
    const draft = known[0] ?? { chains: [], deadlock };
    draft.chains.push(chain);
    names.forEach((name) => drafts.set(name, draft));
    for (const other of known.slice(1)) {
      merge(drafts, other, draft);
    }
  }
  return Array.from(new Set(drafts.values()), (draft) => finish(analysis, draft))
    .filter((group): group is RootGroup => group !== undefined)
    .sort(compareGroups);
}

/** Joins two groups that turn out to be the same. */
function merge(drafts: Map<string, Draft>, from: Draft, into: Draft): void {
  if (from === into) {
    return;
  }
  // One by one: an engine takes only so many arguments.
  for (const chain of from.chains) {
    into.chains.push(chain);
  }
  drafts.forEach((draft, name) => {
    if (draft === from) {
      drafts.set(name, into);
    }
  });
}

/** Most groups of a busy system hold up one thread each, so that the addresses decide: compared without a call. */
function compareGroups(a: RootGroup, b: RootGroup): number {
  const order = b.heldUp - a.heldUp || (b.longest ?? 0) - (a.longest ?? 0);
  const one = a.chains[0]?.thread;
  const other = b.chains[0]?.thread;
  return order !== 0 || one === undefined || other === undefined ? order : one.high - other.high || one.low - other.low;
}

function finish(analysis: WaitAnalysis, { chains, deadlock }: Draft): RootGroup | undefined {
  const sorted = chains
    .slice()
    .sort((a, b) => (b.waitedSeconds ?? -1) - (a.waitedSeconds ?? -1) || a.thread.compare(b.thread));
  const [first] = sorted;
  if (first === undefined) {
    return undefined;
  }
  const { system } = analysis;
  const threads = distinct(
    sorted.map(({ root }) => root.thread).filter((thread): thread is Word64 => thread !== undefined),
  );
  const isOwn = first.root.kind === "Thread" && deadlock === undefined;
  const starts = sorted.map(({ thread }) => thread);
  const blocked = findBlocked(analysis, starts, isOwn ? threads : []);
  const processes = blocked.map((thread) => findProcess(system, thread));
  return {
    root: first.root,
    threads,
    deadlock,
    chains: sorted,
    longest: first.waitedSeconds,
    heldUp: deadlock?.holdsUp ?? (isOwn ? countBehind(analysis, threads, starts) : analysis.countHeldUpAt(starts)),
    processes: distinct(processes.filter((process): process is Word64 => process !== undefined)),
    suspects: findSuspects(system, first.root, blocked, threads),
  };
}

/** `waiters`: the threads that wait for the lock, none of which holds it. */
function findSuspects(
  system: System,
  { cause, object, stop }: ChainRoot,
  blocked: readonly Word64[],
  waiters: readonly Word64[],
): readonly Word64[] {
  const process =
    cause === "lock" && object?.kind === "user-mode lock"
      ? object.process
      : cause === "stopped"
        ? findStopper(stop)
        : undefined;
  return process === undefined
    ? []
    : blocked.filter(
        (thread) =>
          findProcess(system, thread)?.equals(process) === true && !waiters.some((waiter) => waiter.equals(thread)),
      );
}

/** The threads on the chains, without the root's own unless they await a reply themselves. */
function findBlocked(analysis: WaitAnalysis, starts: readonly Word64[], roots: readonly Word64[]): readonly Word64[] {
  const isStart = new Set(starts.map(({ id }) => id));
  const isRoot = new Set(roots.map(({ id }) => id));
  return analysis.findOnChains(starts).filter(({ id }) => isStart.has(id) || !isRoot.has(id));
}

/**
 * Threads behind the root's threads. A thread that awaits something and is the root of its own chain counts as blocked,
 * too.
 */
function countBehind(analysis: WaitAnalysis, roots: readonly Word64[], starts: readonly Word64[]): number {
  const isStart = new Set(starts.map(({ key }) => key));
  const own = roots.filter(({ key }) => !isStart.has(key)).length;
  return Math.max(analysis.countHeldUpAt(roots) - own, 1);
}
