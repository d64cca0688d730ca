/** Draws a system, or a part of it, as a graph model. Linear in the size of the drawing. */
import { present } from "../target/absence.ts";
import type { PortFacts } from "../facts/port.ts";
import { formatPort, formatProcess, formatThread } from "../text/names.ts";
import { GraphDrawing } from "./graph-drawing.ts";
import type { GraphModel } from "./graph-model.ts";
import { walkPorts, walkWaitingThreads, type Scope, type Subject } from "./scope.ts";
import type { System } from "./system.ts";
import { analyzeWaits, type WaitAnalysis } from "./wait-analysis.ts";

/**
 * The graph of a scope. Connections appear as edges from client port to connection port; a server communication port is
 * drawn only if a message is queued on it or it is the scope itself. The first messages of each queue are drawn and the
 * rest counted.
 */
export function buildGraph(system: System, scope: Subject): GraphModel {
  const analysis = analyzeWaits(system, scope.kind === "chain" ? [scope.address] : walkWaitingThreads(system, scope));
  const drawing = new GraphDrawing(system, analysis);
  if (scope.kind !== "chain") {
    for (const port of walkPorts(system, scope)) {
      drawPort(system, drawing, port, scope);
    }
  }
  drawWaits(drawing, analysis);
  return drawing.finish(describeScope(system, scope));
}

function describeScope(system: System, scope: Subject): string {
  switch (scope.kind) {
    case "system":
      return `${system.generation} ports and waits of the whole system`;
    case "process":
      return `${system.generation} ports and waits of ${formatProcess(system, scope.address)}`;
    case "port":
      return `${system.generation} port ${formatPort(system, scope.address)}`;
    case "chain":
      return `Why ${formatThread(system, scope.address)} waits`;
  }
}

function drawPort(system: System, drawing: GraphDrawing, port: PortFacts, scope: Scope): void {
  const isSubject = scope.kind === "port" && scope.address.equals(port.address);
  if (
    port.role === "server" &&
    !isSubject &&
    system.queues(port.address).every((queue) => queue.messages.length === 0)
  ) {
    if (scope.kind === "process") {
      drawing.drawConnection(port.clientPort, port.connectionPort);
    }
    return;
  }
  drawing.drawPort(port.address);
  if (port.role === "client") {
    drawing.drawConnection(port.address, present(port.connectionPort) ?? port.serverPort);
  }
  if (port.role === "server") {
    drawing.drawConnection(port.clientPort, port.address);
  }
  for (const { clientPort } of system.connections(port.address)) {
    drawing.drawConnection(clientPort, port.address);
  }
  drawing.drawQueues(port);
}

/** True if both ends are part of the same deadlock. */
function isOnOneCycle(analysis: WaitAnalysis, from: number, to: number): boolean {
  const cycle = analysis.findStuckCycle(from);
  return cycle !== undefined && cycle === analysis.findStuckCycle(to);
}

/** Draws the edges of the wait graph; edges that chains do not follow only within a deadlock. */
function drawWaits(drawing: GraphDrawing, analysis: WaitAnalysis): void {
  const { nodes } = analysis.graph;
  const starts = analysis.threads.map((thread) => analysis.graph.findNode("Thread", thread));
  const drawn = new Set<number>();
  const open = starts.filter((index): index is number => index !== undefined).reverse();
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const node = nodes[index];
    if (node === undefined || drawn.has(index)) {
      continue;
    }
    drawn.add(index);
    for (const edge of node.edges) {
      const isDeadlocked = isOnOneCycle(analysis, index, edge.to);
      const target = nodes[edge.to];
      if (target === undefined || (!edge.isRegistered && !isDeadlocked)) {
        continue;
      }
      drawing.drawWait(node, target, edge.way, isDeadlocked);
      open.push(edge.to);
    }
    if (node.edges.length === 0) {
      drawing.drawRest(node);
    }
  }
}
