/** The LPC generation (Windows XP and Server 2003): answers the model's questions with its decoders. */
import { isAbsent, notApplicable, notInThisBuild } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { QueueName } from "../facts/queue.ts";
import { walkOf, type Walk } from "../nt/walk.ts";
import type { DecodedPort } from "../generation/decoded.ts";
import type { Generation } from "../generation/generation.ts";
import { readLpcMessage } from "./message/message.ts";
import { walkMessagesOf } from "./message/messages-of-port.ts";
import { findMessages, walkMessages } from "./message/queue-index.ts";
import { findPortsOfProcess, portDiscovery, readConnections, walkPortsOf } from "./port/port-walk.ts";
import { decodePort, readLpcPort, validatePortObject, type LpcPortFacts } from "./port/port.ts";
import { readLpcQueue, readLpcQueueLength, walkQueue } from "./port/queue.ts";
import { readAwaitedReply, readServedMessages } from "./thread/awaited-reply.ts";
import { readReceivingOn, readServers, readWaitQueue } from "./thread/receiving.ts";
import { indexThreads } from "./thread/thread-index.ts";
import { validateLinks } from "./validate-port.ts";

/** The one queue of a port. */
const QUEUES: readonly QueueName[] = ["Main"];

/** The questions of the model, answered for a kernel with LPC. Reads nothing until one is asked. */
export function lpcGeneration(target: Target): Generation {
  return {
    name: "LPC",
    target,
    walkPorts: () => portDiscovery(target).walk(),
    // The search finds every source anyway, so all of them are equally cheap.
    findSources: (port) => {
      const sources = portDiscovery(target).findSources(port);
      return sources.length > 0 ? sources : ["Address"];
    },
    readPort: (port) => readLpcPort(target, port),
    validatePort: (port) => validatePortObject(target, port),
    readConnections: (port) => readConnections(target, asLpcPort(target, port)),
    // Connections are those of the ports that the search has found: there is no list that could break.
    missingConnections: () => undefined,
    queueNames: () => QUEUES,
    readQueueLength: (port, name) =>
      name === "Main" ? readLpcQueueLength(target, asLpcPort(target, port)) : noSuchQueue(name),
    countQueued: (port) => {
      const length = readLpcQueueLength(target, asLpcPort(target, port));
      return isAbsent(length) && (length.kind === "NotApplicable" || length.kind === "NotInThisBuild") ? 0 : length;
    },
    readQueue: (port, name) => (name === "Main" ? readLpcQueue(target, asLpcPort(target, port)) : noSuchQueue(name)),
    walkQueue: (port, name) => (name === "Main" ? walkQueue(target, port.structure) : []),
    readUsedQueues: (port) => {
      const queue = readLpcQueue(target, asLpcPort(target, port));
      return isAbsent(queue) || (queue.messages.length === 0 && queue.declaredLength === 0 && queue.end.kind === "head")
        ? []
        : [queue];
    },
    readWaitQueue: (port) => readWaitQueue(target, asLpcPort(target, port)),
    findCompletionPort: () => notApplicable("LPC ports have no completion port"),
    readBoundThreads: () => [],
    readServers: (port) => readServers(target, asLpcPort(target, port)),
    isOrdinary: () => false,
    validateLinks: (port) => validateLinks(target, asLpcPort(target, port)),
    validateMessage: (message) => message.contradictions,
    readMessage: (message) => readLpcMessage(target, message),
    walkContradictions: () => [],
    walkMessages: () => walkMessages(target),
    walkMessagesOf: (port) => walkMessagesOf(target, port),
    findMessages: (id) => findMessages(target, id),
    readAwaitedReply: (thread) => readAwaitedReply(target, thread),
    readServing: (thread) => readServedMessages(target, thread),
    readReceivingOn: (thread) => readReceivingOn(target, thread),
    walkWaitingThreads: () => walkWaitingThreads(target),
    walkPortsOf: (process) => walkPortsOf(target, process),
    portsOfProcess: (process) => findPortsOfProcess(target, process),
  };
}

/** Threads that await a reply, including those whose half-accepted connection leaves them without a reply id. */
function walkWaitingThreads(target: Target): Walk<Word64> {
  const { waiting, end } = indexThreads(target);
  return walkOf(waiting, end);
}

/** The port with its LPC-only members: the model passes ports as the common facts. */
function asLpcPort(target: Target, port: DecodedPort): LpcPortFacts {
  return decodePort(target, port.structure);
}

function noSuchQueue(name: QueueName): ReturnType<typeof notInThisBuild> {
  return notInThisBuild(`the ${name} queue of LPC ports`);
}
