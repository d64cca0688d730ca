/** The interface through which collection methods and one-line displays read values. */
import type { DataModel } from "../host/model.ts";
import type { Arithmetic } from "./arithmetic.ts";
import type { IndexedElement, SequenceElement } from "./sequence.ts";

/** Access to values of any origin, as far as collection methods and one-line displays need it. */
export interface Values {
  readonly model: DataModel;
  readonly arithmetic: Arithmetic;
  /** True for what only the debugger can answer for: no plain value and none of the console's own. */
  isModelObject(value: unknown): boolean;
  isIterable(value: unknown): boolean;
  /**
   * Lazy. Elements with the index that their source gives, and with failures in the place of elements. Throws when the
   * value is no collection.
   */
  elements(value: unknown): Iterable<SequenceElement>;
  /**
   * Lazy. Elements whose source gives no index are numbered from zero. Throws when the value is no collection, and what
   * stands in an element's place.
   */
  iterate(value: unknown): Iterable<IndexedElement>;
  /**
   * Negative, zero or positive: by value, or by what the objects' own `compareTo` says. Throws ConsoleError when the
   * two have no order.
   */
  compare(left: unknown, right: unknown): number;
  /** By value, or by what the left object's own `equals` says. */
  isEqual(left: unknown, right: unknown): boolean;
  /** Calls a method of the debugger, of a script or of the console. Throws when the callee is none. */
  call(callee: unknown, thisValue: unknown, args: readonly unknown[]): unknown;
}
