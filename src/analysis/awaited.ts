/** Who owes the reply that a thread awaits. */
import { Absence, isAbsent, present, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { AwaitedReply } from "../facts/reply.ts";
import type { System } from "./system.ts";

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
  const facts = isAbsent(message) ? undefined : present(system.message(message));
  const port = facts === undefined ? undefined : present(facts.queuePort);
  return port !== undefined && UNRECEIVED.indexOf(present(facts?.queue ?? ON_NO_QUEUE) ?? "") >= 0
    ? { kind: "queued", port }
    : { kind: "unknown", reason: serverThread.reason };
}

const ON_NO_QUEUE: Maybe<string> = new Absence("NotApplicable", "the message is on no queue");

/** The reply that a thread awaits; undefined if none. */
export function findAwaited(system: System, thread: Word64): AwaitedReply | undefined {
  const awaited = system.awaitedReply(thread);
  return isAbsent(awaited) ? undefined : awaited;
}
