/**
 * What a report says, as plain data: texts as the target holds them (the page makes them harmless), and numbers to sort
 * by.
 */
import type { GraphDetail, GraphModel } from "../../analysis/graph-model.ts";

/** One wait of a chain: who waits, and for what; the chain's last step has no `wait`. */
export interface ReportStep {
  /** A thread, port, message or object: "spoolsv.exe (4c8.80)". */
  readonly name: string;
  /** "awaits reply to message 0x48 on spoolss"; absent at the root. */
  readonly wait?: string;
  /** "6 min"; absent where it is not known. */
  readonly age?: string;
  /** Id of its node in the graph. */
  readonly node?: string;
}

/** What holds threads up in the end. */
export interface ReportRoot {
  /** "svchost.exe (2f4.a4)". */
  readonly name: string;
  /** Why it does not move on, one sentence. */
  readonly reason: string;
  readonly isDeadlock: boolean;
  /** Threads that wait for it, directly or over others. */
  readonly heldUp: number;
  /** Processes that these threads belong to. */
  readonly processes: readonly string[];
  /** The longest of its chains, from who waits to the root. */
  readonly chain: readonly ReportStep[];
  /** What to look at next, one sentence. */
  readonly nextStep: string;
  /** Debugger commands for it. */
  readonly commands: readonly string[];
  readonly node?: string;
}

export interface ReportFinding {
  /** One sentence. */
  readonly text: string;
  readonly evidence: readonly string[];
  readonly nextStep: string;
  readonly commands: readonly string[];
}

/** The findings of one rule. */
export interface ReportRule {
  /** "Deadlock". */
  readonly title: string;
  /** "Error", "Warning" or another word for how bad it is. */
  readonly severity: string;
  /** What it means when the rule speaks, one sentence. */
  readonly meaning?: string;
  readonly findings: readonly ReportFinding[];
}

export interface ReportCell {
  readonly text: string;
  /** Sorts by this instead of by the text; missing numbers sort last. */
  readonly sort?: number;
  /** Id of a node in the graph that the cell leads to. */
  readonly node?: string;
}

export interface ReportColumn {
  readonly title: string;
  /** Numbers are set to the right and sort downwards first. */
  readonly isNumber: boolean;
}

export interface ReportTable {
  /** A word for links within the page: "ports". */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  /** As many cells in each row as there are columns. */
  readonly rows: readonly (readonly ReportCell[])[];
  /** Why rows are missing, for instance. */
  readonly note?: string;
}

/** What could not be read, and why. */
export interface ReportGap {
  readonly what: string;
  readonly reason: string;
}

/** What the first screen shows. */
export interface ReportHead {
  /** "ALPC report, 2023-11-28 10:11 UTC". */
  readonly title: string;
  /** What is wrong, worst first; up to three sentences. */
  readonly summary: readonly string[];
  /** Those that hold up most first. */
  readonly roots: readonly ReportRoot[];
  readonly rules: readonly ReportRule[];
}

export interface ReportData extends ReportHead {
  readonly graph: GraphModel;
  readonly tables: readonly ReportTable[];
  readonly gaps: readonly ReportGap[];
  /** Build, uptime, time of the dump, pages missing. */
  readonly facts: readonly GraphDetail[];
  /** Of alpcx. */
  readonly version: string;
}
