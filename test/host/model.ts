/**
 * The data model as the debugger's own evaluator sees it: one way to ask script objects, native objects and the
 * debugger's built-in objects for properties, elements, methods and displays. The console's `dx` rests on this only.
 */

/** One element of an iteration: `indices` when the source yields `host.indexedValue` or is indexable. */
export interface IteratedElement {
  readonly value: unknown;
  readonly indices?: readonly unknown[];
}

/** Help and presentation of a property, as given to `host.metadata`. */
export interface PropertyMetadata {
  readonly Help?: unknown;
  readonly PreferShow?: boolean;
  readonly PreferredFormat?: number;
  readonly PreferredLength?: number;
  readonly [other: string]: unknown;
}

/**
 * The evaluator's view of one simulated debugger. Values are unwrapped host values: numbers, strings, booleans, Int64,
 * native objects, script objects.
 */
export interface DataModel {
  /**
   * `cursession`, `curprocess`, `curthread`, `scriptContents`, user variables, and function aliases by their name.
   * Undefined where there is none.
   */
  pseudoVariable(name: string): unknown;
  setUserVariable(name: string, value: unknown): void;
  /** All names that `pseudoVariable` answers to, for completion. */
  pseudoVariableNames?(): readonly string[];
  /** The root namespace: holds `Debugger`. */
  readonly root: unknown;
  /** Names that `dx` shows for a value, in order: none that start with two underscores, no methods. */
  keys(value: unknown): readonly string[];
  /** Names of callable members shown by `dx` (as `Name [Help]` lines). */
  methods(value: unknown): readonly string[];
  has(value: unknown, name: string): boolean;
  /** The value of a property; a getter that throws makes this throw. */
  get(value: unknown, name: string): unknown;
  set(value: unknown, name: string, newValue: unknown): void;
  call(callee: unknown, thisValue: unknown, args: readonly unknown[]): unknown;
  isCallable(value: unknown): boolean;
  isIterable(value: unknown): boolean;
  iterate(value: unknown): Iterable<IteratedElement>;
  isIndexable(value: unknown): boolean;
  dimensionality(value: unknown): number;
  at(value: unknown, indices: readonly unknown[]): unknown;
  /**
   * The one-line display, or undefined when the value has none of its own. A script's object displays what its
   * `toString` gives (arrays, dates and plain objects too), none if that is not a string; a `toString` that throws
   * makes this throw. `formatSpecifier`: "d", "x" or absent.
   */
  displayString(value: unknown, formatSpecifier?: string): string | undefined;
  metadata(value: unknown, name: string): PropertyMetadata | undefined;
  /** `(module!type*)address`: a native pointer object. Throws the debugger's own sentence when the type is unknown. */
  castToPointer(typeName: string, stars: number, address: unknown): unknown;
  /** How an enum's value is written, `Running (2)`; undefined for a type object of any other type. */
  enumeratorName?(type: unknown, value: bigint): string | undefined;
  /** A value of the debugger's 64-bit type; a negative one keeps its sign. */
  int64(value: bigint): unknown;
  /** The exact value of a number or Int64, undefined for anything else. */
  toBigInt(value: unknown): bigint | undefined;
}
