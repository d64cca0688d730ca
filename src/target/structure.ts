/**
 * One structure of the target as it was in memory: the block of its bytes and the layout to pick members by. Picking
 * reads nothing. A member that this build lacks is absent, not zero.
 *
 * Members are picked millions of times by an interpreting engine, so the block is accessed as 32-bit words: an element
 * of a typed array costs a fraction of a DataView call, or of combining bytes. The machines that debuggers run on are
 * little-endian, as are their targets.
 */
import { Absence, isAbsent, unreadable, type Maybe } from "./absence.ts";
import type { PointerSize } from "./address.ts";
import type { KeptBytes } from "./kept-bytes.ts";
import type { FieldLayout, Member, StructureLayout } from "./layout.ts";
import { Word64 } from "./word64.ts";

/** Missing bytes of a block: they are zero in it and mean nothing. */
export interface Hole {
  /** Bytes from the start of the block. */
  readonly start: number;
  readonly end: number;
}

const NO_HOLES: readonly Hole[] = [];

/** For {@link Structure.areUnused}. */
export const NO_FIELDS: readonly FieldLayout[] = [];

/** A structure's address, layout and bytes. What is picked from a hole is Unreadable. */
export class Structure {
  readonly address: Word64;
  readonly layout: StructureLayout;
  readonly pointerSize: PointerSize;
  /** What of the block could not be read. Members that lie there are Unreadable. */
  readonly holes: readonly Hole[];
  private words: Uint32Array;
  /** Index of the structure's first word. */
  private first: number;
  /** Bytes of the block. */
  private readonly length: number;

  /**
   * `block`: the structure's bytes, `layout.size` of them or more; not to be written to. Or words of a page in which it
   * begins `start` bytes, a multiple of four, from their start.
   */
  constructor(
    address: Word64,
    layout: StructureLayout,
    block: Uint8Array | Uint32Array,
    pointerSize: PointerSize,
    holes: readonly Hole[] = NO_HOLES,
    start = 0,
  ) {
    this.address = address;
    this.layout = layout;
    this.pointerSize = pointerSize;
    this.holes = holes;
    if (block.BYTES_PER_ELEMENT === 4) {
      this.words = block as Uint32Array;
      this.first = start >>> 2;
      this.length = layout.size;
    } else {
      this.words = wordsOf(block as Uint8Array);
      this.first = 0;
      this.length = block.length;
    }
  }

  /** The block, `layout.size` bytes or more; not to be written to. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.words.buffer, this.words.byteOffset + 4 * this.first, this.length);
  }

  /**
   * For a structure that is kept for long: copies its bytes there, and lets go of the page that it lies in. The bytes
   * stay the same.
   */
  moveTo(kept: KeptBytes): void {
    const { words, first } = this;
    const count = (this.length + 3) >>> 2;
    if (kept.used + count > kept.words.length) {
      kept.grow(count);
    }
    kept.words.set(words.subarray(first, first + count), kept.used);
    this.words = kept.words;
    this.first = kept.used;
    kept.used += count;
  }

  has(path: string): boolean {
    return this.layout.has(path);
  }

  /** Where a member lies in the target. */
  addressOf(member: Member): Maybe<Word64> {
    const field = typeof member === "string" ? (this.layout.known.get(member) ?? this.layout.find(member)) : member;
    return field === undefined ? this.missing(member) : this.address.plus(field.offset);
  }

  /** A member of at most 8 bytes, or a bit field, as an unsigned 64-bit value. */
  word(member: Member): Maybe<Word64> {
    const field = typeof member === "string" ? (this.layout.known.get(member) ?? this.layout.find(member)) : member;
    if (field === undefined) {
      return this.missing(member);
    }
    if (field.isSmall) {
      const value = this.small(field);
      return isAbsent(value) ? value : new Word64(0, value);
    }
    const whole = this.wordAt(field.offset, field.size);
    return field.bits === undefined || isAbsent(whole) ? whole : whole.bits(field.bits.position, field.bits.length);
  }

