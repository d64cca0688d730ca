/** A data model over plain JavaScript objects, for tests of the console alone. */
import type { DataModel, IteratedElement, PropertyMetadata } from "../../host/model.ts";

/** A 64-bit value of the fake debugger. */
export class Wide {
  readonly value: bigint;

  constructor(value: bigint) {
    this.value = BigInt.asUintN(64, value);
  }
}

/** A native pointer of the fake debugger; the pointee answers `Pointee`. */
export class FakePointer {
  readonly address: Wide;
  readonly typeName: string;
  readonly SequenceNo = 500;
  readonly Flags = 3;
  readonly Queue = { __display: "[Type: _LIST_ENTRY]" };
  readonly Next = { __display: "0x0 [Type: _ALPC_PORT *]" };
  readonly Extension = "added by a script";

  /** Members as the type's `fields` describe them. */
  get targetType(): unknown {
    const field = (
      offset: bigint,
      name: string,
      bits?: { readonly lsb: number; readonly length: number },
    ): unknown => ({
      offset: new Wide(offset),
      type: { name, isBitField: bits !== undefined, bitFieldPositions: bits },
    });
    return {
      typeKind: "pointer",
      baseType: {
        fields: {
          SequenceNo: field(0x18n, "unsigned long"),
          Flags: field(0x1cn, "unsigned long", { lsb: 1, length: 3 }),
          Queue: field(0x20n, "_LIST_ENTRY"),
          Next: field(0x1230n, "_ALPC_PORT *"),
        },
      },
    };
  }

  constructor(typeName: string, address: Wide) {
    this.typeName = typeName;
    this.address = address;
  }

  dereference(): unknown {
    return { Type: this.typeName, At: this.address, __display: "[Type: _ALPC_PORT]" };
  }
}

type Indexable = { readonly getValueAt: (...indices: readonly unknown[]) => unknown };

function isObject(value: unknown): value is Record<string, unknown> {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function isIndexable(value: unknown): value is Indexable {
  return isObject(value) && typeof value["getValueAt"] === "function";
}

function memberNames(value: unknown): readonly string[] {
  if (!isObject(value) || Array.isArray(value) || value instanceof Wide || typeof value === "function") {
    return [];
  }
  const names = Object.keys(value);
  for (
    let level: unknown = Object.getPrototypeOf(value);
    isObject(level) && level !== Object.prototype;
    level = Object.getPrototypeOf(level)
  ) {
    names.push(...Object.getOwnPropertyNames(level));
  }
  const hidden = ["constructor", "targetType", "dereference", "toString", "getValueAt", "getDimensionality"];
  return names.filter((name) => !name.startsWith("__") && !hidden.includes(name));
}

function isMethod(value: Record<string, unknown>, name: string): boolean {
  for (let level: unknown = value; isObject(level); level = Object.getPrototypeOf(level)) {
    const own = Object.getOwnPropertyDescriptor(level, name);
    if (own) {
      return typeof own.value === "function";
    }
  }
  return false;
}

/** A data model over plain JavaScript objects, enough for every expression of the console. */
export class FakeModel implements DataModel {
  readonly root: Record<string, unknown>;
  readonly variables = new Map<string, unknown>();
  readonly help = new Map<string, PropertyMetadata>();

  constructor(root: Record<string, unknown> = {}) {
    this.root = root;
  }

  pseudoVariable(name: string): unknown {
    return this.variables.get(name);
  }

  setUserVariable(name: string, value: unknown): void {
    this.variables.set(name, value);
  }

  pseudoVariableNames(): readonly string[] {
    return [...this.variables.keys()];
  }

  keys(value: unknown): readonly string[] {
    return isObject(value) ? memberNames(value).filter((name) => !isMethod(value, name)) : [];
  }

  methods(value: unknown): readonly string[] {
    return isObject(value) ? memberNames(value).filter((name) => isMethod(value, name)) : [];
  }

  has(value: unknown, name: string): boolean {
    return isObject(value) && name in value;
  }

  get(value: unknown, name: string): unknown {
    return isObject(value) ? value[name] : undefined;
  }

  set(value: unknown, name: string, newValue: unknown): void {
    if (isObject(value)) {
      value[name] = newValue;
    }
  }

  call(callee: unknown, thisValue: unknown, args: readonly unknown[]): unknown {
    if (typeof callee !== "function") {
      throw new TypeError("not callable");
    }
    return Reflect.apply(callee, thisValue, [...args]) as unknown;
  }

  isCallable(value: unknown): boolean {
    return typeof value === "function";
  }

  isIterable(value: unknown): boolean {
    return isObject(value) && Symbol.iterator in value;
  }

  *iterate(value: unknown): Iterable<IteratedElement> {
    let position = 0;
    for (const element of value as Iterable<unknown>) {
      yield isObject(element) && Array.isArray(element["__indices"])
        ? { value: element["__value"], indices: element["__indices"] as readonly unknown[] }
        : { value: element, ...(Array.isArray(value) ? { indices: [position] } : {}) };
      position += 1;
    }
  }

  isIndexable(value: unknown): boolean {
    return isIndexable(value);
  }

  dimensionality(value: unknown): number {
    return isObject(value) && typeof value["getDimensionality"] === "function"
      ? Number(Reflect.apply(value["getDimensionality"], value, []))
      : 1;
  }

  at(value: unknown, indices: readonly unknown[]): unknown {
    return isIndexable(value) ? value.getValueAt(...indices) : undefined;
  }

  displayString(value: unknown, formatSpecifier?: string): string | undefined {
    if (value instanceof FakePointer) {
      return `0x${value.address.value.toString(16)} [Type: ${value.typeName}]${formatSpecifier ?? ""}`;
    }
    return isObject(value) && Object.hasOwn(value, "__display")
      ? String(value["__display"])
      : isObject(value) &&
          value.toString !== Object.prototype.toString &&
          typeof value !== "function" &&
          !Array.isArray(value)
        ? String(value)
        : undefined;
  }

  metadata(_value: unknown, name: string): PropertyMetadata | undefined {
    return this.help.get(name);
  }

  castToPointer(typeName: string, stars: number, address: unknown): unknown {
    if (!(address instanceof Wide) || typeName === "nt!_NONE") {
      throw new Error(`Unable to find type '${typeName}'`);
    }
    return new FakePointer(typeName + "*".repeat(stars), address);
  }

  int64(value: bigint): unknown {
    return new Wide(value);
  }

  toBigInt(value: unknown): bigint | undefined {
    return value instanceof Wide
      ? value.value
      : typeof value === "number" && Number.isInteger(value)
        ? BigInt(value)
        : undefined;
  }
}

/** An element of an indexed collection, as `host.indexedValue` makes one. */
export function indexed(value: unknown, ...indices: readonly unknown[]): unknown {
  return { __value: value, __indices: indices };
}
