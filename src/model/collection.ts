/** Collections of the model: iterable, indexable where an index makes sense, and never computing more than what is asked for. */
import { notFound } from "../target/errors.ts";
import { indexedValue, numberFromHost } from "../target/host-values.ts";
import { shown, type ModelObject } from "./members.ts";

/** Looks whether the target has moved on. */
interface Refreshing {
  refresh(): void;
}

/** A list in the order of its source; each iteration walks anew. */
export class Sequence<T> implements ModelObject {
  readonly __context: Refreshing;
  private readonly __walk: () => Iterable<T>;
  private readonly __display: string | (() => string);

  /** `display`: the one line that stands for the whole; a function where it costs something. */
  constructor(context: Refreshing, display: string | (() => string), walk: () => Iterable<T>) {
    this.__context = context;
    this.__display = display;
    this.__walk = walk;
  }

  *[Symbol.iterator](): Generator<unknown> {
    this.__context.refresh();
    for (const element of this.__walk()) {
      yield shown(element);
    }
  }

  /** The same list with its length in its display: for one that is short and was asked for by itself. */
  __counted(): Sequence<T> {
    return new Sequence(this.__context, () => `${String(this)}: ${Array.from(this.__walk()).length || "none"}`, this.__walk);
  }

  toString(): string {
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

  constructor(context: Refreshing, display: string | (() => string), walk: () => Iterable<T>, index: Index<T>) {
    this.__context = context;
    this.__display = display;
    this.__walk = walk;
    this.__index = index;
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

  toString(): string {
    return typeof this.__display === "string" ? this.__display : this.__display();
  }
}

/** An index by position, for lists that are short. `what`: "connection", for the sentence about an index beyond the end. */
export function byPosition<T>(what: string, walk: () => Iterable<T>): Index<T> {
  return {
    of: (_element, position) => position,
    find: (index) => {
      const all = Array.from(walk());
      const element = all[numberFromHost(index) ?? -1];
      if (element === undefined) {
        throw notFound(`There is no ${what} at that position:`, all.length === 0 ? "the list is empty." : `the list has [0] to [${all.length - 1}].`);
      }
      return element;
    },
  };
}

/** A short list, indexed by position. */
export function shortList<T>(context: Refreshing, what: string, display: string | (() => string), walk: () => Iterable<T>): IndexedCollection<T> {
  return new IndexedCollection(context, display, walk, byPosition(what, walk));
}
