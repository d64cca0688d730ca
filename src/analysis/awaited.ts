/** Who owes the reply that a thread awaits. */
import { isAbsent } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { AwaitedReply } from "../facts/reply.ts";
import type { System } from "./system.ts";

/** Where the reply has to come from: a thread that owes it, whoever receives from a port, or why neither is known. */
export type ReplySource =
  | { readonly kind: "thread"; readonly thread: Word64 }
  /** Nobody has received the message: it is on a queue of this port. */
  | { readonly kind: "queued"; readonly port: Word64 }
  | { readonly kind: "unknown"; readonly reason: string };

/** Queues of messages that nobody has received. */
const UNRECEIVED: readonly string[] = ["Main", "LargeMessage", "Direct"];

/** A pending message has been received; without a server thread, nothing says who owes its reply. */
export function findReplySource(system: System, { message, serverThread }: AwaitedReply): ReplySource {
  if (!isAbsent(serverThread)) {
    return { kind: "thread", thread: serverThread };
  }
  const facts = isAbsent(message) ? message : system.message(message);
  return !isAbsent(facts) &&
    !isAbsent(facts.queuePort) &&
    !isAbsent(facts.queue) &&
    UNRECEIVED.indexOf(facts.queue) >= 0
    ? { kind: "queued", port: facts.queuePort }
    : { kind: "unknown", reason: serverThread.reason };
}

/** The reply that a thread awaits; undefined if none. */
export function findAwaited(system: System, thread: Word64): AwaitedReply | undefined {
  const awaited = system.awaitedReply(thread);
  return isAbsent(awaited) ? undefined : awaited;
}
