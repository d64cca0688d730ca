/**
 * Tables for `dx -g`: a row of a few short columns for each element of a collection. The debugger's grid has a column
 * for each own field of the first rows, and before them the display of the row itself, which is therefore empty (seen
 * in version 10.0.29507).
 */
import type { Absence } from "../../target/absence.ts";
import { isAbsent, mapPresent, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { shown, type ModelClass } from "./members.ts";
import type { ModelContext } from "./object.ts";

/** The content of a cell. An expected absence leaves it empty; unreadable data is a question mark. */
export type Cell = Maybe<string | number | boolean | Word64>;

/** One column. */
export interface Column<T> {
  readonly help: string;
  /** 10 for counts; by default numbers are shown in hexadecimal, like addresses and ids. */
  readonly radix?: 10;
  readonly pick: (element: T) => Cell;
}

/** A column that is read from the facts of an element. */
export function factColumn<F>(
  help: string,
  pick: (facts: F, context: ModelContext) => Cell,
  radix?: 10,
): Column<{ readonly __context: ModelContext; readonly __facts: Maybe<F> }> {
  return {
    help,
    ...(radix === undefined ? {} : { radix }),
    pick: ({ __context, __facts }) => mapPresent(__facts, (facts) => pick(facts, __context)),
  };
}

/** How elements of one kind become rows. */
export interface Table<T> {
  /** The class of the rows: their columns have help like the properties of any class. */
  readonly rowClass: ModelClass;
  readonly rowOf: (element: T | Absence) => object;
  /** Names of the columns in order. `isCount`: shown in decimal. */
  readonly columns: readonly { readonly name: string; readonly isCount: boolean }[];
  /** The same cells as values, for tables outside of the debugger. */
  readonly cellsOf: (element: T) => readonly Cell[];
}

/**
 * The longest text seen whole in the debugger's grid (version 10.0.29507), in a column of 60, the widest there is. It
 * shows three dots in place of a text that is too long.
 */
const LONGEST_CELL = 58;

function cellOf(value: Cell): unknown {
  if (isAbsent(value)) {
    return value.kind === "NotApplicable" || value.kind === "NotInThisBuild" ? "" : "?";
  }
  return typeof value === "string" ? shortened(value) : shown(value);
}

function shortened(text: string): string {
  return text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL - 3)}...`;
}

/**
 * Hides a row's element from the grid. Commands and methods that take an address or object accept the row in its place.
 */
function hide(row: object, element: unknown): void {
  const { __context, __address } = element as { readonly __context?: unknown; readonly __address?: unknown };
  Object.defineProperty(row, "__context", { value: __context });
  Object.defineProperty(row, "__address", { value: __address });
}

/** The table for elements of one kind. `name`: the name for its columns in `!alpcx_help`. */
export function defineTable<T>(name: string, help: string, columns: Readonly<Record<string, Column<T>>>): Table<T> {
  class Row {
    /** Empty: the grid shows it before the first column. */
    toString(): string {
      return "";
    }
  }
  const properties: Record<string, { readonly help: string; readonly get: () => undefined; readonly radix?: 10 }> = {};
  for (const column of Object.keys(columns)) {
    const { help: explained, radix } = columns[column] as Column<T>;
    properties[column] = { help: explained, get: () => undefined, ...(radix === undefined ? {} : { radix }) };
  }
  return {
    rowClass: { name, help, constructor: Row, properties, methods: {} },
    columns: Object.keys(columns).map((column) => ({ name: column, isCount: columns[column]?.radix === 10 })),
    cellsOf: (element) => Object.keys(columns).map((column) => (columns[column] as Column<T>).pick(element)),
    rowOf: (element) => {
      const row = new Row();
      hide(row, element);
      for (const column of Object.keys(columns)) {
        (row as Record<string, unknown>)[column] = cellOf(
          isAbsent(element) ? element : (columns[column] as Column<T>).pick(element),
        );
      }
      return row;
    },
  };
}
