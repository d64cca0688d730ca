/** What dx iterates and indexes: the elements in order with their indices, or one element by its index. */
import { notFound } from "../../target/errors.ts";
import { indexedValue, numberFromHost } from "../../target/host-values.ts";
import { describeArgument } from "../ask/address.ts";
import { shown, type ModelObject } from "./members.ts";

/** Checks whether the target has moved on. */
export interface Refreshing {
  refresh(): void;
  /** Display of an empty list; "none" by default. */
  readonly nothing?: string;
}

/** Elements in source order, indexed by position. Each iteration walks anew; an index walks only up to its element. */
export abstract class Listing<T> implements ModelObject {
  readonly __context: Refreshing;

  constructor(context: Refreshing) {
    this.__context = context;
  }

  protected abstract __elements(): Iterable<T>;

  /** Noun for one element, for the error about an index beyond the end: "connection". */
  protected get __noun(): string {
    return "element";
  }

  /** The index under which an element is shown. */
  protected __indexOf(_element: T, position: number): unknown {
    return position;
  }

  /** The element for a user's index. Throws AlpcxError if there is none. */
  protected __find(index: unknown): T {
    const wanted = positionFrom(index);
    let position = 0;
    for (const element of this.__elements()) {
      if (position === wanted) {
        return element;
      }
      position += 1;
    }
    throw this.__noSuchPosition(position);
  }

  /** The error for an index that no element has. */
  protected __noSuchPosition(length: number): Error {
    return notFound(
      `There is no ${this.__noun} at that position:`,
      length === 0 ? "the list is empty." : `the list has [0] to [${length - 1}].`,
    );
  }

  *[Symbol.iterator](): Generator<unknown> {
    this.__context.refresh();
    let position = 0;
    for (const element of this.__elements()) {
      yield indexedValue(shown(element), [this.__indexOf(element, position)]);
      position += 1;
    }
  }

  getDimensionality(): number {
    return 1;
  }

  getValueAt(index: unknown): unknown {
    this.__context.refresh();
    return shown(this.__find(index));
  }
}

/** The position that a user's index means. Throws AlpcxError for a name, or an object, in a list that has none. */
export function positionFrom(index: unknown): number {
  const position = numberFromHost(index);
  if (position === undefined) {
    throw notFound(
      `${describeArgument(index)} is not a position:`,
      "this list counts from [0]; .Where(x => ...) finds elements by what they have.",
    );
  }
  return position;
}
