/** Chains grouped by what they end at: waits behind the same trouble are one root. */
import { isAbsent, present } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { WaitObject } from "../facts/wait.ts";
import { isPrivateWait } from "./thread-wait.ts";
import type { System } from "./system.ts";
import { distinct, type WaitAnalysis } from "./wait-analysis.ts";
import type { ChainRoot, Deadlock, WaitChain } from "./wait-chain.ts";

/** One trouble and everything behind it. */
export interface RootGroup {
  /** Of the chain whose thread has waited longest. */
  readonly root: ChainRoot;
  /** The threads that the chains end at: several workers of one server may stand at the same lock. */
  readonly threads: readonly Word64[];
  /** Of a cycle: what it is made of. */
  readonly deadlock: Deadlock | undefined;
  /** The longest wait first. */
  readonly chains: readonly WaitChain[];
  /**
   * Threads blocked in the end by this root, those in between included, the root's own left out (in a cycle they
   * count).
   */
  readonly heldUp: number;
  /** Processes of the threads that the chains begin at, each once. */
  readonly processes: readonly Word64[];
  /** Seconds; undefined where no thread's wait time is known. */
  readonly longest: number | undefined;
}

/**
 * Names the trouble that a root is. A lock or a shared object is one whoever waits for it; else waits of one process
 * for the same kind of thing are one, since its workers commonly sleep each on an event of its own.
 */
function nameTrouble(system: System, root: ChainRoot, chain: WaitChain, deadlock: Deadlock | undefined): string {
  if (deadlock !== undefined) {
    return `cycle:${deadlock.thread.key}`;
  }
  const { object, cause, address } = root;
  if (root.kind !== "Thread" || address === undefined) {
    return root.kind === "Unknown"
      ? `unknown:${(root.thread ?? chain.thread).key}`
      : `${root.kind}:${cause}:${address?.key ?? chain.thread.key}`;
  }
  const thread = present(system.thread(address));
  const process = thread === undefined ? undefined : present(thread.process);
  const named =
    object === undefined || (cause !== "lock" && cause !== "object")
      ? undefined
      : nameObject(system, root, object, process);
  return (
    named ??
    (cause === "process"
      ? `end:${root.process?.key ?? address.key}`
      : process === undefined
        ? `thread:${address.key}`
        : `process:${process.key}:${cause}:${root.waitReason ?? ""}:${root.state ?? ""}`)
  );
}

/**
 * A name for the lock or object if it stands for the trouble by itself: a lock that was found, a mutant, an object with
 * a name. The address of a user-mode lock does not: waiters for one SRW lock may each wait for an address on their own
 * stack.
 */
function nameObject(
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
 * The other name of a trouble: an object without a name that threads of several processes wait for, beside the kind of
 * wait that it has in each of them.
 */
function nameShared({ cause, object, waitReason }: ChainRoot): readonly string[] {
  return cause === "object" && object !== undefined && !isPrivateWait(waitReason) && !isAbsent(object.typeName)
    ? [`object::${object.address.key}`]
    : [];
}

interface Draft {
  readonly chains: WaitChain[];
  readonly deadlock: Deadlock | undefined;
}

/** All roots of the threads asked about, what blocks most threads first. */
export function groupByRoot(
  analysis: WaitAnalysis,
  chains: Iterable<WaitChain> = analysis.walkChains(),
): readonly RootGroup[] {
  const drafts = new Map<string, Draft>();
  for (const chain of chains) {
    const isCycle = chain.root.cause === "deadlock" || chain.root.cause === "renewed";
    const deadlock = isCycle ? analysis.findDeadlock(chain.thread) : undefined;
    const names = [nameTrouble(analysis.system, chain.root, chain, deadlock), ...nameShared(chain.root)];
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

/** Two troubles turn out to be one. */
function merge(drafts: Map<string, Draft>, from: Draft, into: Draft): void {
  if (from === into) {
    return;
  }
  into.chains.push(...from.chains);
  drafts.forEach((draft, name) => {
    if (draft === from) {
      drafts.set(name, into);
    }
  });
}

function compareGroups(a: RootGroup, b: RootGroup): number {
  return b.heldUp - a.heldUp || (b.longest ?? 0) - (a.longest ?? 0) || compareStarts(a, b);
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
  const processes = starts
    .map((thread) => present(system.thread(thread)))
    .map((thread) => (thread === undefined ? undefined : present(thread.process)));
  return {
    root: first.root,
    threads,
    deadlock,
    chains: sorted,
    longest: first.waitedSeconds,
    heldUp: deadlock?.holdsUp ?? (isOwn ? countBehind(analysis, threads, starts) : analysis.countHeldUpAt(starts)),
    processes: distinct(processes.filter((process): process is Word64 => process !== undefined)),
  };
}

/**
 * Threads behind the root's threads; a thread that awaits something and is itself the root of its chain is blocked too.
 */
function countBehind(analysis: WaitAnalysis, roots: readonly Word64[], starts: readonly Word64[]): number {
  const isStart = new Set(starts.map(({ key }) => key));
  const own = roots.filter(({ key }) => !isStart.has(key)).length;
  return Math.max(analysis.countHeldUpAt(roots) - own, 1);
}

function compareStarts({ chains: [a] }: RootGroup, { chains: [b] }: RootGroup): number {
  return a === undefined || b === undefined ? 0 : a.thread.compare(b.thread);
}
