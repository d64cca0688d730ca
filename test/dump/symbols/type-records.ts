/**
 * Records of a PDB's type stream (TPI), by index. Kinds and fields from Microsoft's public `microsoft-pdb`
 * (`cvinfo.h`).
 */
import { Bytes } from "../file/bytes.ts";

export const leaf = {
  modifier: 0x1001,
  pointer: 0x1002,
  procedure: 0x1008,
  memberFunction: 0x1009,
  fieldList: 0x1203,
  bitField: 0x1205,
  array: 0x1503,
  class: 0x1504,
  structure: 0x1505,
  union: 0x1506,
  enum: 0x1507,
  interface: 0x1519,
  baseClass: 0x1400,
  virtualBase: 0x1401,
  indirectVirtualBase: 0x1402,
  continued: 0x1404,
  virtualTable: 0x1409,
  enumerator: 0x1502,
  member: 0x150d,
  staticMember: 0x150e,
  overloads: 0x150f,
  nestedType: 0x1510,
  method: 0x1511,
} as const;

const FORWARD = 0x80;
const HAS_UNIQUE_NAME = 0x200;

export interface CompoundRecord {
  readonly kind: "struct" | "union";
  readonly name: string;
  /** Tells types of one name apart; equals `name` where the file does not give it. */
  readonly uniqueName: string;
  readonly isForward: boolean;
  readonly fields: number;
  readonly size: number;
}

export interface EnumRecord {
  readonly kind: "enum";
  readonly name: string;
  readonly isForward: boolean;
  readonly underlying: number;
  readonly fields: number;
}

/** One entry of a field list, as far as layouts are concerned. */
export type FieldRecord =
  | { readonly kind: "member"; readonly name: string; readonly type: number; readonly offset: number }
  | { readonly kind: "base"; readonly type: number; readonly offset: number }
  | { readonly kind: "enumerator"; readonly name: string; readonly value: number };

/** A number within a record: its value and how many bytes it takes. */
function numeric(bytes: Bytes, at: number): readonly [value: number, length: number] {
  const first = bytes.u16(at);
  if (first < 0x8000) {
    return [first, 2];
  }
  switch (first) {
    case 0x8000:
      return [(bytes.u8(at + 2) << 24) >> 24, 3];
    case 0x8001:
      return [(bytes.u16(at + 2) << 16) >> 16, 4];
    case 0x8002:
      return [bytes.u16(at + 2), 4];
    case 0x8003:
      return [bytes.u32(at + 2) | 0, 6];
    case 0x8004:
      return [bytes.u32(at + 2), 6];
    case 0x8009:
      return [Number(BigInt.asIntN(64, bytes.u64(at + 2))), 10];
    case 0x800a:
      return [Number(bytes.u64(at + 2)), 10];
    default:
      throw bytes.damaged("holds a number of an unknown form");
  }
}

export class TypeRecords {
  /** Index of the first record; lower ones are basic types. */
  readonly first: number;
  private readonly bytes: Bytes;
  private readonly places: Uint32Array;
  readonly count: number;

  constructor(stream: Uint8Array, name: string) {
    this.bytes = new Bytes(stream, `${name}'s type stream`);
    this.first = this.bytes.u32(8);
    const expected = this.bytes.u32(0xc) - this.first;
    if (expected < 0 || expected > stream.length / 4) {
      throw this.bytes.damaged("has an impossible number of types");
    }
    this.places = new Uint32Array(expected);
    let at = this.bytes.u32(4);
    const end = Math.min(stream.length, at + this.bytes.u32(0x10));
    let count = 0;
    for (; count < expected && at + 4 <= end; count++) {
      this.places[count] = at;
      at += 2 + this.bytes.u16(at);
    }
    this.count = count;
  }

  /** Kind of a record; 0 for an index that has none. */
  kind(index: number): number {
    const at = this.place(index);
    return at === undefined ? 0 : this.bytes.u16(at + 2);
  }

  compound(index: number): CompoundRecord | undefined {
    const at = this.place(index);
    if (at === undefined) {
      return undefined;
    }
    const kind = this.bytes.u16(at + 2);
    const isUnion = kind === leaf.union;
    if (!isUnion && kind !== leaf.structure && kind !== leaf.class && kind !== leaf.interface) {
      return undefined;
    }
    const properties = this.bytes.u16(at + 6);
    const sizeAt = at + (isUnion ? 12 : 20);
    const [size, length] = numeric(this.bytes, sizeAt);
    const name = this.text(index, sizeAt + length);
    const uniqueName =
      (properties & HAS_UNIQUE_NAME) === 0 ? name : this.text(index, sizeAt + length + name.length + 1);
    return {
      kind: isUnion ? "union" : "struct",
      name,
      uniqueName,
      isForward: (properties & FORWARD) !== 0,
      fields: this.bytes.u32(at + 8),
      size,
    };
  }

