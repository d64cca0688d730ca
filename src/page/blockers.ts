/** The root blockers listed beside the graph. */
import type { GraphNode } from "../analysis/graph-model.ts";
import { findRoots, waitsFrom, waitsTo, weighNodes, type GraphIndex } from "../view/graph/graph-index.ts";

/** A root blocker of the drawn graph. */
export interface Blocker {
  readonly node: GraphNode;
  /** "waits for event 'DhcpLeaseRenewed'", "connection port"; empty for a thread that waits for nothing. */
  readonly state: string;
  /** Threads that it blocks, directly or through others: at least one. */
  readonly heldUp: number;
}

/**
 * The roots of a graph outside its deadlocks, most blocked threads first. If a single thread waits for an object and
 * itself blocks others, that thread is the root. Roots that block nobody are omitted.
 */
export function findBlockers(index: GraphIndex): readonly Blocker[] {
  const found = new Map<GraphNode, Blocker>();
  for (const id of findRoots(index, weighNodes(index))) {
    const node = index.nodes.get(id);
    if (node?.isDeadlocked === false) {
      const blocker = describe(index, node);
      if (blocker.heldUp > 0) {
        found.set(blocker.node, blocker);
      }
    }
  }
  return Array.from(found.values()).sort((a, b) => b.heldUp - a.heldUp);
}

function describe(index: GraphIndex, node: GraphNode): Blocker {
  if (node.kind === "thread") {
    const isCycle = waitsFrom(index, node.id).length > 0;
    return { node, state: isCycle ? "in a cycle of waits" : "", heldUp: node.heldUp ?? 0 };
  }
  const waiters = waitsTo(index, node.id).map((edge) => index.nodes.get(edge.from));
  const [only] = waiters;
  if (waiters.length === 1 && only?.kind === "thread" && (only.heldUp ?? 0) > 0) {
    return { node: only, state: `waits for ${node.label}`, heldUp: only.heldUp ?? 0 };
  }
  return { node, state: node.kind, heldUp: waiters.reduce((sum, waiter) => sum + 1 + (waiter?.heldUp ?? 0), 0) };
}
