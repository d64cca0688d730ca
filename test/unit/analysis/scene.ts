/** A system of plain facts, built by sentences: `explorer.thread(0x9a4).awaitsReplyFrom(worker, connection)`. */
import { Absence, notApplicable, type Maybe } from "../../../src/target/absence.ts";
import { Word64 } from "../../../src/target/word64.ts";
import type { Contradiction, Gaps, System } from "../../../src/analysis/system.ts";
import type { ConnectionFacts } from "../../../src/facts/connection.ts";
import type { LockFacts } from "../../../src/facts/lock.ts";
import type { MessageFacts } from "../../../src/facts/message.ts";
import type { PortFacts, PortRole } from "../../../src/facts/port.ts";
import type { ProcessFacts, ProcessStop } from "../../../src/facts/process.ts";
import type { QueueFacts, QueueName } from "../../../src/facts/queue.ts";
import type { AwaitedReply } from "../../../src/facts/reply.ts";
import type { PendingRequest } from "../../../src/facts/request.ts";
import type { ThreadFacts } from "../../../src/facts/thread.ts";
import type { WaitFacts, WaitObject, WaitObjectKind } from "../../../src/facts/wait.ts";
import type { WalkEnd } from "../../../src/facts/walk-end.ts";
import type { PortName } from "../../../src/text/names.ts";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What this scene says nothing of. */
export const NONE = notApplicable("not there");

const WHOLE: WalkEnd = { kind: "head", reason: "the end of the list was reached", count: 0 };

const KINDS: Readonly<Record<PortRole, PortFacts["kind"]>> = {
  connection: "ALPC_CONNECTION_PORT",
  server: "ALPC_SERVER_COMMUNICATION_PORT",
  client: "ALPC_CLIENT_COMMUNICATION_PORT",
  unconnected: "UNKNOWN",
  unknown: "UNKNOWN",
};

type QueueDraft = Omit<Writable<QueueFacts>, "messages"> & { messages: Word64[] };

/** What a port has beside its facts. */
interface PortParts {
  readonly facts: Writable<PortFacts>;
  readonly queues: QueueDraft[];
  readonly waitQueue: Word64[];
  bound: Word64[] | undefined;
  readonly connections: ConnectionFacts[];
  readonly contradictions: string[];
}

/** What a thread has beside its facts. */
interface ThreadParts {
  readonly facts: Writable<ThreadFacts>;
  awaited: AwaitedReply | undefined;
  wait: Writable<WaitFacts> | undefined;
  receivesOn: Word64[];
  requests: PendingRequest[];
  seconds: number | undefined;
  name: string | undefined;
}

export type MessageDraft = Writable<MessageFacts>;

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("\\") + 1);
}

/** Everything of one scene; each facts object may be changed until the scene is asked. */
export class Scene implements System {
  readonly generation: "ALPC" | "LPC" = "ALPC";
  readonly threadActors: ThreadActor[] = [];
  readonly portParts = new Map<string, PortParts>();
  readonly threadParts = new Map<string, ThreadParts>();
  readonly processActors = new Map<string, ProcessActor>();
  readonly messageFacts = new Map<string, MessageDraft>();
  readonly messageContradictions = new Map<string, string[]>();
  /** Names and paths by the key of a port or object. */
  readonly paths = new Map<string, string>();
  readonly handles = new Map<string, Word64[]>();
  readonly missing: Word64[] = [];
  #next = 0x1000;
  #names: { readonly paths: number; readonly counts: ReadonlyMap<string, number> } = { paths: 0, counts: new Map() };

