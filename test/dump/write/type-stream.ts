/** Writes a layout as the type stream of a PDB: see `symbols/type-records.ts` for the records. */
import type { FieldLayout, LayoutTable, TypeLayout } from "../../host/target.ts";
import { sizeOfType } from "../../kernel/fields.ts";
import { leaf } from "../symbols/type-records.ts";
import { hashBytes, hashName } from "./pdb-hashes.ts";

const FIRST = 0x1000;
const VERSION = 20040203;
const HEADER = 56;
const TYPE_BUCKETS = 0x3ffff;
const FORWARD = 0x80;
const UNNAMED = "<unnamed-tag>";
const LONGEST_RECORD = 0xff00;
const SIZE_T = 0x23;

const basicTypes: Readonly<Record<string, number>> = {
  void: 0x03,
  bool: 0x30,
  char: 0x70,
  "signed char": 0x10,
  "unsigned char": 0x20,
  wchar: 0x71,
  wchar_t: 0x71,
  short: 0x11,
  "unsigned short": 0x21,
  int: 0x74,
  "unsigned int": 0x75,
  long: 0x12,
  "unsigned long": 0x22,
  "long long": 0x13,
  "unsigned long long": 0x23,
  __int64: 0x13,
  "unsigned __int64": 0x23,
  float: 0x40,
  double: 0x41,
};

function word16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function word32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

/** A number as records encode it. */
function numeric(value: number): Buffer {
  if (value >= 0 && value < 0x8000) {
    return word16(value);
  }
  return value >= 0 ? Buffer.concat([word16(0x8004), word32(value)]) : Buffer.concat([word16(0x8003), word32(value)]);
}

const text = (name: string): Buffer => Buffer.from(`${name}\0`, "latin1");

/** Bytes that fill up to a multiple of four: each says how many are left. */
function padding(length: number): Buffer {
  return Buffer.from([0xf3, 0xf2, 0xf1].slice(3 - ((4 - (length % 4)) % 4)));
}

class TypeStream {
  private readonly records: Buffer[] = [];
  private readonly hashes: number[] = [];
  private readonly known = new Map<string, number>();
  private readonly layout: LayoutTable;

  constructor(layout: LayoutTable) {
    this.layout = layout;
  }

  write(): {
    readonly records: Buffer;
    readonly count: number;
    readonly hashes: readonly number[];
    readonly offsets: readonly number[];
  } {
    for (const [name, values] of Object.entries(this.layout.enums)) {
      this.enumeration(name, values);
    }
    // Types refer to each other by name first, as compilers do.
    for (const [name, type] of Object.entries(this.layout.types)) {
      if (!name.includes("::")) {
        this.compound(name, type);
      }
    }
    const offsets: number[] = [];
    this.records.reduce((offset, record) => {
      offsets.push(offset);
      return offset + record.length;
    }, 0);
    return { records: Buffer.concat(this.records), count: this.records.length, hashes: this.hashes, offsets };
  }

  private add(kind: number, parts: readonly Buffer[], hashedName?: string): number {
    const body = Buffer.concat([word16(kind), ...parts]);
    const filled = Buffer.concat([body, padding(body.length + 2)]);
    const record = Buffer.concat([word16(filled.length), filled]);
    this.records.push(record);
    this.hashes.push((hashedName === undefined ? hashBytes(record) : hashName(hashedName)) % TYPE_BUCKETS);
    return FIRST + this.records.length - 1;
  }

  private remembered(key: string, make: () => number): number {
    const known = this.known.get(key);
    if (known !== undefined) {
      return known;
    }
    const index = make();
    this.known.set(key, index);
    return index;
  }

  /** Index of a type by its name in C. */
  private index(type: string): number {
    if (type.endsWith("*")) {
      return this.pointer(type.slice(0, -1));
    }
    const [, element, count] = /^(.*)\[(\d+)\]$/.exec(type) ?? [];
    if (element !== undefined && count !== undefined) {
      return this.remembered(type, () => {
        const inner = this.index(element);
        const bytes = (sizeOfType(this.layout, element) ?? 0) * Number(count);
        return this.add(leaf.array, [
          word32(inner),
          word32(this.layout.pointerSize === 8 ? SIZE_T : 0x22),
          numeric(bytes),
          text(""),
        ]);
      });
    }
    const basic = basicTypes[type];
    if (basic !== undefined) {
      return basic;
    }
    const values = this.layout.enums[type];
    if (values !== undefined) {
      return this.enumeration(type, values);
    }
    return type.includes("::") ? this.unnamed(type) : this.forward(type);
  }

