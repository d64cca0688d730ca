/** A queue of messages. */
import type { Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { WalkEnd } from "./walk-end.ts";

/**
 * Named after the queue's member in `_ALPC_PORT`. Messages not yet received are on Main, LargeMessage or Direct
 * (Windows 10 on), those whose reply is outstanding on Pending. An LPC port has one queue, Main.
 */
export type QueueName = "Main" | "LargeMessage" | "Pending" | "Direct" | "Canceled";

/** Where a message is: on a queue of a port, handed to a thread directly, or on none. */
export type MessageQueue = QueueName | "Thread" | "None";

/** One queue of a port, walked. */
export interface QueueFacts {
  readonly name: QueueName;
  readonly port: Word64;
  /** As the kernel counts it. */
  readonly declaredLength: Maybe<number>;
  /** Messages in the order of the list; those behind a broken link are reached from the other end. */
  readonly messages: readonly Word64[];
  /** Why the walk ended. */
  readonly end: WalkEnd;
}
