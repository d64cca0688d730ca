/** Builds a graph model; draws each port, thread, message, object and process once. */
import { isAbsent, present, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { PortFacts, PortRole } from "../facts/port.ts";
import type { WaitObject } from "../facts/wait.ts";
import { formatSeconds } from "../text/counts.ts";
import { formatMessage, formatObject, formatPort, formatProcess, formatThread } from "../text/names.ts";
import { describeRequests } from "../text/request.ts";
import { AWAITS_REPLY, formatEdge } from "../text/wait-step.ts";
import { describeMessage, describeObject, describePort, describeThread, MOST_MESSAGES_DRAWN } from "./graph-details.ts";
import type { GraphCluster, GraphEdge, GraphEdgeKind, GraphModel, GraphNode, GraphNodeKind } from "./graph-model.ts";
import type { System } from "./system.ts";
import { findRequestsBehind } from "./thread-block.ts";
import type { WayOut } from "./thread-wait.ts";
import type { WaitAnalysis } from "./wait-analysis.ts";
import type { WaitNode } from "./wait-graph.ts";

const PORT_KINDS: Readonly<Record<PortRole, GraphNodeKind>> = {
  connection: "connection port",
  server: "server port",
  client: "client port",
  unconnected: "port",
  unknown: "port",
};

/** A drawing in progress. What is drawn again is not added again; methods that draw a node return its id. */
export class GraphDrawing {
  private readonly system: System;
  private readonly analysis: WaitAnalysis;
  private readonly clusters = new Map<string, GraphCluster>();
  private readonly nodes = new Map<string, GraphNode>();
  private readonly edges = new Map<string, GraphEdge>();
  private readonly deadlocked = new Set<string>();

  constructor(system: System, analysis: WaitAnalysis) {
    this.system = system;
    this.analysis = analysis;
    for (const deadlock of analysis.deadlocks) {
      for (const { thread } of deadlock.links()) {
        this.deadlocked.add(thread?.key ?? "");
      }
    }
  }

  finish(title: string): GraphModel {
    const byId = <T>(values: Map<string, T>): readonly T[] =>
      Array.from(values.keys())
        .sort()
        .map((key) => values.get(key))
        .filter((value): value is T => value !== undefined);
    return { title, clusters: byId(this.clusters), nodes: byId(this.nodes), edges: byId(this.edges) };
  }

  drawPort(address: Word64): string {
    return this.drawOnce(`port-${address.key}`, () => {
      const port = present(this.system.port(address));
      const kind = PORT_KINDS[port?.role ?? "unknown"];
      const name = formatPort(this.system, address);
      const label = port?.role === "client" || port?.role === "server" ? `${port.role} of ${name}` : name;
      const details = port === undefined ? [] : describePort(this.system, port);
      return Object.assign(
        { kind, label, isDeadlocked: false, details },
        this.noteQueue(port),
        this.drawProcess(port?.owner),
      );
    });
  }

  /** An edge from a client port to the port it is connected to; nothing if either is unknown. */
  drawConnection(client: Maybe<Word64>, server: Maybe<Word64>): void {
    if (isAbsent(client) || isAbsent(server) || client.equals(server)) {
      return;
    }
    if (isAbsent(this.system.port(client)) || isAbsent(this.system.port(server))) {
      return;
    }
    this.addEdge("connection", this.drawPort(client), this.drawPort(server), "connected to", false);
  }

  drawQueues(port: PortFacts): void {
    for (const queue of this.system.queues(port.address)) {
      for (const address of queue.messages.slice(0, MOST_MESSAGES_DRAWN)) {
        this.addEdge("queued", this.drawMessage(address, port), this.drawPort(port.address), queue.name, false);
      }
    }
  }

  drawThread(address: Word64): string {
    return this.drawOnce(`thread-${address.key}`, () =>
      Object.assign(
        {
          kind: "thread" as const,
          label: formatThread(this.system, address),
          isDeadlocked: this.deadlocked.has(address.key),
          details: describeThread(this.system, this.analysis, address),
        },
        this.noteWait(address),
        this.drawProcess(present(this.system.thread(address))?.process),
      ),
    );
  }

  /** One edge of the wait graph. A queued request is drawn by way of its message. */
  drawWait(from: WaitNode, to: WaitNode, way: WayOut, isDeadlocked: boolean): void {
    const source = this.drawNode(from);
    const target = this.drawNode(to, from);
    const message =
      to.kind !== "Port" || way.message === undefined ? undefined : present(this.system.message(way.message));
    if (from.kind === "Port") {
      this.addEdge("could serve", source, target, formatEdge(way), isDeadlocked);
    } else if (message !== undefined) {
      const drawn = this.drawMessage(message.address, present(this.system.port(to.address)));
      this.addEdge("sent", source, drawn, AWAITS_REPLY, isDeadlocked);
      this.addEdge("queued", drawn, target, present(message.queue) ?? "queued", isDeadlocked);
    } else {
      this.addEdge("wait", source, target, formatEdge(way), isDeadlocked);
    }
  }

  /** A thread at which a chain ends. */
  drawRest(node: WaitNode): void {
    if (node.kind === "Thread") {
      this.drawThread(node.address);
    }
  }

  /** `from`: whose wait the node is drawn for. */
  private drawNode(node: WaitNode, from?: WaitNode): string {
    const { address, object } = node;
    switch (node.kind) {
      case "Thread":
        return this.drawThread(address);
      case "Port":
        return this.drawPort(address);
      case "Process":
        return this.drawOnce(`process-end-${address.key}`, () =>
          Object.assign(
            {
              kind: "process" as const,
              label: `end of ${formatProcess(this.system, address)}`,
              isDeadlocked: false,
              details: [{ label: "Process", value: String(address) }],
            },
            this.drawProcess(address),
          ),
        );
      case "Object":
        return this.drawObject(address, object, from);
    }
  }

  /** An event that a thread waits for until I/O is done says nothing by itself: the request stands for it. */
  private drawObject(address: Word64, object: WaitObject | undefined, from: WaitNode | undefined): string {
    const place = object?.process === undefined ? "" : `${object.process.key}-`;
    return this.drawOnce(`object-${place}${address.key}`, () => {
      const requests =
        object === undefined || from?.kind !== "Thread" ? [] : findRequestsBehind(this.system, from.address, object);
      return Object.assign(
        {
          kind: "object" as const,
          label:
            object === undefined
              ? `object ${address}`
              : requests.length > 0
                ? describeRequests(this.system, requests)
                : formatObject(this.system, object),
          isDeadlocked: false,
          details: describeObject(this.system, address, object, requests),
        },
        this.drawProcess(object?.process),
      );
    });
  }

  private drawMessage(address: Word64, port: PortFacts | undefined): string {
    return this.drawOnce(`message-${address.key}`, () => this.messageNode(address, port));
  }

  private messageNode(address: Word64, port: PortFacts | undefined): Omit<GraphNode, "id"> {
    const message = present(this.system.message(address));
    const label = message === undefined ? `message at ${address}` : formatMessage(message);
    return Object.assign(
      { kind: "message" as const, label, isDeadlocked: false, details: describeMessage(this.system, address, message) },
      this.noteQueue(port),
      this.drawProcess(port?.owner),
    );
  }

  private drawProcess(address: Maybe<Word64> | undefined): { readonly cluster?: string } {
    if (address === undefined || isAbsent(address)) {
      return {};
    }
    const id = `process-${address.key}`;
    if (!this.clusters.has(id)) {
      const process = present(this.system.process(address));
      const processId = process === undefined ? undefined : present(process.id);
      const details = [
        { label: "Address", value: String(address) },
        ...(processId === undefined ? [] : [{ label: "Id", value: `0x${processId.toString(16)}` }]),
      ];
      this.clusters.set(id, {
        id,
        label: formatProcess(this.system, address),
        isDead: process?.hasExited === true,
        details,
      });
    }
    return { cluster: id };
  }

  private noteWait(thread: Word64): Pick<GraphNode, "note" | "secondsWaited" | "heldUp"> {
    const waited = present(this.system.secondsWaited(thread));
    const heldUp = this.analysis.countHeldUp("Thread", thread);
    return Object.assign(
      {},
      waited === undefined ? {} : { note: formatSeconds(waited), secondsWaited: waited },
      heldUp === 0 ? {} : { heldUp },
    );
  }

  private noteQueue(port: PortFacts | undefined): Pick<GraphNode, "note"> {
    const queue = port === undefined ? undefined : this.system.queues(port.address).find(({ name }) => name === "Main");
    const count = queue === undefined ? 0 : queue.messages.length;
    return count === 0 ? {} : { note: `${count} queued` };
  }

  /** The node's id. Only a new node is described: a port that thousands of edges lead to is read once. */
  private drawOnce(id: string, describe: () => Omit<GraphNode, "id">): string {
    if (!this.nodes.has(id)) {
      this.nodes.set(id, Object.assign({ id }, describe()));
    }
    return id;
  }

  private addEdge(kind: GraphEdgeKind, from: string, to: string, label: string, isDeadlocked: boolean): void {
    const name = `${kind} ${from} ${to} ${label}`;
    if (this.edges.get(name)?.isDeadlocked !== true) {
      this.edges.set(name, { from, to, kind, label, isDeadlocked });
    }
  }
}
