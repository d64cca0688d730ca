/** The canvas of a graph model: draws each port, thread, message, object and process once, with its details. */
import type { GraphCluster, GraphDetail, GraphEdge, GraphEdgeKind, GraphModel, GraphNode, GraphNodeKind } from "./graph-model.ts";
import { findNamingPort, formatCount, formatMessage, formatObject, formatPort, formatProcess, formatSeconds, formatThread } from "./naming.ts";
import type { Key, MessageKey, PortFacts, PortKey, ProcessKey, ThreadKey, WaitObject, WaitSnapshot } from "./snapshot.ts";
import type { WayOut } from "./thread-wait.ts";
import { formatAwaited } from "./thread-wait.ts";
import type { WaitAnalysis } from "./wait-analysis.ts";
import type { WaitNode } from "./wait-graph.ts";

/** Messages drawn of each queue. */
export const MOST_MESSAGES_DRAWN = 12;

const PORT_KINDS: Readonly<Record<NonNullable<PortFacts["kind"]>, GraphNodeKind>> = {
  connection: "connection port", server: "server port", client: "client port", unconnected: "port",
};

export class GraphDrawing {
  private readonly snapshot: WaitSnapshot;
  private readonly analysis: WaitAnalysis;
  private readonly clusters = new Map<string, GraphCluster>();
  private readonly nodes = new Map<string, GraphNode>();
  private readonly edges = new Map<string, GraphEdge>();
  private readonly deadlocked: ReadonlySet<ThreadKey | undefined>;

  constructor(snapshot: WaitSnapshot, analysis: WaitAnalysis) {
    this.snapshot = snapshot;
    this.analysis = analysis;
    const links = analysis.deadlocks.map((deadlock) => deadlock.links.map((link) => link.thread));
    this.deadlocked = new Set(([] as (ThreadKey | undefined)[]).concat(...links));
  }

  /** Sorted, and titled. */
  finish(title: string): GraphModel {
    const byId = <T>(values: Map<string, T>): readonly T[] => Array.from(values.keys()).sort().map((key) => values.get(key)).filter((value): value is T => value !== undefined);
    return { title, clusters: byId(this.clusters), nodes: byId(this.nodes), edges: byId(this.edges) };
  }

  drawPort(key: PortKey): string {
    const port = this.snapshot.port(key);
    const kind = port?.kind === undefined ? "port" : PORT_KINDS[port.kind];
    const name = formatPort(this.snapshot, key);
    const label = port?.kind === "client" || port?.kind === "server" ? `${port.kind} of ${name}` : name;
    const cluster = this.drawProcess(port?.owner);
    return this.addNode({ id: `port-${key}`, kind, label, isDeadlocked: false, details: port === undefined ? [] : this.describePort(port), ...noteQueue(port), ...cluster });
  }

  /** An edge from a client port to what it is connected to; nothing when one of them is not known. */
  drawConnection(client: PortKey | undefined, server: PortKey | undefined): void {
    if (client === undefined || server === undefined || client === server) return;
    if (this.snapshot.port(client) === undefined || this.snapshot.port(server) === undefined) return;
    this.addEdge("connection", this.drawPort(client), this.drawPort(server), "connected to", false);
  }

  drawQueues(port: PortFacts): void {
    for (const queue of port.queues) {
      for (const key of queue.messages.slice(0, MOST_MESSAGES_DRAWN)) {
        this.addEdge("queued", this.drawMessage(key, port), this.drawPort(port.key), queue.name, false);
      }
    }
  }

  drawThread(key: ThreadKey): string {
    const thread = this.snapshot.thread(key);
    return this.addNode({
      id: `thread-${key}`, kind: "thread", label: formatThread(this.snapshot, key), isDeadlocked: this.deadlocked.has(key),
      details: this.describeThread(key), ...this.noteWait(key), ...this.drawProcess(thread?.process),
    });
  }

  /** One edge of the wait graph. A queued request is drawn over its message. */
  drawWait(from: WaitNode, to: WaitNode, way: WayOut, isDeadlocked: boolean): void {
    const source = this.drawNode(from, way);
    const target = this.drawNode(to, way);
    if (from.kind === "Port") this.addEdge("could serve", source, target, "could be served by", isDeadlocked);
    else if (to.kind === "Port" && way.message !== undefined && this.snapshot.message(way.message) !== undefined) {
      const port = this.snapshot.port(to.key);
      const message = this.drawMessage(way.message, port);
      this.addEdge("sent", source, message, "awaits reply to", isDeadlocked);
      this.addEdge("queued", message, target, this.snapshot.message(way.message)?.queue ?? "queued", isDeadlocked);
    } else this.addEdge("wait", source, target, describeWay(way), isDeadlocked);
  }

  /** A thread at which nothing leads on. */
  drawRest(node: WaitNode): void {
    if (node.kind === "Thread") this.drawThread(node.key);
  }

  private drawNode(node: WaitNode, way: WayOut): string {
    switch (node.kind) {
      case "Thread": return this.drawThread(node.key);
      case "Port": return this.drawPort(node.key);
      case "Process": return this.addNode({
        id: `process-end-${node.key}`, kind: "process", label: `end of ${formatProcess(this.snapshot, node.key)}`, isDeadlocked: false,
        details: [{ label: "Process", value: `0x${node.key}` }], ...this.drawProcess(node.key),
      });
      case "Object": return this.drawObject(way.object ?? { key: node.key, kind: "other" });
    }
  }

