/** The snapshot that the analysis works on, answered lazily from the decoders of either generation. */
import { Absence, present, type Maybe } from "../target/absence.ts";
import { Word64 } from "../target/word64.ts";
import { readObjectName } from "../nt/object-name.ts";
import { readProcess } from "../nt/process.ts";
import { findProcessById } from "../nt/process.ts";
import { readThread, walkThreads, type ThreadFacts as KernelThreadFacts } from "../nt/thread.ts";
import { readWaits, readWaitedSeconds, type WaitObjectFacts } from "../nt/waits.ts";
import type { AwaitedReply as AwaitedFacts } from "../generation/facts.ts";
import type {
  AwaitedReply, Key, MessageFacts, PortFacts, PortKind, ProcessFacts, QueueFacts, ReplySource, ThreadFacts, ThreadWait, WaitObject, WaitSnapshot,
} from "../analysis/snapshot.ts";
import type { ModelContext } from "./context.ts";

/** The address that a key of the analysis stands for. */
export function addressOfKey(key: Key): Word64 {
  return Word64.parse(`0x${key}`) ?? Word64.zero;
}

/** The snapshot of this stop of the target: one, so that all that is found in it fits together. */
export function snapshotOf(context: ModelContext): WaitSnapshot {
  return context.target.stop.once("wait snapshot", () => new DecodedSnapshot(context));
}

/** Facts of threads are kept, since chains come back to them; ports and messages are many and read again instead. */
class DecodedSnapshot implements WaitSnapshot {
  readonly generation: "ALPC" | "LPC";
  private readonly context: ModelContext;
  private readonly threads = new Map<Key, ThreadFacts | undefined>();
  private portsOfQueues: ReadonlyMap<Key, Key> | undefined;

  constructor(context: ModelContext) {
    this.context = context;
    this.generation = context.generation.name;
  }

  *waitingThreads(): Iterable<Key> {
    yield* keysOf(this.context.generation.walkWaitingThreads());
  }

  *ports(): Iterable<Key> {
    yield* keysOf(this.context.generation.walkPorts());
  }

  *messages(): Iterable<Key> {
    yield* keysOf(this.context.generation.walkMessages());
  }

  thread(key: Key): ThreadFacts | undefined {
    if (!this.threads.has(key)) {
      this.threads.set(key, this.readThread(addressOfKey(key)));
    }
    return this.threads.get(key);
  }

  process(key: Key): ProcessFacts | undefined {
    const { target } = this.context;
    const facts = readProcess(target, addressOfKey(key));
    if (facts instanceof Absence) {
      return undefined;
    }
    const threads: Key[] = [];
    for (const address of facts.hasExited ? [] : walkThreads(target, facts.address)) {
      const thread = readThread(target, address);
      if (!(thread instanceof Absence) && !thread.hasExited) {
        threads.push(address.key);
      }
    }
    return { key, id: facts.id, name: facts.name, exited: facts.hasExited, threads };
  }

  port(key: Key): PortFacts | undefined {
    const { generation, target } = this.context;
    const facts = generation.readPort(addressOfKey(key));
    if (facts instanceof Absence) {
      return undefined;
    }
    const name = facts.role === "connection" || facts.role === "unconnected" ? readObjectName(target, facts.address) : undefined;
    const hasCompletionPort = !(generation.findCompletionPort(facts) instanceof Absence);
    return {
      key,
      ...maybe("kind", facts.role === "unknown" ? undefined : facts.role satisfies PortKind),
      ...maybe("name", name instanceof Absence ? undefined : name),
      ...maybe("owner", present(facts.owner)?.key),
      ...(facts.ownerIsGone ? { ownerGone: true } : {}),
      ...maybe("connectionPort", present(facts.connectionPort)?.key),
      ...maybe("serverPort", present(facts.serverPort)?.key),
      ...maybe("clientPort", present(facts.clientPort)?.key),
      state: { closed: facts.isClosed, disconnected: facts.isDisconnected },
      queues: this.readQueues(facts),
      waitQueue: generation.readWaitQueue(facts).map(({ key: thread }) => thread),
      ...(hasCompletionPort ? { completionThreads: generation.readBoundThreads(facts).map(({ key: thread }) => thread) } : {}),
      connections: facts.role !== "connection" ? [] : generation.readConnections(facts).map(({ serverPort, clientPort }) => ({
        ...maybe("serverPort", present(serverPort)?.key), ...maybe("clientPort", present(clientPort)?.key),
      })),
      contradictions: generation.validateLinks(facts),
    };
  }

  message(key: Key): MessageFacts | undefined {
    const { generation, target } = this.context;
    const facts = generation.readMessage(addressOfKey(key));
    if (facts instanceof Absence) {
      return undefined;
    }
    const sender = facts.senderProcessId instanceof Absence ? undefined : findProcessById(target, facts.senderProcessId);
    return {
      key,
      ...maybe("id", present(facts.id)?.toNumber()),
      ...maybe("type", present(facts.type)),
      ...maybe("queue", present(facts.queue)),
      ...maybe("queuePort", present(facts.queuePort)?.key),
      ...maybe("ownerPort", present(facts.ownerPort)?.key),
      ...maybe("connectionPort", present(facts.connectionPort)?.key),
      ...maybe("waitingThread", present(facts.waitingThread)?.key),
      ...maybe("serverThread", present(facts.serverThread)?.key),
      ...maybe("senderProcess", sender?.key),
      contradictions: generation.validateMessage(facts),
    };
  }

