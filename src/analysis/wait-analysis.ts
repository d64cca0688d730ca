/** The analysis of all waits at one stop of a system: chains, cycles, and how many threads each root blocks. */
import type { Word64, WordId } from "../target/word64.ts";
import type { WaitNodeKind } from "../text/wait-step.ts";
import { ChainBuilder, type WaitState } from "./chain-builder.ts";
import { buildChainForest } from "./chain-forest.ts";
import { findCycles } from "./cycles.ts";
import { buildDeadlocks, sortDeadlocks } from "./deadlocks.ts";
import type { PossibleServers } from "./possible-servers.ts";
import { computeRelease } from "./release.ts";
import type { System } from "./system.ts";
import type { Deadlock, WaitChain } from "./wait-chain.ts";
import { buildWaitGraph, type WaitGraph } from "./wait-graph.ts";

/** The waits of some threads at one stop, and everything that they depend on. */
export interface WaitAnalysis {
  readonly system: System;
  readonly graph: WaitGraph;
  /** The analyzed threads, each once, in the order given. */
  readonly threads: readonly Word64[];
  /** Every deadlock once, starting at its smallest address. */
  readonly deadlocks: readonly Deadlock[];
  /** Cycles that would be deadlocks if their waits did not time out and begin again. */
  readonly renewedCycles: readonly Deadlock[];
  /** The chain of any thread that was reached; undefined for others. */
  findChain(thread: Word64): WaitChain | undefined;
  /** The chains of the analyzed threads. */
  walkChains(): IterableIterator<WaitChain>;
  /**
   * Threads whose chains pass through this thread, port, process or object (for a thread in a cycle: in or into the
   * cycle).
   */
  countHeldUp(kind: WaitNodeKind, address: Word64): number;
  /**
   * Threads blocked at any of these threads, including themselves, each once. Threads that were not reached count as
   * themselves.
   */
  countHeldUpAt(threads: readonly Word64[]): number;
  /** The threads on the chains of these threads, each once: first those given, then the others up to the roots. */
  findOnChains(threads: readonly Word64[]): readonly Word64[];
  /** The cycle, deadlock or renewed, that the thread's chain leads into. */
  findDeadlock(thread: Word64): Deadlock | undefined;
  /** Number of the deadlock that the graph's node is part of; undefined for all other nodes and for renewed cycles. */
  findStuckCycle(index: number): number | undefined;
}

/**
 * Analyzes the waits of `threads` (by default all that await a reply) and of everything they depend on. A cycle counts
 * as a deadlock only if none of its waits can end otherwise: no time-out, no other object of a wait-any, no other
 * thread that could receive a request still queued. Unknown waits count as able to end. Linear in the part reached.
 */
export function analyzeWaits(
  system: System,
  threads: Iterable<Word64> = system.waitingThreads(),
  servers?: PossibleServers,
): WaitAnalysis {
  const starts = distinct(threads);
  return new Analysis(starts, workOut(buildWaitGraph(system, starts, servers)));
}

class Analysis implements WaitAnalysis {
  readonly system: System;
  readonly graph: WaitGraph;
  readonly threads: readonly Word64[];
  readonly deadlocks: readonly Deadlock[];
  readonly renewedCycles: readonly Deadlock[];
  private readonly state: WaitState;
  private readonly builder: ChainBuilder;
  /** By number of the cycle. */
  private readonly cycles: readonly (Deadlock | undefined)[];

  constructor(threads: readonly Word64[], state: WaitState) {
    this.system = state.graph.system;
    this.graph = state.graph;
    this.threads = threads;
    this.state = state;
    this.builder = new ChainBuilder(state);
    this.cycles = buildDeadlocks(state, this.builder);
    const found = this.cycles.filter((cycle): cycle is Deadlock => cycle !== undefined);
    this.deadlocks = sortDeadlocks(found.filter(({ isRenewed }) => !isRenewed));
    this.renewedCycles = sortDeadlocks(found.filter(({ isRenewed }) => isRenewed));
  }

  findChain(thread: Word64): WaitChain | undefined {
    const index = this.graph.findNode("Thread", thread);
    return index === undefined ? undefined : this.builder.buildChain(thread, index);
  }

  *walkChains(): IterableIterator<WaitChain> {
    for (const thread of this.threads) {
      const chain = this.findChain(thread);
      if (chain !== undefined) {
        yield chain;
      }
    }
  }

  countHeldUp(kind: WaitNodeKind, address: Word64): number {
    const index = this.graph.findNode(kind, address);
    return index === undefined ? 0 : this.state.forest.countHeldUp(index);
  }

  countHeldUpAt(threads: readonly Word64[]): number {
    const { graph } = this;
    const reached = threads
      .map((thread) => graph.findNode("Thread", thread))
      .filter((index): index is number => index !== undefined);
    const notReached = distinct(threads.filter((thread) => graph.findNode("Thread", thread) === undefined));
    return notReached.length + this.state.forest.countHeldUpTogether(reached);
  }

  findOnChains(threads: readonly Word64[]): readonly Word64[] {
    return distinct(threads.concat(walkOnChains(this.state, threads)));
  }

  findDeadlock(thread: Word64): Deadlock | undefined {
    const { cycles, forest } = this.state;
    const index = this.graph.findNode("Thread", thread);
    return index === undefined
      ? undefined
      : (this.cycles[cycles.findCycle(index) ?? -1] ?? this.cycles[cycles.findCycle(forest.findEnd(index)) ?? -1]);
  }

  findStuckCycle(index: number): number | undefined {
    const { cycles } = this.state;
    return cycles.findLevel(index) === "stuck" ? cycles.findCycle(index) : undefined;
  }
}

/** The threads on the chains of these threads; what chains share is walked once. */
function walkOnChains({ graph, forest }: WaitState, starts: readonly Word64[]): readonly Word64[] {
  const found: Word64[] = [];
  const seen = new Set<number>();
  for (const start of starts) {
    for (
      let index = graph.findNode("Thread", start);
      index !== undefined && !seen.has(index);
      index = forest.findNext(index)?.to
    ) {
      seen.add(index);
      const node = graph.nodes[index];
      if (node?.kind === "Thread") {
        found.push(node.address);
      }
    }
  }
  return found;
}

function workOut(graph: WaitGraph): WaitState {
  const release = computeRelease(graph);
  const cycles = findCycles(graph, release);
  return { graph, cycles, forest: buildChainForest(graph, release, cycles) };
}

/** Each address once, in the order given. */
export function distinct(addresses: Iterable<Word64>): readonly Word64[] {
  const known = new Map<WordId, Word64>();
  for (const address of addresses) {
    const { id } = address;
    if (!known.has(id)) {
      known.set(id, address);
    }
  }
  return Array.from(known.values());
}
