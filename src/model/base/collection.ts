/**
 * Collections of the model: iterable, indexable where an index makes sense, and never computing more than what is asked
 * for.
 */
import type { Absence } from "../../target/absence.ts";
import { isAbsent, type Maybe } from "../../target/absence.ts";
import { breakOfWalk, type Walk } from "../../nt/walk.ts";
import { formatCount as counted } from "../../text/counts.ts";
import { Listing, type Refreshing } from "./listing.ts";

/** What makes rows of the elements of a collection, for its `Table`. */
export interface Rows<T> {
  /** A row for an element, or for the reason why there is none. */
  rowOf(element: T | Absence): object;
}

/** How a collection is indexed where it is not by position. */
export interface Index<T> {
  /** The index under which an element is shown. */
  readonly of: (element: T, position: number) => unknown;
  /** The element for what a user wrote between the brackets. Throws AlpcxError where there is none. */
  readonly find: (index: unknown) => T;
}

/** What a collection may have beside its elements. */
export interface CollectionOptions<T> {
  /** For a list that has a table. */
  readonly rows?: Rows<T> | undefined;
  readonly index?: Index<T> | undefined;
  /** What one element is called, for the sentence about an index beyond the end: "connection". */
  readonly noun?: string;
}

/** A list of the model: by position, or by an index of its own. */
export class Collection<T> extends Listing<T> {
  private readonly __walk: () => Iterable<T>;
  private readonly __display: string | (() => string);
  private readonly __options: CollectionOptions<T>;

  /** `display`: the one line that stands for the whole; a function where it costs something. */
  constructor(
    context: Refreshing,
    display: string | (() => string),
    walk: () => Iterable<T>,
    options: CollectionOptions<T> = {},
  ) {
    super(context);
    this.__display = display;
    this.__walk = walk;
    this.__options = options;
  }

  /** The same list in short columns, for `dx -g`; undefined, which hides the property, for a list that has none. */
  get Table(): object | undefined {
    const { __walk: walk } = this;
    const { rows } = this.__options;
    return rows === undefined
      ? undefined
      : new Collection(this.__context, "Short columns for dx -g", function* () {
          for (const element of walk()) {
            yield rows.rowOf(element);
          }
        });
  }

  protected override get __noun(): string {
    return this.__options.noun ?? super.__noun;
  }

  protected override __elements(): Iterable<T> {
    return this.__walk();
  }

  protected override __indexOf(element: T, position: number): unknown {
    const { index } = this.__options;
    return index === undefined ? position : index.of(element, position);
  }

  protected override __find(index: unknown): T {
    return this.__options.index === undefined ? super.__find(index) : this.__options.index.find(index);
  }

  /** The same list with its length in its display: for one that is short and was asked for by itself. */
  __counted(): Collection<T> {
    return new Collection(
      this.__context,
      () => `${String(this)}: ${Array.from(this.__walk()).length || (this.__context.nothing ?? "none")}`,
      this.__walk,
      this.__options,
    );
  }

  /**
   * The same list; where it is empty because the target has no lists at all, that sentence in its place. For a list
   * that is too long to be counted.
   */
  __orUnknown(): Collection<T> {
    const { nothing = "none" } = this.__context;
    return nothing === "none" || Array.from(this.__walk()).length > 0
      ? this
      : new Collection<T>(this.__context, `${String(this)}: ${nothing}`, () => []);
  }

  override toString(): string {
    this.__context.refresh();
    return typeof this.__display === "string" ? this.__display : this.__display();
  }
}

/** A list by position. `what`: "connection", for the sentence about an index beyond the end. */
export function shortList<T>(
  context: Refreshing,
  what: string,
  display: string | (() => string),
  walk: () => Iterable<T>,
  rows?: Rows<T>,
): Collection<T> {
  return new Collection(context, display, walk, { noun: what, rows });
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
): Collection<U | Absence> {
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
