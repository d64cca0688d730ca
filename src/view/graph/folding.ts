/** Folds a large graph for drawing: chosen nodes individually, the rest as one group per process. */
import type { GraphCluster, GraphEdge, GraphEdgeKind, GraphNode } from "../../analysis/graph-model.ts";
import { append, type GraphIndex } from "./graph-index.ts";

/** The nodes of a process that are not drawn individually. */
export interface GraphGroup {
  /** Unique among groups and nodes. */
  readonly id: string;
  readonly cluster: GraphCluster;
  /** At least one, in the model's order. */
  readonly hidden: readonly GraphNode[];
  /** "12 ports, 3 threads". */
  readonly summary: string;
}

/** One edge, or several edges of one kind that folding has merged. */
export interface FoldedEdge extends GraphEdge {
  readonly count: number;
}

/** A graph as it is drawn: some nodes, and groups that stand for the rest. */
export interface FoldedGraph {
  readonly nodes: readonly GraphNode[];
  readonly groups: readonly GraphGroup[];
  /** Ends are ids of nodes and groups of this drawing. */
  readonly edges: readonly FoldedEdge[];
  /** Groups that are not drawn, those with most nodes first. */
  readonly others: readonly GraphGroup[];
  /** Nodes that are neither drawn nor in a group, since they belong to no process. */
  readonly loose: readonly GraphNode[];
}

/** Order and nouns for counting hidden nodes in a summary. */
const COUNTED: Readonly<Record<GraphNode["kind"], readonly [order: number, one: string, many: string]>> = {
  thread: [0, "thread", "threads"],
  message: [1, "message", "messages"],
  "connection port": [2, "connection port", "connection ports"],
  "server port": [3, "server port", "server ports"],
  "client port": [4, "client port", "client ports"],
  port: [5, "port", "ports"],
  object: [6, "object", "objects"],
  process: [7, "process end", "process ends"],
  unknown: [8, "unknown", "unknown"],
};