  secondsWaited(thread: Key): number | undefined {
    const facts = readThread(this.context.target, addressOfKey(thread));
    return facts instanceof Absence ? undefined : present(readWaitedSeconds(this.context.target, facts));
  }

  private readThread(address: Word64): ThreadFacts | undefined {
    const { generation, target } = this.context;
    const facts = readThread(target, address);
    if (facts instanceof Absence) {
      return undefined;
    }
    const awaited = generation.readAwaitedReply(address);
    return {
      key: address.key, id: facts.id, state: facts.state, waitReason: facts.waitReason,
      suspended: facts.suspendCount > 0, exited: facts.hasExited,
      ...maybe("process", present(facts.process)?.key),
      ...maybe("awaits", awaited === undefined || awaited instanceof Absence ? undefined : this.describeAwaited(awaited)),
      ...maybe("wait", this.readWait(facts)),
      receivesOn: this.readReceivesOn(address),
    };
  }

  private describeAwaited(awaited: AwaitedFacts): AwaitedReply {
    return {
      ...maybe("message", present(awaited.message)?.key),
      ...maybe("messageId", present(awaited.messageId)?.toNumber()),
      ...maybe("port", present(awaited.port)?.key),
      source: this.sourceOf(awaited),
    };
  }

  private sourceOf({ message, serverThread }: AwaitedFacts): ReplySource {
    if (!(serverThread instanceof Absence)) {
      return { kind: "thread", thread: serverThread.key };
    }
    const facts: Maybe<{ readonly queue: Maybe<string>; readonly queuePort: Maybe<Word64> }> =
      message instanceof Absence ? message : this.context.generation.readMessage(message);
    // A pending message has been received: who owes its reply is then simply not known.
    if (!(facts instanceof Absence) && !(facts.queuePort instanceof Absence) && ["Main", "LargeMessage", "Direct"].includes(present(facts.queue) ?? "")) {
      return { kind: "queued", port: facts.queuePort.key };
    }
    return { kind: "unknown", reason: serverThread.reason };
  }

  private readWait(thread: KernelThreadFacts): ThreadWait | undefined {
    const waits = readWaits(this.context.target, thread);
    if (waits instanceof Absence) {
      return undefined;
    }
    return {
      mode: waits.mode,
      hasTimeout: waits.hasTimeout || waits.end.kind !== "head",
      objects: waits.objects.map((object) => this.describeObject(object)),
    };
  }

  private describeObject(object: WaitObjectFacts): WaitObject {
    const name = object.typeName instanceof Absence ? undefined : readObjectName(this.context.target, object.object);
    return {
      key: object.object.key, kind: object.kind,
      ...maybe("name", name instanceof Absence ? undefined : name),
      ...maybe("owner", object.owner === undefined ? undefined : present(object.owner)?.key),
      ...maybe("port", object.kind === "queue" ? this.portOfQueue(object.object) : undefined),
    };
  }

  private readReceivesOn(thread: Word64): readonly Key[] {
    const keys: Key[] = [];
    for (const { kind, address } of this.context.generation.readReceivingOn(thread)) {
      const port = kind === "Port" ? address.key : this.portOfQueue(address);
      if (port !== undefined) {
        keys.push(port);
      }
    }
    return keys;
  }

  /** One pass over all ports, made when the first thread waits on a completion port. */
  private portOfQueue(queue: Word64): Key | undefined {
    if (this.portsOfQueues === undefined) {
      const index = new Map<Key, Key>();
      for (const address of this.context.generation.walkPorts()) {
        const facts = this.context.generation.readPort(address);
        const completionPort = facts instanceof Absence ? facts : this.context.generation.findCompletionPort(facts);
        if (!(completionPort instanceof Absence) && !(facts instanceof Absence) && (facts.role === "connection" || !index.has(completionPort.key))) {
          index.set(completionPort.key, address.key);
        }
      }
      this.portsOfQueues = index;
    }
    return this.portsOfQueues.get(queue.key);
  }

  private readQueues(port: Parameters<typeof this.context.generation.readQueueLength>[0]): readonly QueueFacts[] {
    const queues: QueueFacts[] = [];
    for (const name of this.context.generation.queueNames()) {
      const queue = this.context.generation.readQueue(port, name);
      if (!(queue instanceof Absence)) {
        queues.push({
          name, messages: queue.messages.map(({ key }) => key),
          ...maybe("declaredLength", present(queue.declaredLength)),
          isComplete: queue.end.kind === "head",
        });
      }
    }
    return queues;
  }
}

function* keysOf(addresses: Iterable<Word64>): Iterable<Key> {
  for (const address of addresses) {
    yield address.key;
  }
}

/** A property that exists only where there is a value. */
function maybe<K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : { [name]: value } as { readonly [P in K]?: V };
}
