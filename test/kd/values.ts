import type { DataModel } from "../host/model.ts";
import type { Arithmetic } from "./arithmetic.ts";
import type { IndexedElement } from "./sequence.ts";

/** Access to values of any origin, as far as collection methods and one-line displays need it. */
export interface Values {
  readonly model: DataModel;
  readonly arithmetic: Arithmetic;
  /** True for what only the debugger can answer for: no plain value and none of the console's own. */
  isModelObject(value: unknown): boolean;
  isIterable(value: unknown): boolean;
  /** Lazy. Elements whose source gives no index are numbered from zero. Throws when the value is no collection. */
  iterate(value: unknown): Iterable<IndexedElement>;
  /** Calls a method of the debugger, of a script or of the console. Throws when the callee is none. */
  call(callee: unknown, thisValue: unknown, args: readonly unknown[]): unknown;
}
