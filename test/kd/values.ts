/** The interface through which collection methods and one-line displays read values. */
import type { DataModel } from "../host/model.ts";
import type { Arithmetic } from "./arithmetic.ts";
import type { IndexedElement, SequenceElement } from "./sequence.ts";

/** Access to values of any origin, as far as collection methods and one-line displays need it. */
export interface Values {
  readonly model: DataModel;
  readonly arithmetic: Arithmetic;
  /** True for objects of the debugger and of scripts, as opposed to plain values and the console's own. */
  isModelObject(value: unknown): boolean;
  isIterable(value: unknown): boolean;
  /**
   * Lazy. Elements with the index that their source gives, and with failures in the place of elements. Throws when the
   * value is no collection.
   */
  elements(value: unknown): Iterable<SequenceElement>;
  /**
   * Lazy. Elements whose source gives no index are numbered from zero. Throws when the value is no collection, and a
   * failure that is in an element's place.
   */
  iterate(value: unknown): Iterable<IndexedElement>;
  /**
   * Negative, zero or positive: by value, or by what the objects' own `compareTo` says. Throws ConsoleError if the two
   * cannot be ordered.
   */
  compare(left: unknown, right: unknown): number;
  /** By value, or by what the left object's own `equals` says. */
  isEqual(left: unknown, right: unknown): boolean;
  /** Calls a method of the debugger, of a script or of the console. Throws if the value cannot be called. */
  call(callee: unknown, thisValue: unknown, args: readonly unknown[]): unknown;
}