  /** A pointer; 32-bit ones zero-extended. */
  pointer(member: Member): Maybe<Word64> {
    const field = typeof member === "string" ? (this.layout.known.get(member) ?? this.layout.find(member)) : member;
    if (field === undefined) {
      return this.missing(member);
    }
    const { offset } = field;
    if (this.pointerSize === 8 && this.holes === NO_HOLES && (offset & 3) === 0 && offset + 8 <= this.length) {
      const index = this.first + (offset >>> 2);
      return new Word64(this.words[index + 1] as number, this.words[index] as number);
    }
    return this.wordAt(offset, this.pointerSize);
  }

  /**
   * The {@link Word64.id} of a pointer without an object for it: to look for something that is known already. Undefined
   * where it takes {@link pointer} to tell: parts of the block are missing, or this is no aligned kernel address.
   */
  pointerId({ offset }: FieldLayout): number | undefined {
    if (this.holes !== NO_HOLES || (offset & 3) !== 0 || offset + this.pointerSize > this.length) {
      return undefined;
    }
    const index = this.first + (offset >>> 2);
    const low = this.words[index] as number;
    if ((low & 3) !== 0) {
      return undefined;
    }
    if (this.pointerSize === 4) {
      return low >= 0x80000000 ? low : undefined;
    }
    // As Word64 makes it, without the call.
    const high = this.words[index + 1] as number;
    return high >= 0xffe00000 ? (high - 0x100000000) * 0x100000000 + low : undefined;
  }

  /** An unsigned number of at most 53 bits, or a bit field. A larger value is Invalid. */
  number(member: Member): Maybe<number> {
    const field = typeof member === "string" ? (this.layout.known.get(member) ?? this.layout.find(member)) : member;
    if (field === undefined) {
      return this.missing(member);
    }
    if (field.isSmall) {
      return this.holes === NO_HOLES && field.offset + field.size <= this.length
        ? (((this.words[this.first + field.index] as number) >>> field.shift) & field.mask) >>> 0
        : this.small(field);
    }
    const word = this.word(field);
    return isAbsent(word)
      ? word
      : (word.toNumber() ??
          new Absence("Invalid", `${this.layout.name}.${field.path} is ${word}, far too large`, this.address));
  }

  /** A number of at most 4 bytes taken as two's complement. */
  signed(member: Member): Maybe<number> {
    const field = typeof member === "string" ? (this.layout.known.get(member) ?? this.layout.find(member)) : member;
    if (field === undefined) {
      return this.missing(member);
    }
    const value = this.number(field);
    const { size } = field;
    return isAbsent(value) || size > 4 ? value : (value << (32 - 8 * size)) >> (32 - 8 * size);
  }

  /** A bit field or number as truth. */
  flag(member: Member): Maybe<boolean> {
    const value = this.number(member);
    return isAbsent(value) ? value : value !== 0;
  }

  /** Whether the bit field or number is there and not 0. */
  isSet(member: Member): boolean {
    const field =
      typeof member === "string"
        ? this.layout.known.has(member)
          ? this.layout.known.get(member)
          : this.layout.find(member)
        : member;
    if (field === undefined) {
      return false;
    }
    if (field.isSmall && this.holes === NO_HOLES && field.offset + field.size <= this.length) {
      return (((this.words[this.first + field.index] as number) >>> field.shift) & field.mask) !== 0;
    }
    return this.flag(field) === true;
  }

  /** Whether the pointer is there and null. */
  isNull(member: Member): boolean {
    const field = typeof member === "string" ? (this.layout.known.get(member) ?? this.layout.find(member)) : member;
    if (
      field === undefined ||
      this.holes !== NO_HOLES ||
      (field.offset & 3) !== 0 ||
      field.offset + this.pointerSize > this.length
    ) {
      return false;
    }
    const index = this.first + (field.offset >>> 2);
    return this.words[index] === 0 && (this.pointerSize === 4 || this.words[index + 1] === 0);
  }

  /** The 32-bit word with this index; undefined where any of the block is missing, or it is too short. */
  wordOfBlock(index: number): number | undefined {
    return this.holes === NO_HOLES && 4 * index + 4 <= this.length ? this.words[this.first + index] : undefined;
  }

  /**
   * Whether the member is the head of a list with nothing on it: both of its links lead back to it. Costs no more than
   * a few comparisons.
   */
  isEmptyList(member: Member): boolean {
    const field = typeof member === "string" ? (this.layout.known.get(member) ?? this.layout.find(member)) : member;
    return field !== undefined && this.areUnused([field], NO_FIELDS);
  }

