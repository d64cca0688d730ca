/** The whole analysis of waits over one snapshot: chains, deadlocks, and what holds up how many. */
import { ChainBuilder } from "./chain-builder.ts";
import type { WaitState } from "./chain-builder.ts";
import { buildChainForest } from "./chain-forest.ts";
import { findCircularComponents } from "./components.ts";
import { buildDeadlocks } from "./deadlocks.ts";
import { computeRelease } from "./release.ts";
import type { Key, ThreadKey, WaitSnapshot } from "./snapshot.ts";
import type { WaitNodeKind } from "./thread-wait.ts";
import type { Deadlock, WaitChain } from "./wait-chain.ts";
import { buildWaitGraph } from "./wait-graph.ts";
import type { WaitGraph } from "./wait-graph.ts";

export interface WaitAnalysis {
  readonly snapshot: WaitSnapshot;
  readonly graph: WaitGraph;
  /** The threads asked about, each once, in the order given. */
  readonly threads: readonly ThreadKey[];
  /** Every circle of waits that cannot be satisfied, once; within it the smallest address comes first. */
  readonly deadlocks: readonly Deadlock[];
  /** The chain of any thread that was reached; undefined for a thread that was not. */
  findChain(thread: ThreadKey): WaitChain | undefined;
  /** The chains of the threads asked about. */
  walkChains(): IterableIterator<WaitChain>;
  /** Threads whose chains come through this thread, port, process or object (for a thread on a circle: on or into the circle). */
  countHeldUp(kind: WaitNodeKind, key: Key): number;
  /** Threads held up at any of these threads, themselves included, each once. Threads that were not reached count as themselves. */
  countHeldUpAt(threads: readonly ThreadKey[]): number;
  /** The deadlock into which the thread's chain runs. */
  findDeadlock(thread: ThreadKey): Deadlock | undefined;
  /** A number for the deadlock that the graph's node is part of. */
  findCircle(index: number): number | undefined;
}

/**
 * Analyses the waits of `threads` (by default all that await a reply) and of everything they depend on. A circle counts as a
 * deadlock only if none of its waits can end otherwise: no time-out, no other object of a wait-any, no other thread that
 * could receive a request that is still queued. What is not known counts as able to end. Linear in what is reached.
 */
export function analyseWaits(snapshot: WaitSnapshot, threads: Iterable<ThreadKey> = snapshot.waitingThreads()): WaitAnalysis {
  const starts = Array.from(new Set(threads));
  const graph = buildWaitGraph(snapshot, starts);
  const { state, components } = workOut(graph);
  const builder = new ChainBuilder(state);
  const found = buildDeadlocks(state, builder, components);
  const deadlockOf = new Map<number, Deadlock>();
  for (const { deadlock, members } of found) for (const member of members) deadlockOf.set(member, deadlock);
  const findChain = (thread: ThreadKey): WaitChain | undefined => {
    const index = graph.findNode("Thread", thread);
    return index === undefined ? undefined : builder.buildChain(thread, index);
  };
  return {
    snapshot, graph, threads: starts, findChain,
    deadlocks: found.map(({ deadlock }) => deadlock),
    * walkChains() {
      for (const thread of starts) {
        const chain = findChain(thread);
        if (chain !== undefined) yield chain;
      }
    },
    countHeldUp: (kind, key) => {
      const index = graph.findNode(kind, key);
      return index === undefined ? 0 : state.forest.countHeldUp(index);
    },
    countHeldUpAt: (given) => {
      const reached = given.map((thread) => graph.findNode("Thread", thread)).filter((index): index is number => index !== undefined);
      const strangers = new Set(given.filter((thread) => graph.findNode("Thread", thread) === undefined));
      return strangers.size + state.forest.countHeldUpTogether(reached);
    },
    findDeadlock: (thread) => {
      const index = graph.findNode("Thread", thread);
      return index === undefined ? undefined : deadlockOf.get(index) ?? deadlockOf.get(state.forest.findEnd(index));
    },
    findCircle: (index) => state.componentOf.get(index),
  };
}

function workOut(graph: WaitGraph): { readonly state: WaitState; readonly components: readonly (readonly number[])[] } {
  const release = computeRelease(graph);
  const stuckSuccessors = (index: number): readonly number[] =>
    release.isStuck(index) ? (graph.nodes[index]?.edges ?? []).map((edge) => edge.to).filter((to) => release.isStuck(to)) : [];
  const components = findCircularComponents(graph.nodes.length, stuckSuccessors);
  const componentOf = new Map<number, number>();
  components.forEach((members, number) => members.forEach((member) => componentOf.set(member, number)));
  return { state: { graph, release, componentOf, forest: buildChainForest(graph, release, componentOf) }, components };
}