  enumeration(index: number): EnumRecord | undefined {
    const at = this.place(index);
    if (at === undefined || this.bytes.u16(at + 2) !== leaf.enum) {
      return undefined;
    }
    return {
      kind: "enum",
      name: this.text(index, at + 16),
      isForward: (this.bytes.u16(at + 6) & FORWARD) !== 0,
      underlying: this.bytes.u32(at + 8),
      fields: this.bytes.u32(at + 12),
    };
  }

  /** The type behind `const` and the like; undefined for other kinds. */
  modified(index: number): number | undefined {
    return this.kind(index) === leaf.modifier ? this.word(index, 4) : undefined;
  }

  pointee(index: number): number | undefined {
    return this.kind(index) === leaf.pointer ? this.word(index, 4) : undefined;
  }

  array(index: number): { readonly element: number; readonly bytes: number } | undefined {
    if (this.kind(index) !== leaf.array) {
      return undefined;
    }
    return { element: this.word(index, 4), bytes: numeric(this.bytes, (this.place(index) ?? 0) + 12)[0] };
  }

  bitField(
    index: number,
  ): { readonly storage: number; readonly length: number; readonly position: number } | undefined {
    const at = this.place(index);
    if (at === undefined || this.kind(index) !== leaf.bitField) {
      return undefined;
    }
    return { storage: this.bytes.u32(at + 4), length: this.bytes.u8(at + 8), position: this.bytes.u8(at + 9) };
  }

  /** Entries of a field list and of those that continue it, in order. */
  *fieldList(index: number): Generator<FieldRecord> {
    const seen = new Set<number>();
    for (let list: number | undefined = index; list !== undefined && !seen.has(list);) {
      seen.add(list);
      list = yield* this.oneList(list);
    }
  }

  private *oneList(index: number): Generator<FieldRecord, number | undefined> {
    const start = this.place(index);
    if (start === undefined || this.kind(index) !== leaf.fieldList) {
      return undefined;
    }
    const { bytes } = this;
    const end = start + 2 + bytes.u16(start);
    for (let at = start + 4; at + 2 <= end;) {
      const padding = bytes.u8(at);
      if (padding >= 0xf0) {
        at += Math.max(1, padding & 0xf);
        continue;
      }
      switch (bytes.u16(at)) {
        case leaf.member: {
          const [offset, length] = numeric(bytes, at + 8);
          const name = bytes.text(at + 8 + length, end - at);
          yield { kind: "member", name, type: bytes.u32(at + 4), offset };
          at += 8 + length + name.length + 1;
          break;
        }
        case leaf.enumerator: {
          const [value, length] = numeric(bytes, at + 4);
          const name = bytes.text(at + 4 + length, end - at);
          yield { kind: "enumerator", name, value };
          at += 4 + length + name.length + 1;
          break;
        }
        case leaf.baseClass: {
          const [offset, length] = numeric(bytes, at + 8);
          yield { kind: "base", type: bytes.u32(at + 4), offset };
          at += 8 + length;
          break;
        }
        case leaf.continued:
          return bytes.u32(at + 4);
        default:
          at += this.otherField(at, end);
      }
    }
    return undefined;
  }

  /** Bytes of an entry that lays nothing out. */
  private otherField(at: number, end: number): number {
    const { bytes } = this;
    const kind = bytes.u16(at);
    switch (kind) {
      case leaf.nestedType:
      case leaf.staticMember:
        return 8 + bytes.text(at + 8, end - at).length + 1;
      case leaf.overloads:
        return 8 + bytes.text(at + 8, end - at).length + 1;
      case leaf.method: {
        const introducing = [4, 6].includes((bytes.u16(at + 2) >> 2) & 7) ? 4 : 0;
        return 8 + introducing + bytes.text(at + 8 + introducing, end - at).length + 1;
      }
      case leaf.virtualTable:
        return 8;
      case leaf.virtualBase:
      case leaf.indirectVirtualBase: {
        const first = numeric(bytes, at + 12)[1];
        return 12 + first + numeric(bytes, at + 12 + first)[1];
      }
      default:
        throw bytes.damaged(`holds a field of unknown kind 0x${kind.toString(16)}`);
    }
  }

  private place(index: number): number | undefined {
    const number = index - this.first;
    return number >= 0 && number < this.count ? this.places[number] : undefined;
  }

  private word(index: number, offset: number): number {
    return this.bytes.u32((this.place(index) ?? 0) + offset);
  }

  private text(index: number, at: number): string {
    const start = this.place(index) ?? 0;
    return this.bytes.text(at, Math.max(0, start + 2 + this.bytes.u16(start) - at));
  }
}