  newAddress(): Word64 {
    this.#next += 0x10;
    return new Word64(0xffffa801, this.#next);
  }

  newMessageId(): number {
    return this.messageFacts.size + 1;
  }

  process(address: Word64): Maybe<ProcessFacts> {
    return this.processActors.get(address.key)?.facts ?? NONE;
  }
  thread(address: Word64): Maybe<ThreadFacts> {
    return this.threadParts.get(address.key)?.facts ?? NONE;
  }
  port(address: Word64): Maybe<PortFacts> {
    return this.portParts.get(address.key)?.facts ?? NONE;
  }
  message(address: Word64): Maybe<MessageFacts> {
    return this.messageFacts.get(address.key) ?? NONE;
  }
  ports(): Iterable<Word64> {
    return Array.from(this.portParts.values(), ({ facts }) => facts.address);
  }
  messages(): Iterable<Word64> {
    return Array.from(this.messageFacts.values(), ({ address }) => address);
  }
  waitingThreads(): Iterable<Word64> {
    return Array.from(this.threadParts.values())
      .filter(({ awaited }) => awaited !== undefined)
      .map(({ facts }) => facts.address);
  }
  queues(port: Word64): readonly QueueFacts[] {
    return this.portParts.get(port.key)?.queues ?? [];
  }
  waitQueue(port: Word64): readonly Word64[] {
    return this.portParts.get(port.key)?.waitQueue ?? [];
  }
  boundThreads(port: Word64): Maybe<readonly Word64[]> {
    return this.portParts.get(port.key)?.bound ?? NONE;
  }
  connections(port: Word64): readonly ConnectionFacts[] {
    return this.portParts.get(port.key)?.connections ?? [];
  }
  isOrdinary(): boolean {
    return false;
  }
  contradictions(kind: "Port" | "Message", address: Word64): readonly string[] {
    return (
      (kind === "Port"
        ? this.portParts.get(address.key)?.contradictions
        : this.messageContradictions.get(address.key)) ?? []
    );
  }
  tableContradictions(): Iterable<Contradiction> {
    return [];
  }
  gaps(): Gaps {
    return { pages: this.missing.length, addresses: this.missing };
  }
  awaitedReply(thread: Word64): Maybe<AwaitedReply> {
    return this.threadParts.get(thread.key)?.awaited ?? NONE;
  }
  wait(thread: Word64): Maybe<WaitFacts> {
    return this.threadParts.get(thread.key)?.wait ?? NONE;
  }
  receivesOn(thread: Word64): readonly Word64[] {
    return this.threadParts.get(thread.key)?.receivesOn ?? [];
  }
  threadsOf(process: Word64): readonly Word64[] {
    return this.processActors.get(process.key)?.threads ?? [];
  }
  secondsWaited(thread: Word64): Maybe<number> {
    return this.threadParts.get(thread.key)?.seconds ?? NONE;
  }
  requests(thread: Word64): readonly PendingRequest[] {
    return this.threadParts.get(thread.key)?.requests ?? [];
  }
  isExiting(process: Word64): boolean {
    return this.stop(process)?.kind === "exiting";
  }

  stop(process: Word64): ProcessStop | undefined {
    return this.processActors.get(process.key)?.stop;
  }
  threadName(thread: Word64): Maybe<string> {
    return this.threadParts.get(thread.key)?.name ?? NONE;
  }
  service(process: Word64): Maybe<string> {
    return this.processActors.get(process.key)?.service ?? NONE;
  }
  objectName(object: Word64): Maybe<string> {
    return this.paths.get(object.key) ?? NONE;
  }
  handleHolders(object: Word64): readonly Word64[] {
    return this.handles.get(object.key) ?? [];
  }
  locks(): Iterable<LockFacts> {
    return [];
  }
  processById(id: number): Word64 | undefined {
    return Array.from(this.processActors.values()).find(({ facts }) => facts.id === id)?.address;
  }
  portName(port: Word64): Maybe<PortName> {
    const path = this.paths.get(port.key);
    return path === undefined
      ? NONE
      : { name: lastPart(path), path, isUnique: this.countNames().get(lastPart(path)) === 1 };
  }

  /** How many paths end in each name; counted again when there are more. */
  private countNames(): ReadonlyMap<string, number> {
    if (this.#names.paths !== this.paths.size) {
      const counts = new Map<string, number>();
      for (const path of this.paths.values()) {
        counts.set(lastPart(path), (counts.get(lastPart(path)) ?? 0) + 1);
      }
      this.#names = { paths: this.paths.size, counts };
    }
    return this.#names.counts;
  }

  newProcess(name: string, id: number): ProcessActor {
    return new ProcessActor(this, name, id);
  }

  /** A message on no queue. */
  newMessage(more: Partial<MessageDraft> = {}): MessageDraft {
    const message: MessageDraft = {
      address: this.newAddress(),
      id: NONE,
      callbackId: NONE,
      sequenceNo: NONE,
      type: NONE,
      typeNumber: NONE,
      typeFlags: NONE,
      dataLength: NONE,
      totalLength: NONE,
      senderProcessId: NONE,
      senderThreadId: NONE,
      state: NONE,
      queue: NONE,
      queuePort: NONE,
      ownerPort: NONE,
      connectionPort: NONE,
      waitingThread: NONE,
      serverThread: NONE,
      contradictions: [],
      ...more,
    };
    this.messageFacts.set(message.address.key, message);
    return message;
  }

  object(kind: WaitObjectKind, more: Partial<WaitObject> & { readonly name?: string } = {}): WaitObject {
    const { name, ...facts } = more;
    const address = more.address ?? this.newAddress();
    if (name !== undefined) {
      this.paths.set(address.key, name);
    }
    return {
      kind,
      address,
      dispatcher: address,
      holders: NONE,
      isHeldShared: false,
      signaled: NONE,
      typeName: name === undefined ? NONE : "Event",
      ...facts,
    };
  }

  mutantOf(owner: ThreadActor): WaitObject {
    return this.object("mutant", { holders: [owner.address] });
  }

  /** A lock around an event of its own. */
  lock(kind: WaitObjectKind, ...holders: ThreadActor[]): WaitObject {
    return this.object(kind, {
      dispatcher: this.newAddress(),
      holders: holders.map(({ address }) => address),
      isHeldShared: holders.length > 1,
    });
  }
}

export class ProcessActor {
  readonly facts: Writable<ProcessFacts>;
  readonly scene: Scene;
  readonly threads: Word64[] = [];
  stop: ProcessStop | undefined;
  service: string | undefined;

