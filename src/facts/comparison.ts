/** What has moved between two moments of one system. */
import type { MessageAtMoment, Moment, PortAtMoment, ServerAtMoment, WaitAtMoment } from "./moment.ts";
import type { QueueName } from "./queue.ts";

/** A wait of the later moment that was there already: same thread, same message. */
export interface SameWait {
  readonly wait: WaitAtMoment;
  /**
   * Whether the thread that owes the reply has run since the earlier moment; undefined if there is no such thread or it
   * is unknown.
   */
  readonly serverHasRun: boolean | undefined;
}

/** A queue that holds more messages than before. */
export interface GrowingQueue {
  readonly port: PortAtMoment;
  readonly queue: QueueName;
  readonly before: number;
  readonly after: number;
}

/** A server thread that has done something since. */
export interface ServerActivity {
  readonly server: ServerAtMoment;
  /** Messages that it serves and did not before. */
  readonly received: readonly MessageAtMoment[];
  /** Messages that it served before and no longer does. */
  readonly finished: readonly MessageAtMoment[];
}

/** A port of the earlier moment that is no longer in use. */
export interface DeadPort {
  readonly port: PortAtMoment;
  /** Its object no longer exists, or it has been closed or lost its other end since. */
  readonly how: "gone" | "closed" | "disconnected";
}

/** Two moments, and what differs between them. Waits and servers are those of the later one unless said otherwise. */
export interface Comparison {
  readonly earlier: Moment;
  readonly later: Moment;
  /** Between the two, by the target's clock; undefined where it cannot be read. */
  readonly seconds: number | undefined;
  /** Longest wait first, as all waits here. */
  readonly same: readonly SameWait[];
  /** Waits that began since, and those of the earlier moment that have ended. */
  readonly added: readonly WaitAtMoment[];
  readonly gone: readonly WaitAtMoment[];
  /** The one that has grown most first. */
  readonly growing: readonly GrowingQueue[];
  /** Server threads that have run since, or serve other messages. */
  readonly received: readonly ServerActivity[];
  readonly newPorts: readonly PortAtMoment[];
  readonly deadPorts: readonly DeadPort[];
}
