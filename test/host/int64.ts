/**
 * The script host's 64-bit integer. Objects are interned: while an object of some value is alive, every Int64 of that
 * value is that object, so `===` compares by value.
 */
import type { Counters } from "./counters.ts";
import type { HostMood } from "./moods.ts";
import type { RealmStack } from "./realm.ts";

/** What scripts may pass where a 64-bit value is expected: an Int64, or a number that is exactly an integer. */
export type Int64Input = Int64 | number;

/** A 64-bit integer as scripts see it. */
export interface Int64 {
  /** The value as a number; throws past 53 bits. */
  asNumber(): number;
  /** The nearest number. */
  convertToNumber(): number;
  getLowPart(): number;
  getHighPart(): number;
  add(other: Int64Input): Int64;
  subtract(other: Int64Input): Int64;
  multiply(other: Int64Input): Int64;
  divide(other: Int64Input): Int64;
  bitwiseAnd(other: Int64Input): Int64;
  bitwiseOr(other: Int64Input): Int64;
  bitwiseXor(other: Int64Input): Int64;
  bitwiseShiftLeft(count: number): Int64;
  bitwiseShiftRight(count: number): Int64;
  /** Negative, zero or positive. */
  compareTo(other: Int64Input): number;
  toString(radix?: number): string;
  valueOf(): number;
}

/** Called with or without `new`; `high` makes `value` the low 32 bits. */
export interface Int64Constructor {
  new (value: Int64Input, high?: number): Int64;
  (value: Int64Input, high?: number): Int64;
}

/** Makes and reads the Int64 objects of one debugger. */
export interface Int64Factory {
  /** The class that scripts see as `host.Int64`. */
  readonly Int64: Int64Constructor;
  /** The object for a value, taken modulo 2^64. */
  of(value: bigint): Int64;
  /** The 64 bits of a number or Int64 as an unsigned value; undefined for anything else and for numbers that do not fit. */
  bitsOf(value: unknown): bigint | undefined;
  /** Parses decimal or `0x` text, or text of a radix; throws in the running realm on anything else. */
  parse(text: unknown, radix: unknown): Int64;
  /** The value by the debugger's view of signedness. */
  valueOf(int64: Int64): bigint;
  isInt64(value: unknown): value is Int64;
}

const lossMessage = "64 bit value loses precision on conversion to number";
const bitsByObject = new WeakMap<object, bigint>();

function bitsOfNumber(value: number): bigint | undefined {
  return Number.isSafeInteger(value) ? BigInt.asUintN(64, BigInt(value)) : undefined;
}

function isHalf(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= -0x80000000 && value <= 0xffffffff;
}

