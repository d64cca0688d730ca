/**
 * Collections of the model: iterable, indexable where an index makes sense, and never computing more than what is asked
 * for.
 */
import type { Absence } from "../../target/absence.ts";
import { isAbsent, type Maybe } from "../../target/absence.ts";
import { notFound } from "../../target/errors.ts";
import { indexedValue, numberFromHost } from "../../target/host-values.ts";
import { breakOfWalk, type Walk } from "../../nt/walk.ts";
import { formatCount as counted } from "../../text/counts.ts";
import { shown, type ModelObject } from "./members.ts";

/** Looks whether the target has moved on. */
interface Refreshing {
  refresh(): void;
  /** What a list with nothing on it says; "none" without it. */
  readonly nothing?: string;
}

/** What makes rows of the elements of a collection, for its `Table`. */
export interface Rows<T> {
  /** A row for an element, or for the reason why there is none. */
  rowOf(element: T | Absence): object;
}

/** The table of a collection; undefined, which hides the property, where its elements have none. */
function tableOf<T>(context: Refreshing, rows: Rows<T> | undefined, walk: () => Iterable<T>): object | undefined {
  return rows === undefined
    ? undefined
    : new Sequence(context, "Short columns for dx -g", function* () {
        for (const element of walk()) {
          yield rows.rowOf(element);
        }
      });
}

/**
 * A list in the order of its source, indexed by position; each iteration walks anew, and an index walks no further than
 * to its element.
 */
export class Sequence<T> implements ModelObject {
  readonly __context: Refreshing;
  private readonly __walk: () => Iterable<T>;
  private readonly __display: string | (() => string);
  private readonly __rows: Rows<T> | undefined;

  /**
   * `display`: the one line that stands for the whole; a function where it costs something. `rows`: for a list that has
   * a table.
   */
  constructor(context: Refreshing, display: string | (() => string), walk: () => Iterable<T>, rows?: Rows<T>) {
    this.__context = context;
    this.__display = display;
    this.__walk = walk;
    this.__rows = rows;
  }

  /** The same list in short columns, for `dx -g`. */
  get Table(): object | undefined {
    return tableOf(this.__context, this.__rows, this.__walk);
  }

  *[Symbol.iterator](): Generator<unknown> {
    this.__context.refresh();
    let position = 0;
    for (const element of this.__walk()) {
      yield indexedValue(shown(element), [position]);
      position += 1;
    }
  }

  getDimensionality(): number {
    return 1;
  }

  getValueAt(index: unknown): unknown {
    this.__context.refresh();
    const wanted = numberFromHost(index);
    let position = 0;
    for (const element of this.__walk()) {
      if (position === wanted) {
        return shown(element);
      }
      position += 1;
    }
    throw noSuchPosition("element", position);
  }

  /** The same list with its length in its display: for one that is short and was asked for by itself. */
  __counted(): Sequence<T> {
    return new Sequence(
      this.__context,
      () => `${String(this)}: ${Array.from(this.__walk()).length || (this.__context.nothing ?? "none")}`,
      this.__walk,
      this.__rows,
    );
  }

  toString(): string {
    this.__context.refresh();
    return typeof this.__display === "string" ? this.__display : this.__display();
  }
}

/** How a collection is indexed. */
export interface Index<T> {
  /** The index under which an element is shown. */
  readonly of: (element: T, position: number) => unknown;
  /** The element for what a user wrote between the brackets. Throws AlpcxError where there is none. */
  readonly find: (index: unknown) => T;
}

/** A list whose elements are also found by an index. */
export class IndexedCollection<T> implements ModelObject {
  readonly __context: Refreshing;
  private readonly __walk: () => Iterable<T>;
  private readonly __index: Index<T>;
  private readonly __display: string | (() => string);
  private readonly __rows: Rows<T> | undefined;

