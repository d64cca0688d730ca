/**
 * Finds the waits that can still end. From the nodes that are already free, freedom spreads backward: a wait for any
 * of several things ends with the first of them, a wait for all with the last. Nodes never reached are stuck: all their
 * ways out lead only to other stuck nodes, and so into a cycle. Linear in nodes and edges.
 */
import type { WaitEdge, WaitGraph, WaitNode } from "./wait-graph.ts";

/** Which nodes of a wait graph can get free. Nodes are given by their index in it. */
export interface Release {
  isStuck(index: number): boolean;
  /**
   * The edge that released a node: the first for `any`, the last for `all`. Absent for stuck nodes and those free from
   * the start.
   */
  findReleasingEdge(index: number): WaitEdge | undefined;
}

interface Waiter {
  readonly node: WaitNode;
  readonly edge: WaitEdge;
}

function collectWaiters(nodes: readonly WaitNode[]): readonly Waiter[][] {
  const waiters: Waiter[][] = nodes.map(() => []);
  for (const node of nodes) {
    for (const edge of node.edges) {
      waiters[edge.to]?.push({ node, edge });
    }
  }
  return waiters;
}

/** Idle threads first, so that a queued request leads to an idle thread before a busy one. */
function collectFreeNodes(nodes: readonly WaitNode[], isFree: (node: WaitNode) => boolean): readonly WaitNode[] {
  const free = nodes.filter(isFree);
  const isIdle = (node: WaitNode): boolean => node.end.cause === "idle";
  return free.filter(isIdle).concat(free.filter((node) => !isIdle(node)));
}

/**
 * Computes the smallest set of nodes that can get free; all others are stuck. `renewedEnds`: whether a wait that times
 * out and is begun again counts as able to end.
 */
export function computeRelease(graph: WaitGraph, renewedEnds = true): Release {
  const waiters = collectWaiters(graph.nodes);
  const missing = graph.nodes.map((node) => (node.gate === "all" ? node.edges.length : 1));
  const released = new Set<number>();
  const releasing = new Map<number, WaitEdge>();
  const order: number[] = [];
  const release = (index: number): void => {
    released.add(index);
    order.push(index);
  };
  for (const node of collectFreeNodes(
    graph.nodes,
    ({ gate, isRenewed }) => gate === "free" || (renewedEnds && isRenewed),
  )) {
    release(node.index);
  }
  for (let place = 0; place < order.length; place++) {
    for (const { node, edge } of waiters[order[place] ?? -1] ?? []) {
      if (released.has(node.index)) {
        continue;
      }
      const left = (missing[node.index] ?? 1) - 1;
      missing[node.index] = left;
      if (left > 0) {
        continue;
      }
      releasing.set(node.index, edge);
      release(node.index);
    }
  }
  return { isStuck: (index) => !released.has(index), findReleasingEdge: (index) => releasing.get(index) };
}
