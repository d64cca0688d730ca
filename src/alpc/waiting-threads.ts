/** Threads that await a reply. */
import { isAbsent, present } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { WalkEnd } from "../nt/list.ts";
import { walkAllThreads } from "../nt/thread.ts";
import { readAwaitedReply } from "./awaited-reply.ts";
import { readAlpcMessage } from "./message.ts";
import { walkQueuedMessages } from "./queued-messages.ts";

/** Each once. Where the lists of threads are broken, those follow that messages on queues name as waiting; the end tells of the break. */
export function* walkWaitingThreads(target: Target): Generator<Word64, WalkEnd> {
  const found = new Set<string>();
  const threads = walkAllThreads(target);
  for (;;) {
    const step = threads.next();
    if (step.done === true) {
      if (step.value.kind !== "head") {
        yield* walkNamedByMessages(target, found);
      }
      return { ...step.value, count: found.size };
    }
    if (readAwaitedReply(target, step.value) !== undefined) {
      found.add(step.value.key);
      yield step.value;
    }
  }
}

function* walkNamedByMessages(target: Target, found: Set<string>): Generator<Word64, void> {
  for (const address of walkQueuedMessages(target)) {
    const message = readAlpcMessage(target, address);
    const thread = isAbsent(message) ? undefined : present(message.waitingThread);
    if (thread !== undefined && !found.has(thread.key) && readAwaitedReply(target, thread) !== undefined) {
      found.add(thread.key);
      yield thread;
    }
  }
}
