/** Chooses the nodes of a large graph that are drawn individually: blocked ones, their roots and their surroundings. */
import { findRoots, waitsTo, weighNodes, type GraphIndex } from "./graph-index.ts";

/**
 * Share of the limit that waits may take before their surroundings are added, and fewest nodes of one root in the first
 * round.
 */
const SHARE_OF_WAITS = 0.8;
const FEWEST_OF_ROOT = 6;

/** Most waits followed back from each node in the first round, so that one crowded root does not hide the others. */
const CROWD = 3;

/**
 * Ids of at most `most` nodes; all of them if there are no more. The roots that block most threads come first, each
 * with the threads that it blocks.
 */
export function chooseNodes(index: GraphIndex, most: number): ReadonlySet<string> {
  const { nodes } = index.model;
  if (nodes.length <= most) {
    return new Set(nodes.map(({ id }) => id));
  }
  const weights = weighNodes(index);
  const roots = findRoots(index, weights);
  const chosen = new Set<string>();
  const limit = Math.max(1, Math.floor(most * SHARE_OF_WAITS));
  const share = Math.max(FEWEST_OF_ROOT, Math.floor(limit / Math.max(1, roots.length)));
  for (const [crowd, part] of [
    [CROWD, share],
    [nodes.length, limit],
  ] as const) {
    for (const root of roots) {
      addWaiters(index, weights, chosen, root, crowd, Math.min(limit, chosen.size + part));
    }
  }
  if (chosen.size === 0) {
    addBusiestPorts(index, chosen, Math.max(1, Math.floor(most / 3)));
  }
  addSurroundings(index, chosen, most);
  return chosen;
}

/** Adds waiters from a root backward, those that block most threads first. */
function addWaiters(
  index: GraphIndex,
  weights: ReadonlyMap<string, number>,
  chosen: Set<string>,
  root: string,
  crowd: number,
  limit: number,
): void {
  const seen = new Set([root]);
  let row: readonly string[] = [root];
  while (row.length > 0 && chosen.size < limit) {
    const next: string[] = [];
    for (const id of row) {
      if (chosen.size >= limit) {
        return;
      }
      chosen.add(id);
      const before = waitsTo(index, id)
        .map((edge) => edge.from)
        .filter((from) => !seen.has(from));
      before.sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
      for (const from of before.slice(0, crowd)) {
        seen.add(from);
        next.push(from);
      }
    }
    row = next;
  }
}

/** For graphs without waits: the connection ports with the most connections. */
function addBusiestPorts(index: GraphIndex, chosen: Set<string>, limit: number): void {
  const degree = (id: string): number => (index.incoming.get(id) ?? []).length + (index.outgoing.get(id) ?? []).length;
  const ports = index.model.nodes.filter(({ kind }) => kind === "connection port").map(({ id }) => id);
  for (const id of ports.sort((a, b) => degree(b) - degree(a)).slice(0, limit)) {
    chosen.add(id);
  }
}

/**
 * Adds messages on the queues of the chosen ports, and the ports that these are connected to; not all the clients of a
 * service.
 */
function addSurroundings(index: GraphIndex, chosen: Set<string>, most: number): void {
  for (const id of Array.from(chosen)) {
    const messages = (index.incoming.get(id) ?? []).filter((edge) => edge.kind === "queued").map((edge) => edge.from);
    const services = (index.outgoing.get(id) ?? []).map((edge) => edge.to);
    for (const neighbor of services.concat(messages)) {
      if (chosen.size >= most) {
        return;
      }
      chosen.add(neighbor);
    }
  }
}
