/** Waits as trees of text: everything that a thread's wait depends on, and what stands behind each root. Pure. */
import { formatCount, formatObject, formatPortOfOwner, formatProcess, formatThread } from "../analysis/naming.ts";
import type { WaitSnapshot } from "../analysis/snapshot.ts";
import { formatAwaited } from "../analysis/thread-wait.ts";
import type { WayOut } from "../analysis/thread-wait.ts";
import type { WaitAnalysis } from "../analysis/wait-analysis.ts";
import type { WaitNode } from "../analysis/wait-graph.ts";

/** Lines after which a tree stops and says so. */
export const MOST_TREE_LINES = 200;

interface Line {
  readonly node: WaitNode;
  readonly way?: WayOut;
  readonly depth: number;
}

/**
 * The thread and, indented by two blanks a level, everything that could end its wait, in multiple waits each object. What was
 * shown before is not shown again: "(shown above)". Stops after `mostLines` lines and says so.
 */
export function formatWaitTree(analysis: WaitAnalysis, thread: string, mostLines: number = MOST_TREE_LINES): readonly string[] {
  const { snapshot, graph } = analysis;
  const start = graph.nodes[graph.findNode("Thread", thread) ?? -1];
  if (start === undefined) return [];
  const shown = new Set<number>();
  const lines: string[] = [];
  const open: Line[] = [{ node: start, depth: 0 }];
  for (let line = open.pop(); line !== undefined; line = open.pop()) {
    if (lines.length >= mostLines) return [...lines, "... more is not shown"];
    const { node, depth } = line;
    const isRepeated = shown.has(node.index) && node.edges.length > 0;
    shown.add(node.index);
    lines.push(`${"  ".repeat(depth)}${formatLine(snapshot, line)}${isRepeated ? " (shown above)" : ""}`);
    if (isRepeated) continue;
    for (const edge of node.edges.slice().reverse()) {
      const target = graph.nodes[edge.to];
      if (target !== undefined) open.push({ node: target, way: edge.way, depth: depth + 1 });
    }
  }
  return lines;
}

function formatLine(snapshot: WaitSnapshot, { node, way }: Line): string {
  const cause = way === undefined ? "" : `${formatWay(way, node)} `;
  return `${cause}${formatNode(snapshot, node)}`;
}

function formatWay(way: WayOut, node: WaitNode): string {
  switch (way.relation) {
    case "awaits reply to": return `awaits the reply to ${formatAwaited(way)} of`;
    case "could be served by": return node.kind === "Port" ? `awaits the reply to ${formatAwaited(way)}, queued on` : "could be served by";
    case "waits for mutant": return way.object === undefined || node.kind === "Object" ? "waits for" : `waits for ${formatObject(way.object)} owned by`;
    case "waits for thread": return "waits for the end of";
    case "waits for process": return node.kind === "Process" ? "waits for the end of" : "with";
    case "waits for": return "waits for";
  }
}

function formatNode(snapshot: WaitSnapshot, node: WaitNode): string {
  const choice = node.edges.length < 2 || node.kind !== "Thread" ? "" : node.gate === "all" ? ", which waits for all of these:" : ", which waits for any of these:";
  switch (node.kind) {
    case "Thread": {
      const name = formatThread(snapshot, node.key);
      return node.edges.length > 0 ? `${name}${choice}` : `${name}, ${node.rest.kind === "Unknown" ? `not known further: ${node.rest.reason}` : `which ${node.rest.reason}`}`;
    }
    case "Port": return node.edges.length > 0 ? formatPortOfOwner(snapshot, node.key) : node.rest.reason;
    case "Process": return formatProcess(snapshot, node.key);
    case "Object": return node.rest.reason;
  }
}

/** One line for each root of the waiting threads, the heaviest first: what it is and how many of those that await a reply it holds up. */
export function formatRoots(analysis: WaitAnalysis): readonly string[] {
  const { snapshot } = analysis;
  const groups = new Map<string, { readonly text: string; count: number }>();
  for (const { thread, root, endsInDeadlock } of analysis.walkChains()) {
    const deadlock = endsInDeadlock ? analysis.findDeadlock(thread) : undefined;
    const name = deadlock === undefined ? `${root.kind}:${root.key ?? thread}` : `deadlock:${deadlock.thread}`;
    const group = groups.get(name);
    if (group !== undefined) group.count++;
    else groups.set(name, { count: 1, text: deadlock === undefined ? formatRootName(snapshot, root) : `a deadlock of ${formatCount(deadlock.links.length, "thread")}` });
  }
  return Array.from(groups.values()).sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
    .map(({ text, count }) => `${formatCount(count, "thread that awaits a reply is", "threads that await a reply are")} held up by ${text}`);
}

function formatRootName(snapshot: WaitSnapshot, root: { readonly kind: string; readonly key?: string; readonly reason: string }): string {
  return root.kind === "Thread" && root.key !== undefined ? `${formatThread(snapshot, root.key)}, which ${root.reason}`
    : root.kind === "Unknown" ? `what is not known: ${root.reason}` : root.reason;
}