  /** Whether each of `heads` is that of an empty list, and each of `fields` lies within one word and is 0. */
  areUnused(heads: readonly FieldLayout[], fields: readonly FieldLayout[]): boolean {
    if (this.holes !== NO_HOLES) {
      return false;
    }
    const { words, pointerSize, first, length } = this;
    const { low, high } = this.address;
    for (const { isSmall, offset, size, index, shift, mask } of fields) {
      if (!isSmall || offset + size > length || (((words[first + index] as number) >>> shift) & mask) !== 0) {
        return false;
      }
    }
    for (const { offset } of heads) {
      const index = first + (offset >>> 2);
      const head = low + offset;
      const isEmpty =
        (offset & 3) === 0 &&
        offset + 2 * pointerSize <= length &&
        (pointerSize === 4
          ? words[index] === head && words[index + 1] === head
          : words[index] === head &&
            words[index + 1] === high &&
            words[index + 2] === head &&
            words[index + 3] === high);
      if (!isEmpty) {
        return false;
      }
    }
    return true;
  }

  /** The bytes of a member, or `length` bytes from its start on, as far as the block reaches. */
  slice(member: Member, length?: number): Maybe<Uint8Array> {
    const field = typeof member === "string" ? (this.layout.known.get(member) ?? this.layout.find(member)) : member;
    return field === undefined
      ? this.missing(member)
      : (this.unreadableAt(field.offset, length ?? field.size) ??
          this.bytes.subarray(field.offset, field.offset + (length ?? field.size)));
  }

  private missing(member: Member): Absence {
    return this.layout.missing(typeof member === "string" ? member : member.path);
  }

  /** A member within one word of the block. */
  private small(field: FieldLayout): Maybe<number> {
    if (field.offset + field.size > this.length) {
      return this.tooShort(field.offset, field.size);
    }
    return (
      (this.holes === NO_HOLES ? undefined : this.unreadableAt(field.offset, field.size)) ??
      (((this.words[this.first + field.index] as number) >>> field.shift) & field.mask) >>> 0
    );
  }

  private wordAt(offset: number, size: number): Maybe<Word64> {
    if (size < 1 || size > 8 || offset + size > this.length) {
      return this.tooShort(offset, size);
    }
    if (this.holes !== NO_HOLES) {
      const hole = this.unreadableAt(offset, size);
      if (hole !== undefined) {
        return hole;
      }
    }
    if ((offset & 3) !== 0 || (size & 3) !== 0) {
      return readWord(this.bytes, offset, size);
    }
    const index = this.first + (offset >>> 2);
    return new Word64(size === 8 ? (this.words[index + 1] as number) : 0, this.words[index] as number);
  }

  private tooShort(offset: number, size: number): Absence {
    return new Absence(
      "Invalid",
      `${this.layout.name} has no value of ${size} bytes at offset ${offset}`,
      this.address,
    );
  }

  private unreadableAt(offset: number, size: number): Absence | undefined {
    return this.holes.some(({ start, end }) => offset < end && offset + size > start)
      ? unreadable(this.address.plus(offset), size, `part of ${this.layout.name}`)
      : undefined;
  }
}

/** Bytes as 32-bit words: the same memory where it is aligned, else a copy; zeros fill up the last word. */
export function wordsOf(bytes: Uint8Array): Uint32Array {
  if (bytes.byteOffset % 4 === 0 && bytes.length % 4 === 0) {
    return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  }
  const copy = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  copy.set(bytes);
  return new Uint32Array(copy.buffer);
}

/** The little-endian value of `size` (1 to 8) bytes at an offset of a block. */
export function readWord(bytes: Uint8Array, offset: number, size: number): Word64 {
  return new Word64(size > 4 ? readSmall(bytes, offset + 4, size - 4) : 0, readSmall(bytes, offset, Math.min(size, 4)));
}

/** At most four bytes; what lies past the end of the block counts as zero. */
function readSmall(bytes: Uint8Array, offset: number, size: number): number {
  let value = 0;
  for (let index = offset + size - 1; index >= offset; index -= 1) {
    value = (value << 8) | (bytes[index] ?? 0);
  }
  return value >>> 0;
}
