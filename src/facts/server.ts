/** Threads that receive from ports. */
import type { Word64 } from "../target/word64.ts";

/** A thread that serves a port, and how that is known. */
export interface ServerFacts {
  readonly thread: Word64;
  readonly why: "waits on the port" | "bound to the completion port" | "serves a request";
}

/** A queue of work that a thread waits on. */
export interface ReceivingOn {
  readonly kind: "Port" | "CompletionPort";
  readonly address: Word64;
}