  private drawObject(object: WaitObject): string {
    return this.addNode({
      id: `object-${object.key}`, kind: "object", label: formatObject(object), isDeadlocked: false,
      details: [{ label: "Address", value: `0x${object.key}` }, { label: "Kind", value: object.kind }],
    });
  }

  private drawMessage(key: MessageKey, port: PortFacts | undefined): string {
    const message = this.snapshot.message(key);
    const details: GraphDetail[] = [{ label: "Address", value: `0x${key}` }];
    if (message?.type !== undefined) details.push({ label: "Type", value: message.type });
    if (message?.queue !== undefined) details.push({ label: "Queue", value: message.queue });
    if (message?.waitingThread !== undefined) details.push({ label: "Awaited by", value: formatThread(this.snapshot, message.waitingThread) });
    if (message?.serverThread !== undefined) details.push({ label: "Served by", value: formatThread(this.snapshot, message.serverThread) });
    if (message?.senderProcess !== undefined) details.push({ label: "Sent by", value: formatProcess(this.snapshot, message.senderProcess) });
    return this.addNode({
      id: `message-${key}`, kind: "message", label: message === undefined ? `message at 0x${key}` : formatMessage(message), isDeadlocked: false,
      details, ...this.drawProcess(port?.owner),
    });
  }

  private drawProcess(key: ProcessKey | undefined): { cluster?: string } {
    if (key === undefined) return {};
    const id = `process-${key}`;
    if (!this.clusters.has(id)) {
      const process = this.snapshot.process(key);
      const details = [{ label: "Address", value: `0x${key}` }, ...(process?.id === undefined ? [] : [{ label: "Id", value: `0x${process.id.toString(16)}` }])];
      this.clusters.set(id, { id, label: formatProcess(this.snapshot, key), isDead: process?.exited === true, details });
    }
    return { cluster: id };
  }

  private describePort(port: PortFacts): readonly GraphDetail[] {
    const details: GraphDetail[] = [{ label: "Address", value: `0x${port.key}` }, { label: "Kind", value: port.kind ?? "not known" }];
    const service = findNamingPort(this.snapshot, port.key)?.name;
    if (service !== undefined) details.push({ label: "Name", value: service });
    for (const queue of port.queues) {
      const left = queue.messages.length - MOST_MESSAGES_DRAWN;
      if (queue.messages.length > 0) details.push({ label: `${queue.name} queue`, value: formatCount(queue.messages.length, "message") + (left > 0 ? `, ${left} of them not drawn` : "") });
    }
    if (port.waitQueue.length > 0) details.push({ label: "Waiting to receive", value: formatCount(port.waitQueue.length, "thread") });
    if (port.completionThreads !== undefined) details.push({ label: "Completion port", value: formatCount(port.completionThreads.length, "thread") });
    if (port.connections.length > 0) details.push({ label: "Connections", value: String(port.connections.length) });
    const states = [...(port.state.closed === true ? ["closed"] : []), ...(port.state.disconnected === true ? ["disconnected"] : [])];
    if (states.length > 0) details.push({ label: "State", value: states.join(", ") });
    return details;
  }

  private describeThread(key: ThreadKey): readonly GraphDetail[] {
    const thread = this.snapshot.thread(key);
    const details: GraphDetail[] = [{ label: "Address", value: `0x${key}` }];
    if (thread === undefined) return details;
    if (thread.state !== undefined) details.push({ label: "State", value: thread.suspended ? `${thread.state}, suspended` : thread.state });
    if (thread.waitReason !== undefined && thread.state === "Waiting") details.push({ label: "Wait reason", value: thread.waitReason });
    const waited = this.snapshot.secondsWaited(key);
    if (waited !== undefined) details.push({ label: "Waited", value: formatSeconds(waited) });
    const heldUp = this.analysis.countHeldUp("Thread", key);
    if (heldUp > 0) details.push({ label: "Holds up", value: formatCount(heldUp, "thread") });
    const chain = this.analysis.findChain(key);
    if (chain !== undefined) details.push({ label: chain.root.key === key && !chain.isDeadlock ? "It" : "In the end", value: chain.root.reason });
    return details;
  }

  private noteWait(key: ThreadKey): Pick<GraphNode, "note" | "secondsWaited" | "heldUp"> {
    const waited = this.snapshot.secondsWaited(key);
    const heldUp = this.analysis.countHeldUp("Thread", key);
    return { ...(waited === undefined ? {} : { note: formatSeconds(waited), secondsWaited: waited }), ...(heldUp === 0 ? {} : { heldUp }) };
  }

  private addNode(node: GraphNode): string {
    if (!this.nodes.has(node.id)) this.nodes.set(node.id, node);
    return node.id;
  }

  private addEdge(kind: GraphEdgeKind, from: Key, to: Key, label: string, isDeadlocked: boolean): void {
    const name = `${kind} ${from} ${to} ${label}`;
    if (this.edges.get(name)?.isDeadlocked !== true) this.edges.set(name, { from, to, kind, label, isDeadlocked });
  }
}

function noteQueue(port: PortFacts | undefined): Pick<GraphNode, "note"> {
  const count = port?.queues.find((queue) => queue.name === "Main")?.messages.length ?? 0;
  return count === 0 ? {} : { note: `${count} queued` };
}

function describeWay(way: WayOut): string {
  switch (way.relation) {
    case "awaits reply to": return `awaits reply to ${formatAwaited(way)}`;
    case "waits for mutant": return way.object === undefined ? way.relation : `waits for ${formatObject(way.object)}`;
    case "waits for thread": return "waits for its end";
    case "waits for process": return "waits for its end";
    case "could be served by": return "awaits a reply from";
    case "waits for": return "waits for";
  }
}
