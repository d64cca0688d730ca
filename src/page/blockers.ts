/** The root blockers listed beside the graph. */
import type { GraphNode } from "../analysis/graph-model.ts";
import { findRoots, followWaits, waitsTo, weighNodes, type GraphIndex } from "../view/graph/graph-index.ts";

/** A root blocker of the drawn graph. */
export interface Blocker {
  readonly node: GraphNode;
  /**
   * "waits for event 'DhcpLeaseRenewed'", "in a cycle of waits of 2 threads", "connection port"; empty for a thread
   * that waits for nothing.
   */
  readonly state: string;
  /** Threads that it blocks, directly or through others: at least one. */
  readonly heldUp: number;
}

/**
 * The roots of a graph outside its deadlocks, most blocked threads first. If a single thread waits for an object and
 * itself blocks others, that thread is the root. Threads in one cycle of waits are one root. Roots that block nobody
 * are omitted.
 */
export function findBlockers(index: GraphIndex): readonly Blocker[] {
  const found = new Map<GraphNode, Blocker>();
  const inCycles = new Set<string>();
  for (const id of findRoots(index, weighNodes(index))) {
    const node = index.nodes.get(id);
    if (node?.isDeadlocked === false && !inCycles.has(id)) {
      const members = followWaits(index, id);
      members.forEach((member) => inCycles.add(member));
      const blocker = describe(index, node, members);
      if (blocker.heldUp > 0) {
        found.set(blocker.node, blocker);
      }
    }
  }
  return Array.from(found.values()).sort((a, b) => b.heldUp - a.heldUp);
}

/** `members`: the node, and if it is in a cycle of waits all others in it. */
function describe(index: GraphIndex, node: GraphNode, members: ReadonlySet<string>): Blocker {
  if (node.kind === "thread") {
    const threads = Array.from(members).filter((id) => index.nodes.get(id)?.kind === "thread").length;
    const state = members.size > 1 ? `in a cycle of waits of ${threads} threads` : "";
    return { node, state, heldUp: node.heldUp ?? 0 };
  }
  const waiters = waitsTo(index, node.id).map((edge) => index.nodes.get(edge.from));
  const [only] = waiters;
  if (waiters.length === 1 && only?.kind === "thread" && (only.heldUp ?? 0) > 0) {
    return { node: only, state: `waits for ${node.label}`, heldUp: only.heldUp ?? 0 };
  }
  return { node, state: node.kind, heldUp: waiters.reduce((sum, waiter) => sum + 1 + (waiter?.heldUp ?? 0), 0) };
}
