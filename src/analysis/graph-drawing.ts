/** The canvas of a graph model: draws each port, thread, message, object and process once, with its details. */
import { isAbsent, present, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { PortFacts, PortRole } from "../facts/port.ts";
import type { WaitObject } from "../facts/wait.ts";
import { formatCount, formatSeconds, formatSome } from "../text/counts.ts";
import {
  findRawServiceName,
  formatMessage,
  formatObject,
  formatPort,
  formatProcess,
  formatThread,
} from "../text/names.ts";
import { formatEdge, formatReason, formatRoot } from "../text/wait.ts";
import type {
  GraphCluster,
  GraphDetail,
  GraphEdge,
  GraphEdgeKind,
  GraphModel,
  GraphNode,
  GraphNodeKind,
} from "./graph-model.ts";
import { findSender } from "./scope.ts";
import type { System } from "./system.ts";
import type { WayOut } from "./thread-wait.ts";
import type { WaitAnalysis } from "./wait-analysis.ts";
import type { WaitNode } from "./wait-graph.ts";

/** Messages drawn of each queue. */
const MOST_MESSAGES_DRAWN = 12;

const PORT_KINDS: Readonly<Record<PortRole, GraphNodeKind>> = {
  connection: "connection port",
  server: "server port",
  client: "client port",
  unconnected: "port",
  unknown: "port",
};

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

  /** Sorted, and titled. */
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
      const details = port === undefined ? [] : this.describePort(port);
      return Object.assign(
        { kind, label, isDeadlocked: false, details },
        this.noteQueue(port),
        this.drawProcess(port?.owner),
      );
    });
  }

  /** An edge from a client port to what it is connected to; nothing when one of them is not known. */
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
          details: this.describeThread(address),
        },
        this.noteWait(address),
        this.drawProcess(present(this.system.thread(address))?.process),
      ),
    );
  }

  /** One edge of the wait graph. A queued request is drawn over its message. */
  drawWait(from: WaitNode, to: WaitNode, way: WayOut, isDeadlocked: boolean): void {
    const source = this.drawNode(from);
    const target = this.drawNode(to);
    const message =
      to.kind !== "Port" || way.message === undefined ? undefined : present(this.system.message(way.message));
    if (from.kind === "Port") {
      this.addEdge("could serve", source, target, formatEdge(this.system, way), isDeadlocked);
    } else if (message !== undefined) {
      const drawn = this.drawMessage(message.address, present(this.system.port(to.address)));
      this.addEdge("sent", source, drawn, "awaits reply to", isDeadlocked);
      this.addEdge("queued", drawn, target, present(message.queue) ?? "queued", isDeadlocked);
    } else {
      this.addEdge(
        "wait",
        source,
        target,
        to.kind === "Object" ? "waits for" : formatEdge(this.system, way),
        isDeadlocked,
      );
    }
  }

  /** A thread at which nothing leads on. */
  drawRest(node: WaitNode): void {
    if (node.kind === "Thread") {
      this.drawThread(node.address);
    }
  }

  private drawNode(node: WaitNode): string {
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
        return this.drawObject(address, object);
    }
  }

  private drawObject(address: Word64, object: WaitObject | undefined): string {
    return this.drawOnce(`object-${address.key}`, () => {
      const holders = object === undefined ? [] : (present(object.holders) ?? []);
      return {
        kind: "object",
        label: object === undefined ? `object ${address}` : formatObject(this.system, object),
        isDeadlocked: false,
        details: [
          { label: "Address", value: String(address) },
          { label: "Kind", value: object?.kind ?? "not known" },
          ...(holders.length === 0
            ? []
            : [{ label: "Held by", value: formatSome(holders.map((holder) => formatThread(this.system, holder))) }]),
        ],
      };
    });
  }

  private drawMessage(address: Word64, port: PortFacts | undefined): string {
    return this.drawOnce(`message-${address.key}`, () => this.describeMessage(address, port));
  }

  private describeMessage(address: Word64, port: PortFacts | undefined): Omit<GraphNode, "id"> {
    const message = present(this.system.message(address));
    const details: GraphDetail[] = [{ label: "Address", value: String(address) }];
    const add = <T>(label: string, value: Maybe<T>, format: (datum: T) => string): void => {
      if (!isAbsent(value)) {
        details.push({ label, value: format(value) });
      }
    };
    if (message !== undefined) {
      add("Type", message.type, String);
      add("Queue", message.queue, String);
      add("Awaited by", message.waitingThread, (thread) => formatThread(this.system, thread));
      add("Served by", message.serverThread, (thread) => formatThread(this.system, thread));
      const sender = findSender(this.system, message);
      if (sender !== undefined) {
        details.push({ label: "Sent by", value: formatProcess(this.system, sender) });
      }
    }
    const label = message === undefined ? `message at ${address}` : formatMessage(message);
    return Object.assign(
      { kind: "message" as const, label, isDeadlocked: false, details },
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

  private describePort(port: PortFacts): readonly GraphDetail[] {
    const details: GraphDetail[] = [
      { label: "Address", value: String(port.address) },
      { label: "Kind", value: port.role === "unknown" ? "not known" : port.role },
    ];
    const service = findRawServiceName(this.system, port.address);
    if (service !== undefined) {
      details.push({ label: "Name", value: service });
    }
    for (const queue of this.system.queues(port.address)) {
      const left = queue.messages.length - MOST_MESSAGES_DRAWN;
      if (queue.messages.length > 0) {
        details.push({
          label: `${queue.name} queue`,
          value: formatCount(queue.messages.length, "message") + (left > 0 ? `, ${left} of them not drawn` : ""),
        });
      }
    }
    const waiting = this.system.waitQueue(port.address).length;
    const bound = present(this.system.boundThreads(port.address));
    const connections = this.system.connections(port.address).length;
    const states = (port.isClosed ? ["closed"] : []).concat(port.isDisconnected ? ["disconnected"] : []);
    return details.concat(
      waiting > 0 ? [{ label: "Waiting to receive", value: formatCount(waiting, "thread") }] : [],
      bound === undefined ? [] : [{ label: "Completion port", value: formatCount(bound.length, "thread") }],
      connections > 0 ? [{ label: "Connections", value: String(connections) }] : [],
      states.length > 0 ? [{ label: "State", value: states.join(", ") }] : [],
    );
  }

  private describeThread(address: Word64): readonly GraphDetail[] {
    const thread = present(this.system.thread(address));
    const details: GraphDetail[] = [{ label: "Address", value: String(address) }];
    if (thread === undefined) {
      return details;
    }
    if (!isAbsent(thread.state)) {
      details.push({
        label: "State",
        value: thread.suspension === "none" ? thread.state : `${thread.state}, ${thread.suspension}`,
      });
    }
    if (!isAbsent(thread.waitReason)) {
      details.push({ label: "Wait reason", value: thread.waitReason });
    }
    const waited = present(this.system.secondsWaited(address));
    if (waited !== undefined) {
      details.push({ label: "Waited", value: formatSeconds(waited) });
    }
    const heldUp = this.analysis.countHeldUp("Thread", address);
    if (heldUp > 0) {
      details.push({ label: "Holds up", value: formatCount(heldUp, "thread") });
    }
    const chain = this.analysis.findChain(address);
    if (chain !== undefined) {
      const isItself = chain.root.thread?.equals(address) === true && !chain.isDeadlock;
      details.push({
        label: isItself ? "It" : "In the end",
        value: isItself ? formatReason(this.system, chain.root) : formatRoot(this.system, chain.root),
      });
    }
    return details;
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

  /** The node's id. It is described only where it is new: a port that thousands of edges lead to is read once. */
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
