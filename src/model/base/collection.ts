/** Collections of the model: iterable, indexable if an index makes sense, and computed only as far as needed. */
import { isAbsent, mapPresent, notApplicable, type Absence, type Maybe } from "../../target/absence.ts";
import { breakOfWalk, type Walk } from "../../nt/walk.ts";
import { formatCount as counted } from "../../text/counts.ts";
import { Listing, type Refreshing } from "./listing.ts";
import { displayOf } from "./members.ts";

/** Makes rows from the elements of a collection, for its `Table`. */
export interface Rows<T> {
  /** A row for an element, or for the reason why there is none. */
  rowOf(element: T | Absence): object;
}

/** A collection's own index, in place of the position. */
export interface Index<T> {
  /** The index under which an element is shown. */
  readonly of: (element: T, position: number) => unknown;
  /** The element for a user's index. Throws AlpcxError if there is none. */
  readonly find: (index: unknown) => T;
}

/** Optional parts of a collection. */
export interface CollectionOptions<T> {
  /** For a list that has a table. */
  readonly rows?: Rows<T> | undefined;
  readonly index?: Index<T> | undefined;
  /** Noun for one element, for the error about an index beyond the end: "connection". */
  readonly noun?: string;
}

/** A list of the model, indexed by position or by an index of its own. */
export class Collection<T> extends Listing<T> {
  private readonly __walk: () => Iterable<T>;
  private readonly __display: string | (() => string);
  private readonly __options: CollectionOptions<T>;

  /** `display`: the one line for the whole collection; a function if it is expensive. */
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

  /** The same list in short columns, for `dx -g`; undefined, which hides the property, if the list has no table. */
  get Table(): object | undefined {
    const { rows } = this.__options;
    return rows === undefined ? undefined : tableOf(this.__context, this.__walk, (element) => rows.rowOf(element));
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

  /** The same list with its length in its display: for a short list that was asked for by itself. */
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
    return displayOf(() => {
      this.__context.refresh();
      return typeof this.__display === "string" ? this.__display : this.__display();
    });
  }
}

/** The table of a list: its elements in short columns, each as `rowOf` makes it. */
export function tableOf<T>(
  context: Refreshing,
  walk: () => Iterable<T>,
  rowOf: (element: T) => object,
): Collection<object> {
  return new Collection(context, "Short columns for dx -g", function* () {
    for (const element of walk()) {
      yield rowOf(element);
    }
  });
}

/** A list by position. `what`: noun for the error about an index beyond the end, "connection". */
export function shortList<T>(
  context: Refreshing,
  what: string,
  display: string | (() => string),
  walk: () => Iterable<T>,
  rows?: Rows<T>,
): Collection<T> {
  return new Collection(context, display, walk, { noun: what, rows });
}

/** A list of facts whose elements find themselves again at each later stop. */
export interface RereadList<T, U> {
  /** Noun for one element: "thread". */
  readonly noun: string;
  /** The one line for a list of that length. */
  readonly display: (length: number) => string;
  readonly read: () => Maybe<readonly T[]>;
  /** `find`: the present facts of the same element; absent where it is gone. */
  readonly make: (facts: T, find: () => Maybe<T>) => U;
  readonly isSame: (one: T, other: T) => boolean;
  /** Why an element is not found again: "the thread is no longer at the lock". */
  readonly gone: string;
  readonly rows?: Rows<U>;
}

/** The list, or why it cannot be read. */
export function rereadList<T, U>(context: Refreshing, list: RereadList<T, U>): Maybe<Collection<U | Absence>> {
  const { noun, display, read, make, isSame, gone, rows } = list;
  const find = (known: T): Maybe<T> =>
    mapPresent(read(), (facts) => facts.find((other) => isSame(other, known)) ?? notApplicable(gone));
  const elements = (): readonly (U | Absence)[] => {
    const facts = read();
    return isAbsent(facts) ? [facts] : facts.map((known) => make(known, () => find(known)));
  };
  return mapPresent(read(), ({ length }) => shortList(context, noun, display(length), elements, rows));
}

/**
 * The elements of a walk, and last, if it did not return to its start, the reason. A list that was never used has no
 * such reason.
 */
export function* untilEnd<T>(walk: Walk<T>): Generator<T | Absence> {
  yield* walk;
  const broken = breakOfWalk(walk.end);
  if (broken !== undefined) {
    yield broken;
  }
}

/**
 * A short list whose display gives its length; `make` turns elements into what is shown. Absent elements are shown in
 * place with their reason.
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

/** `3 threads`, with the first reason why there may be more. */
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

/** The elements of facts that may be absent: if they are, the reason is the only element. */
export function* elementsOf<F, E>(facts: Maybe<F>, walk: (facts: F) => Iterable<E | Absence>): Generator<E | Absence> {
  if (isAbsent(facts)) {
    yield facts;
  } else {
    yield* walk(facts);
  }
}
