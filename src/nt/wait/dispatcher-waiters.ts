/** Finds the waiters of a dispatcher object, through the wait blocks on the list in its header. */
import { isAbsent, type Maybe } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { findThreadAt } from "../thread/scheduler-thread.ts";
import { walkContaining } from "../list.ts";

/**
 * The `_ETHREAD`s that wait on the `_DISPATCHER_HEADER` at an address, each once, in list order. Stops where the list
 * breaks.
 */
export function readWaiters(target: Target, object: Word64): Maybe<readonly Word64[]> {
  const header = target.readStructure("_DISPATCHER_HEADER", object);
  const head = isAbsent(header) ? header : header.addressOf("WaitListHead");
  if (isAbsent(head)) {
    return head;
  }
  const threads = new Map<WordId, Word64>();
  for (const block of walkContaining(target, head, "_KWAIT_BLOCK", "WaitListEntry", {
    what: "the waiters of an object",
  })) {
    const structure = target.readStructure("_KWAIT_BLOCK", block);
    const pointer = isAbsent(structure) ? structure : structure.pointer("Thread");
    const waited = isAbsent(structure) ? structure : structure.pointer("Object");
    const thread =
      isAbsent(pointer) || isAbsent(waited) || !waited.equals(object) ? undefined : findThreadAt(target, pointer);
    if (thread !== undefined) {
      threads.set(thread.id, thread);
    }
  }
  return Array.from(threads.values());
}
