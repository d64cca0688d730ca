/** Formats waits as trees of text: everything that a thread's wait depends on. */
import type { Word64 } from "../target/word64.ts";
import { formatBranchEnd } from "../text/last-step.ts";
import { formatObject, formatProcess, formatQueue, formatReceiver, formatThread, type Names } from "../text/names.ts";
import { describeNoReceiver, formatReason } from "../text/wait-root.ts";
import { formatBranch, formatGate } from "../text/wait-step.ts";
import { formatObjectRest } from "../text/waited-object.ts";
import { ROOT_CAUSES } from "../analysis/root-causes.ts";
import type { WayOut } from "../analysis/thread-wait.ts";
import type { WaitAnalysis } from "../analysis/wait-analysis.ts";
import type { WaitGraph, WaitNode } from "../analysis/wait-graph.ts";

/** Most lines of a tree; a note marks the cut. */
const MOST_TREE_LINES = 200;

interface Line {
  readonly node: WaitNode;
  readonly way?: WayOut;
  readonly depth: number;
}

/**
 * The thread and, indented by two blanks per level, everything that could end its wait; in multiple waits, each object.
 * Nodes shown before are not expanded again: "(shown above)". After `mostLines` lines, a note marks the cut.
 */
export function formatWaitTree(
  analysis: WaitAnalysis,
  thread: Word64,
  mostLines: number = MOST_TREE_LINES,
): readonly string[] {
  const { system, graph } = analysis;
  const start = graph.nodes[graph.findNode("Thread", thread) ?? -1];
  if (start === undefined) {
    return [];
  }
  const shown = new Set<number>();
  const lines: string[] = [];
  const open: Line[] = [{ node: start, depth: 0 }];
  for (let line = open.pop(); line !== undefined; line = open.pop()) {
    if (lines.length >= mostLines) {
      return lines.concat("... further lines are not shown");
    }
    const { node, depth } = line;
    const isLast = isExplainedByCause(graph, node);
    const isRepeated = shown.has(node.index) && node.edges.length > 0 && !isLast;
    shown.add(node.index);
    const reason = isLast ? `, which ${formatReason(system, node.end)}` : "";
    lines.push(`${"  ".repeat(depth)}${formatLine(system, line)}${reason}${isRepeated ? " (shown above)" : ""}`);
    if (isRepeated || isLast) {
      continue;
    }
    for (const edge of node.edges.slice().reverse()) {
      const target = graph.nodes[edge.to];
      if (target !== undefined) {
        open.push({ node: target, way: edge.way, depth: depth + 1 });
      }
    }
  }
  return lines;
}

/**
 * True if the thread's cause says more than the object that it waits for: an I/O request shows its driver and file,
 * which the event that its completion sets does not.
 */
function isExplainedByCause({ nodes }: WaitGraph, { kind, edges, end }: WaitNode): boolean {
  const [only] = edges;
  const target = only === undefined ? undefined : nodes[only.to];
  return (
    kind === "Thread" &&
    edges.length === 1 &&
    target?.kind === "Object" &&
    target.edges.length === 0 &&
    ROOT_CAUSES[end.cause].isOfObject !== true
  );
}

function formatLine(names: Names, { node, way }: Line): string {
  return `${way === undefined ? "" : `${formatBranch(way, node.kind)} `}${formatNode(names, node)}`;
}

function formatNode(names: Names, node: WaitNode): string {
  const leadsOn = node.edges.length > 0;
  switch (node.kind) {
    case "Thread":
      return `${formatThread(names, node.address)}${node.edges.length === 0 ? formatBranchEnd(names, node.end) : formatGate(node.gate, node.edges.length, node.isRenewed)}`;
    case "Port":
      return leadsOn
        ? formatReceiver(names, node.address)
        : `${formatQueue(names, node.address)}, ${describeNoReceiver(node.end)}`;
    case "Process":
      return formatProcess(names, node.address);
    case "Object":
      return node.object === undefined
        ? `object ${node.address}`
        : leadsOn
          ? `${formatObject(names, node.object)}${node.edges.length > 1 ? ", shared by all of these:" : ""}`
          : formatObjectRest(names, node.object);
  }
}
