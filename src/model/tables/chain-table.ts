/** Wait chains as a table. */
import { mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { WaitChain as ChainFacts } from "../../analysis/wait-chain.ts";
import { formatRoot } from "../../text/wait.ts";
import type { ModelContext } from "../context.ts";
import { portName, threadName } from "../naming.ts";
import { shownSeconds } from "../seconds.ts";
import { systemOf } from "../system.ts";
import { defineTable, type Cell, type Column } from "./table.ts";

interface Chain {
  readonly __context: ModelContext;
  readonly __facts: Maybe<ChainFacts>;
}

function column(help: string, pick: (facts: ChainFacts, context: ModelContext) => Cell, radix?: 10): Column<Chain> {
  return { help, ...(radix === undefined ? {} : { radix }), pick: ({ __context, __facts }) => mapPresent(__facts, (facts) => pick(facts, __context)) };
}

/** The port that the first message of a chain was sent to. */
function firstPort({ links }: ChainFacts, context: ModelContext): Cell {
  const port = links().find((link) => link.port !== undefined)?.port;
  return port === undefined ? notApplicable("no link has a port") : portName(context, port);
}

export const chainTable = defineTable<Chain>("wait-chain-row", "A wait chain as a row of a table.", {
  Thread: column("The thread whose wait is followed.", ({ thread }, context) => threadName(context, thread)),
  Awaits: column("The first port on the way.", firstPort),
  Waited: column("Seconds that the thread has waited.", ({ waitedSeconds }) => (waitedSeconds === undefined ? notApplicable("the thread does not wait") : shownSeconds(waitedSeconds)), 10),
  Links: column("Steps from the thread to the root, both included.", ({ links }) => links().length, 10),
  Deadlock: column("Whether the thread is part of a wait cycle (on it), or its chain runs into one (behind it).", ({ isDeadlock, endsInDeadlock }) =>
    (isDeadlock ? "on it" : endsInDeadlock ? "behind it" : "")),
  Root: column("What the thread waits for in the end.", ({ root }, context) => formatRoot(systemOf(context), root)),
});
