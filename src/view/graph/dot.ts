/** Writes a graph model in the DOT language of Graphviz. */
import type { GraphEdge, GraphEdgeKind, GraphModel, GraphNode, GraphNodeKind } from "../../analysis/graph-model.ts";
import { chooseNodes } from "./choice.ts";
import { drawnClusters, type DrawnCluster } from "./clusters.ts";
import { describeFolding, foldGraph } from "./folding.ts";
import { indexGraph } from "./graph-index.ts";
import { formatLabel, formatValue } from "./labels.ts";

/** What Graphviz lays out within seconds: nodes drawn individually, and processes that the others are folded into. */
const MOST_NODES = 400;
const MOST_GROUPS = 60;

const SHAPES: Readonly<Record<GraphNodeKind, string>> = {
  "connection port": "box",
  "server port": "box",
  "client port": "box",
  port: "box",
  thread: "ellipse",
  message: "note",
  object: "hexagon",
  process: "octagon",
  unknown: "plaintext",
};

const EDGE_STYLES: Readonly<Record<GraphEdgeKind, string>> = {
  connection: 'color="#8a94a6"',
  queued: 'color="#6b7280", style=dotted',
  sent: 'color="#c2410c"',
  wait: 'color="#c2410c", penwidth=1.5',
  "could serve": 'color="#c2410c", style=dashed',
};

const DEADLOCK_STYLE = 'color="#c00000", penwidth=3';

/** Only `"` ends a quoted string, and `\` begins escapes such as `\N`. */
function escapeDot(text: string): string {
  return text.replace(/\\/g, "\\\\").replace(/"/g, '\\"');
}

/** A quoted DOT string. */
export function quoteDot(text: string): string {
  return `"${escapeDot(formatLabel(text))}"`;
}

function formatNode(node: GraphNode, indent: string): string {
  const mark = node.isDeadlocked ? `, ${DEADLOCK_STYLE}` : "";
  const bold = node.kind === "connection port" ? ', style="filled", fillcolor="#e8eef9"' : "";
  return `${indent}${quoteDot(node.id)} [label=${quoteDot(node.label)}, shape=${SHAPES[node.kind]}${bold}${mark}];`;
}

function formatEdge(edge: GraphEdge, isNamed: boolean): string {
  const style = edge.isDeadlocked ? DEADLOCK_STYLE : EDGE_STYLES[edge.kind];
  return `  ${quoteDot(edge.from)} -> ${quoteDot(edge.to)} [${isNamed ? `label=${quoteDot(edge.label)}, ` : ""}${style}];`;
}

function formatCluster({ cluster, nodes, group }: DrawnCluster): readonly string[] {
  if (cluster === undefined) {
    return nodes.map((node) => formatNode(node, "  "));
  }
  return [
    `  subgraph ${quoteDot(`cluster_${cluster.id}`)} {`,
    `    label=${quoteDot(cluster.isDead ? `${cluster.label}, exited` : cluster.label)};`,
    cluster.isDead ? '    style=dashed; color="#8a94a6";' : '    style=rounded; color="#8a94a6";',
    ...nodes.map((node) => formatNode(node, "    ")),
    ...(group === undefined
      ? []
      : [`    ${quoteDot(group.id)} [label=${quoteDot(group.summary)}, shape=box3d, color="#8a94a6"];`]),
    "  }",
  ];
}

/**
 * The graph: a cluster for each process, waits and connections in different colors, deadlocks thick and red. A large
 * graph shows blocked nodes and their surroundings, and the rest as one node per process; the graph's label says what
 * is omitted.
 */
export function formatDot(model: GraphModel): string {
  const index = indexGraph(model);
  const folded = foldGraph(index, chooseNodes(index, MOST_NODES), MOST_GROUPS);
  const leftOut = describeFolding(folded);
  const title = escapeDot(formatLabel(model.title));
  const lines = [
    "digraph alpc {",
    "  rankdir=LR;",
    '  node [fontname="Segoe UI", fontsize=10];',
    '  edge [fontname="Segoe UI", fontsize=9];',
    `  label="${leftOut === "" ? title : `${title}\\n${escapeDot(formatValue(leftOut))}`}";`,
  ].concat(...drawnClusters(model.clusters, folded).map(formatCluster));
  for (const edge of folded.edges) {
    lines.push(formatEdge(edge, edge.kind !== "connection" || edge.count > 1));
  }
  return `${lines.concat("}").join("\n")}\n`;
}
