/** The evaluator's view of the debugger: native objects, script objects and plain values through one interface. */
import { DebuggerError, toDebuggerError } from "./errors.ts";
import { castPointer } from "./expression.ts";
import type { HostState } from "./host-state.ts";
import { currentContext } from "./host-state.ts";
import { addressBits } from "./location.ts";
import { ValueWithMetadata } from "./metadata.ts";
import type { DataModel, IteratedElement, PropertyMetadata } from "./model.ts";
import { unwrap } from "./native-proxy.ts";
import { formatNumber } from "./number-text.ts";
import { PseudoVariables } from "./pseudo-variables.ts";
import type { ScriptRealm } from "./realm.ts";
import { debuggerRealm } from "./realm.ts";
import {
  elementsOf,
  hasOwnMember,
  isArrayLike,
  isIndexableObject,
  realmOf,
  shownMethods,
  shownNames,
} from "./script-object.ts";
import { enumeratorText } from "./type-info.ts";
import { TypeObject } from "./type-object.ts";

/** What the data model needs from the debugger, apart from the shared state. */
export interface DataModelEnvironment {
  readonly root: object;
  scriptContents(): object;
  /** Called for every error that leaves a script. */
  unhandled(realm: ScriptRealm, message: string): void;
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

export class SimulatedDataModel implements DataModel {
  private readonly state: HostState;
  private readonly environment: DataModelEnvironment;
  private readonly variables: PseudoVariables;
  /** Metadata of property values as they were last read. */
  private readonly valueMetadata = new WeakMap<object, Map<string, PropertyMetadata>>();

  constructor(state: HostState, environment: DataModelEnvironment) {
    this.state = state;
    this.environment = environment;
    this.variables = new PseudoVariables(state, () => environment.scriptContents());
  }

  get root(): unknown {
    return this.environment.root;
  }

  pseudoVariable(name: string): unknown {
    return this.variables.get(name);
  }

  pseudoVariableNames(): readonly string[] {
    return this.variables.names();
  }

  setUserVariable(name: string, value: unknown): void {
    this.variables.set(name, value);
  }

  keys(value: unknown): readonly string[] {
    const native = unwrap(value);
    if (native !== undefined) {
      return this.guard(undefined, () => native.shownNames());
    }
    return this.isScriptObject(value) ? shownNames(this.state.realms, value) : [];
  }

  methods(value: unknown): readonly string[] {
    const native = unwrap(value);
    if (native !== undefined) {
      return this.guard(undefined, () => native.shownMethods());
    }
    return this.isScriptObject(value) ? shownMethods(this.state.realms, value) : [];
  }

  has(value: unknown, name: string): boolean {
    const native = unwrap(value);
    if (native !== undefined) {
      return this.guard(undefined, () => native.find(name) !== undefined);
    }
    return this.isScriptObject(value) && hasOwnMember(this.state.realms, value, name);
  }

  get(value: unknown, name: string): unknown {
    const native = unwrap(value);
    if (native !== undefined) {
      return this.plain(
        value,
        name,
        this.guard(undefined, () => native.get(name)),
      );
    }
    if (!this.isScriptObject(value) || !hasOwnMember(this.state.realms, value, name)) {
      return undefined;
    }
    return this.plain(
      value,
      name,
      this.guard(value, (): unknown => Reflect.get(value, name)),
    );
  }

  set(value: unknown, name: string, newValue: unknown): void {
    if (!isObject(value) || !(unwrap(value) !== undefined || this.isScriptObject(value))) {
      this.refuse(`'${name}' cannot be set`);
    }
    const isSet = this.guard(value, () => Reflect.set(value, name, newValue));
    if (!isSet) {
      this.refuse(`'${name}' cannot be set`);
    }
  }

  call(callee: unknown, thisValue: unknown, args: readonly unknown[]): unknown {
    if (typeof callee !== "function") {
      return this.refuse("The object cannot be called");
    }
    return this.plain(
      undefined,
      "",
      this.guard(callee, (): unknown => Reflect.apply(callee, thisValue, args)),
    );
  }

  isCallable(value: unknown): boolean {
    return typeof value === "function";
  }

  isIterable(value: unknown): boolean {
    const native = unwrap(value);
    if (native !== undefined) {
      return native.iterate() !== undefined;
    }
    return this.isScriptObject(value) && typeof Reflect.get(value, Symbol.iterator) === "function";
  }

  *iterate(value: unknown): Generator<IteratedElement> {
    const native = unwrap(value);
    const elements = native === undefined ? this.scriptElements(value) : this.nativeElements(native.iterate());
    for (const element of elements) {
      yield { ...element, value: this.plain(undefined, "", element.value) };
    }
  }

  isIndexable(value: unknown): boolean {
    const native = unwrap(value);
    if (native !== undefined) {
      return native.isIndexable;
    }
    return this.isScriptObject(value) && isIndexableObject(this.state.realms, value);
  }

  dimensionality(value: unknown): number {
    if (!this.isIndexable(value)) {
      return 0;
    }
    if (unwrap(value) !== undefined || !this.isScriptObject(value) || isArrayLike(value)) {
      return 1;
    }
    const dimensions = this.call(this.get(value, "getDimensionality"), value, []);
    return typeof dimensions === "number" ? dimensions : this.refuse("getDimensionality returns a number");
  }

