/** Which nodes of a large graph are drawn one by one: what is stuck, its roots and their surroundings. Pure. */
import { findRoots, waitsTo, weighNodes, type GraphIndex } from "./graph-index.ts";

/**
 * Parts of the limit that waits may take before their surroundings are looked at, and nodes of one root in the first
 * round.
 */
const SHARE_OF_WAITS = 0.8;
const FEWEST_OF_ROOT = 6;

/** Waits that are followed back from each node in the first round, so that one crowd does not hide the other roots. */
const CROWD = 3;

/**
 * Ids of at most `most` nodes; all of them if there are no more. The roots that hold up most come first, each with whom
 * it holds up.
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

/** Back from a root, those first who hold up most. */
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

/** Where nothing waits: the connection ports with most connections. */
function addBusiestPorts(index: GraphIndex, chosen: Set<string>, limit: number): void {
  const degree = (id: string): number => (index.incoming.get(id) ?? []).length + (index.outgoing.get(id) ?? []).length;
  const ports = index.model.nodes.filter(({ kind }) => kind === "connection port").map(({ id }) => id);
  for (const id of ports.sort((a, b) => degree(b) - degree(a)).slice(0, limit)) {
    chosen.add(id);
  }
}

/**
 * Messages on the chosen ports' queues and the ports that the chosen ones are connected to; not the crowd of a
 * service's clients.
 */
function addSurroundings(index: GraphIndex, chosen: Set<string>, most: number): void {
  for (const id of Array.from(chosen)) {
    const messages = (index.incoming.get(id) ?? []).filter((edge) => edge.kind === "queued").map((edge) => edge.from);
    const services = (index.outgoing.get(id) ?? []).map((edge) => edge.to);
    for (const neighbour of services.concat(messages)) {
      if (chosen.size >= most) {
        return;
      }
      chosen.add(neighbour);
    }
  }
}
