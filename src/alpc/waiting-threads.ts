/** Threads that await a reply. */
import { isAbsent } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64, WordId } from "../target/word64.ts";
import type { WalkEnd } from "../nt/list.ts";
import { walkOnce } from "../nt/list.ts";
import { walkAllThreads } from "../nt/thread.ts";
import { readAwaitedReply } from "./awaited-reply.ts";
import { walkNamedThreads } from "./messages-by-waiter.ts";

/** Each once, from one walk per stop. */
export function walkWaitingThreads(target: Target): Generator<Word64, WalkEnd> {
  return walkOnce(target.stop, "threads that await an ALPC reply", () => walkFresh(target));
}

/**
 * Each once. Where the lists of threads are broken, those follow that messages name as waiting; the end tells of the break. A thread that cannot
 * be read, and that no message names, is not known to wait: the end counts it as skipped.
 */
function* walkFresh(target: Target): Generator<Word64, WalkEnd> {
  const found = new Set<WordId>();
  const threads = walkAllThreads(target);
  let skipped = 0;
  for (;;) {
    const step = threads.next();
    if (step.done === true) {
      if (step.value.kind !== "head") {
        yield* walkNamedByMessages(target, found);
      }
      return { ...step.value, count: found.size, ...(skipped === 0 ? {} : { skipped }) };
    }
    const awaited = readAwaitedReply(target, step.value);
    if (awaited !== undefined && isAbsent(awaited)) {
      skipped += 1;
    } else if (awaited !== undefined) {
      found.add(step.value.id);
      yield step.value;
    }
  }
}

function* walkNamedByMessages(target: Target, found: Set<WordId>): Generator<Word64, void> {
  for (const thread of walkNamedThreads(target)) {
    const awaited = found.has(thread.id) ? undefined : readAwaitedReply(target, thread);
    if (awaited !== undefined && !isAbsent(awaited)) {
      found.add(thread.id);
      yield thread;
    }
  }
}
