/**
 * One moment of a system in plain data: what is needed to say later what has moved since, and no more. It outlives the
 * stop that it was taken at, so it names things by text and not by what can be read anew.
 */
import type { Word64 } from "../target/word64.ts";
import type { QueueName } from "./queue.ts";

/** A process, identified uniquely within one boot: ids are reused. */
export interface ProcessAtMoment {
  readonly address: Word64;
  /** `804/1d9f0a...`: its id and creation time. */
  readonly key: string;
  /** The same in both moments only if the creation time is known. */
  readonly isExact: boolean;
  /** `explorer.exe (804)`. */
  readonly name: string;
}

/** A thread, and since when it has been waiting. */
export interface ThreadAtMoment {
  readonly address: Word64;
  /** Its process's key and its id. */
  readonly key: string;
  /** `explorer.exe (804.9a4)`. */
  readonly name: string;
  /** Undefined where its state cannot be read. */
  readonly isWaiting: boolean | undefined;
  /** Uptime in seconds at which its present wait began; undefined where it does not wait, or that is not known. */
  readonly waitsSince: number | undefined;
}

/** A message by its id and its sequence number in its port: ids are reused. */
export interface MessageAtMoment {
  /** Undefined for a message without one that can be read. */
  readonly id: Word64 | undefined;
  /** Undefined where this generation or message has none. */
  readonly sequence: number | undefined;
  /** `message 0x274`. */
  readonly name: string;
}

/** A thread that awaits a reply. */
export interface WaitAtMoment {
  readonly thread: ThreadAtMoment;
  readonly message: MessageAtMoment;
  /** The port whose server is to answer, where that is known. */
  readonly port: Word64 | undefined;
  /** `'ntsvcs' of services.exe (298)`; undefined where the port is not known. */
  readonly portName: string | undefined;
  /** The thread that owes the reply, where one has received the message. */
  readonly server: ThreadAtMoment | undefined;
  /** Seconds since the wait began. */
  readonly seconds: number | undefined;
}

/** The length of one queue that was not empty. */
export interface QueueAtMoment {
  readonly name: QueueName;
  /** Number of messages. */
  readonly length: number;
}

/** A port with its owner and the queues in use. */
export interface PortAtMoment {
  readonly address: Word64;
  /** As {@link PortFacts.kind} has it. */
  readonly kind: string;
  /** Undefined for ports without a name of their own. */
  readonly path: string | undefined;
  /** Undefined where the owner is gone or cannot be read. */
  readonly owner: ProcessAtMoment | undefined;
  /** `'ntsvcs' of services.exe (298)`. */
  readonly name: string;
  readonly end: "open" | "closed" | "disconnected";
  /** The queues that hold messages. */
  readonly queues: readonly QueueAtMoment[];
}

/** A thread that receives from ports. */
export interface ServerAtMoment {
  readonly thread: ThreadAtMoment;
  /** Messages whose reply it owes. */
  readonly serves: readonly MessageAtMoment[];
  /** It waits to receive. */
  readonly isIdle: boolean;
}

/** Waits, servers and ports of one moment. */
export interface Moment {
  /** An address that differs between boots and machines; undefined if unknown. */
  readonly kernel: string | undefined;
  /** Seconds since the system started; undefined where its clock cannot be read. */
  readonly uptime: number | undefined;
  readonly waits: readonly WaitAtMoment[];
  readonly servers: readonly ServerAtMoment[];
  readonly ports: readonly PortAtMoment[];
  /** Every process that a port or thread above belongs to. */
  readonly processes: readonly ProcessAtMoment[];
  /** Ports, waits and servers left out because there were too many. */
  readonly leftOut: number;
}