/** Makes the Int64 class of one debugger. `counters` sees every Int64 that is made or met anew. */
export function createInt64Factory(mood: HostMood, realms: RealmStack, counters: Counters): Int64Factory {
  const live = new Map<bigint, WeakRef<Int64>>();
  const dropped = new FinalizationRegistry<bigint>((bits) => {
    if (live.get(bits)?.deref() === undefined) live.delete(bits);
  });
  const signed = mood.int64 === "signed";

  const bitsOf = (value: unknown): bigint | undefined => {
    if (typeof value === "number") return bitsOfNumber(value);
    return typeof value === "object" && value !== null ? bitsByObject.get(value) : undefined;
  };
  const need = (value: unknown): bigint =>
    bitsOf(value) ?? realms.fail("The value is not a 64-bit integer: pass an Int64 or a number that is exactly an integer");
  const view = (bits: bigint): bigint => (signed ? BigInt.asIntN(64, bits) : bits);
  const half = (bits: bigint): number =>
    Number(mood.int64Halves === "signed" ? BigInt.asIntN(32, bits) : BigInt.asUintN(32, bits));
  // All 64 bits count, so kernel addresses never convert. Assumption: neither do negative values.
  const toExactNumber = (bits: bigint): number => {
    const number = Number(bits);
    return Number.isSafeInteger(number) ? number : realms.fail(lossMessage);
  };
  // Assumption: a shift by anything but 0 to 63 is an error rather than an empty or a wrapped shift.
  const shiftCount = (count: unknown): bigint => {
    const bits = need(count);
    return bits < 64n ? bits : realms.fail("A 64-bit value can be shifted by 0 to 63 bits");
  };

  const of = (value: bigint): Int64 => {
    counters.count("int64");
    const bits = BigInt.asUintN(64, value);
    const known = live.get(bits)?.deref();
    if (known !== undefined) return known;
    const made = Object.freeze(Object.create(HostInt64.prototype) as Int64);
    bitsByObject.set(made, bits);
    live.set(bits, new WeakRef(made));
    dropped.register(made, bits);
    return made;
  };
  const own = (self: unknown): bigint => {
    const bits = typeof self === "object" && self !== null ? bitsByObject.get(self) : undefined;
    return bits ?? realms.fail("The method belongs to Int64 objects");
  };

  const construct = (value: unknown, high: unknown): Int64 => {
    if (high === undefined) return of(need(value));
    if (!isHalf(value) || !isHalf(high)) return realms.fail("Int64 takes a low and a high part of 32 bits each");
    return of((BigInt.asUintN(32, BigInt(high)) << 32n) | BigInt.asUintN(32, BigInt(value)));
  };
  // Public scripts call it with and without `new`: a plain function serves both.
  const HostInt64 = function Int64(this: unknown, value: unknown, high: unknown) {
    return construct(value, high);
  } as unknown as Int64Constructor;

  const methods: { [Name in keyof Int64]: (this: unknown, ...args: never[]) => unknown } = {
    asNumber() { return toExactNumber(own(this)); },
    convertToNumber() { return Number(view(own(this))); },
    getLowPart() { return half(own(this)); },
    getHighPart() { return half(own(this) >> 32n); },
    add(other: unknown) { return of(own(this) + need(other)); },
    subtract(other: unknown) { return of(own(this) - need(other)); },
    multiply(other: unknown) { return of(own(this) * need(other)); },
    divide(other: unknown) {
      const divisor = view(need(other));
      return divisor === 0n ? realms.fail("Division by zero") : of(view(own(this)) / divisor);
    },
    bitwiseAnd(other: unknown) { return of(own(this) & need(other)); },
    bitwiseOr(other: unknown) { return of(own(this) | need(other)); },
    bitwiseXor(other: unknown) { return of(own(this) ^ need(other)); },
    bitwiseShiftLeft(count: unknown) { return of(own(this) << shiftCount(count)); },
    bitwiseShiftRight(count: unknown) { return of(view(own(this)) >> shiftCount(count)); },
    compareTo(other: unknown) {
      const a = view(own(this));
      const b = view(need(other));
      return a < b ? -1 : a > b ? 1 : 0;
    },
    toString(radix: unknown = 10) {
      if (typeof radix !== "number" || !Number.isInteger(radix) || radix < 2 || radix > 36) {
        return realms.fail("A radix is an integer from 2 to 36");
      }
      const bits = own(this);
      // Assumption: text of another radix than ten shows the 64 bits, whatever the sign.
      if (radix === 10) return view(bits).toString();
      return (radix === 16 && mood.hexPrefix ? "0x" : "") + bits.toString(radix);
    },
    valueOf() { return toExactNumber(own(this)); },
  };
  for (const [name, method] of Object.entries(methods)) {
    Object.defineProperty(HostInt64.prototype, name, { value: method });
  }

  return {
    Int64: HostInt64,
    of,
    bitsOf,
    parse: (text, radix) => of(parseBits(text, radix) ?? realms.fail(`'${String(text)}' is not the text of a 64-bit integer`)),
    valueOf: (int64) => view(own(int64)),
    isInt64: (value): value is Int64 => typeof value === "object" && value !== null && bitsByObject.has(value),
  };
}

/** The bits that text stands for: decimal, or hexadecimal after `0x`, or digits of `radix`; undefined for other text or over 64 bits. */
function parseBits(text: unknown, radix: unknown): bigint | undefined {
  if (typeof text !== "string") return undefined;
  const match = /^(-?)(0[xX])?([0-9a-zA-Z]+)$/.exec(text.trim());
  if (match === null) return undefined;
  const [, sign, prefix, digits] = match;
  if (prefix !== undefined && radix !== undefined && radix !== 16) return undefined;
  const base = prefix === undefined ? (radix ?? 10) : 16;
  if (typeof base !== "number" || !Number.isInteger(base) || base < 2 || base > 36) return undefined;
  let value = 0n;
  for (const digit of digits ?? "") {
    const part = Number.parseInt(digit, base);
    if (Number.isNaN(part)) return undefined;
    value = value * BigInt(base) + BigInt(part);
  }
  if (value > 0xffffffffffffffffn) return undefined;
  return BigInt.asUintN(64, sign === "-" ? -value : value);
}
