/** Tables as the page reads them: short, each text and each node once. Pure. */
import { formatValue } from "../graph/labels.ts";
import { collectTexts, placesOf } from "../graph/text-places.ts";
import type { ReportCell, ReportTable } from "./report-data.ts";

/**
 * A place in `PageTables.texts`; a number that is its own text; or a text with a number to sort by (null for none) and,
 * where there is one, a place among the graph's nodes.
 */
export type PageCell = number | readonly [value: number] | readonly [text: number, sort: number | null, node?: number];

export interface PageTable {
  readonly id: string;
  /** By column: it holds numbers. */
  readonly isNumber: readonly boolean[];
  readonly rows: readonly (readonly PageCell[])[];
}

export interface PageTables {
  readonly texts: readonly string[];
  readonly tables: readonly PageTable[];
}

/** `nodes`: of the graph on the same page; a cell whose node is not among them leads nowhere. */
export function encodeTables(tables: readonly ReportTable[], nodes: readonly { readonly id: string }[]): PageTables {
  const collected = collectTexts();
  const placeOf = (text: string): number => collected.placeOf(formatValue(text));
  const nodePlaces = placesOf(nodes);
  const encodeCell = ({ text, sort, node }: ReportCell): PageCell => {
    const place = node === undefined ? undefined : nodePlaces.get(node);
    if (place !== undefined) {
      return [placeOf(text), sort ?? null, place];
    }
    if (sort === undefined) {
      return placeOf(text);
    }
    return String(sort) === text ? [sort] : [placeOf(text), sort];
  };
  const encoded = tables.map((table) => ({
    id: table.id,
    isNumber: table.columns.map((column) => column.isNumber),
    rows: table.rows.map((row) => row.map(encodeCell)),
  }));
  return { texts: collected.texts, tables: encoded };
}
