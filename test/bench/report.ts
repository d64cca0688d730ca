/** Results of the benchmark, as data and as a table. */
import type { Cost } from "./measure.ts";

/** What one workload costs in one process. */
export interface Measured {
  readonly workload: string;
  readonly cost: Cost;
  /** Calls of the script's own functions: the same in every run. */
  readonly functionCalls: number;
  /** Processor time, the simulated host's included: the best of some runs. */
  readonly milliseconds: number;
  /** Processor time in the script's own functions: the best of some runs. */
  readonly scriptMilliseconds: number;
  /** Where in the script the time goes: name with line, and milliseconds. */
  readonly byFunction: readonly (readonly [string, number])[];
}

/** One workload over one system, with the engine's compiler and without it as in the debugger. */
export interface Row {
  readonly ports: number;
  readonly compiled: Measured;
  readonly interpreted: Measured;
}

export interface Ratio {
  readonly name: string;
  readonly value: number;
  /** What it has to be. */
  readonly target: string;
  readonly holds: boolean;
}

export interface Results {
  readonly layout: string;
  readonly node: string;
  readonly rows: readonly Row[];
  readonly peakBytesPerPort: readonly { readonly ports: number; readonly bytes: number }[];
  readonly ratios: readonly Ratio[];
}

function perPort(value: number, { ports }: Row): string {
  const each = value / ports;
  return each >= 100 ? each.toFixed(0) : each.toFixed(each >= 10 ? 1 : 2);
}

const columns: readonly { readonly title: string; readonly of: (row: Row) => string }[] = [
  { title: "Ports", of: ({ ports }) => String(ports) },
  { title: "Work", of: ({ compiled }) => compiled.workload },
  { title: "Met", of: ({ compiled }) => String(compiled.cost.count) },
  { title: "Reads", of: ({ compiled }) => String(compiled.cost.blockReads) },
  { title: "per page", of: ({ compiled }) => (compiled.cost.blockReads / Math.max(1, compiled.cost.pages)).toFixed(2) },
  { title: "Bytes/port", of: (row) => perPort(row.compiled.cost.bytes, row) },
  { title: "Host calls/port", of: (row) => perPort(row.compiled.cost.hostCalls, row) },
  { title: "Script calls/port", of: (row) => perPort(row.compiled.functionCalls, row) },
  { title: "Script us/port", of: (row) => perPort(row.compiled.scriptMilliseconds * 1000, row) },
  { title: "without compiler", of: (row) => perPort(row.interpreted.scriptMilliseconds * 1000, row) },
  { title: "with host", of: (row) => perPort(row.interpreted.milliseconds * 1000, row) },
];

/** The rows as a table, the words of a row left-aligned and its figures right-aligned. */
function formatTable(rows: readonly Row[]): string {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ of }) => of(row)))];
  const widths = columns.map((_column, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  const pad = (cell: string, index: number): string =>
    index === 1 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0);
  return cells.map((line) => line.map(pad).join("  ").trimEnd()).join("\n");
}

/** Where the script's time goes without the engine's compiler, `most` functions a workload. */
export function formatFunctions(rows: readonly Row[], most: number): string {
  return rows
    .map((row) =>
      [
        `${row.ports} ports, ${row.interpreted.workload}, us/port:`,
        ...row.interpreted.byFunction
          .slice(0, most)
          .map(([name, milliseconds]) => `  ${perPort(milliseconds * 1000, row).padStart(7)}  ${name}`),
      ].join("\n"),
    )
    .join("\n");
}

export function formatResults(results: Results): string {
  return [
    formatTable(results.rows),
    "",
    ...results.peakBytesPerPort.map(
      ({ ports, bytes }) => `Peak of the script's own data at ${ports} ports: ${bytes.toFixed(0)} bytes per port`,
    ),
    ...results.ratios.map(
      ({ name, value, target, holds }) => `${holds ? "ok  " : "MISS"}  ${name}: ${value.toFixed(2)} (target ${target})`,
    ),
    "",
  ].join("\n");
}
