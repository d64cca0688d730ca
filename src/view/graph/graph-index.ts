/**
 * A graph model indexed by id, with its waits: which edges are waits, how many threads each node blocks, where waits
 * end.
 */
import type { GraphEdge, GraphModel, GraphNode } from "../../analysis/graph-model.ts";

/** A graph model and its parts by id. Ids without an entry lead nowhere. */
export interface GraphIndex {
  readonly model: GraphModel;
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** Edges by the id of the node that they leave; no entry for a node without any. */
  readonly outgoing: ReadonlyMap<string, readonly GraphEdge[]>;
  /** Edges by the id of the node that they enter. */
  readonly incoming: ReadonlyMap<string, readonly GraphEdge[]>;
  /** Those of them that somebody waits through: few even in a large system, while every node is asked for them. */
  readonly outgoingWaits: ReadonlyMap<string, readonly GraphEdge[]>;
  readonly incomingWaits: ReadonlyMap<string, readonly GraphEdge[]>;
}

/** Linear in nodes and edges. */
export function indexGraph(model: GraphModel): GraphIndex {
  const nodes = new Map<string, GraphNode>();
  for (const node of model.nodes) {
    nodes.set(node.id, node);
  }
  const outgoing = new Map<string, GraphEdge[]>();
  const incoming = new Map<string, GraphEdge[]>();
  for (const edge of model.edges) {
    append(outgoing, edge.from, edge);
    append(incoming, edge.to, edge);
  }
  const outgoingWaits = new Map<string, GraphEdge[]>();
  const incomingWaits = new Map<string, GraphEdge[]>();
  for (const edge of model.edges.filter((one) => isWaitEdge({ incoming }, one))) {
    append(outgoingWaits, edge.from, edge);
    append(incomingWaits, edge.to, edge);
  }
  return { model, nodes, outgoing, incoming, outgoingWaits, incomingWaits };
}

/** True for an edge that somebody waits through. A queued message counts if a thread awaits its reply. */
export function isWaitEdge({ incoming }: Pick<GraphIndex, "incoming">, edge: GraphEdge): boolean {
  if (edge.kind === "queued") {
    return (incoming.get(edge.from) ?? []).some((before) => before.kind === "sent");
  }
  return edge.kind !== "connection";
}

/** Adds a value to the list of a key. */
export function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [value]);
  } else {
    list.push(value);
  }
}

const NONE: readonly GraphEdge[] = [];

/** Wait edges that leave a node. */
export function waitsFrom(index: GraphIndex, id: string): readonly GraphEdge[] {
  return index.outgoingWaits.get(id) ?? NONE;
}

/** Wait edges that enter a node. */
export function waitsTo(index: GraphIndex, id: string): readonly GraphEdge[] {
  return index.incomingWaits.get(id) ?? NONE;
}

/** Everything that a node waits for, directly or through others, including itself. */
export function followWaits(index: GraphIndex, id: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!seen.has(next)) {
      seen.add(next);
      open.push(...waitsFrom(index, next).map((edge) => edge.to));
    }
  }
  return seen;
}

const HEAVIEST = 1e9;

/**
 * How many threads wait on each node, directly or through others, including the node itself if it is a thread. A thread
 * that reaches a node in two ways counts twice, and cycles are cut somewhere: good for ranking, not for display. Linear
 * in nodes and edges.
 */
export function weighNodes(index: GraphIndex): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const missing = new Map<string, number>();
  const ready: string[] = [];
  for (const { id, kind } of index.model.nodes) {
    weights.set(id, kind === "thread" ? 1 : 0);
    missing.set(id, waitsTo(index, id).length);
  }
  const finish = (id: string): void => {
    missing.delete(id);
    for (const { to } of waitsFrom(index, id)) {
      const left = missing.get(to);
      if (left !== undefined) {
        weights.set(to, Math.min(HEAVIEST, (weights.get(to) ?? 0) + (weights.get(id) ?? 0)));
        missing.set(to, left - 1);
        if (left === 1) {
          ready.push(to);
        }
      }
    }
  };
  for (const { id } of index.model.nodes.filter((node) => missing.get(node.id) === 0)) {
    ready.push(id);
  }
  // If nothing is ready, the remaining nodes are on or behind a cycle, which is cut at its first node.
  for (const { id } of index.model.nodes) {
    for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
      finish(next);
    }
    if (missing.has(id)) {
      finish(id);
    }
  }
  return weights;
}

/**
 * Nodes at which waits end, and the threads of deadlocks and of other cycles that no wait leaves. Most threads behind
 * them first.
 */
export function findRoots(index: GraphIndex, weights: ReadonlyMap<string, number>): readonly string[] {
  const endless = findEndless(index);
  return index.model.nodes
    .filter(
      ({ id, kind, isDeadlocked }) =>
        isDeadlocked ||
        (waitsFrom(index, id).length === 0 && waitsTo(index, id).length > 0) ||
        (kind === "thread" && endless.has(id)),
    )
    .map(({ id }, place) => ({ id, place, weight: weights.get(id) ?? 0 }))
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
    .map(({ id }) => id);
}

/**
 * Nodes of cycles from which no wait leads to an end; with several such cycles in a row, also the nodes between them.
 * Linear in nodes and edges.
 */
function findEndless(index: GraphIndex): ReadonlySet<string> {
  const left = new Set(index.model.nodes.map(({ id }) => id).filter((id) => waitsFrom(index, id).length > 0));
  const ending = index.model.nodes.map(({ id }) => id).filter((id) => !left.has(id));
  for (let id = ending.pop(); id !== undefined; id = ending.pop()) {
    for (const { from } of waitsTo(index, id)) {
      if (left.delete(from)) {
        ending.push(from);
      }
    }
  }
  // A node that none of the others waits for is not on a cycle.
  const waiters = new Map<string, number>();
  left.forEach((id) => waiters.set(id, waitsTo(index, id).filter(({ from }) => left.has(from)).length));
  const outside = Array.from(left).filter((id) => waiters.get(id) === 0);
  for (let id = outside.pop(); id !== undefined; id = outside.pop()) {
    left.delete(id);
    for (const { to } of waitsFrom(index, id)) {
      const count = (waiters.get(to) ?? 0) - 1;
      waiters.set(to, count);
      if (count === 0 && left.has(to)) {
        outside.push(to);
      }
    }
  }
  return left;
}
