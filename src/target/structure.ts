/**
 * One structure of the target as it was in memory: the block of its bytes and the layout to pick members by.
 * Picking reads nothing. A member that this build lacks is absent, not zero.
 */
import { Absence, notInThisBuild, unreadable, type Maybe } from "./absence.ts";
import type { PointerSize } from "./address.ts";
import type { FieldLayout, StructureLayout } from "./layout.ts";
import { Word64 } from "./word64.ts";

/** Bytes of a block that are not in the target: they are zero in it and mean nothing. */
export interface Hole {
  /** Bytes from the start of the block. */
  readonly start: number;
  readonly end: number;
}

export class Structure {
  readonly address: Word64;
  readonly layout: StructureLayout;
  /** The block, `layout.size` bytes or more; not to be written to. */
  readonly bytes: Uint8Array;
  readonly pointerSize: PointerSize;
  /** What of the block could not be read. Members that lie there are Unreadable. */
  readonly holes: readonly Hole[];

  constructor(address: Word64, layout: StructureLayout, bytes: Uint8Array, pointerSize: PointerSize, holes: readonly Hole[] = []) {
    this.address = address;
    this.layout = layout;
    this.bytes = bytes;
    this.pointerSize = pointerSize;
    this.holes = holes;
  }

  has(path: string): boolean {
    return this.layout.has(path);
  }

  /** Where a member lies in the target. */
  addressOf(path: string): Maybe<Word64> {
    const field = this.layout.find(path);
    return field === undefined ? this.missing(path) : this.address.plus(field.offset);
  }

  /** A member of at most 8 bytes, or a bit field, as an unsigned 64-bit value. */
  word(path: string): Maybe<Word64> {
    const field = this.layout.find(path);
    if (field === undefined) {
      return this.missing(path);
    }
    const whole = this.wordAt(field.offset, field.size);
    return field.bits === undefined || whole instanceof Absence ? whole : whole.bits(field.bits.position, field.bits.length);
  }

  /** A pointer; 32-bit ones zero-extended. */
  pointer(path: string): Maybe<Word64> {
    const field = this.layout.find(path);
    return field === undefined ? this.missing(path) : this.wordAt(field.offset, this.pointerSize);
  }

  /** An unsigned number of at most 53 bits, or a bit field. A larger value is Invalid. */
  number(path: string): Maybe<number> {
    const field = this.layout.find(path);
    if (field === undefined) {
      return this.missing(path);
    }
    if (field.bits === undefined && field.size > 0 && field.size <= 4) {
      return this.unreadableAt(field.offset, field.size) ?? this.smallAt(field);
    }
    const word = this.word(path);
    return word instanceof Absence ? word
      : word.toNumber() ?? new Absence("Invalid", `${this.layout.name}.${path} is ${word}, far too large`, this.address);
  }

  /** A number of at most 4 bytes taken as two's complement. */
  signed(path: string): Maybe<number> {
    const value = this.number(path);
    const size = this.layout.find(path)?.size ?? 4;
    return value instanceof Absence || size > 4 ? value : (value << (32 - 8 * size)) >> (32 - 8 * size);
  }

  /** A bit field or number as truth. */
  flag(path: string): Maybe<boolean> {
    const value = this.number(path);
    return value instanceof Absence ? value : value !== 0;
  }

  /** The bytes of a member, or `length` bytes from its start on, as far as the block reaches. */
  slice(path: string, length?: number): Maybe<Uint8Array> {
    const field = this.layout.find(path);
    return field === undefined ? this.missing(path)
      : this.unreadableAt(field.offset, length ?? field.size) ?? this.bytes.subarray(field.offset, field.offset + (length ?? field.size));
  }

  private missing(path: string): Absence {
    return notInThisBuild(`${this.layout.name}.${path}`);
  }

  private smallAt(field: FieldLayout): number {
    let value = 0;
    for (let index = field.size - 1; index >= 0; index -= 1) {
      value = value * 256 + (this.bytes[field.offset + index] ?? 0);
    }
    return value;
  }

  private wordAt(offset: number, size: number): Maybe<Word64> {
    if (size < 1 || size > 8 || offset + size > this.bytes.length) {
      return new Absence("Invalid", `${this.layout.name} has no value of ${size} bytes at offset ${offset}`, this.address);
    }
    return this.unreadableAt(offset, size) ?? readWord(this.bytes, offset, size);
  }

  private unreadableAt(offset: number, size: number): Absence | undefined {
    return this.holes.some(({ start, end }) => offset < end && offset + size > start)
      ? unreadable(this.address.plus(offset), size, `part of ${this.layout.name}`) : undefined;
  }
}

/** The little-endian value of `size` (1 to 8) bytes at an offset of a block. */
export function readWord(bytes: Uint8Array, offset: number, size: number): Word64 {
  let low = 0;
  let high = 0;
  for (let index = size - 1; index >= 0; index -= 1) {
    const byte = bytes[offset + index] ?? 0;
    if (index >= 4) {
      high = ((high << 8) | byte) >>> 0;
    } else {
      low = ((low << 8) | byte) >>> 0;
    }
  }
  return new Word64(high, low);
}
