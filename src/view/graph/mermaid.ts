/** A graph model as a Mermaid flowchart. Pure. */
import type { GraphEdgeKind, GraphModel, GraphNode, GraphNodeKind } from "../../analysis/graph-model.ts";
import { formatLabel } from "./labels.ts";

/** Opening and closing brackets of a node's shape. */
const SHAPES: Readonly<Record<GraphNodeKind, readonly [open: string, close: string]>> = {
  "connection port": ["[[", "]]"], "server port": ["[", "]"], "client port": ["[", "]"], port: ["[", "]"], thread: ["([", "])"],
  message: [">", "]"], object: ["{{", "}}"], process: ["[/", "/]"], unknown: ["[", "]"],
};

const ARROWS: Readonly<Record<GraphEdgeKind, string>> = { connection: "-->", queued: "-.->", sent: "==>", wait: "==>", "could serve": "-.->" };

/** A quoted Mermaid text: everything with a meaning in Mermaid, HTML or Markdown becomes a character entity (`#60;`). */
export function quoteMermaid(text: string): string {
  return `"${formatLabel(text).replace(/[^\w .,:()'\-/\u00a0-\ud7ff\ue000-\uffff\ud800-\udfff]/g, (found) => Array.from(found, (one) => `#${one.charCodeAt(0)};`).join(""))}"`;
}

/** The whole graph: a subgraph for each process, thick arrows for waits, deadlocks red. */
export function formatMermaid(model: GraphModel): string {
  const names = new Map<string, string>();
  model.nodes.forEach((node, place) => names.set(node.id, `n${place}`));
  const lines = [`%% ${formatLabel(model.title).replace(/[{}%]/g, " ")}`, "flowchart LR"];
  const formatNode = (node: GraphNode, indent: string): string => {
    const [open, close] = SHAPES[node.kind];
    return `${indent}${names.get(node.id) ?? ""}${open}${quoteMermaid(node.label)}${close}`;
  };
  const byCluster = new Map<string | undefined, GraphNode[]>();
  for (const node of model.nodes) {
    const nodes = byCluster.get(node.cluster);
    if (nodes === undefined) byCluster.set(node.cluster, [node]);
    else nodes.push(node);
  }
  model.clusters.forEach((cluster, place) => {
    lines.push(`  subgraph c${place}[${quoteMermaid(cluster.isDead ? `${cluster.label}, exited` : cluster.label)}]`);
    for (const node of byCluster.get(cluster.id) ?? []) lines.push(formatNode(node, "    "));
    lines.push("  end");
  });
  for (const node of byCluster.get(undefined) ?? []) lines.push(formatNode(node, "  "));
  for (const edge of model.edges) {
    const label = edge.kind === "connection" ? "" : `|${quoteMermaid(edge.label)}|`;
    lines.push(`  ${names.get(edge.from) ?? ""} ${ARROWS[edge.kind]}${label} ${names.get(edge.to) ?? ""}`);
  }
  return `${lines.concat(formatStyles(model, names)).join("\n")}\n`;
}

function formatStyles(model: GraphModel, names: ReadonlyMap<string, string>): readonly string[] {
  const styles: string[] = [];
  const waits: number[] = [];
  const deadlocks: number[] = [];
  model.edges.forEach((edge, place) => {
    if (edge.isDeadlocked) deadlocks.push(place);
    else if (edge.kind !== "connection" && edge.kind !== "queued") waits.push(place);
  });
  if (waits.length > 0) styles.push(`  linkStyle ${waits.join(",")} stroke:#c2410c`);
  if (deadlocks.length > 0) styles.push(`  linkStyle ${deadlocks.join(",")} stroke:#c00000,stroke-width:4px`);
  const marked = model.nodes.filter((node) => node.isDeadlocked).map((node) => names.get(node.id) ?? "");
  if (marked.length > 0) styles.push("  classDef deadlock stroke:#c00000,stroke-width:3px", `  class ${marked.join(",")} deadlock`);
  return styles;
}
