/** The nodes of each process for DOT and Mermaid, and how many of them are folded. */
import type { GraphCluster, GraphNode } from "../../analysis/graph-model.ts";
import { append } from "./graph-index.ts";
import type { FoldedGraph, GraphGroup } from "./folding.ts";

/** A process with its nodes that are drawn one by one, and the group of the others where some are folded. */
export interface DrawnCluster {
  /** Absent for nodes that belong to no process. */
  readonly cluster: GraphCluster | undefined;
  readonly nodes: readonly GraphNode[];
  readonly group: GraphGroup | undefined;
}

/**
 * Processes in the order of `clusters`; if some are folded, only those that are drawn. Last, the nodes that belong to
 * none.
 */
export function drawnClusters(clusters: readonly GraphCluster[], folded: FoldedGraph): readonly DrawnCluster[] {
  const nodes = new Map<string | undefined, GraphNode[]>();
  for (const node of folded.nodes) {
    append(nodes, node.cluster, node);
  }
  const groups = new Map(folded.groups.map((group) => [group.cluster.id, group] as const));
  const isWhole = folded.others.length === 0;
  const drawn = clusters.filter(({ id }) => isWhole || nodes.has(id) || groups.has(id));
  const of = (cluster: GraphCluster | undefined): DrawnCluster => ({
    cluster,
    nodes: nodes.get(cluster?.id) ?? [],
    group: cluster === undefined ? undefined : groups.get(cluster.id),
  });
  return [...drawn.map(of), of(undefined)];
}
