/** What the benchmark found, as data, and as a table for people. */
import type { Cost } from "./measure.ts";

/** One workload over one system. */
export interface Row {
  readonly ports: number;
  /** "packed": structures side by side in their pools; "scattered": each on a page of its own. */
  readonly memory: "packed" | "scattered";
  readonly workload: string;
  /** Best time of so many runs; everything else is the same in all. */
  readonly runs: number;
  readonly cost: Cost;
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

const columns: readonly { readonly title: string; readonly of: (row: Row) => string }[] = [
  { title: "Ports", of: ({ ports }) => String(ports) },
  { title: "Memory", of: ({ memory }) => memory },
  { title: "Work", of: ({ workload }) => workload },
  { title: "Met", of: ({ cost }) => String(cost.count) },
  { title: "Calls/port", of: ({ cost, ports }) => (cost.hostCalls / ports).toFixed(2) },
  { title: "of them reads", of: ({ cost, ports }) => (cost.blockReads / ports).toFixed(2) },
  { title: "Bytes/port", of: ({ cost, ports }) => (cost.bytes / ports).toFixed(0) },
  { title: "Pages/port", of: ({ cost, ports }) => (cost.pages / ports).toFixed(2) },
  { title: "us/port", of: ({ cost, ports }) => ((cost.milliseconds * 1000) / ports).toFixed(1) },
];

/** The rows as a table, the words of a row left-aligned and its figures right-aligned. */
export function formatTable(rows: readonly Row[]): string {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ of }) => of(row)))];
  const widths = columns.map((_column, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  const pad = (cell: string, index: number): string =>
    (index === 1 || index === 2 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0));
  return cells.map((line) => line.map(pad).join("  ").trimEnd()).join("\n");
}

export function formatResults(results: Results): string {
  return [
    formatTable(results.rows), "",
    ...results.peakBytesPerPort.map(({ ports, bytes }) => `Peak of the script's own data at ${ports} ports: ${bytes.toFixed(0)} bytes per port`), "",
    ...results.ratios.map(({ name, value, target, holds }) => `${holds ? "ok  " : "MISS"}  ${name}: ${value.toFixed(2)} (target ${target})`), "",
  ].join("\n");
}
