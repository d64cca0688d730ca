/** The content of a report as plain data: raw texts (the page escapes them), and numbers to sort by. */
import type { GraphDetail, GraphModel } from "../../analysis/graph-model.ts";

/** One step of a chain: a thread and what it waits for; the chain's last step has no `wait`. */
export interface ReportStep {
  /** A thread, port, message or object: "spoolsv.exe (4c8.80)". */
  readonly name: string;
  /** "awaits the reply to message 0x48 on 'spoolss'"; absent at the root. */
  readonly wait?: string;
  /** "6 min"; absent if unknown. */
  readonly age?: string;
  /** Id of its node in the graph. */
  readonly node?: string;
}

/** A root blocker. */
export interface ReportRoot {
  /** "svchost.exe (2f4.a4)". */
  readonly name: string;
  /** Why it does not proceed, one sentence. */
  readonly reason: string;
  readonly isDeadlock: boolean;
  /** Threads that wait for it, directly or through others. */
  readonly heldUp: number;
  /** Processes that these threads belong to. */
  readonly processes: readonly string[];
  /** Its longest chain, from the waiting thread to the root. */
  readonly chain: readonly ReportStep[];
  /** What to look at next, one sentence. */
  readonly nextStep: string;
  /** Debugger commands for it. */
  readonly commands: readonly string[];
  readonly node?: string;
}

/** One finding in the words of the report. */
export interface ReportFinding {
  /** One sentence. */
  readonly text: string;
  /** Names of the threads, processes, ports and so on that prove it. */
  readonly evidence: readonly string[];
  readonly nextStep: string;
  readonly commands: readonly string[];
}

/** The findings of one rule. */
export interface ReportRule {
  /** "Deadlock". */
  readonly title: string;
  /** "Error", "Warning" or another severity. */
  readonly severity: string;
  /** What a finding of the rule means, one sentence. */
  readonly meaning?: string;
  readonly findings: readonly ReportFinding[];
}

/** One cell: what it shows, sorts by and links to. */
export interface ReportCell {
  readonly text: string;
  /** Sorts by this instead of the text; missing numbers sort last. */
  readonly sort?: number;
  /** Id of the graph node that the cell links to. */
  readonly node?: string;
}

/** Heading and kind of a column. */
export interface ReportColumn {
  readonly title: string;
  /** Numbers are right-aligned and sort in descending order first. */
  readonly isNumber: boolean;
}

/** A table that the reader can sort and filter. */
export interface ReportTable {
  /** A word for links within the page: "ports". */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  /** Each row has as many cells as there are columns. */
  readonly rows: readonly (readonly ReportCell[])[];
  /** Such as why rows are missing. */
  readonly note?: string;
}

/** What could not be read, and why. */
export interface ReportGap {
  readonly what: string;
  readonly reason: string;
}

/** The content of the first screen. */
export interface ReportHead {
  /** "ALPC report, 2023-11-28 10:11 UTC". */
  readonly title: string;
  /** What is wrong, worst first; at most three sentences. */
  readonly summary: readonly string[];
  /** Most blocked threads first. */
  readonly roots: readonly ReportRoot[];
  readonly rules: readonly ReportRule[];
}

/** Everything that a report shows. */
export interface ReportData extends ReportHead {
  readonly graph: GraphModel;
  readonly tables: readonly ReportTable[];
  readonly gaps: readonly ReportGap[];
  /** Build, uptime, time of the dump, pages missing. */
  readonly facts: readonly GraphDetail[];
  /** Version of alpcx. */
  readonly version: string;
}
