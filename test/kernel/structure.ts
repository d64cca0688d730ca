/** One structure being filled in: members by path, written into memory as a whole. */
import type { LayoutTable } from "../host/target.ts";
import { fieldOf, findField, sizeOf, type FieldPlace } from "./fields.ts";

/** What a member can be set to; true is 1. */
export type FieldValue = bigint | number | boolean;

function asBigInt(value: FieldValue): bigint {
  return typeof value === "bigint" ? value : BigInt(value);
}

/** Stores an integer, low byte first, cut to `size` bytes (1, 2, 4 or 8). */
export function storeInteger(bytes: Uint8Array, offset: number, size: number, value: bigint): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (size === 8) {
    view.setBigUint64(offset, BigInt.asUintN(64, value), true);
  } else if (size === 4) {
    view.setUint32(offset, Number(BigInt.asUintN(32, value)), true);
  } else if (size === 2) {
    view.setUint16(offset, Number(BigInt.asUintN(16, value)), true);
  } else {
    view.setUint8(offset, Number(BigInt.asUintN(8, value)));
  }
}

/** The unsigned integer in `size` bytes, low byte first. */
export function loadInteger(bytes: Uint8Array, offset: number, size: number): bigint {
  let value = 0n;
  for (let i = size - 1; i >= 0; i--) {
    value = (value << 8n) | BigInt(bytes[offset + i] ?? 0);
  }
  return value;
}

/** Stores a member given its place; a bit field leaves its neighbours alone. Throws when the value does not fit. */
export function storeField(bytes: Uint8Array, base: number, place: FieldPlace, value: FieldValue): void {
  const size = place.size;
  if (
    typeof value === "number" &&
    place.bit === undefined &&
    (size === 4 || size === 2) &&
    value >= 0 &&
    value < 2 ** (size * 8 - 1)
  ) {
    for (let i = 0, rest = value; i < size; i++, rest >>>= 8) {
      bytes[base + place.offset + i] = rest & 0xff;
    }
    return;
  }
  if (size === undefined || size > 8) {
    throw new Error(`a ${place.type} is not one value`);
  }
  const wanted = asBigInt(value);
  const bits = place.bit === undefined ? size * 8 : place.bit[1];
  if (BigInt.asUintN(bits, wanted) !== wanted && BigInt.asIntN(bits, wanted) !== wanted) {
    throw new Error(`${wanted} does not fit into ${bits} bits`);
  }
  if (place.bit === undefined) {
    storeInteger(bytes, base + place.offset, size, wanted);
    return;
  }
  const shift = BigInt(place.bit[0]);
  const mask = ((1n << BigInt(bits)) - 1n) << shift;
  const old = loadInteger(bytes, base + place.offset, size);
  storeInteger(bytes, base + place.offset, size, (old & ~mask) | ((wanted << shift) & mask));
}

export class Structure {
  readonly bytes: Uint8Array;
  private readonly layout: LayoutTable;
  private readonly type: string;

  /** `length`: bytes, where the allocation is longer than the type. */
  constructor(layout: LayoutTable, type: string, length?: number) {
    this.layout = layout;
    this.type = type;
    this.bytes = new Uint8Array(length ?? sizeOf(layout, type));
  }

  /** Sets a member. Throws when this build has no such member or the value does not fit. */
  put(path: string, value: FieldValue): this {
    storeField(this.bytes, 0, fieldOf(this.layout, this.type, path), value);
    return this;
  }

  /** Sets a member that only some builds have. */
  putIfPresent(path: string, value: FieldValue): this {
    const place = findField(this.layout, this.type, path);
    if (place !== undefined) {
      storeField(this.bytes, 0, place, value);
    }
    return this;
  }

  /** Sets several members, each of which must be there. */
  putAll(values: Readonly<Record<string, FieldValue>>): this {
    for (const [path, value] of Object.entries(values)) {
      this.put(path, value);
    }
    return this;
  }

  /** Sets those of several members that this build has. */
  putPresent(values: Readonly<Record<string, FieldValue>>): this {
    for (const [path, value] of Object.entries(values)) {
      this.putIfPresent(path, value);
    }
    return this;
  }

  /** Bytes at a member, cut to its size. */
  putBytes(path: string, bytes: Uint8Array): this {
    const place = fieldOf(this.layout, this.type, path);
    this.bytes.set(bytes.subarray(0, place.size ?? bytes.length), place.offset);
    return this;
  }
}
