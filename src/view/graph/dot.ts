/** A graph model in the DOT language of Graphviz. Pure. */
import type { GraphEdge, GraphEdgeKind, GraphModel, GraphNode, GraphNodeKind } from "../../analysis/graph-model.ts";
import { formatLabel } from "./labels.ts";

const SHAPES: Readonly<Record<GraphNodeKind, string>> = {
  "connection port": "box", "server port": "box", "client port": "box", port: "box", thread: "ellipse", message: "note", object: "hexagon",
  process: "octagon", unknown: "plaintext",
};

const EDGE_STYLES: Readonly<Record<GraphEdgeKind, string>> = {
  connection: 'color="#8a94a6"', queued: 'color="#6b7280", style=dotted', sent: 'color="#c2410c"', wait: 'color="#c2410c", penwidth=1.5',
  "could serve": 'color="#c2410c", style=dashed',
};

const DEADLOCK_STYLE = 'color="#c00000", penwidth=3';

/** A quoted DOT string. In DOT only `"` ends it, and `\` begins escapes such as `\N`. */
export function quoteDot(text: string): string {
  return `"${formatLabel(text).replace(/\\/g, "\\\\").replace(/"/g, '\\"')}"`;
}

function formatNode(node: GraphNode, indent: string): string {
  const mark = node.isDeadlocked ? `, ${DEADLOCK_STYLE}` : "";
  const bold = node.kind === "connection port" ? ', style="filled", fillcolor="#e8eef9"' : "";
  return `${indent}${quoteDot(node.id)} [label=${quoteDot(node.label)}, shape=${SHAPES[node.kind]}${bold}${mark}];`;
}

function formatEdge(edge: GraphEdge): string {
  const style = edge.isDeadlocked ? DEADLOCK_STYLE : EDGE_STYLES[edge.kind];
  const label = edge.kind === "connection" ? "" : `label=${quoteDot(edge.label)}, `;
  return `  ${quoteDot(edge.from)} -> ${quoteDot(edge.to)} [${label}${style}];`;
}

/** The whole graph: a cluster for each process, waits in another colour than connections, deadlocks thick and red. */
export function formatDot(model: GraphModel): string {
  const lines = ["digraph alpc {", "  rankdir=LR;", "  node [fontname=\"Segoe UI\", fontsize=10];", "  edge [fontname=\"Segoe UI\", fontsize=9];", `  label=${quoteDot(model.title)};`];
  const byCluster = new Map<string | undefined, GraphNode[]>();
  for (const node of model.nodes) {
    const nodes = byCluster.get(node.cluster);
    if (nodes === undefined) byCluster.set(node.cluster, [node]);
    else nodes.push(node);
  }
  for (const cluster of model.clusters) {
    lines.push(`  subgraph ${quoteDot(`cluster_${cluster.id}`)} {`, `    label=${quoteDot(cluster.isDead ? `${cluster.label}, exited` : cluster.label)};`);
    lines.push(cluster.isDead ? '    style=dashed; color="#8a94a6";' : '    style=rounded; color="#8a94a6";');
    for (const node of byCluster.get(cluster.id) ?? []) lines.push(formatNode(node, "    "));
    lines.push("  }");
  }
  for (const node of byCluster.get(undefined) ?? []) lines.push(formatNode(node, "  "));
  for (const edge of model.edges) lines.push(formatEdge(edge));
  return `${lines.concat("}").join("\n")}\n`;
}
