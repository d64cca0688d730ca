/** A process of a scene, and what it does. */
import type { Word64 } from "../../../src/target/word64.ts";
import type { ProcessFacts, ProcessStop } from "../../../src/facts/process.ts";
import { PortActor } from "./port-actor.ts";
import { ThreadActor } from "./thread-actor.ts";
import { NONE, type Writable } from "./draft.ts";
import type { Scene } from "./scene.ts";

/** A process: it has threads, creates ports and connects. */
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
