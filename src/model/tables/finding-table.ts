/** Findings as a table. */
import { mapPresent, type Maybe } from "../../target/absence.ts";
import type { Finding as FindingFacts } from "../../analysis/finding.ts";
import { printable } from "../../text/printable.ts";
import { defineTable, type Cell, type Column } from "./table.ts";

interface Finding {
  readonly __facts: Maybe<FindingFacts>;
}

function column(help: string, pick: (facts: FindingFacts) => Cell, radix?: 10): Column<Finding> {
  return { help, ...(radix === undefined ? {} : { radix }), pick: ({ __facts }) => mapPresent(__facts, pick) };
}

export const findingTable = defineTable<Finding>("finding-row", "A finding as a row of a table.", {
  Severity: column("Error, Warning or Information.", ({ severity }) => severity),
  Rule: column("Stable id of the rule that found it.", ({ rule }) => rule),
  HoldsUp: column("Threads that this holds up.", ({ holdsUp }) => holdsUp, 10),
  Subject: column("What it is about: Thread, Process, Port, Message or Object.", ({ subject }) => subject.kind),
  Title: column("One line, shortened.", ({ title }) => printable(title)),
});
