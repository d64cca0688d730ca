/** Writes a graph model as a Mermaid flowchart. */
import type { GraphEdgeKind, GraphModel, GraphNode, GraphNodeKind } from "../../analysis/graph-model.ts";
import { chooseNodes } from "./choice.ts";
import { drawnClusters, type DrawnCluster } from "./clusters.ts";
import { describeFolding, foldGraph, type FoldedEdge, type FoldedGraph } from "./folding.ts";
import { indexGraph, type GraphIndex } from "./graph-index.ts";
import { formatLabel, formatValue } from "./labels.ts";

/** Characters of text that Mermaid readers accept by default: `maxTextSize` of its documentation. */
export const LONGEST_MERMAID = 50_000;
/** Edges that they accept by default: `maxEdges`. */
export const MOST_MERMAID_EDGES = 500;

/** Nodes drawn individually at first; each further try halves their number. */
const MOST_NODES = 320;

/** Opening and closing brackets of a node's shape. */
const SHAPES: Readonly<Record<GraphNodeKind, readonly [open: string, close: string]>> = {
  "connection port": ["[[", "]]"],
  "server port": ["[", "]"],
  "client port": ["[", "]"],
  port: ["[", "]"],
  thread: ["([", "])"],
  message: [">", "]"],
  object: ["{{", "}}"],
  process: ["[/", "/]"],
  unknown: ["[", "]"],
};

const ARROWS: Readonly<Record<GraphEdgeKind, string>> = {
  connection: "-->",
  queued: "-.->",
  sent: "==>",
  wait: "==>",
  "could serve": "-.->",
};

/** A quoted Mermaid text: characters with a meaning in Mermaid, HTML or Markdown become entities (`#60;`). */
export function quoteMermaid(text: string): string {
  return quote(formatLabel(text));
}

function quote(text: string): string {
  return `"${text.replace(/[^\w .,:()'\-/\u00a0-\ud7ff\ue000-\uffff\ud800-\udfff]/g, (found) => Array.from(found, (one) => `#${one.charCodeAt(0)};`).join(""))}"`;
}

/**
 * The graph: a subgraph for each process, thick arrows for waits, deadlocks red. A large graph is folded until it is
 * within a reader's limits: blocked nodes and their surroundings, and the rest as one node per process; a comment and a
 * node of its own say what is omitted.
 */
export function formatMermaid(model: GraphModel): string {
  const index = indexGraph(model);
  for (let most = MOST_NODES; ; most = Math.floor(most / 2)) {
    const folded = foldGraph(index, chooseNodes(index, most), Math.ceil(most / 6));
    const text = formatFolded(index, folded);
    if ((text.length <= LONGEST_MERMAID && folded.edges.length <= MOST_MERMAID_EDGES) || most <= 1) {
      return text;
    }
  }
}

function formatFolded({ model }: GraphIndex, folded: FoldedGraph): string {
  const names = new Map<string, string>();
  folded.nodes.forEach((node, place) => names.set(node.id, `n${place}`));
  folded.groups.forEach((group, place) => names.set(group.id, `g${place}`));
  const leftOut = describeFolding(folded);
  const lines = [
    `%% ${formatLabel(model.title).replace(/[{}%]/g, " ")}`,
    ...(leftOut === "" ? [] : [`%% ${leftOut}`]),
    "flowchart LR",
  ];
  drawnClusters(model.clusters, folded).forEach((drawn, place) => lines.push(...formatCluster(drawn, place, names)));
  for (const edge of folded.edges) {
    const label = edge.kind === "connection" && edge.count === 1 ? "" : `|${quoteMermaid(edge.label)}|`;
    lines.push(`  ${names.get(edge.from) ?? ""} ${ARROWS[edge.kind]}${label} ${names.get(edge.to) ?? ""}`);
  }
  if (leftOut !== "") {
    lines.push(`  left[${quote(formatValue(leftOut))}]`);
  }
  return `${lines.concat(formatStyles(folded.edges, folded.nodes, names)).join("\n")}\n`;
}

function formatCluster(
  { cluster, nodes, group }: DrawnCluster,
  place: number,
  names: ReadonlyMap<string, string>,
): readonly string[] {
  const formatNode = (node: GraphNode, indent: string): string => {
    const [open, close] = SHAPES[node.kind];
    return `${indent}${names.get(node.id) ?? ""}${open}${quoteMermaid(node.label)}${close}`;
  };
  if (cluster === undefined) {
    return nodes.map((node) => formatNode(node, "  "));
  }
  return [
    `  subgraph c${place}[${quoteMermaid(cluster.isDead ? `${cluster.label}, exited` : cluster.label)}]`,
    ...nodes.map((node) => formatNode(node, "    ")),
    ...(group === undefined ? [] : [`    ${names.get(group.id) ?? ""}[(${quoteMermaid(group.summary)})]`]),
    "  end",
  ];
}

function formatStyles(
  edges: readonly FoldedEdge[],
  nodes: readonly GraphNode[],
  names: ReadonlyMap<string, string>,
): readonly string[] {
  const styles: string[] = [];
  const waits: number[] = [];
  const deadlocks: number[] = [];
  edges.forEach((edge, place) => {
    if (edge.isDeadlocked) {
      deadlocks.push(place);
    } else if (edge.kind !== "connection" && edge.kind !== "queued") {
      waits.push(place);
    }
  });
  if (waits.length > 0) {
    styles.push(`  linkStyle ${waits.join(",")} stroke:#c2410c`);
  }
  if (deadlocks.length > 0) {
    styles.push(`  linkStyle ${deadlocks.join(",")} stroke:#c00000,stroke-width:4px`);
  }
  const marked = nodes.filter((node) => node.isDeadlocked).map((node) => names.get(node.id) ?? "");
  if (marked.length > 0) {
    styles.push("  classDef deadlock stroke:#c00000,stroke-width:3px", `  class ${marked.join(",")} deadlock`);
  }
  return styles;
}
