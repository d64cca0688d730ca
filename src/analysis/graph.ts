/** Draws a snapshot, or a part of it, as a graph model. Linear in what is drawn. */
import { GraphDrawing } from "./graph-drawing.ts";
import type { GraphModel } from "./graph-model.ts";
import { formatPort, formatProcess, formatThread } from "./naming.ts";
import { walkPorts, walkWaitingThreads } from "./scope.ts";
import type { Scope } from "./scope.ts";
import type { PortFacts, ThreadKey, WaitSnapshot } from "./snapshot.ts";
import { analyseWaits } from "./wait-analysis.ts";
import type { WaitAnalysis } from "./wait-analysis.ts";

/** What to draw: the system, a process or a port with its surroundings, or what one thread's wait depends on. */
export type GraphScope = Scope | { readonly kind: "chain"; readonly key: ThreadKey };

/**
 * The graph of a scope. Connections appear as edges from client port to connection port; a server communication port is drawn
 * only where a message lies on it or it is the scope itself. Of each queue the first messages are drawn and the rest counted.
 */
export function buildGraph(snapshot: WaitSnapshot, scope: GraphScope): GraphModel {
  const analysis = analyseWaits(snapshot, scope.kind === "chain" ? [scope.key] : walkWaitingThreads(snapshot, scope));
  const drawing = new GraphDrawing(snapshot, analysis);
  if (scope.kind !== "chain") for (const port of walkPorts(snapshot, scope)) drawPort(drawing, port, scope);
  drawWaits(drawing, analysis);
  return drawing.finish(describeScope(snapshot, scope));
}

function describeScope(snapshot: WaitSnapshot, scope: GraphScope): string {
  switch (scope.kind) {
    case "system": return `${snapshot.generation} ports and waits of the whole system`;
    case "process": return `${snapshot.generation} ports and waits of ${formatProcess(snapshot, scope.key)}`;
    case "port": return `${snapshot.generation} port ${formatPort(snapshot, scope.key)}`;
    case "chain": return `Why ${formatThread(snapshot, scope.key)} waits`;
  }
}

function drawPort(drawing: GraphDrawing, port: PortFacts, scope: Scope): void {
  const isSubject = scope.kind === "port" && scope.key === port.key;
  if (port.kind === "server" && !isSubject && port.queues.every((queue) => queue.messages.length === 0)) {
    if (scope.kind === "process") drawing.drawConnection(port.clientPort, port.connectionPort);
    return;
  }
  drawing.drawPort(port.key);
  if (port.kind === "client") drawing.drawConnection(port.key, port.connectionPort ?? port.serverPort);
  if (port.kind === "server") drawing.drawConnection(port.clientPort, port.key);
  for (const { clientPort } of port.connections) drawing.drawConnection(clientPort, port.key);
  drawing.drawQueues(port);
}

/** True when both ends are part of the same deadlock. */
function isOnOneCircle(analysis: WaitAnalysis, from: number, to: number): boolean {
  const circle = analysis.findCircle(from);
  return circle !== undefined && circle === analysis.findCircle(to);
}

/** Every edge of the wait graph; what a deadlock or a chain does not need of possible servers is drawn only where it is known to receive. */
function drawWaits(drawing: GraphDrawing, analysis: WaitAnalysis): void {
  const { nodes } = analysis.graph;
  const starts = analysis.threads.map((thread) => analysis.graph.findNode("Thread", thread));
  const drawn = new Set<number>();
  const open = starts.filter((index): index is number => index !== undefined).reverse();
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const node = nodes[index];
    if (node === undefined || drawn.has(index)) continue;
    drawn.add(index);
    for (const edge of node.edges) {
      const isDeadlocked = isOnOneCircle(analysis, index, edge.to);
      const target = nodes[edge.to];
      if (target === undefined || (!edge.isRegistered && !isDeadlocked)) continue;
      drawing.drawWait(node, target, edge.way, isDeadlocked);
      open.push(edge.to);
    }
    if (node.edges.length === 0) drawing.drawRest(node);
  }
}
