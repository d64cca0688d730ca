/** Whether a thread is blocked until somebody answers it. */
import { Absence, type Maybe } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { WAITING } from "../nt/kernel-names.ts";
import { readWaits } from "../nt/waits.ts";
import { readMessageHeader } from "./message-header.ts";
import { heldMessage, readReplySemaphore, type LpcThreadFacts } from "./thread.ts";

/**
 * A thread that waits and has a reply id awaits that reply, whatever it waits with: the wait reason is WrLpcReply in a request, Executive while connecting,
 * Suspended when it was stopped on the way. The id alone does not say so: it is set while the thread still runs. Without an
 * id a thread is blocked whose connection was accepted and not completed: it holds the connection message, and its reply semaphore is not signalled.
 */
export function isAwaitingReply(target: Target, thread: LpcThreadFacts): boolean {
  if (thread.thread.stateNumber !== WAITING) {
    return false;
  }
  return !(thread.replyMessageId instanceof Absence) || isHalfConnected(target, thread);
}

/** A reply that lies ready for a suspended thread has signalled the semaphore. */
function isHalfConnected(target: Target, thread: LpcThreadFacts): boolean {
  if (heldMessage(thread) === undefined) {
    return false;
  }
  const semaphore = readReplySemaphore(target, thread);
  if (semaphore instanceof Absence || semaphore.state !== 0) {
    return false;
  }
  if (thread.thread.suspendCount > 0) {
    return true;
  }
  const waits = readWaits(target, thread.thread);
  return !(waits instanceof Absence) && waits.objects.some((wait) => wait.object.equals(semaphore.address));
}

/** The id that the answer bears: the thread's own, of a half accepted connection that of the message it holds. */
export function readAwaitedId(target: Target, thread: LpcThreadFacts): Maybe<Word64> {
  const held = heldMessage(thread);
  if (!(thread.replyMessageId instanceof Absence) || held === undefined) {
    return thread.replyMessageId;
  }
  const header = readMessageHeader(target, held);
  return header instanceof Absence ? header : header.id;
}
