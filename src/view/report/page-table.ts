/** A table as the page reads it: short. Pure. */
import { formatValue } from "../graph/labels.ts";
import type { ReportCell, ReportTable } from "./report-data.ts";

/** The text; with a number to sort by (null for none) and the id of a node, where there are such. */
export type PageCell =
  string | readonly [text: string, sort: number | null] | readonly [text: string, sort: number | null, node: string];

export interface PageTable {
  readonly id: string;
  /** By column: it holds numbers. */
  readonly isNumber: readonly boolean[];
  readonly rows: readonly (readonly PageCell[])[];
}

export function encodeTable(table: ReportTable): PageTable {
  return {
    id: table.id,
    isNumber: table.columns.map((column) => column.isNumber),
    rows: table.rows.map((row) => row.map(encodeCell)),
  };
}

function encodeCell(cell: ReportCell): PageCell {
  const text = formatValue(cell.text);
  if (cell.node !== undefined) {
    return [text, cell.sort ?? null, cell.node];
  }
  return cell.sort === undefined ? text : [text, cell.sort];
}
