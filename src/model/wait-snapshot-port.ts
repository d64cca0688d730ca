/** Ports and messages as the analysis takes them. What costs a walk is read when it is asked for: most sentences need a name only. */
import { Absence, present } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import { readObjectName } from "../nt/object-name.ts";
import { findProcessById } from "../nt/process.ts";
import type { DecodedPort } from "../generation/decoded.ts";
import type { ConnectionFacts, Key, MessageFacts, PortFacts, PortKind, QueueFacts } from "../analysis/snapshot.ts";
import type { ModelContext } from "./context.ts";
import { lazily, maybe } from "./wait-snapshot-part.ts";

/** The port at an address; undefined where there is none. */
export function decodePort({ generation, target }: ModelContext, address: Word64): PortFacts | undefined {
  const facts = generation.readPort(address);
  if (facts instanceof Absence) {
    return undefined;
  }
  const name = facts.role === "connection" || facts.role === "unconnected" ? readObjectName(target, facts.address) : undefined;
  const queues = lazily(() => readQueues(generation, facts));
  const waitQueue = lazily(() => keysOf(generation.readWaitQueue(facts)));
  const connections = lazily(() => readConnections(generation, facts));
  const contradictions = lazily(() => generation.validateLinks(facts));
  const port: PortFacts = {
    key: address.key,
    ...maybe("kind", facts.role === "unknown" ? undefined : facts.role satisfies PortKind),
    ...maybe("name", name instanceof Absence ? undefined : name),
    ...maybe("owner", present(facts.owner)?.key),
    ...(facts.ownerIsGone ? { ownerGone: true } : {}),
    ...maybe("connectionPort", present(facts.connectionPort)?.key),
    ...maybe("serverPort", present(facts.serverPort)?.key),
    ...maybe("clientPort", present(facts.clientPort)?.key),
    state: { closed: facts.isClosed, disconnected: facts.isDisconnected },
    get queues() { return queues(); },
    get waitQueue() { return waitQueue(); },
    get connections() { return connections(); },
    get contradictions() { return contradictions(); },
  };
  if (generation.findCompletionPort(facts) instanceof Absence) {
    return port;
  }
  const bound = lazily(() => keysOf(generation.readBoundThreads(facts)));
  return Object.defineProperty(port, "completionThreads", { enumerable: true, get: bound });
}

function readConnections(generation: ModelContext["generation"], facts: DecodedPort): readonly ConnectionFacts[] {
  return facts.role !== "connection" ? [] : generation.readConnections(facts).map(({ serverPort, clientPort }) => ({
    ...maybe("serverPort", present(serverPort)?.key), ...maybe("clientPort", present(clientPort)?.key),
  }));
}

function readQueues(generation: ModelContext["generation"], port: DecodedPort): readonly QueueFacts[] {
  const queues: QueueFacts[] = [];
  for (const name of generation.queueNames()) {
    const queue = generation.readQueue(port, name);
    if (!(queue instanceof Absence)) {
      queues.push({ name, messages: keysOf(queue.messages), ...maybe("declaredLength", present(queue.declaredLength)), isComplete: queue.end.kind === "head" });
    }
  }
  return queues;
}

function keysOf(addresses: readonly Word64[]): readonly Key[] {
  return addresses.map(({ key }) => key);
}

/** The message at an address; undefined where there is none. */
export function decodeMessage({ generation, target }: ModelContext, address: Word64): MessageFacts | undefined {
  const facts = generation.readMessage(address);
  if (facts instanceof Absence) {
    return undefined;
  }
  const sender = facts.senderProcessId instanceof Absence ? undefined : findProcessById(target, facts.senderProcessId);
  const contradictions = lazily(() => generation.validateMessage(facts));
  return {
    key: address.key,
    ...maybe("id", present(facts.id)?.toNumber()),
    ...maybe("type", present(facts.type)),
    ...maybe("queue", present(facts.queue)),
    ...maybe("queuePort", present(facts.queuePort)?.key),
    ...maybe("ownerPort", present(facts.ownerPort)?.key),
    ...maybe("connectionPort", present(facts.connectionPort)?.key),
    ...maybe("waitingThread", present(facts.waitingThread)?.key),
    ...maybe("serverThread", present(facts.serverThread)?.key),
    ...maybe("senderProcess", sender?.key),
    get contradictions() { return contradictions(); },
  };
}
