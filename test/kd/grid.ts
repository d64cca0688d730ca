import type { DisplayRow } from "./display-row.ts";
import { makeRow, readElementRows, readPropertyRows } from "./display-row.ts";
import { elementLimit } from "./dx-output.ts";
import type { ValueAccess } from "./value-access.ts";

/** How a grid is cut. */
export interface GridOptions {
  readonly formatSpecifier?: string;
  readonly skip: number;
  /** Longest cell in characters; no limit when absent. */
  readonly cellWidth?: number;
}

/** A line of the grid: the element's place, and its properties by name. */
interface GridLine {
  readonly head: string;
  readonly cells: ReadonlyMap<string, string>;
}

/** The column that shows elements without properties, such as numbers. */
const valueColumn = "Value";

/**
 * The lines of `dx -g`: one row per element, one column per property of any of them; a column whose cells lead
 * further bears `(+)`. A value that is no collection is a grid of one row.
 */
export function* formatGrid(access: ValueAccess, title: string, value: unknown, options: GridOptions): Iterable<string> {
  const { rows, isCut } = collectElements(access, title, value, options);
  const expandable = new Set<string>();
  const lines = rows.map((row) => readLine(access, row, options, expandable));
  const columns = [...new Set(lines.flatMap(({ cells }) => [...cells.keys()]))];
  const heads = columns.map((column) => (expandable.has(column) ? `(+) ${column}` : column));
  const widths = columns.map((column, place) =>
    Math.max(heads[place]?.length ?? 0, ...lines.map(({ cells }) => cells.get(column)?.length ?? 0)));
  const headWidth = Math.max(0, ...lines.map(({ head }) => head.length));
  const pad = (texts: readonly string[]): readonly string[] => texts.map((text, place) => text.padEnd(widths[place] ?? 0));

  const header = `= ${["".padEnd(headWidth), ...pad(heads)].join(" = ")} =`;
  const ruler = "=".repeat(header.length);
  yield ruler;
  yield header;
  yield ruler;
  for (const { head, cells } of lines) {
    yield `= ${[head.padEnd(headWidth), ...pad(columns.map((column) => cells.get(column) ?? ""))].join(" - ")} =`;
  }
  yield ruler;
  if (isCut) {
    yield "[...]";
  }
}

function collectElements(access: ValueAccess, title: string, value: unknown, options: GridOptions): { readonly rows: readonly DisplayRow[]; readonly isCut: boolean } {
  if (!access.isIterable(value)) {
    return { rows: [makeRow(access, title, () => value, options.formatSpecifier)], isCut: false };
  }
  const rows: DisplayRow[] = [];
  let passed = 0;
  for (const row of readElementRows(access, value, options.formatSpecifier)) {
    if (passed >= options.skip + elementLimit) {
      return { rows, isCut: true };
    }
    if (passed >= options.skip) {
      rows.push(row);
    }
    passed += 1;
  }
  return { rows, isCut: false };
}

function readLine(access: ValueAccess, row: DisplayRow, options: GridOptions, expandable: Set<string>): GridLine {
  const cells = new Map<string, string>();
  for (const property of row.parent ? readPropertyRows(access, row.parent.value, options.formatSpecifier) : []) {
    if (property.parent) {
      expandable.add(property.name);
    }
    cells.set(property.name, shorten(property.text ?? (property.parent ? "{...}" : ""), options.cellWidth));
  }
  if (cells.size === 0) {
    cells.set(valueColumn, shorten(row.text ?? (row.parent ? "{...}" : ""), options.cellWidth));
  }
  return { head: row.name, cells };
}

/** A cell is one line. */
function shorten(text: string, width?: number): string {
  const line = text.replace(/\s*\n\s*/g, " ");
  return width !== undefined && line.length > width ? `${line.slice(0, Math.max(0, width - 3))}...` : line;
}