  constructor(scene: Scene, name: string, id: number) {
    this.scene = scene;
    this.facts = {
      address: scene.newAddress(),
      id,
      name,
      shortName: name,
      hasExited: false,
      activeThreads: NONE,
      sessionId: NONE,
    };
    scene.processActors.set(this.address.key, this);
  }

  get address(): Word64 {
    return this.facts.address;
  }

  /** A running thread. */
  thread(id: number): ThreadActor {
    const thread = new ThreadActor(this, id);
    this.threads.push(thread.address);
    return thread;
  }

  creates(path: string): PortActor {
    const port = new PortActor(this, "connection", path);
    port.facts.connectionPort = port.address;
    return port;
  }

  connectsTo(server: PortActor): PortActor {
    const client = new PortActor(this, "client");
    const other = new PortActor(server.owner, "server");
    for (const port of [client, other]) {
      port.facts.connectionPort = server.address;
      port.facts.serverPort = other.address;
      port.facts.clientPort = client.address;
    }
    server.parts.connections.push({
      communicationInfo: NONE,
      connectionPort: server.address,
      serverPort: other.address,
      clientPort: client.address,
    });
    client.peer = other;
    other.peer = client;
    client.service = server;
    other.service = server;
    return client;
  }

  /** All threads with it. */
  exits(): this {
    this.facts.hasExited = true;
    for (const address of this.threads) {
      const thread = this.scene.threadParts.get(address.key)?.facts;
      if (thread !== undefined) {
        Object.assign(thread, { hasExited: true, state: "Terminated", waitReason: NONE });
      }
    }
    this.threads.length = 0;
    return this;
  }

  isStopped(stop: ProcessStop): this {
    this.stop = stop;
    return this;
  }
}

export class PortActor {
  readonly parts: PortParts;
  readonly owner: ProcessActor;
  peer: PortActor | undefined;
  service: PortActor | undefined;

  constructor(owner: ProcessActor, role: PortRole, path?: string) {
    this.owner = owner;
    const { scene } = owner;
    const address = scene.newAddress();
    this.parts = {
      facts: {
        address,
        role,
        kind: KINDS[role],
        owner: owner.address,
        ownerIsGone: false,
        connectionPort: NONE,
        serverPort: NONE,
        clientPort: NONE,
        state: NONE,
        isClosed: false,
        isDisconnected: false,
        contradictions: [],
      },
      queues: [],
      waitQueue: [],
      bound: undefined,
      connections: [],
      contradictions: [],
    };
    scene.portParts.set(address.key, this.parts);
    if (path !== undefined) {
      scene.paths.set(address.key, path);
    }
  }

  get facts(): Writable<PortFacts> {
    return this.parts.facts;
  }
  get address(): Word64 {
    return this.facts.address;
  }

  queue(name: QueueName): QueueDraft {
    const known = this.parts.queues.find((queue) => queue.name === name);
    if (known !== undefined) {
      return known;
    }
    const queue: QueueDraft = { name, port: this.address, messages: [], declaredLength: 0, end: WHOLE };
    this.parts.queues.push(queue);
    return queue;
  }

  /** Puts a message on one of the queues and counts it. */
  holds(name: QueueName, message: MessageDraft): void {
    const queue = this.queue(name);
    queue.messages.push(message.address);
    queue.declaredLength = (queue.declaredLength instanceof Absence ? 0 : queue.declaredLength) + 1;
    message.queue = name;
    message.queuePort = this.address;
  }

  hasWorkers(...threads: ThreadActor[]): this {
    this.parts.bound = [...(this.parts.bound ?? []), ...threads.map((thread) => thread.address)];
    return this;
  }
}

export class ThreadActor {
  readonly parts: ThreadParts;
  readonly process: ProcessActor;
  readonly scene: Scene;

  constructor(process: ProcessActor, id: number) {
    this.process = process;
    this.scene = process.scene;
    const facts: Writable<ThreadFacts> = {
      address: this.scene.newAddress(),
      id,
      processId: process.facts.id,
      process: process.address,
      state: "Running",
      stateNumber: NONE,
      waitReason: NONE,
      suspension: "none",
      suspendCount: 0,
      isTerminating: false,
      pendingApc: "none",
      hasExited: false,
    };
    this.parts = {
      facts,
      awaited: undefined,
      wait: undefined,
      receivesOn: [],
      requests: [],
      seconds: undefined,
      name: undefined,
    };
    this.scene.threadParts.set(facts.address.key, this.parts);
    this.scene.threadActors.push(this);
  }

