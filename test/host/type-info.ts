/** C types as symbols describe them, before any script sees them: parsed from the type strings of a layout table. */
import type { LayoutTable, TypeLayout } from "./target.ts";

export interface UdtInfo {
  readonly kind: "udt";
  /** What symbols call it; nested types without a name share one placeholder. */
  readonly name: string;
  /** Absent for a struct that is only known as the target of pointers. */
  readonly layout?: TypeLayout;
}
export interface PointerInfo {
  readonly kind: "pointer";
  readonly pointee: TypeInfo;
  readonly size: 4 | 8;
}
export interface ArrayInfo {
  readonly kind: "array";
  readonly element: TypeInfo;
  readonly count: number;
}
export interface EnumInfo {
  readonly kind: "enum";
  readonly name: string;
  readonly values: Readonly<Record<string, number>>;
  readonly size: 1 | 2 | 4 | 8;
}
export interface IntrinsicInfo {
  readonly kind: "intrinsic";
  readonly name: string;
  /** Bytes; 0 for `void`. */
  readonly size: 0 | 1 | 2 | 4 | 8;
  readonly encoding: "signed" | "unsigned" | "float" | "none";
}
/** The type of a bit field: the bits' place within a storage unit. */
export interface BitFieldInfo {
  readonly kind: "bitField";
  readonly storage: IntrinsicInfo;
  readonly lsb: number;
  readonly length: number;
}
export type TypeInfo = UdtInfo | PointerInfo | ArrayInfo | EnumInfo | IntrinsicInfo | BitFieldInfo;

const intrinsic = (name: string, size: IntrinsicInfo["size"], encoding: IntrinsicInfo["encoding"]): IntrinsicInfo => ({
  kind: "intrinsic",
  name,
  size,
  encoding,
});

const intrinsics: ReadonlyMap<string, IntrinsicInfo> = new Map(
  [
    intrinsic("void", 0, "none"),
    intrinsic("bool", 1, "unsigned"),
    intrinsic("char", 1, "signed"),
    intrinsic("unsigned char", 1, "unsigned"),
    intrinsic("wchar", 2, "unsigned"),
    intrinsic("wchar_t", 2, "unsigned"),
    intrinsic("short", 2, "signed"),
    intrinsic("unsigned short", 2, "unsigned"),
    intrinsic("int", 4, "signed"),
    intrinsic("unsigned int", 4, "unsigned"),
    intrinsic("long", 4, "signed"),
    intrinsic("unsigned long", 4, "unsigned"),
    intrinsic("long long", 8, "signed"),
    intrinsic("unsigned long long", 8, "unsigned"),
    intrinsic("__int64", 8, "signed"),
    intrinsic("unsigned __int64", 8, "unsigned"),
    intrinsic("float", 4, "float"),
    intrinsic("double", 8, "float"),
  ].map((type) => [type.name, type]),
);

/** The name that symbols give to nested structs and unions without one. */
const unnamedTag = "<unnamed-tag>";

/** Bytes, or undefined for a type that has no size. */
export function sizeOf(type: TypeInfo): number | undefined {
  switch (type.kind) {
    case "udt":
      return type.layout?.size;
    case "array": {
      const size = sizeOf(type.element);
      return size === undefined ? undefined : size * type.count;
    }
    case "bitField":
      return type.storage.size;
    case "intrinsic":
      return type.size === 0 ? undefined : type.size;
    default:
      return type.size;
  }
}

/** Types that the debugger calls by another name. */
const shownNames: Readonly<Record<string, string>> = {
  "long long": "__int64",
  "unsigned long long": "unsigned __int64",
  wchar: "wchar_t",
};

/**
 * The type's name in C, as the debugger writes it: `_EPROCESS *`, `void * *`, `unsigned char [16]`, `unsigned __int64`.
 */
export function nameOf(type: TypeInfo): string {
  switch (type.kind) {
    case "pointer":
      return `${nameOf(type.pointee)} *`;
    case "array":
      return `${nameOf(type.element)} [${type.count}]`;
    case "bitField":
      return nameOf(type.storage);
    case "intrinsic":
      return shownNames[type.name] ?? type.name;
    default:
      return type.name;
  }
}

/** Types of one layout table, parsed once. */
export class TypeTable {
  private readonly parsed = new Map<string, TypeInfo | undefined>();
  private readonly layout: LayoutTable;

  constructor(layout: LayoutTable) {
    this.layout = layout;
  }

  /**
   * The type with a name that a script or a user wrote; undefined if symbols have none. Nested types without a name
   * cannot be found.
   */
  findNamed(name: string): TypeInfo | undefined {
    const base = name.replace(/[\s*]*$/, "");
    if (base.includes("::") || base.includes("[") || base === "") {
      return undefined;
    }
    if (!intrinsics.has(base) && !Object.hasOwn(this.layout.types, base) && !Object.hasOwn(this.layout.enums, base)) {
      return undefined;
    }
    return this.resolve(base + name.slice(base.length).replace(/\s/g, ""));
  }

  /** The type of a field. */
  ofField(type: string, bit: readonly [position: number, length: number] | undefined): TypeInfo {
    const info = this.resolve(type);
    if (bit === undefined || info.kind !== "intrinsic") {
      return info;
    }
    return { kind: "bitField", storage: info, lsb: bit[0], length: bit[1] };
  }

  private resolve(text: string): TypeInfo {
    const known = this.parsed.get(text);
    if (known !== undefined) {
      return known;
    }
    const type = this.parse(text.trim());
    this.parsed.set(text, type);
    return type;
  }

  private parse(text: string): TypeInfo {
    const array = /^(.*)\[(\d+)\]$/.exec(text);
    if (array !== null) {
      return { kind: "array", element: this.resolve(array[1] ?? ""), count: Number(array[2]) };
    }
    if (text.endsWith("*")) {
      return { kind: "pointer", pointee: this.resolve(text.slice(0, -1)), size: this.layout.pointerSize };
    }
    const basic = intrinsics.get(text);
    if (basic !== undefined) {
      return basic;
    }
    const layout = Object.hasOwn(this.layout.types, text) ? this.layout.types[text] : undefined;
    const name = text.includes("::") ? unnamedTag : text;
    if (layout !== undefined) {
      return { kind: "udt", name, layout };
    }
    const values = Object.hasOwn(this.layout.enums, text) ? this.layout.enums[text] : undefined;
    if (values !== undefined) {
      return { kind: "enum", name, values, size: this.layout.enumSizes?.[text] ?? 4 };
    }
    return { kind: "udt", name };
  }
}

/** An enum's value with its name, `Running (2)`, or the value alone if it has no name; undefined for any other type. */
export function enumeratorText(type: TypeInfo, value: bigint): string | undefined {
  if (type.kind !== "enum") {
    return undefined;
  }
  const name = Object.entries(type.values).find(([, known]) => BigInt(known) === value)?.[0];
  return name === undefined ? value.toString() : `${name} (${value})`;
}
