/** A generation of the port mechanism: the questions that the model asks of either. */
import type { Maybe } from "../target/absence.ts";
import type { DecodedMessage, DecodedPort } from "./decoded.ts";
import { unknownKernel } from "../target/errors.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { Walk } from "../nt/walk.ts";
import type { ConnectionFacts } from "../facts/connection.ts";
import type { PortSource } from "../facts/port.ts";
import type { QueueFacts, QueueName } from "../facts/queue.ts";
import type { AwaitedReply } from "../facts/reply.ts";
import type { ReceivingOn, ServerFacts } from "../facts/server.ts";

export type GenerationName = "ALPC" | "LPC";

/**
 * Every question reads what it needs and no more; answers about one port, message or thread are remembered for this
 * stop within the bounds of memory. None of them throws for what is wrong in the target.
 */
export interface Generation {
  readonly name: GenerationName;
  readonly target: Target;
  /** Every port once, as it is met; bounded by `limits.ports`. The end says whether that was all. */
  walkPorts(): Walk<Word64>;
  /** The sources that know a port: those that are cheap for this generation, all of them when `all`. */
  findSources(port: Word64, all: boolean): readonly PortSource[];
  /** One port; Invalid with the reason where there is none at the address. */
  readPort(port: Word64): Maybe<DecodedPort>;
  /** Checks the object type only: true, or why there is no port. */
  validatePort(port: Word64): Maybe<true>;
  /** The connections of a connection port, or the one of a communication port. */
  readConnections(port: DecodedPort): readonly ConnectionFacts[];
  /** Queues that this build has. */
  queueNames(): readonly QueueName[];
  /** A queue's length as the kernel counts it: no walk. */
  readQueueLength(port: DecodedPort, name: QueueName): Maybe<number>;
  /**
   * Messages on all queues of a port by the kernel's own counts, canceled ones left out. Absent where the count of a
   * queue that the port has cannot be told.
   */
  countQueued(port: DecodedPort): Maybe<number>;
  readQueue(port: DecodedPort, name: QueueName): Maybe<QueueFacts>;
  /**
   * The messages of a queue one after the other, in the order of the list: who stops looking has read no further.
   * Nothing where the port has no such queue.
   */
  walkQueue(port: DecodedPort, name: QueueName): Iterable<Word64>;
  /** The queues with something on them, and those out of order: an empty one in order is left out. */
  readUsedQueues(port: DecodedPort): readonly QueueFacts[];
  /** Threads that wait on the port itself to receive. */
  readWaitQueue(port: DecodedPort): readonly Word64[];
  /** The completion port (a kernel queue) that tells of the port's messages; NotApplicable where it has none. */
  findCompletionPort(port: DecodedPort): Maybe<Word64>;
  /** Threads bound to the port's completion port, whatever they do now. */
  readBoundThreads(port: DecodedPort): readonly Word64[];
  /**
   * Threads that could answer what is sent to the port: waiting, bound to its completion port, or serving a request of
   * it now.
   */
  readServers(port: DecodedPort): readonly ServerFacts[];
  /** What contradicts itself in a port, as sentences: follows every back pointer; none for a port in order. */
  validateLinks(port: DecodedPort): readonly string[];
  /** What contradicts itself in a message, as sentences. */
  validateMessage(message: DecodedMessage): readonly string[];
  /** One message; Invalid with the reason where there is none at the address. */
  readMessage(message: Word64): Maybe<DecodedMessage>;
  /**
   * What contradicts itself and belongs to no port and no message: entries of the system's tables that lead nowhere. A
   * sentence each, with the address that it is about.
   */
  walkContradictions(): Iterable<{ readonly address: Word64; readonly sentence: string }>;
  /**
   * Every message on a queue, those referenced only by a thread, and where the system has a table of all messages,
   * those referenced by nothing else. Each once.
   */
  walkMessages(): Walk<Word64>;
  /**
   * The messages on a port's queues, those sent from it, and those of which it is the connection port, each once. From
   * an index made once a stop; the end is that of the walk over all messages.
   */
  walkMessagesOf(port: Word64): Walk<Word64>;
  /** By id: by the system's table where there is one, else queues first, then what threads wait for. */
  findMessages(id: Word64): readonly Word64[];
  /** What the thread awaits; undefined when it awaits no reply. */
  readAwaitedReply(thread: Word64): Maybe<AwaitedReply> | undefined;
  /** Messages whose reply the thread owes. */
  readServing(thread: Word64): readonly Word64[];
  readReceivingOn(thread: Word64): readonly ReceivingOn[];
  /** Threads that await a reply. */
  walkWaitingThreads(): Walk<Word64>;
  /**
   * The ports that a process (an `_EPROCESS`) owns, in the order of {@link walkPorts}. From an index made once a stop;
   * the end is that of the walk over all ports.
   */
  walkPortsOf(process: Word64): Walk<Word64>;
  /** Ports of a process by what it is to them, from the same index. */
  portsOfProcess(process: Word64): {
    readonly created: readonly Word64[];
    readonly connected: readonly Word64[];
    readonly server: readonly Word64[];
  };
}

/**
 * Which generation a kernel has, by its thread fields: the LPC types are still in the symbols of Vista and later, so
 * the presence of a type name proves nothing. Throws AlpcxError where the symbols have neither.
 */
export function findGenerationName(target: Target): GenerationName {
  const thread = target.layout("_ETHREAD");
  if ("find" in thread) {
    if (thread.has("AlpcMessageId")) {
      return "ALPC";
    }
    if (thread.has("LpcReplyMessageId")) {
      return "LPC";
    }
  }
  throw unknownKernel();
}
