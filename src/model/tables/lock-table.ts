/** Locks as a table. */
import { mapPresent } from "../../target/absence.ts";
import type { LockFacts } from "../../facts/lock.ts";
import { formatSome } from "../../text/counts.ts";
import type { LockObject, ModelContext } from "../context.ts";
import { processName, threadName } from "../naming.ts";
import { defineTable, type Cell, type Column } from "./table.ts";

function column(help: string, pick: (lock: LockFacts, context: ModelContext) => Cell, radix?: 10): Column<LockObject> {
  return { help, ...(radix === undefined ? {} : { radix }), pick: ({ __context, __facts }) => mapPresent(__facts, (facts) => pick(facts, __context)) };
}

export const lockTable = defineTable<LockObject>("lock-row", "A lock as a row of a table.", {
  Address: column("Address of the lock.", ({ address }) => address),
  Kind: column("What kind of lock it is.", ({ kind }) => kind),
  Name: column("Name in the object directory.", ({ name }) => name),
  Process: column("The process in whose memory it lies.", ({ process }, context) => mapPresent(process, (address) => processName(context, address))),
  Waiters: column("Threads that wait for it.", ({ waiters }) => waiters.length, 10),
  HeldBy: column("Threads that hold it.", ({ holders }, context) => mapPresent(holders, (users) => formatSome(users.map(({ thread }) => threadName(context, thread)), 2))),
  FirstWaiter: column("The first of the threads that wait.", ({ waiters: [first] }, context) => (first === undefined ? "" : threadName(context, first.thread))),
});