/** A number with commas between thousands. */
export function formatNumber(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** "1 row", "20,000 rows". */
export function formatQuantity(count: number, one: string, many: string = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** "3 threads, 12 client ports". */
export function summarize(nodes: readonly GraphNode[]): string {
  const counts = new Map<GraphNode["kind"], number>();
  for (const { kind } of nodes) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return Array.from(counts.keys())
    .sort((a, b) => COUNTED[a][0] - COUNTED[b][0])
    .map((kind) => {
      const [, one, many] = COUNTED[kind];
      return formatQuantity(counts.get(kind) ?? 0, one, many);
    })
    .join(", ");
}

/**
 * Folds the nodes that `shown` does not name into groups of their processes. At most `mostGroups` of these are drawn:
 * those with the most edges to shown nodes, then some of the largest; groups of the clusters in `wanted` are always
 * drawn. Linear in nodes and edges.
 */
export function foldGraph(
  index: GraphIndex,
  shown: ReadonlySet<string>,
  mostGroups: number,
  wanted: ReadonlySet<string> = new Set(),
): FoldedGraph {
  const { model } = index;
  const nodes = model.nodes.filter(({ id }) => shown.has(id));
  if (nodes.length === model.nodes.length) {
    return {
      nodes,
      groups: [],
      edges: model.edges.map((edge) => Object.assign({ count: 1 }, edge)),
      others: [],
      loose: [],
    };
  }
  const { groups, groupOf, loose } = groupHidden(index, shown);
  const relations = new Map<string, number>();
  for (const { from, to } of model.edges) {
    for (const [near, far] of [
      [from, to],
      [to, from],
    ] as const) {
      const group = groupOf.get(far);
      if (group !== undefined && shown.has(near)) {
        relations.set(group, (relations.get(group) ?? 0) + 1);
      }
    }
  }
  const rank = (group: GraphGroup): number => (wanted.has(group.cluster.id) ? HIGHEST : (relations.get(group.id) ?? 0));
  const ranked = groups.slice().sort((a, b) => rank(b) - rank(a) || b.hidden.length - a.hidden.length);
  const drawn = ranked.filter(
    (group, place) => rank(group) === HIGHEST || place < (rank(group) > 0 ? mostGroups : mostGroups / 2),
  );
  const known = new Set(drawn);
  const others = ranked.filter((group) => !known.has(group)).sort((a, b) => b.hidden.length - a.hidden.length);
  return {
    nodes,
    groups: drawn,
    edges: foldEdges(index, shown, groupOf, new Set(drawn.map(({ id }) => id))),
    others,
    loose,
  };
}

const HIGHEST = Number.MAX_SAFE_INTEGER;

interface Groups {
  readonly groups: readonly GraphGroup[];
  /** Group ids by the ids of hidden nodes. */
  readonly groupOf: ReadonlyMap<string, string>;
  readonly loose: readonly GraphNode[];
}

function groupHidden(index: GraphIndex, shown: ReadonlySet<string>): Groups {
  const byCluster = new Map<string | undefined, GraphNode[]>();
  const groupOf = new Map<string, string>();
  for (const node of index.model.nodes) {
    if (!shown.has(node.id)) {
      append(byCluster, node.cluster, node);
      if (node.cluster !== undefined) {
        groupOf.set(node.id, `folded-${node.cluster}`);
      }
    }
  }
  const groups: GraphGroup[] = [];
  for (const cluster of index.model.clusters) {
    const hidden = byCluster.get(cluster.id);
    if (hidden !== undefined) {
      groups.push(makeGroup(cluster, hidden));
    }
  }
  return { groups, groupOf, loose: byCluster.get(undefined) ?? [] };
}

/** Most groups of a large system are not drawn, so nobody asks for their summary. */
function makeGroup(cluster: GraphCluster, hidden: readonly GraphNode[]): GraphGroup {
  return {
    id: `folded-${cluster.id}`,
    cluster,
    hidden,
    get summary() {
      return summarize(hidden);
    },
  };
}

function foldEdges(
  index: GraphIndex,
  shown: ReadonlySet<string>,
  groupOf: ReadonlyMap<string, string>,
  drawn: ReadonlySet<string>,
): readonly FoldedEdge[] {
  const end = (id: string): string | undefined => {
    const group = groupOf.get(id);
    return shown.has(id) ? id : group !== undefined && drawn.has(group) ? group : undefined;
  };
  const single: FoldedEdge[] = [];
  const bundles = new Map<string, GraphEdge[]>();
  for (const edge of index.model.edges) {
    const from = end(edge.from);
    const to = end(edge.to);
    if (from !== undefined && to !== undefined && from !== to) {
      if (from === edge.from && to === edge.to) {
        single.push(Object.assign({ count: 1 }, edge));
      } else {
        append(
          bundles,
          `${edge.kind} ${from} ${to}`,
          Object.assign({}, edge, { from, to, label: nameEdge(index, edge) }),
        );
      }
    }
  }
  return single.concat(Array.from(bundles.values()).map(bundle));
}

/** Labels a connection to a hidden port with the port's name. */
function nameEdge(index: GraphIndex, edge: GraphEdge): string {
  return edge.kind === "connection" ? (index.nodes.get(edge.to)?.label ?? edge.label) : edge.label;
}

const BUNDLED: Readonly<Record<GraphEdgeKind, string>> = {
  connection: "connections",
  queued: "queued messages",
  sent: "requests",
  wait: "waits",
  "could serve": "threads that could serve",
};

function bundle(edges: readonly GraphEdge[]): FoldedEdge {
  const [first] = edges as readonly [GraphEdge];
  const labels = new Set(edges.map(({ label }) => label));
  const label =
    edges.length === 1
      ? first.label
      : labels.size === 1
        ? `${first.label} (${formatNumber(edges.length)})`
        : `${formatNumber(edges.length)} ${BUNDLED[first.kind]}`;
  return Object.assign({}, first, {
    label,
    count: edges.length,
    isDeadlocked: edges.some((edge) => edge.isDeadlocked),
  });
}

/** One sentence about what a drawing omits; empty if that is nothing. */
export function describeFolding(folded: FoldedGraph): string {
  const inGroups = folded.groups.reduce((sum, group) => sum + group.hidden.length, 0);
  const others = folded.loose.concat(...folded.others.map((group) => group.hidden));
  const parts = [
    ...(inGroups === 0
      ? []
      : [
          `folded into ${formatQuantity(folded.groups.length, "process", "processes")}: ${formatQuantity(inGroups, "node")}`,
        ]),
    ...(others.length === 0
      ? []
      : [
          `not drawn: ${summarize(others)}${folded.others.length === 0 ? "" : ` of ${formatQuantity(folded.others.length, "more process", "more processes")}`}`,
        ]),
  ];
  return parts.join("; ");
}
