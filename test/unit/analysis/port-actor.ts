/** A port of a scene: its queues and workers. */
import { Absence } from "../../../src/target/absence.ts";
import type { Word64 } from "../../../src/target/word64.ts";
import type { ConnectionFacts } from "../../../src/facts/connection.ts";
import type { PortFacts, PortRole } from "../../../src/facts/port.ts";
import type { QueueFacts, QueueName } from "../../../src/facts/queue.ts";
import type { WalkEnd } from "../../../src/facts/walk-end.ts";
import type { ProcessActor } from "./process-actor.ts";
import type { ThreadActor } from "./thread-actor.ts";
import { NONE, type MessageDraft, type Writable } from "./draft.ts";

const WHOLE: WalkEnd = { kind: "head", reason: "the end of the list was reached", count: 0 };

const KINDS: Readonly<Record<PortRole, PortFacts["kind"]>> = {
  connection: "ALPC_CONNECTION_PORT",
  server: "ALPC_SERVER_COMMUNICATION_PORT",
  client: "ALPC_CLIENT_COMMUNICATION_PORT",
  unconnected: "UNKNOWN",
  unknown: "UNKNOWN",
};

/** A queue whose messages may still come. */
export type QueueDraft = Omit<Writable<QueueFacts>, "messages"> & { messages: Word64[] };

/** What a port has beside its facts. */
export interface PortParts {
  readonly facts: Writable<PortFacts>;
  readonly queues: QueueDraft[];
  readonly waitQueue: Word64[];
  bound: Word64[] | undefined;
  readonly connections: ConnectionFacts[];
  readonly contradictions: string[];
}

/** A port: it holds messages and has workers. */
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
