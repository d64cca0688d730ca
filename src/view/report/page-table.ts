/** Tables in the compact form of the page's data: each text and node is stored once. */
import { formatValue } from "../graph/labels.ts";
import { collectTexts, placesOf } from "../graph/text-places.ts";
import type { ReportCell, ReportTable } from "./report-data.ts";

/**
 * An index in `PageTables.texts`; a number that is its own text, as `[value]`; or an index with a number to sort by
 * (null for none) and, if there is one, the index of a node of the graph.
 */
export type PageCell = number | readonly [value: number] | readonly [text: number, sort: number | null, node?: number];

/** One table; the page itself holds its title and headings. */
export interface PageTable {
  readonly id: string;
  /** Whether each column holds numbers. */
  readonly isNumber: readonly boolean[];
  readonly rows: readonly (readonly PageCell[])[];
}

/** All tables of a page, with their texts. */
export interface PageTables {
  readonly texts: readonly string[];
  readonly tables: readonly PageTable[];
}

/** `nodes`: those of the graph on the same page; a cell whose node is not among them has no link. */
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
