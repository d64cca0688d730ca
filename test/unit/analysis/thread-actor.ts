/** A thread of a scene: what it asks, awaits and waits for. */
import { notApplicable, type Maybe } from "../../../src/target/absence.ts";
import { Word64 } from "../../../src/target/word64.ts";
import type { AwaitedReply } from "../../../src/facts/reply.ts";
import type { PendingRequest } from "../../../src/facts/request.ts";
import type { ThreadFacts } from "../../../src/facts/thread.ts";
import type { WaitFacts, WaitObject } from "../../../src/facts/wait.ts";
import type { ProcessActor } from "./process-actor.ts";
import type { PortActor } from "./port-actor.ts";
import { NONE, type MessageDraft, type Writable } from "./draft.ts";
import type { Scene } from "./scene.ts";

/** What a thread has beside its facts. */
export interface ThreadParts {
  readonly facts: Writable<ThreadFacts>;
  awaited: AwaitedReply | undefined;
  wait: Writable<WaitFacts> | undefined;
  receivesOn: Word64[];
  requests: PendingRequest[];
  seconds: number | undefined;
  name: string | undefined;
}

/** A thread: it runs until a sentence says what it waits for. */
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
    const port = through?.service ?? through;
    port?.holds("Pending", message);
    this.#awaits(message, port, server.address);
    return message;
  }

  /** The request still lies on the queue of `on`, or of its service where there is one. */
  awaitsReplyQueuedOn(through: PortActor, on: PortActor = through.service ?? through): MessageDraft {
    const message = this.#sends(through, {});
    on.holds("Main", message);
    this.#awaits(message, on, notApplicable("the message has not been received"));
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

  #awaits(message: MessageDraft | undefined, port: PortActor | undefined, serverThread: Maybe<Word64>): void {
    this.#waits("WrLpcReply");
    this.parts.awaited = {
      serverThread,
      message: message?.address ?? NONE,
      messageId: message?.id ?? NONE,
      port: port?.address ?? NONE,
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
    this.parts.receivesOn = this.parts.receivesOn.concat(port.address);
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