  private pointer(pointee: string): number {
    const basic = basicTypes[pointee];
    const is64 = this.layout.pointerSize === 8;
    if (basic !== undefined) {
      return basic | (is64 ? 0x600 : 0x400);
    }
    return this.remembered(`${pointee}*`, () =>
      this.add(leaf.pointer, [word32(this.index(pointee)), word32(is64 ? 0x1000c : 0x800a)]),
    );
  }

  private kindOf(type: TypeLayout | undefined): number {
    return type?.kind === "union" ? leaf.union : leaf.structure;
  }

  private body(
    kind: number,
    count: number,
    properties: number,
    fields: number,
    size: number,
    name: string,
  ): readonly Buffer[] {
    return [
      word16(count),
      word16(properties),
      word32(fields),
      ...(kind === leaf.union ? [] : [word32(0), word32(0)]),
      numeric(size),
      text(name),
    ];
  }

  private forward(name: string): number {
    const kind = this.kindOf(this.layout.types[name]);
    return this.remembered(`forward ${name}`, () => this.add(kind, this.body(kind, 0, FORWARD, 0, 0, name)));
  }

  private unnamed(name: string): number {
    const type = this.layout.types[name];
    return type === undefined ? 0x03 : this.remembered(name, () => this.define(UNNAMED, type));
  }

  private compound(name: string, type: TypeLayout): number {
    return this.remembered(name, () => this.define(name, type));
  }

  private define(name: string, type: TypeLayout): number {
    const members = Object.entries(type.fields).map(([field, place]) => this.member(field, place));
    const kind = this.kindOf(type);
    return this.add(
      kind,
      this.body(kind, members.length, 0, this.fieldList(members), type.size, name),
      name === UNNAMED ? undefined : name,
    );
  }

  private member(name: string, field: FieldLayout): Buffer {
    let type = this.index(field.type);
    if (field.bit !== undefined) {
      const [position, length] = field.bit;
      const storage = type;
      type = this.remembered(`${field.type}:${position}:${length}`, () =>
        this.add(leaf.bitField, [word32(storage), Buffer.from([length, position])]),
      );
    }
    return Buffer.concat([word16(leaf.member), word16(3), word32(type), numeric(field.offset), text(name)]);
  }

  private enumeration(name: string, values: Readonly<Record<string, number>>): number {
    return this.remembered(name, () => {
      const entries = Object.entries(values).map(([item, value]) =>
        Buffer.concat([word16(leaf.enumerator), word16(3), numeric(value), text(item)]),
      );
      return this.add(
        leaf.enum,
        [word16(entries.length), word16(0), word32(0x74), word32(this.fieldList(entries)), text(name)],
        name,
      );
    });
  }

  /** A list that is too long for one record is continued in another, which is written before it. */
  private fieldList(entries: readonly Buffer[]): number {
    const filled = entries.map((entry) => Buffer.concat([entry, padding(entry.length)]));
    let end = filled.length;
    let rest: number | undefined;
    for (;;) {
      let start = end;
      let length = 0;
      while (start > 0 && length + (filled[start - 1]?.length ?? 0) < LONGEST_RECORD) {
        length += filled[--start]?.length ?? 0;
      }
      const continued = rest === undefined ? [] : [word16(leaf.continued), word16(0), word32(rest)];
      rest = this.add(leaf.fieldList, [...filled.slice(start, end), ...continued]);
      if (start === 0) {
        return rest;
      }
      end = start;
    }
  }
}

/** The type stream and the stream of its hashes, whose number is given. */
export function writeTypes(
  layout: LayoutTable,
  hashStream: number,
): { readonly types: Buffer; readonly hashes: Buffer } {
  const { records, count, hashes, offsets } = new TypeStream(layout).write();
  // One pair of index and offset for every eight KiB of records lets readers find a record without walking all.
  const pairs: number[] = [];
  let last = -Infinity;
  offsets.forEach((offset, index) => {
    if (offset - last >= 0x2000) {
      pairs.push(FIRST + index, offset);
      last = offset;
    }
  });
  const header = typeHeader(count, records.length, hashStream, hashes.length * 4, pairs.length * 4);
  return {
    types: Buffer.concat([header, records]),
    hashes: Buffer.concat([...hashes.map(word32), ...pairs.map(word32)]),
  };
}

/** A type stream without types, as for ids. */
export function emptyTypes(): Buffer {
  return typeHeader(0, 0, 0xffff, 0, 0);
}

function typeHeader(
  count: number,
  bytes: number,
  hashStream: number,
  hashBytesLength: number,
  pairBytes: number,
): Buffer {
  return Buffer.concat([
    ...[VERSION, HEADER, FIRST, FIRST + count, bytes].map(word32),
    word16(hashStream),
    word16(0xffff),
    ...[4, TYPE_BUCKETS].map(word32),
    ...[0, hashBytesLength, hashBytesLength, pairBytes, hashBytesLength + pairBytes, 0].map(word32),
  ]);
}
