/** Types of messages that block their sender until they are answered. */
import { present } from "../target/absence.ts";
import type { MessageFacts } from "../facts/message.ts";

/**
 * Requests, and what the kernel sends on behalf of a thread and waits for: exceptions, debug events, hard errors,
 * connection requests.
 */
const BLOCKING_TYPES: readonly string[] = [
  "LPC_REQUEST",
  "LPC_EXCEPTION",
  "LPC_DEBUG_EVENT",
  "LPC_ERROR_EVENT",
  "LPC_CONNECTION_REQUEST",
];

/** Whether the sender waits for an answer, by the message's type; false where that cannot be read. */
export function blocksSender(message: MessageFacts): boolean {
  return BLOCKING_TYPES.indexOf(present(message.type) ?? "") >= 0;
}

/** Whether a client asks for a connection with it; false where its type cannot be read. */
export function isConnectionRequest(message: MessageFacts): boolean {
  return message.type === "LPC_CONNECTION_REQUEST";
}
