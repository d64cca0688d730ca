/** Writes a layout as a symbol table in Volatility's format (ISF). */
import type { FieldLayout, LayoutTable } from "../../host/target.ts";
import { sizeOfType } from "../../kernel/fields.ts";
import type { SymbolFileKey } from "../kernel/pe-image.ts";

type Json = Readonly<Record<string, unknown>>;

function typeOf(layout: LayoutTable, type: string): Json {
  if (type.endsWith("*")) {
    return { kind: "pointer", subtype: typeOf(layout, type.slice(0, -1)) };
  }
  const array = /^(.*)\[(\d+)\]$/.exec(type);
  if (array !== null) {
    return { kind: "array", count: Number(array[2]), subtype: typeOf(layout, array[1] ?? "") };
  }
  if (layout.enums[type] !== undefined) {
    return { kind: "enum", name: type };
  }
  const known = layout.types[type];
  if (known !== undefined) {
    return { kind: known.kind, name: type };
  }
  return sizeOfType(layout, type) === undefined && type !== "void"
    ? { kind: "struct", name: type }
    : { kind: "base", name: type };
}

function fieldOf(layout: LayoutTable, field: FieldLayout): Json {
  const type = typeOf(layout, field.type);
  if (field.bit === undefined) {
    return { offset: field.offset, type };
  }
  return {
    offset: field.offset,
    type: { kind: "bitfield", bit_position: field.bit[0], bit_length: field.bit[1], type },
  };
}

const basicSizes: Readonly<Record<string, readonly [size: number, isSigned: boolean]>> = {
  void: [0, false],
  bool: [1, false],
  char: [1, true],
  "unsigned char": [1, false],
  wchar: [2, false],
  wchar_t: [2, false],
  short: [2, true],
  "unsigned short": [2, false],
  int: [4, true],
  "unsigned int": [4, false],
  long: [4, true],
  "unsigned long": [4, false],
  "long long": [8, true],
  "unsigned long long": [8, false],
  float: [4, true],
  double: [8, true],
};

/** The table's text. */
export function writeIsf(layout: LayoutTable, key: SymbolFileKey): string {
  const entries = <T>(record: Readonly<Record<string, T>>, write: (value: T) => Json): Json =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, write(value)]));
  return JSON.stringify({
    metadata: {
      format: "6.2.0",
      producer: { name: "alpcx" },
      windows: {
        pdb: {
          GUID: key.guid,
          age: key.age,
          database: key.name,
          machine_type: layout.arch === "x86" ? 0x14c : layout.arch === "arm64" ? 0xaa64 : 0x8664,
        },
      },
    },
    base_types: {
      ...entries(basicSizes, ([size, signed]) => ({ endian: "little", kind: "int", signed, size })),
      pointer: { endian: "little", kind: "int", signed: false, size: layout.pointerSize },
    },
    user_types: entries(layout.types, (type) => ({
      kind: type.kind,
      size: type.size,
      fields: entries(type.fields, (field) => fieldOf(layout, field)),
    })),
    enums: entries(layout.enums, (constants) => ({ base: "unsigned long", size: 4, constants })),
    symbols: entries(layout.symbols, (address) => ({ address })),
  });
}