  constructor(
    context: Refreshing,
    display: string | (() => string),
    walk: () => Iterable<T>,
    index: Index<T>,
    rows?: Rows<T>,
  ) {
    this.__context = context;
    this.__display = display;
    this.__walk = walk;
    this.__index = index;
    this.__rows = rows;
  }

  /** The same list in short columns, for `dx -g`. */
  get Table(): object | undefined {
    return tableOf(this.__context, this.__rows, this.__walk);
  }

  *[Symbol.iterator](): Generator<unknown> {
    this.__context.refresh();
    let position = 0;
    for (const element of this.__walk()) {
      yield indexedValue(shown(element), [this.__index.of(element, position)]);
      position += 1;
    }
  }

  getDimensionality(): number {
    return 1;
  }

  getValueAt(index: unknown): unknown {
    this.__context.refresh();
    return shown(this.__index.find(index));
  }

  /** The same list with its length in its display: for one that is short and was asked for by itself. */
  __counted(): IndexedCollection<T> {
    return new IndexedCollection(
      this.__context,
      () => `${String(this)}: ${Array.from(this.__walk()).length || (this.__context.nothing ?? "none")}`,
      this.__walk,
      this.__index,
      this.__rows,
    );
  }

  toString(): string {
    this.__context.refresh();
    return typeof this.__display === "string" ? this.__display : this.__display();
  }
}

/**
 * An index by position, for lists that are short. `what`: "connection", for the sentence about an index beyond the end.
 */
function byPosition<T>(what: string, walk: () => Iterable<T>): Index<T> {
  return {
    of: (_element, position) => position,
    find: (index) => {
      const all = Array.from(walk());
      const element = all[numberFromHost(index) ?? -1];
      if (element === undefined) {
        throw noSuchPosition(what, all.length);
      }
      return element;
    },
  };
}

function noSuchPosition(what: string, length: number): Error {
  return notFound(
    `There is no ${what} at that position:`,
    length === 0 ? "the list is empty." : `the list has [0] to [${length - 1}].`,
  );
}

/** A short list, indexed by position. */
export function shortList<T>(
  context: Refreshing,
  what: string,
  display: string | (() => string),
  walk: () => Iterable<T>,
  rows?: Rows<T>,
): IndexedCollection<T> {
  return new IndexedCollection(context, display, walk, byPosition(what, walk), rows);
}

/**
 * What a walk yields, and last, where it did not come back to where it began, why. A list that was never used has
 * nothing to say.
 */
export function* untilEnd<T>(walk: Walk<T>): Generator<T | Absence> {
  yield* walk;
  const broken = breakOfWalk(walk.end);
  if (broken !== undefined) {
    yield broken;
  }
}

/**
 * A short list whose display says how long it is; `make` turns what is listed into what is shown. What is absent in it
 * stands in its place with the reason.
 */
export function countedList<T, U>(
  context: Refreshing,
  what: string,
  list: () => Iterable<T | Absence>,
  make: (element: T) => U,
  rows?: Rows<U>,
): IndexedCollection<U | Absence> {
  return shortList(
    context,
    what,
    () => describeLength(what, list()),
    function* () {
      for (const element of list()) {
        yield isAbsent(element) ? element : make(element);
      }
    },
    rows,
  );
}

/** `3 threads`, with the first reason why it may not be all. */
function describeLength(what: string, list: Iterable<unknown>): string {
  let count = 0;
  let absence: Absence | undefined;
  for (const element of list) {
    if (isAbsent(element)) {
      absence = absence ?? element;
    } else {
      count += 1;
    }
  }
  return `${counted(count, what)}${absence === undefined ? "" : ` <${absence.reason}>`}`;
}

/** The elements of what may be absent: where it is, the reason is the only one. */
export function* elementsOf<F, E>(facts: Maybe<F>, walk: (facts: F) => Iterable<E | Absence>): Generator<E | Absence> {
  if (isAbsent(facts)) {
    yield facts;
  } else {
    yield* walk(facts);
  }
}