  at(value: unknown, indices: readonly unknown[]): unknown {
    const dimensions = this.dimensionality(value);
    if (dimensions === 0) {
      return this.refuse("The object cannot be indexed");
    }
    if (dimensions !== indices.length) {
      return this.refuse("Call failed. (0x80004005)");
    }
    const native = unwrap(value);
    if (native !== undefined) {
      return this.guard(undefined, () => native.at(indices[0]));
    }
    if (!this.isScriptObject(value)) {
      return undefined;
    }
    if (!isArrayLike(value)) {
      return this.call(this.get(value, "getValueAt"), value, indices);
    }
    const index = this.toBigInt(indices[0]);
    if (index === undefined || index < 0n || index >= BigInt(value.length)) {
      return this.refuse("<Unable to get error code text> (0x8000000b)");
    }
    return this.plain(undefined, "", value[Number(index)]);
  }

  /** Sets an element; throws when the object does not let its elements be set. */
  setAt(value: unknown, indices: readonly unknown[], newValue: unknown): void {
    if (!this.isScriptObject(value) || !hasOwnMember(this.state.realms, value, "setValueAt")) {
      this.refuse("The elements cannot be set");
    }
    this.call(this.get(value, "setValueAt"), value, [newValue, ...indices]);
  }

  displayString(given: unknown, formatSpecifier?: string): string | undefined {
    const value = given instanceof ValueWithMetadata ? given.value : given;
    if (this.state.int64.isInt64(value) || typeof value === "number") {
      return formatNumber(value, this.toBigInt(value), formatSpecifier);
    }
    if (typeof value === "string" || typeof value === "boolean") {
      return String(value);
    }
    const native = unwrap(value);
    if (native !== undefined) {
      return this.guard(undefined, () => native.display(formatSpecifier));
    }
    return this.isScriptObject(value) && typeof value !== "function" ? this.ownText(value) : undefined;
  }

  metadata(value: unknown, name: string): PropertyMetadata | undefined {
    if (!isObject(value)) {
      return undefined;
    }
    const defined = unwrap(value)?.metadataOf(name) ?? this.state.metadata.find(value, name);
    const own = this.valueMetadata.get(value)?.get(name);
    return defined === undefined && own === undefined ? undefined : { ...defined, ...own };
  }

  castToPointer(typeName: string, stars: number, address: unknown): unknown {
    const [moduleName, ...rest] = typeName.split("!");
    const context = this.guard(undefined, () => currentContext(this.state));
    const bits = this.guard(undefined, () => addressBits(this.state, "cast", address));
    const name = rest.join("!") + "*".repeat(stars);
    try {
      return castPointer(this.state, context, moduleName ?? "", name, bits);
    } catch {
      return this.refuse(`Unable to find type '${typeName} ${"*".repeat(stars)}' for cast.`);
    }
  }

  int64(value: bigint): unknown {
    return this.state.int64.ofSigned(value);
  }

  enumeratorName(type: unknown, value: bigint): string | undefined {
    const described = unwrap(type);
    return described instanceof TypeObject ? enumeratorText(described.info, value) : undefined;
  }

  /** Int64 as signed or unsigned, as the debugger takes it. */
  toBigInt(value: unknown): bigint | undefined {
    if (this.state.int64.isInt64(value)) {
      return this.state.int64.valueOf(value);
    }
    return typeof value === "number" && Number.isInteger(value) ? BigInt(value) : undefined;
  }

  /** What the object's `toString` gives, inherited ones too; undefined if the result is not a string. */
  private ownText(value: object): string | undefined {
    const toText: unknown = this.guard(value, () => Reflect.get(value, "toString"));
    if (typeof toText !== "function") {
      return undefined;
    }
    const text: unknown = this.guard(value, () => Reflect.apply(toText, value, []));
    return typeof text === "string" ? text : undefined;
  }

  private isScriptObject(value: unknown): value is object {
    return isObject(value) && !this.state.int64.isInt64(value) && unwrap(value) === undefined;
  }

  private refuse(message: string): never {
    throw new DebuggerError(message);
  }

  /** Runs code in the realm of its owner (the debugger's own when it has none); errors come out as the debugger's. */
  private guard<T>(owner: unknown, action: () => T): T {
    const realm = isObject(owner) ? realmOf(this.state.realms, owner) : undefined;
    try {
      return this.state.realms.enter(realm ?? debuggerRealm, action);
    } catch (error) {
      const reported = toDebuggerError(this.state.thrown, error);
      if (realm !== undefined) {
        this.environment.unhandled(realm, reported.message);
      }
      throw reported;
    }
  }

  private *nativeElements(elements: Iterable<IteratedElement> | undefined): Generator<IteratedElement> {
    if (elements === undefined) {
      return this.refuse("The object is not iterable");
    }
    const iterator = elements[Symbol.iterator]();
    for (;;) {
      const next = this.guard(undefined, () => iterator.next());
      if (next.done === true) {
        return;
      }
      yield next.value;
    }
  }

  private *scriptElements(value: unknown): Generator<IteratedElement> {
    if (!this.isScriptObject(value) || !this.isIterable(value)) {
      return this.refuse("The object is not iterable");
    }
    yield* elementsOf(value, (action) => this.guard(value, action));
  }

  /** Strips a value of the metadata that it carries, and remembers that for the property. */
  private plain(owner: unknown, name: string, value: unknown): unknown {
    if (!(value instanceof ValueWithMetadata)) {
      return value;
    }
    if (isObject(owner)) {
      const known = this.valueMetadata.get(owner) ?? new Map<string, PropertyMetadata>();
      this.valueMetadata.set(owner, known.set(name, value.metadata));
    }
    return value.value;
  }
}
