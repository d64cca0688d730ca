/** The grid of `dx -g`: columns, widths, truncated cells. */
import type { DisplayRow } from "./display-row.ts";
import { readElementRows, readPropertyRows } from "./display-row.ts";
import { limitElements } from "./dx-output.ts";
import type { ValueAccess } from "./value-access.ts";

/** Limits of a grid. */
export interface GridOptions {
  readonly formatSpecifier?: string;
  readonly skip: number;
  /** Longest cell in characters. */
  readonly cellWidth?: number;
}

/**
 * A cell that is longer than this shows as three dots. Seen: a cell of just so many characters shows whole, and its
 * column is no wider.
 */
const defaultCellWidth = 60;

/** Space after a column that is wider than its header. */
const margin = 3;

/** Most properties that get a column. */
const columnLimit = 30;

/** Replaces a cell that is too long; it is not padded, so that the following columns move to the left (seen). */
const tooLong = "...";

/** A line of the grid: the element's place with its display, and its properties by name. */
interface GridLine {
  readonly name: string;
  readonly text: string;
  readonly cells: ReadonlyMap<string, string>;
}

/**
 * The lines of `dx -g`: a row for each element, and a column for each property of any of them behind that of the
 * elements' places and displays. A value that is no collection is a grid of one row.
 */
export function* formatGrid(access: ValueAccess, title: DisplayRow, options: GridOptions): Iterable<string> {
  const { lines, isCut } = readLines(access, title, options);
  const limit = options.cellWidth ?? defaultCellWidth;
  const columns = [...new Set(lines.flatMap(({ cells }) => [...cells.keys()]))].slice(0, columnLimit);
  const headWidth = Math.min(limit, Math.max(0, ...lines.map(({ name, text }) => name.length + margin + text.length)));
  const widths = columns.map((column) =>
    Math.max(
      column.length,
      Math.min(limit, margin + Math.max(...lines.map(({ cells }) => cells.get(column)?.length ?? 0))),
    ),
  );
  const header = formatLine("=", [
    "".padEnd(headWidth),
    ...columns.map((column, place) => column.padEnd(widths[place] ?? 0)),
  ]);
  const ruler = "=".repeat(header.length);

  yield ruler;
  yield header;
  yield ruler;
  for (const { name, text, cells } of lines) {
    yield formatLine("-", [
      padCell(text === "" ? name : `${name} : ${text}`, headWidth, limit),
      ...columns.map((column, place) => padCell(cells.get(column) ?? "", widths[place] ?? 0, limit)),
    ]);
  }
  yield ruler;
  if (isCut) {
    yield "[...]";
  }
}

function formatLine(separator: string, cells: readonly string[]): string {
  return `= ${cells.join(` ${separator} `)} =`;
}

function padCell(text: string, width: number, limit: number): string {
  return text.length > limit ? tooLong : text.padEnd(width);
}

function readLines(
  access: ValueAccess,
  title: DisplayRow,
  options: GridOptions,
): { readonly lines: readonly GridLine[]; readonly isCut: boolean } {
  const more: DisplayRow = { name: "" };
  const rows =
    title.parent && access.isIterable(title.parent.value)
      ? [...limitElements(readElementRows(access, title.parent.value, options.formatSpecifier), options.skip, more)]
      : [title];
  return {
    lines: rows.filter((row) => row !== more).map((row) => readLine(access, row, options)),
    isCut: rows.includes(more),
  };
}

function readLine(access: ValueAccess, row: DisplayRow, options: GridOptions): GridLine {
  const properties = row.parent ? [...readPropertyRows(access, row.parent.value, options.formatSpecifier)] : [];
  return {
    name: row.name,
    text: row.text ?? "",
    cells: new Map(properties.map(({ name, text = "" }) => [name, text])),
  };
}
