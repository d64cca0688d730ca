/**
 * Picks one edge per node for chains to follow. With at most one edge per node, all chains together are a forest whose
 * trees end in roots or in loops; the shared part of two chains is stored once. Linear.
 */
import { present } from "../target/absence.ts";
import { selectOutermost } from "./outermost.ts";
import type { Release } from "./release.ts";
import { ROOT_CAUSES } from "./root-causes.ts";
import type { Cycles } from "./cycles.ts";
import type { WaitEdge, WaitGraph, WaitNode } from "./wait-graph.ts";

/** The edges that chains follow and what results from them. Nodes are given by their index in the wait graph. */
export interface ChainForest {
  /** Undefined at the end of a chain. */
  findNext(index: number): WaitEdge | undefined;
  /** The node where the chain ends; for a chain into a loop, the first node of the loop that it reaches. */
  findEnd(index: number): number;
  /** The last thread before (or at) the chain's end; undefined for chains into a loop. */
  findLastThread(index: number): number | undefined;
  /**
   * Number of the loop that the node is part of; undefined for all other nodes, including those that lead into a loop.
   */
  findLoop(index: number): number | undefined;
  /**
   * Threads whose chains pass through the node, not counting itself; for a node on a loop, all threads on or behind
   * that loop.
   */
  countHeldUp(index: number): number;
  /** Threads blocked at any of these nodes, each once, including those nodes that are threads themselves. */
  countHeldUpTogether(indices: readonly number[]): number;
}

/** True if a chain can continue from the edge's target: a thread, a process, a held lock. */
function leadsOn(graph: WaitGraph, edge: WaitEdge): boolean {
  const target = graph.nodes[edge.to];
  return target !== undefined && (target.kind === "Thread" || target.kind === "Process" || target.edges.length > 0);
}

/**
 * The shared holder that has itself waited longest, since it will hold the lock longest; undefined if none of them
 * waits.
 */
function findLongestWaiting(graph: WaitGraph, edges: readonly WaitEdge[]): WaitEdge | undefined {
  let longest: { readonly edge: WaitEdge; readonly seconds: number } | undefined;
  for (const edge of edges) {
    const holder = graph.nodes[edge.to];
    const waits = holder !== undefined && ROOT_CAUSES[holder.end.cause].releases !== true;
    const seconds = waits ? (present(graph.system.secondsWaited(holder.address)) ?? 0) : undefined;
    if (seconds !== undefined && (longest === undefined || seconds > longest.seconds)) {
      longest = { edge, seconds };
    }
  }
  return longest?.edge;
}

/**
 * The edge that a chain follows from a node. From a stuck node, one that leads to another stuck node, in the same cycle
 * if the node is part of one. Else, among a thread's objects, one with a known holder first, whatever their order; from
 * a port, the thread that will receive first. Never one to a thread that only belongs to a port's owner or is one of
 * several of an awaited process.
 */
function chooseEdge(
  graph: WaitGraph,
  node: WaitNode,
  release: Release,
  cycles: Cycles,
  prefersHolders: boolean,
): WaitEdge | undefined {
  const level = cycles.findLevel(node.index);
  if (level !== "free") {
    const cycle = cycles.findCycle(node.index);
    const stuck = node.edges.filter(
      (edge) => cycles.findLevel(edge.to) === level || cycles.findLevel(edge.to) === "stuck",
    );
    return stuck.find((edge) => cycle !== undefined && cycles.findCycle(edge.to) === cycle) ?? stuck[0];
  }
  const registered = node.edges.filter((edge) => edge.isRegistered);
  const releasing = release.findReleasingEdge(node.index);
  const first = releasing?.isRegistered === true ? releasing : registered[0];
  if (prefersHolders && node.kind === "Object" && registered.length > 1) {
    return findLongestWaiting(graph, registered) ?? first;
  }
  if (!prefersHolders || node.kind !== "Thread" || first === undefined || leadsOn(graph, first)) {
    return first;
  }
  return registered.find((edge) => leadsOn(graph, edge)) ?? first;
}

/** Rounds of dropping preferred edges that close a loop; after them all preferences are dropped. */
const MOST_ROUNDS = 8;

/**
 * Each node's edge. A known holder is preferred only if the chain does not come back from it: a wait that can still end
 * must not appear as a cycle.
 */
function chooseEdges(graph: WaitGraph, release: Release, cycles: Cycles): readonly (WaitEdge | undefined)[] {
  // Most nodes are ends, and most others have one edge: there is nothing to choose.
  const plain = graph.nodes.map((node) =>
    node.edges.length === 0 ? undefined : chooseEdge(graph, node, release, cycles, false),
  );
  const next = graph.nodes.map((node) =>
    node.edges.length <= 1 ? plain[node.index] : chooseEdge(graph, node, release, cycles, true),
  );
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { onLoop } = countBehind(graph.nodes, next);
    const given = graph.nodes.filter(({ index }) => onLoop[index] === true && next[index] !== plain[index]);
    if (given.length === 0) {
      return next;
    }
    for (const { index } of given) {
      next[index] = plain[index];
    }
  }
  return plain;
}

