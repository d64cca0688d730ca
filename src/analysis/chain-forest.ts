/**
 * Every node's one way on: the edge by which a chain is told. Because each node has at most one, all chains together are
 * a forest whose trees end in roots or in loops; what two chains share is stored once. Linear.
 */
import { selectOutermost } from "./outermost.ts";
import type { Release } from "./release.ts";
import type { WaitEdge, WaitGraph, WaitNode } from "./wait-graph.ts";

export interface ChainForest {
  /** Undefined where a chain ends. */
  findNext(index: number): WaitEdge | undefined;
  /** The node where the chain ends; for a chain into a loop the first node of the loop that it meets. */
  findEnd(index: number): number;
  /** A number for the loop that the node lies on; undefined for nodes that merely lead into one, or into none. */
  findLoop(index: number): number | undefined;
  /** Threads whose chains come through the node, itself not counted; for a node on a loop: all threads on and behind that loop. */
  countHeldUp(index: number): number;
  /** Threads held up by any of these nodes, each once; those of the nodes that are threads are counted themselves. */
  countHeldUpTogether(indices: readonly number[]): number;
}

/**
 * The edge that a chain follows from a node. Of a stuck node one that leads to a stuck node, on the same circle if it is
 * on one. Else the edge that will set it free; but from a port only to a thread known to receive there, and never on from
 * a process that can still end.
 */
function chooseEdge(node: WaitNode, release: Release, componentOf: ReadonlyMap<number, number>): WaitEdge | undefined {
  if (release.isStuck(node.index)) {
    const component = componentOf.get(node.index);
    const stuck = node.edges.filter((edge) => release.isStuck(edge.to));
    return stuck.find((edge) => component !== undefined && componentOf.get(edge.to) === component) ?? stuck[0];
  }
  const registered = node.edges.filter((edge) => edge.isRegistered);
  const releasing = release.findReleasingEdge(node.index);
  return releasing?.isRegistered === true ? releasing : registered[0];
}

/** `componentOf`: for each node on a circle of stuck waits the number of its component. */
export function buildChainForest(graph: WaitGraph, release: Release, componentOf: ReadonlyMap<number, number>): ChainForest {
  const next = graph.nodes.map((node) => chooseEdge(node, release, componentOf));
  const { heldUp, onLoop } = countBehind(graph.nodes, next);
  const loops = numberLoops(next, onLoop, heldUp);
  const ends = findEnds(next, loops);
  const countAt = (index: number): number => (heldUp[index] ?? 0) + (loops.has(index) || graph.nodes[index]?.kind !== "Thread" ? 0 : 1);
  return {
    countHeldUpTogether: (indices) => selectOutermost(indices, (index) => next[index]?.to, (index) => loops.get(index)).reduce((sum, index) => sum + countAt(index), 0),
    findNext: (index) => next[index],
    findEnd: (index) => ends[index] ?? index,
    findLoop: (index) => loops.get(index),
    countHeldUp: (index) => heldUp[index] ?? 0,
  };
}

/** Takes nodes that nothing more leads to off one by one, adding their threads to the next; what cannot be taken off is a loop. */
function countBehind(nodes: readonly WaitNode[], next: readonly (WaitEdge | undefined)[]): { heldUp: number[]; onLoop: boolean[] } {
  const heldUp = nodes.map(() => 0);
  const onLoop = nodes.map(() => true);
  const incoming = nodes.map(() => 0);
  for (const edge of next) if (edge !== undefined) incoming[edge.to] = (incoming[edge.to] ?? 0) + 1;
  const ready = nodes.filter((node) => incoming[node.index] === 0);
  for (let place = 0; place < ready.length; place++) {
    const node = ready[place];
    if (node === undefined) break;
    onLoop[node.index] = false;
    const edge = next[node.index];
    if (edge === undefined) continue;
    heldUp[edge.to] = (heldUp[edge.to] ?? 0) + (heldUp[node.index] ?? 0) + (node.kind === "Thread" ? 1 : 0);
    const left = (incoming[edge.to] ?? 1) - 1;
    incoming[edge.to] = left;
    const target = nodes[edge.to];
    if (left === 0 && target !== undefined) ready.push(target);
  }
  nodes.forEach((node) => {
    if (onLoop[node.index] === true && node.kind === "Thread") heldUp[node.index] = (heldUp[node.index] ?? 0) + 1;
  });
  return { heldUp, onLoop };
}

/** Numbers the loops and gives each of their nodes the sum of the whole loop. */
function numberLoops(next: readonly (WaitEdge | undefined)[], onLoop: readonly boolean[], heldUp: number[]): ReadonlyMap<number, number> {
  const loops = new Map<number, number>();
  let count = 0;
  onLoop.forEach((isOn, start) => {
    if (!isOn || loops.has(start)) return;
    const members: number[] = [];
    for (let index: number | undefined = start; index !== undefined && !loops.has(index); index = next[index]?.to) {
      loops.set(index, count);
      members.push(index);
    }
    const total = members.reduce((sum, member) => sum + (heldUp[member] ?? 0), 0);
    for (const member of members) heldUp[member] = total;
    count++;
  });
  return loops;
}

/** Each node's end, found once per node: a walk stops where an end is known and writes it back along its path. */
function findEnds(next: readonly (WaitEdge | undefined)[], loops: ReadonlyMap<number, number>): readonly (number | undefined)[] {
  const ends: (number | undefined)[] = next.map((edge, index) => (edge === undefined || loops.has(index) ? index : undefined));
  for (let start = 0; start < next.length; start++) {
    const path: number[] = [];
    let index = start;
    while (ends[index] === undefined) {
      path.push(index);
      index = next[index]?.to ?? index;
    }
    for (const passed of path) ends[passed] = ends[index];
  }
  return ends;
}
