/** Lists of locks. */
import type { LockFacts } from "../facts/lock.ts";
import { readLocks } from "../nt/lock/locks.ts";
import { shortList, type IndexedCollection } from "./collection.ts";
import type { LockObject, ModelContext } from "./context.ts";
import { lockTable } from "./tables/lock-table.ts";

/** A list of locks. `display`: the one line that stands for the whole. */
export function lockList(context: ModelContext, display: string, read: () => Iterable<LockFacts>): IndexedCollection<LockObject> {
  return shortList<LockObject>(context, "lock", display, () => Array.from(read(), (facts) => context.lock(facts)), lockTable);
}

/** Every lock that some thread waits for, the most waiters first. */
export function locksOfSystem(context: ModelContext): IndexedCollection<LockObject> {
  return lockList(context, "Locks that threads wait for, most waiters first", () =>
    readLocks(context.target).slice().sort((a, b) => b.waiters.length - a.waiters.length || a.address.compare(b.address)));
}