/** `release`: computed with renewed waits counted as able to end. */
export function buildChainForest(graph: WaitGraph, release: Release, cycles: Cycles): ChainForest {
  const next = chooseEdges(graph, release, cycles);
  const { heldUp, onLoop } = countBehind(graph.nodes, next);
  const loops = numberLoops(next, onLoop, heldUp);
  const { ends, lastThreads } = findEnds(graph.nodes, next, loops);
  const countAt = (index: number): number =>
    (heldUp[index] ?? 0) + (loops.has(index) || graph.nodes[index]?.kind !== "Thread" ? 0 : 1);
  return {
    countHeldUpTogether: (indices) =>
      selectOutermost(
        indices,
        (index) => next[index]?.to,
        (index) => loops.get(index),
      ).reduce((sum, index) => sum + countAt(index), 0),
    findNext: (index) => next[index],
    findEnd: (index) => ends[index] ?? index,
    findLastThread: (index) => lastThreads[index],
    findLoop: (index) => loops.get(index),
    countHeldUp: (index) => heldUp[index] ?? 0,
  };
}

/** Removes nodes without predecessors one by one, adding their threads to the successor; what remains are loops. */
function countBehind(
  nodes: readonly WaitNode[],
  next: readonly (WaitEdge | undefined)[],
): { heldUp: number[]; onLoop: boolean[] } {
  const heldUp = new Array<number>(nodes.length).fill(0);
  const onLoop = new Array<boolean>(nodes.length).fill(true);
  const incoming = new Array<number>(nodes.length).fill(0);
  for (const edge of next) {
    if (edge !== undefined) {
      incoming[edge.to] = (incoming[edge.to] ?? 0) + 1;
    }
  }
  const ready: WaitNode[] = [];
  for (const node of nodes) {
    if (incoming[node.index] === 0) {
      ready.push(node);
    }
  }
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    onLoop[node.index] = false;
    const edge = next[node.index];
    if (edge === undefined) {
      continue;
    }
    heldUp[edge.to] = (heldUp[edge.to] ?? 0) + (heldUp[node.index] ?? 0) + (node.kind === "Thread" ? 1 : 0);
    const left = (incoming[edge.to] ?? 1) - 1;
    incoming[edge.to] = left;
    const target = nodes[edge.to];
    if (left === 0 && target !== undefined) {
      ready.push(target);
    }
  }
  for (const node of nodes) {
    if (onLoop[node.index] === true && node.kind === "Thread") {
      heldUp[node.index] = (heldUp[node.index] ?? 0) + 1;
    }
  }
  return { heldUp, onLoop };
}

/** Numbers the loops and gives each of their nodes the total of its loop. */
function numberLoops(
  next: readonly (WaitEdge | undefined)[],
  onLoop: readonly boolean[],
  heldUp: number[],
): ReadonlyMap<number, number> {
  const loops = new Map<number, number>();
  let count = 0;
  onLoop.forEach((isOn, start) => {
    if (!isOn || loops.has(start)) {
      return;
    }
    const members: number[] = [];
    for (let index: number | undefined = start; index !== undefined && !loops.has(index); index = next[index]?.to) {
      loops.set(index, count);
      members.push(index);
    }
    const total = members.reduce((sum, member) => sum + (heldUp[member] ?? 0), 0);
    for (const member of members) {
      heldUp[member] = total;
    }
    count++;
  });
  return loops;
}

interface Ends {
  readonly ends: readonly (number | undefined)[];
  readonly lastThreads: readonly (number | undefined)[];
}

/**
 * Each node's end and the last thread before it, found once per node: a walk stops at a known end and stores it for all
 * nodes on its path.
 */
function findEnds(
  nodes: readonly WaitNode[],
  next: readonly (WaitEdge | undefined)[],
  loops: ReadonlyMap<number, number>,
): Ends {
  const ends: (number | undefined)[] = next.map((edge, index) =>
    edge === undefined || loops.has(index) ? index : undefined,
  );
  const isThread = (index: number): boolean => nodes[index]?.kind === "Thread" && !loops.has(index);
  const lastThreads: (number | undefined)[] = next.map((edge, index) =>
    edge === undefined && isThread(index) ? index : undefined,
  );
  for (let start = 0; start < next.length; start++) {
    const path: number[] = [];
    let index = start;
    while (ends[index] === undefined) {
      path.push(index);
      index = next[index]?.to ?? index;
    }
    const endsInLoop = loops.has(ends[index] ?? index);
    let last = lastThreads[index];
    for (const passed of path.reverse()) {
      ends[passed] = ends[index];
      last = last ?? (isThread(passed) && !endsInLoop ? passed : undefined);
      lastThreads[passed] = last;
    }
  }
  return { ends, lastThreads };
}
