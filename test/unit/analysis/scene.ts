/** A system of plain facts, built by sentences: `explorer.thread(0x9a4).awaitsReplyFrom(worker, connection)`. */
import type { Maybe } from "../../../src/target/absence.ts";
import { Word64 } from "../../../src/target/word64.ts";
import type { Contradiction, Gaps, System } from "../../../src/analysis/system.ts";
import type { ConnectionFacts } from "../../../src/facts/connection.ts";
import type { LockFacts } from "../../../src/facts/lock.ts";
import type { MessageFacts } from "../../../src/facts/message.ts";
import type { PortFacts } from "../../../src/facts/port.ts";
import type { ProcessFacts, ProcessStop } from "../../../src/facts/process.ts";
import type { QueueFacts } from "../../../src/facts/queue.ts";
import type { AwaitedReply } from "../../../src/facts/reply.ts";
import type { PendingRequest } from "../../../src/facts/request.ts";
import type { ThreadFacts } from "../../../src/facts/thread.ts";
import type { WaitFacts, WaitObject, WaitObjectKind } from "../../../src/facts/wait.ts";
import type { PortName } from "../../../src/text/names.ts";
import { ProcessActor } from "./process-actor.ts";
import type { PortParts } from "./port-actor.ts";
import type { ThreadActor } from "./thread-actor.ts";
import type { ThreadParts } from "./thread-actor.ts";
import { NONE, type MessageDraft } from "./draft.ts";

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
