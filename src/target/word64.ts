/**
 * The one owner of 64-bit numbers: addresses, message ids, times, counts.
 *
 * A script's numbers hold 53 bits and its bitwise operators 32, so a 64-bit value is kept as two unsigned halves.
 * Nobody else compares, adds or shifts values of the target that may exceed 32 bits.
 */

const TWO_32 = 0x100000000;

/** A value as a key of maps and sets: see {@link Word64.id}. */
export type WordId = number | string;

/** An unsigned 64-bit value. Immutable; equal values have equal {@link Word64.key}s and {@link Word64.id}s. */
export class Word64 {
  static readonly zero = new Word64(0, 0);

  /** Upper 32 bits, unsigned. */
  readonly high: number;
  /** Lower 32 bits, unsigned. */
  readonly low: number;

  constructor(high: number, low: number) {
    this.high = high >>> 0;
    this.low = low >>> 0;
  }

  /**
   * From a whole number; negative ones are taken as two's complement. Throws a RangeError where the number is not
   * exact.
   */
  static fromNumber(value: number): Word64 {
    if (!Number.isSafeInteger(value)) {
      throw new RangeError(`${value} is not a whole number of at most 53 bits.`);
    }
    return new Word64(Math.floor(value / TWO_32), value);
  }

  /**
   * From text: decimal, or hexadecimal after `0x`; a back-tick or an apostrophe may part the halves. Hexadecimal digits
   * without `0x` are accepted where they could not be decimal or where a mark parts them. Undefined for anything else.
   */
  static parse(text: string): Word64 | undefined {
    const trimmed = text.trim();
    const plain = trimmed.replace(/[`']/g, "");
    const hexadecimal = /^(?:0[xX])?([0-9a-fA-F]{1,16})$/.exec(plain);
    if (/^0[xX]/.test(plain) || plain.length !== trimmed.length || /[a-fA-F]/.test(plain)) {
      return hexadecimal?.[1] === undefined ? undefined : Word64.fromHexDigits(hexadecimal[1]);
    }
    const decimal = /^(?:0n)?([0-9]{1,16})$/.exec(plain)?.[1];
    const value = decimal === undefined ? NaN : parseInt(decimal, 10);
    return Number.isSafeInteger(value) ? Word64.fromNumber(value) : undefined;
  }

  private static fromHexDigits(digits: string): Word64 {
    const split = Math.max(0, digits.length - 8);
    return new Word64(parseInt(digits.slice(0, split) || "0", 16), parseInt(digits.slice(split), 16));
  }

  /**
   * A key for maps and sets that is cheap to make: equal for equal values and for no others. A number where one holds
   * the value exactly, as signed as kernel addresses are; text for the rest.
   */
  get id(): WordId {
    if (this.high >= 0xffe00000) {
      return (this.high - TWO_32) * TWO_32 + this.low;
    }
    return this.high < 0x200000 ? this.high * TWO_32 + this.low : this.key;
  }

  /** Lower-case hexadecimal without prefix and leading zeros. */
  get key(): string {
    return this.high === 0 ? this.low.toString(16) : this.high.toString(16) + padded(this.low);
  }

  get isZero(): boolean {
    return this.high === 0 && this.low === 0;
  }

  equals(other: Word64): boolean {
    return this.high === other.high && this.low === other.low;
  }

  /** Negative, zero or positive, by unsigned value. */
  compare(other: Word64): number {
    return this.high === other.high ? this.low - other.low : this.high - other.high;
  }

  /** The sum with a whole number (negative ones subtract), modulo 2^64. */
  plus(count: number): Word64 {
    const near = this.low + count;
    if (near >= 0 && near < TWO_32) {
      return new Word64(this.high, near);
    }
    const low = this.low + (count >>> 0);
    const carry = low >= TWO_32 ? 1 : 0;
    return new Word64(this.high + Math.floor(count / TWO_32) + carry, low);
  }

  minus(count: number): Word64 {
    const near = this.low - count;
    return near >= 0 && near < TWO_32 ? new Word64(this.high, near) : this.plus(-count);
  }

  /** `this - other`, signed; exact while the distance fits 53 bits. */
  distanceFrom(other: Word64): number {
    return (this.high - other.high) * TWO_32 + (this.low - other.low);
  }

  and(other: Word64): Word64 {
    return new Word64(this.high & other.high, this.low & other.low);
  }

  /** The value with its lowest `count` (0 to 31) bits cleared. */
  withoutLowBits(count: number): Word64 {
    return new Word64(this.high, this.low & (-1 << count));
  }

  /** The lowest `count` (0 to 31) bits. */
  lowBits(count: number): number {
    return (this.low & ~(-1 << count)) >>> 0;
  }

  /** Shifted by 0 to 63 bits, zeros coming in. */
  shiftLeft(count: number): Word64 {
    if (count === 0) {
      return this;
    }
    return count >= 32
      ? new Word64(this.low << (count - 32), 0)
      : new Word64((this.high << count) | (this.low >>> (32 - count)), this.low << count);
  }

  /** Shifted by 0 to 63 bits, zeros coming in. */
  shiftRight(count: number): Word64 {
    if (count === 0) {
      return this;
    }
    return count >= 32
      ? new Word64(0, this.high >>> (count - 32))
      : new Word64(this.high >>> count, (this.low >>> count) | (this.high << (32 - count)));
  }

  /** `length` (1 to 64) bits from bit `position` up. */
  bits(position: number, length: number): Word64 {
    const shifted = this.shiftRight(position);
    if (length >= 64) {
      return shifted;
    }
    return length >= 32
      ? new Word64(shifted.high & ~(-1 << (length - 32)), shifted.low)
      : new Word64(0, shifted.low & ~(-1 << length));
  }

  /** Bits from `width` (1 to 64) up become copies of bit `width - 1`. */
  signExtended(width: number): Word64 {
    const sign = width > 32 ? this.high >>> (width - 33) : this.low >>> (width - 1);
    if (width >= 64 || (sign & 1) === 0) {
      return this;
    }
    return width > 32
      ? new Word64(this.high | (-1 << (width - 32)), this.low)
      : new Word64(0xffffffff, width === 32 ? this.low : this.low | (-1 << width));
  }

  /** The exact number, or undefined past 53 bits. */
  toNumber(): number | undefined {
    return this.high < 0x200000 ? this.high * TWO_32 + this.low : undefined;
  }

  /** The nearest number: for durations and sizes shown to people, never for addresses. */
  toApproximateNumber(): number {
    return this.high * TWO_32 + this.low;
  }

  /** `0x` and lower-case hexadecimal without leading zeros. */
  toString(): string {
    return `0x${this.key}`;
  }
}

function padded(low: number): string {
  return (0x100000000 + low).toString(16).slice(1);
}

/** A number as `count` hexadecimal digits, with leading zeros; it must fit. */
export function hexDigits(value: number, count: number): string {
  return (16 ** count + value).toString(16).slice(1);
}
