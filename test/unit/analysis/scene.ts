/** A snapshot built by sentences: `explorer.thread(0x9a4).awaitsReplyFrom(worker, connection)`. */
import type {
  AwaitedReply, ConnectionFacts, MessageFacts, PortFacts, PortState, ProcessFacts, QueueFacts, QueueName, ThreadFacts, ThreadWait,
  WaitObject, WaitObjectKind, WaitSnapshot,
} from "../../../src/analysis/snapshot.ts";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Everything of one scene; each facts object may be changed until the scene is asked. */
export class Scene implements WaitSnapshot {
  readonly generation: "ALPC" | "LPC" = "ALPC";
  readonly threadActors: ThreadActor[] = [];
  readonly #threads = new Map<string, ThreadFacts>();
  readonly #processes = new Map<string, ProcessFacts>();
  readonly #ports = new Map<string, PortFacts>();
  readonly #messages = new Map<string, MessageFacts>();
  readonly seconds = new Map<string, number>();
  #next = 0x1000;

  newKey(): string {
    this.#next += 0x10;
    return `ffffa801${this.#next.toString(16).padStart(8, "0")}`;
  }

  newMessageId(): number {
    return this.#messages.size + 1;
  }

  process(key: string): ProcessFacts | undefined { return this.#processes.get(key); }
  thread(key: string): ThreadFacts | undefined { return this.#threads.get(key); }
  port(key: string): PortFacts | undefined { return this.#ports.get(key); }
  message(key: string): MessageFacts | undefined { return this.#messages.get(key); }
  ports(): Iterable<string> { return this.#ports.keys(); }
  messages(): Iterable<string> { return this.#messages.keys(); }
  secondsWaited(key: string): number | undefined { return this.seconds.get(key); }
  * waitingThreads(): Iterable<string> {
    for (const thread of this.#threads.values()) if (thread.awaits !== undefined) yield thread.key;
  }

  add(facts: { thread?: ThreadFacts; process?: ProcessFacts; port?: PortFacts; message?: MessageFacts }): void {
    if (facts.thread !== undefined) this.#threads.set(facts.thread.key, facts.thread);
    if (facts.process !== undefined) this.#processes.set(facts.process.key, facts.process);
    if (facts.port !== undefined) this.#ports.set(facts.port.key, facts.port);
    if (facts.message !== undefined) this.#messages.set(facts.message.key, facts.message);
  }

  newProcess(name: string, id: number): ProcessActor {
    return new ProcessActor(this, name, id);
  }

  object(kind: WaitObjectKind, more: Partial<WaitObject> = {}): WaitObject {
    return { key: this.newKey(), kind, ...more };
  }

  mutantOf(owner: ThreadActor): WaitObject {
    return this.object("mutant", { owner: owner.key });
  }
}

export class ProcessActor {
  readonly facts: Writable<ProcessFacts> & { threads: string[] };
  readonly scene: Scene;

  constructor(scene: Scene, name: string, id: number) {
    this.scene = scene;
    this.facts = { key: scene.newKey(), id, name, exited: false, threads: [] };
    scene.add({ process: this.facts });
  }

  get key(): string { return this.facts.key; }

  /** A running thread. */
  thread(id: number): ThreadActor {
    const thread = new ThreadActor(this, id);
    this.facts.threads.push(thread.key);
    return thread;
  }

  creates(name: string): PortActor {
    const port = new PortActor(this, "connection", name);
    port.facts.connectionPort = port.key;
    return port;
  }

  connectsTo(server: PortActor): PortActor {
    const client = new PortActor(this, "client");
    const other = new PortActor(server.owner, "server");
    for (const port of [client, other]) {
      port.facts.connectionPort = server.key;
      port.facts.serverPort = other.key;
      port.facts.clientPort = client.key;
    }
    server.facts.connections.push({ serverPort: other.key, clientPort: client.key });
    client.peer = other;
    other.peer = client;
    client.service = server;
    other.service = server;
    return client;
  }

  /** All threads with it. */
  exits(): this {
    this.facts.exited = true;
    for (const key of this.facts.threads) {
      const thread = this.scene.thread(key) as Writable<ThreadFacts> | undefined;
      if (thread !== undefined) Object.assign(thread, { exited: true, state: "Terminated" });
    }
    this.facts.threads.length = 0;
    return this;
  }
}

type PortDraft = Omit<Writable<PortFacts>, "queues" | "connections" | "waitQueue" | "completionThreads" | "contradictions" | "state"> & {
  connections: ConnectionFacts[]; waitQueue: string[]; completionThreads?: string[]; contradictions: string[]; queues: QueueDraft[];
  state: Writable<PortState>;
};
type QueueDraft = Omit<Writable<QueueFacts>, "messages"> & { messages: string[] };

export class PortActor {
  readonly facts: PortDraft;
  readonly owner: ProcessActor;
  peer: PortActor | undefined;
  service: PortActor | undefined;

  constructor(owner: ProcessActor, kind: NonNullable<PortFacts["kind"]>, name?: string) {
    this.owner = owner;
    this.facts = {
      key: owner.scene.newKey(), kind, owner: owner.key, state: {}, queues: [], waitQueue: [], connections: [], contradictions: [],
      ...(name === undefined ? {} : { name }),
    };
    owner.scene.add({ port: this.facts });
  }

  get key(): string { return this.facts.key; }

  queue(name: QueueName): QueueDraft {
    const known = this.facts.queues.find((queue) => queue.name === name);
    if (known !== undefined) return known;
    const queue: QueueDraft = { name, messages: [], declaredLength: 0, isComplete: true };
    this.facts.queues.push(queue);
    return queue;
  }

  /** Puts a message on one of the queues and counts it. */
  holds(name: QueueName, message: Writable<MessageFacts>): void {
    const queue = this.queue(name);
    queue.messages.push(message.key);
    queue.declaredLength = (queue.declaredLength ?? 0) + 1;
    message.queue = name;
    message.queuePort = this.key;
  }

  hasWorkers(...threads: ThreadActor[]): this {
    this.facts.completionThreads = [...(this.facts.completionThreads ?? []), ...threads.map((thread) => thread.key)];
    return this;
  }
}

export class ThreadActor {
  readonly facts: Writable<ThreadFacts>;
  readonly process: ProcessActor;
  readonly scene: Scene;

  constructor(process: ProcessActor, id: number) {
    this.process = process;
    this.scene = process.scene;
    this.facts = { key: this.scene.newKey(), id, process: process.key, state: "Running", suspended: false, exited: false, receivesOn: [] };
    this.scene.add({ thread: this.facts });
    this.scene.threadActors.push(this);
  }

  get key(): string { return this.facts.key; }

  /** The request was received by `server`. `through`: the thread's port; the message then is pending. */
  awaitsReplyFrom(server: ThreadActor, through?: PortActor): Writable<MessageFacts> {
    const message = this.#sends(through, { serverThread: server.key });
    this.#awaits(message, through, { kind: "thread", thread: server.key });
    (through?.service ?? through)?.holds("Pending", message);
    return message;
  }

  /** The request still sits on the queue of `on`, or of its service where there is one. */
  awaitsReplyQueuedOn(through: PortActor, on: PortActor = through.service ?? through): Writable<MessageFacts> {
    const message = this.#sends(through, {});
    on.holds("Main", message);
    this.#awaits(message, through, { kind: "queued", port: on.key });
    return message;
  }

  awaitsReplyOfNobodyKnown(reason: string): void {
    this.#awaits(undefined, undefined, { kind: "unknown", reason });
  }

  #sends(through: PortActor | undefined, more: Partial<MessageFacts>): Writable<MessageFacts> {
    const message: Writable<MessageFacts> = {
      key: this.scene.newKey(), id: this.scene.newMessageId(), type: "LPC_REQUEST", queue: "None", waitingThread: this.key,
      senderProcess: this.process.key, contradictions: [], ...(through === undefined ? {} : { ownerPort: through.key }), ...more,
    };
    this.scene.add({ message });
    return message;
  }

  #awaits(message: MessageFacts | undefined, through: PortActor | undefined, source: AwaitedReply["source"]): void {
    const port = (through?.service ?? through)?.key;
    this.#waits("WrLpcReply");
    this.facts.awaits = {
      source, ...(message === undefined ? {} : { message: message.key, messageId: message.id ?? 0 }), ...(port === undefined ? {} : { port }),
    };
  }

  #waits(reason: string): void {
    this.facts.state = "Waiting";
    this.facts.waitReason = reason;
  }

  waitsFor(...objects: WaitObject[]): this { return this.waits("any", objects); }
  waitsForAll(...objects: WaitObject[]): this { return this.waits("all", objects); }

  waits(mode: ThreadWait["mode"], objects: readonly WaitObject[], hasTimeout = false): this {
    this.#waits("UserRequest");
    this.facts.wait = { mode, hasTimeout, objects };
    return this;
  }

  waitsForMutantOf(owner: ThreadActor): this { return this.waitsFor(this.scene.mutantOf(owner)); }
  waitsForThread(thread: ThreadActor): this { return this.waitsFor({ key: thread.key, kind: "thread" }); }
  waitsForProcess(process: ProcessActor): this { return this.waitsFor({ key: process.key, kind: "process" }); }

  receivesOn(port: PortActor): this {
    this.#waits("WrLpcReceive");
    this.facts.receivesOn = [port.key];
    port.facts.waitQueue.push(this.key);
    return this;
  }

  /** Idle on the port's completion queue. */
  idlesOn(port: PortActor): this {
    this.#waits("WrQueue");
    this.facts.receivesOn = [port.key];
    port.hasWorkers(this);
    return this;
  }

  isSuspended(): this {
    this.#waits("Suspended");
    this.facts.suspended = true;
    return this;
  }

  sleeps(): this { return this.waitsFor(this.scene.object("timer")); }

  hasWaited(seconds: number): this {
    this.scene.seconds.set(this.key, seconds);
    return this;
  }
}
