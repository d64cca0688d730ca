/**
 * Who owes a reply. A received LPC message is freed at once: all that is left of it is the id that the client awaits and the id that
 * the server received last.
 */
import { Absence, invalid, notApplicable, type Maybe } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { indexThreads } from "./thread-index.ts";
import { heldMessage, readLpcThread } from "./thread.ts";

/**
 * The thread that received the message with the id that another thread awaits. NotApplicable where nobody's received id matches: the request
 * was not received yet, or the trace is lost. Invalid where several threads claim it.
 */
export function findServerThread(target: Target, waiter: Word64, id: Word64): Maybe<Word64> {
  const candidates = (indexThreads(target).receivedById.get(id.key) ?? []).filter((thread) => !thread.equals(waiter));
  const [first, second] = candidates;
  if (first === undefined) {
    return notApplicable(`no thread is known to have received message ${id}: who owes the reply is unknown`);
  }
  return second === undefined ? first : invalid(`${candidates.length} threads have received message ${id}: who owes the reply is unknown`, first);
}

/** Threads that await a reply which this thread owes. */
export function readServedThreads(target: Target, server: Word64): readonly Word64[] {
  const thread = readLpcThread(target, server);
  const id = thread instanceof Absence ? thread : thread.receivedMessageId;
  if (id instanceof Absence) {
    return [];
  }
  const waiters = indexThreads(target).waitingById.get(id.key) ?? [];
  return waiters.filter((waiter) => {
    const found = findServerThread(target, waiter, id);
    return !(found instanceof Absence) && found.equals(server);
  });
}

/** Messages that the thread must answer and that still exist: only connection requests outlive being received. */
export function readServedMessages(target: Target, server: Word64): readonly Word64[] {
  const messages: Word64[] = [];
  for (const waiter of readServedThreads(target, server)) {
    const thread = readLpcThread(target, waiter);
    const message = thread instanceof Absence ? undefined : heldMessage(thread);
    if (message !== undefined) {
      messages.push(message);
    }
  }
  return messages;
}
