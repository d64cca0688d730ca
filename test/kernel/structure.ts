/** One structure being filled in: members by path, written into memory as a whole. */
import type { LayoutTable } from "../host/target.ts";
import { blankBytes } from "./blank-bytes.ts";
import { fieldOf, findField, knownPlaces, sizeOf, type FieldPlace, type KnownPlaces } from "./fields.ts";

/** What a member can be set to; true is 1. */
export type FieldValue = bigint | number | boolean;

const TWO_TO_32 = 0x1_0000_0000;

/** Stores the low bytes of a number below 2^53 that is not negative. */
function storeNumber(bytes: Uint8Array, offset: number, size: number, value: number): void {
  let rest = (value % TWO_TO_32) | 0;
  for (let i = 0; i < size; i++, rest >>>= 8) {
    if (i === 4) {
      rest = Math.floor(value / TWO_TO_32) | 0;
    }
    bytes[offset + i] = rest & 0xff;
  }
}

/** Stores an integer, low byte first, cut to `size` bytes (1, 2, 4 or 8). */
export function storeInteger(bytes: Uint8Array, offset: number, size: number, value: bigint): void {
  storeNumber(bytes, offset, Math.min(size, 4), Number(BigInt.asUintN(32, value)));
  if (size === 8) {
    storeNumber(bytes, offset + 4, 4, Number(BigInt.asUintN(32, value >> 32n)));
  }
}

/** Stores a number of few enough bits in a bit field of at most 32. */
function storeBits(
  bytes: Uint8Array,
  offset: number,
  size: number,
  [position, length]: readonly [number, number],
  value: number,
): void {
  let old = 0;
  for (let i = size - 1; i >= 0; i--) {
    old = (old << 8) | (bytes[offset + i] ?? 0);
  }
  const mask = (length === 32 ? -1 : (1 << length) - 1) << position;
  storeNumber(bytes, offset, size, ((old & ~mask) | ((value << position) & mask)) >>> 0);
}

/** The unsigned integer in `size` bytes, low byte first. */
export function loadInteger(bytes: Uint8Array, offset: number, size: number): bigint {
  let value = 0n;
  for (let i = size - 1; i >= 0; i--) {
    value = (value << 8n) | BigInt(bytes[offset + i] ?? 0);
  }
  return value;
}

/** Stores a member given its place; a bit field leaves its neighbors alone. Throws when the value does not fit. */
export function storeField(bytes: Uint8Array, base: number, place: FieldPlace, value: FieldValue): void {
  const { size, bit } = place;
  if (size === undefined || size > 8) {
    throw new Error(`a ${place.type} is not one value`);
  }
  const offset = base + place.offset;
  const bits = bit === undefined ? size * 8 : bit[1];
  const number = typeof value === "bigint" ? -1 : Number(value);
  if (Number.isSafeInteger(number) && number >= 0 && number < 2 ** bits && (bit === undefined || size <= 4)) {
    if (bit === undefined) {
      storeNumber(bytes, offset, size, number);
    } else {
      storeBits(bytes, offset, size, bit, number);
    }
    return;
  }
  storeBigInt(bytes, offset, size, bit, BigInt(value));
}

/** Throws for a value of more bits than the place has. */
function storeBigInt(bytes: Uint8Array, offset: number, size: number, bit: FieldPlace["bit"], value: bigint): void {
  const bits = bit === undefined ? size * 8 : bit[1];
  if (BigInt.asUintN(bits, value) !== value && BigInt.asIntN(bits, value) !== value) {
    throw new Error(`${value} does not fit into ${bits} bits`);
  }
  if (bit === undefined) {
    storeInteger(bytes, offset, size, value);
    return;
  }
  const shift = BigInt(bit[0]);
  const mask = ((1n << BigInt(bits)) - 1n) << shift;
  const old = loadInteger(bytes, offset, size);
  storeInteger(bytes, offset, size, (old & ~mask) | ((value << shift) & mask));
}

export class Structure {
  readonly bytes: Uint8Array;
  private readonly layout: LayoutTable;
  private readonly type: string;
  private readonly known: KnownPlaces;

  /** `length`: bytes, where the allocation is longer than the type. */
  constructor(layout: LayoutTable, type: string, length?: number) {
    this.layout = layout;
    this.type = type;
    this.known = knownPlaces(layout, type);
    this.bytes = blankBytes(length ?? sizeOf(layout, type));
  }

  /** Sets a member. Throws when this build has no such member or the value does not fit. */
  put(path: string, value: FieldValue): this {
    storeField(this.bytes, 0, fieldOf(this.layout, this.type, path, this.known), value);
    return this;
  }

  /** Sets a member that only some builds have. */
  putIfPresent(path: string, value: FieldValue): this {
    const place = findField(this.layout, this.type, path, this.known);
    if (place !== undefined) {
      storeField(this.bytes, 0, place, value);
    }
    return this;
  }

  /** Sets several members, each of which must be there. */
  putAll(values: Readonly<Record<string, FieldValue>>): this {
    for (const path of Object.keys(values)) {
      this.put(path, values[path] ?? 0);
    }
    return this;
  }

  /** Sets those of several members that this build has. */
  putPresent(values: Readonly<Record<string, FieldValue>>): this {
    for (const path of Object.keys(values)) {
      this.putIfPresent(path, values[path] ?? 0);
    }
    return this;
  }

  /** Bytes at a member, cut to its size. */
  putBytes(path: string, bytes: Uint8Array): this {
    const place = fieldOf(this.layout, this.type, path, this.known);
    this.bytes.set(bytes.subarray(0, place.size ?? bytes.length), place.offset);
    return this;
  }
}
