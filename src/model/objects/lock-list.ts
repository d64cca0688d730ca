/** Locks as a table. */
import { mapPresent } from "../../target/absence.ts";
import type { LockFacts } from "../../facts/lock.ts";
import { formatSome } from "../../text/counts.ts";
import type { LockObject, ModelContext } from "../base/object.ts";
import { processName, threadName } from "../naming.ts";
import { defineTable, factColumn } from "../base/table.ts";
import { readLocks } from "../../nt/lock/locks.ts";
import { shortList, type Collection } from "../base/collection.ts";

const column = factColumn<LockFacts>;

export const lockTable = defineTable<LockObject>("lock-row", "A lock as a row of a table.", {
  Address: column("Address of the lock.", ({ address }) => address),
  Kind: column("What kind of lock it is.", ({ kind }) => kind),
  Name: column("Name in the object directory.", ({ name }) => name),
  Process: column("The process in whose memory it lies.", ({ process }, context) =>
    mapPresent(process, (address) => processName(context, address)),
  ),
  Waiters: column("Threads that wait for it.", ({ waiters }) => waiters.length, 10),
  HeldBy: column("Threads that hold it.", ({ holders }, context) =>
    mapPresent(holders, (users) =>
      formatSome(
        users.map(({ thread }) => threadName(context, thread)),
        2,
      ),
    ),
  ),
  FirstWaiter: column("The first of the threads that wait.", ({ waiters: [first] }, context) =>
    first === undefined ? "" : threadName(context, first.thread),
  ),
});

/** A list of locks. `display`: the one line for the whole list. */
export function lockList(
  context: ModelContext,
  display: string,
  read: () => Iterable<LockFacts>,
): Collection<LockObject> {
  return shortList<LockObject>(
    context,
    "lock",
    display,
    () => Array.from(read(), (facts) => context.lock(facts)),
    lockTable,
  );
}

/** Every lock that some thread waits for, most waiters first. */
export function locksOfSystem(context: ModelContext): Collection<LockObject> {
  return lockList(context, "Locks that threads wait for, most waiters first", () =>
    readLocks(context.target)
      .slice()
      .sort((a, b) => b.waiters.length - a.waiters.length || a.address.compare(b.address)),
  );
}
