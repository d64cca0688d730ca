/** Root blockers as a table. */
import { mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { RootGroup } from "../../analysis/roots.ts";
import { findNextStep, formatGroup } from "../../analysis/why.ts";
import type { ModelContext } from "../context.ts";
import { shownSeconds } from "../seconds.ts";
import { systemOf } from "../system.ts";
import { defineTable, type Cell, type Column } from "./table.ts";

interface Root {
  readonly __context: ModelContext;
  readonly __facts: Maybe<RootGroup>;
}

function column(help: string, pick: (group: RootGroup, context: ModelContext) => Cell, radix?: 10): Column<Root> {
  return { help, ...(radix === undefined ? {} : { radix }), pick: ({ __context, __facts }) => mapPresent(__facts, (facts) => pick(facts, __context)) };
}

export const rootTable = defineTable<Root>("root-row", "A root blocker as a row of a table.", {
  HeldUp: column("Threads blocked by it in the end.", ({ heldUp }) => heldUp, 10),
  Waits: column("Waits for replies that end here.", ({ chains }) => chains.length, 10),
  Processes: column("Processes with threads that wait behind it.", ({ processes }) => processes.length, 10),
  Longest: column("Seconds that the longest of the waits has taken.", ({ longest }) => (longest === undefined ? notApplicable("not known") : shownSeconds(longest)), 10),
  Kind: column("Why the chains end here.", ({ root }) => root.cause),
  Root: column("What blocks, and why.", (group, context) => formatGroup(systemOf(context), group)),
  NextStep: column("The debugger command to type next.", (group, context) => findNextStep(systemOf(context), group)),
});
