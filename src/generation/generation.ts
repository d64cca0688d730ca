/** A generation of the port mechanism: the questions that the model asks of either. */
import type { Absence, Maybe } from "../target/absence.ts";
import type { DecodedMessage, DecodedPort } from "./decoded.ts";
import { unknownKernel } from "../target/errors.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { Walk } from "../nt/walk.ts";
import type { ConnectionFacts } from "../facts/connection.ts";
import type { PortFacts, PortSource } from "../facts/port.ts";
import type { QueueFacts, QueueName } from "../facts/queue.ts";
import type { AwaitedReply } from "../facts/reply.ts";
import type { ReceivingOn, ServerFacts } from "../facts/server.ts";

/** "LPC": Windows XP and Server 2003. "ALPC": Vista and later, where LPC calls go through ALPC ports. */
export type GenerationName = "ALPC" | "LPC";

/**
 * Each method reads only what it needs; results about one port, message or thread are remembered for this stop, within
 * memory limits. None throws because of damage in the target.
 */
export interface Generation {
  readonly name: GenerationName;
  readonly target: Target;
  /** Every port once, as it is found; at most `limits.ports`. The end says whether that was all. */
  walkPorts(): Walk<Word64>;
  /** The sources that know a port: those that are cheap for this generation, all of them when `all`. */
  findSources(port: Word64, all: boolean): readonly PortSource[];
  /** One port; Invalid with the reason where there is none at the address. */
  readPort(port: Word64): Maybe<DecodedPort>;
  /** Checks the object type only: true, or why there is no port. */
  validatePort(port: Word64): Maybe<true>;
  /** The connections of a connection port, or the one of a communication port. */
  readConnections(port: DecodedPort): readonly ConnectionFacts[];
  /** Why nothing is known of the connections of a connection port; undefined where `readConnections` tells. */
  missingConnections(port: DecodedPort): Absence | undefined;
  /** Queues that this build has. */
  queueNames(): readonly QueueName[];
  /** A queue's length as the kernel counts it: no walk. */
  readQueueLength(port: DecodedPort, name: QueueName): Maybe<number>;
  /**
   * Messages on all queues of a port by the kernel's own counts, canceled ones left out. Absent where the count of a
   * queue that the port has is not known.
   */
  countQueued(port: DecodedPort): Maybe<number>;
  /** One queue, walked; NotApplicable or NotInThisBuild where the port has no such queue. */
  readQueue(port: DecodedPort, name: QueueName): Maybe<QueueFacts>;
  /** The messages of a queue, in list order, read lazily. Nothing where the port has no such queue. */
  walkQueue(port: DecodedPort, name: QueueName): Iterable<Word64>;
  /** The queues with something on them, and those out of order: an empty one in order is left out. */
  readUsedQueues(port: DecodedPort): readonly QueueFacts[];
  /** Threads that wait on the port itself to receive. */
  readWaitQueue(port: DecodedPort): readonly Word64[];
  /** The completion port (a kernel queue) that signals the port's messages; NotApplicable if it has none. */
  findCompletionPort(port: DecodedPort): Maybe<Word64>;
  /** Threads bound to the port's completion port, waiting or not. */
  readBoundThreads(port: DecodedPort): readonly Word64[];
  /**
   * Threads that could answer what is sent to the port: waiting, bound to its completion port, or serving a request of
   * it now.
   */
  readServers(port: DecodedPort): readonly ServerFacts[];
  /**
   * Whether a look at the port's own bytes shows that nothing is queued on it and that nothing in it contradicts
   * itself. False does not say that anything does: the other questions tell.
   */
  readonly isOrdinary: (port: PortFacts) => boolean;
  /** Contradictions in a port, as sentences: follows every back pointer. Empty for a consistent port. */
  validateLinks(port: DecodedPort): readonly string[];
  /** Contradictions in a message, as sentences. */
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
   * those referenced by nothing else. Each once. `queued`: the messages on the queues of all ports, in the order of
   * {@link walkPorts}, from a caller who has met them all already.
   */
  walkMessages(queued?: Iterable<Word64>): Walk<Word64>;
  /**
   * The messages on a port's queues, those sent from it, and those of which it is the connection port, each once. From
   * an index made once a stop; the end says whether that was made of all messages.
   */
  walkMessagesOf(port: Word64): Walk<Word64>;
  /** By id: by the system's table where there is one, else queues first, then what threads wait for. */
  findMessages(id: Word64): readonly Word64[];
  /** What the thread awaits; undefined when it awaits no reply. */
  readAwaitedReply(thread: Word64): Maybe<AwaitedReply> | undefined;
  /** Messages whose reply the thread owes. */
  readServing(thread: Word64): readonly Word64[];
  /** The ports and completion ports on which the thread waits to receive; empty if it does not. */
  readReceivingOn(thread: Word64): readonly ReceivingOn[];
  /** Threads that await a reply. */
  walkWaitingThreads(): Walk<Word64>;
  /**
   * The ports that a process (an `_EPROCESS`) owns, in the order of {@link walkPorts}. From an index made once a stop;
   * the end is that of the walk over all ports.
   */
  walkPortsOf(process: Word64): Walk<Word64>;
  /** Ports of a process by its role, from the same index. */
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
