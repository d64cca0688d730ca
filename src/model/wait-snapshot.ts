/** The snapshot that the analysis works on, answered lazily from the decoders of either generation. */
import { Absence, present } from "../target/absence.ts";
import { Word64 } from "../target/word64.ts";
import { readThread } from "../nt/thread.ts";
import { readWaitedSeconds } from "../nt/waits.ts";
import { Recent } from "../alpc/recent.ts";
import type { Contradiction, Key, MessageFacts, PortFacts, ProcessFacts, ThreadFacts, WaitSnapshot } from "../analysis/snapshot.ts";
import type { ModelContext } from "./context.ts";
import { reported, walkPorts } from "./port-search.ts";
import { decodeMessage, decodePort } from "./wait-snapshot-port.ts";
import { decodeProcess, decodeThread } from "./wait-snapshot-thread.ts";

/** The address that a key of the analysis stands for. */
export function addressOfKey(key: Key): Word64 {
  return Word64.parse(`0x${key}`) ?? Word64.zero;
}

/** The snapshot of this stop of the target: one, so that all that is found in it fits together. */
export function snapshotOf(context: ModelContext): WaitSnapshot {
  return context.target.stop.once("wait snapshot", () => new DecodedSnapshot(context));
}

/** Ports and messages kept decoded: rules and sentences come back to the few that they are at. */
const RECENT_PORTS = 256;
const RECENT_MESSAGES = 16384;

/** Facts of threads and processes are kept, since chains come back to them; of ports and messages, which may be very many, only the recent ones. */
class DecodedSnapshot implements WaitSnapshot {
  readonly generation: "ALPC" | "LPC";
  private readonly context: ModelContext;
  private readonly threads = new Map<Key, ThreadFacts | undefined>();
  private readonly processes = new Map<Key, ProcessFacts | undefined>();
  private readonly recentPorts = new Recent<{ readonly facts: PortFacts | undefined }>(RECENT_PORTS);
  private readonly recentMessages = new Recent<{ readonly facts: MessageFacts | undefined }>(RECENT_MESSAGES);
  private portsOfQueues: ReadonlyMap<Key, Key> | undefined;

  constructor(context: ModelContext) {
    this.context = context;
    this.generation = context.generation.name;
  }

  *waitingThreads(): Iterable<Key> {
    yield* keysOf(reported(this.context, "waiting threads", this.context.generation.walkWaitingThreads()));
  }

  *ports(): Iterable<Key> {
    yield* keysOf(walkPorts(this.context));
  }

  *messages(): Iterable<Key> {
    yield* keysOf(reported(this.context, "messages", this.context.generation.walkMessages()));
  }

  *contradictions(): Iterable<Contradiction> {
    for (const { address, sentence } of this.context.generation.walkContradictions()) {
      yield { key: address.key, sentence };
    }
  }

  thread(key: Key): ThreadFacts | undefined {
    if (!this.threads.has(key)) {
      this.threads.set(key, decodeThread(this.context, addressOfKey(key), (queue) => this.portOfQueue(queue)));
    }
    return this.threads.get(key);
  }

  process(key: Key): ProcessFacts | undefined {
    if (!this.processes.has(key)) {
      this.processes.set(key, decodeProcess(this.context, addressOfKey(key)));
    }
    return this.processes.get(key);
  }

  port(key: Key): PortFacts | undefined {
    return this.recentPorts.once(key, () => ({ facts: decodePort(this.context, addressOfKey(key)) })).facts;
  }

  message(key: Key): MessageFacts | undefined {
    return this.recentMessages.once(key, () => ({ facts: decodeMessage(this.context, addressOfKey(key)) })).facts;
  }

  secondsWaited(thread: Key): number | undefined {
    const facts = readThread(this.context.target, addressOfKey(thread));
    return facts instanceof Absence ? undefined : present(readWaitedSeconds(this.context.target, facts));
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
}

function* keysOf(addresses: Iterable<Word64>): Iterable<Key> {
  for (const address of addresses) {
    yield address.key;
  }
}