  get facts(): Writable<ThreadFacts> {
    return this.parts.facts;
  }
  get address(): Word64 {
    return this.facts.address;
  }

  /** The request was received by `server`. `through`: the thread's port; the message then is pending. */
  awaitsReplyFrom(server: ThreadActor, through?: PortActor): MessageDraft {
    const message = this.#sends(through, { serverThread: server.address });
    (through?.service ?? through)?.holds("Pending", message);
    this.#awaits(message, through, server.address);
    return message;
  }

  /** The request still lies on the queue of `on`, or of its service where there is one. */
  awaitsReplyQueuedOn(through: PortActor, on: PortActor = through.service ?? through): MessageDraft {
    const message = this.#sends(through, {});
    on.holds("Main", message);
    this.#awaits(message, through, notApplicable("the message has not been received"));
    return message;
  }

  awaitsReplyOfNobodyKnown(reason: string): void {
    this.#awaits(undefined, undefined, notApplicable(reason));
  }

  #sends(through: PortActor | undefined, more: Partial<MessageDraft>): MessageDraft {
    return this.scene.newMessage({
      id: Word64.fromNumber(this.scene.newMessageId()),
      type: "LPC_REQUEST",
      queue: "None",
      waitingThread: this.address,
      senderProcessId: this.process.facts.id,
      ownerPort: through?.address ?? NONE,
      connectionPort: (through?.service ?? through)?.address ?? NONE,
      ...more,
    });
  }

  #awaits(message: MessageDraft | undefined, through: PortActor | undefined, serverThread: Maybe<Word64>): void {
    this.#waits("WrLpcReply");
    this.parts.awaited = {
      serverThread,
      message: message?.address ?? NONE,
      messageId: message?.id ?? NONE,
      port: (through?.service ?? through)?.address ?? NONE,
    };
  }

  #waits(reason: string): void {
    this.facts.state = "Waiting";
    this.facts.waitReason = reason;
  }

  awaitsNothing(): this {
    this.parts.awaited = undefined;
    return this;
  }

  waitsFor(...objects: WaitObject[]): this {
    return this.waits("any", objects);
  }
  waitsForAll(...objects: WaitObject[]): this {
    return this.waits("all", objects);
  }

  waits(mode: WaitFacts["mode"], objects: readonly WaitObject[], hasTimeout = false, isRenewed = false): this {
    this.#waits("UserRequest");
    this.parts.wait = { mode, hasTimeout, isRenewed, objects, broken: undefined };
    return this;
  }

  /** A wait of the kernel's own. */
  waitsAs(reason: string, ...objects: WaitObject[]): this {
    this.waits("any", objects);
    this.facts.waitReason = reason;
    return this;
  }

  waitsForMutantOf(owner: ThreadActor): this {
    return this.waitsFor(this.scene.mutantOf(owner));
  }
  waitsForThread(thread: ThreadActor): this {
    return this.waitsFor(this.scene.object("thread", { address: thread.address, typeName: "Thread" }));
  }
  waitsForProcess(process: ProcessActor): this {
    return this.waitsFor(this.scene.object("process", { address: process.address, typeName: "Process" }));
  }

  receivesOn(port: PortActor): this {
    this.#waits("WrLpcReceive");
    this.parts.receivesOn = [port.address];
    port.parts.waitQueue.push(this.address);
    return this;
  }

  /** Idle on the port's completion queue. */
  idlesOn(port: PortActor): this {
    this.#waits("WrQueue");
    this.parts.receivesOn = [port.address];
    port.hasWorkers(this);
    return this;
  }

  isSuspended(): this {
    this.#waits("Suspended");
    this.facts.suspension = "suspended";
    this.facts.suspendCount = 1;
    return this;
  }

  isFrozen(how: "frozen" | "deep frozen" = "frozen"): this {
    this.#waits("Suspended");
    this.facts.suspension = how;
    return this;
  }

  sleeps(): this {
    return this.waitsFor(this.scene.object("timer"));
  }

  hasPending(...requests: Partial<PendingRequest>[]): this {
    this.parts.requests = requests.map((request) => ({
      irp: this.scene.newAddress(),
      driver: NONE,
      device: NONE,
      majorFunction: NONE,
      file: NONE,
      isCanceled: false,
      signals: [],
      ...request,
    }));
    return this;
  }

  hasWaited(seconds: number): this {
    this.parts.seconds = seconds;
    return this;
  }

  isCalled(name: string): this {
    this.parts.name = name;
    return this;
  }
}
