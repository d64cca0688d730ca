/** The script host's 64-bit integer: its constructor and its methods. */
import type { Counters } from "./counters.ts";
import { defaultText, parseBits, radixText } from "./int64-text.ts";
import { InternedValues, signedValueOf, unsigned, valueOfInt64 } from "./int64-value.ts";
import type { HostMood } from "./moods.ts";
import type { RealmStack } from "./realm.ts";

/** What scripts may pass where a 64-bit value is expected: an Int64, or a number that is exactly an integer. */
export type Int64Input = Int64 | number;

/** A 64-bit integer as scripts see it. Names and order are those of the real one's prototype. */
export interface Int64 {
  toString(radix?: number): string;
  valueOf(): number;
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
  modulo(other: Int64Input): Int64;
  bitwiseAnd(other: Int64Input): Int64;
  bitwiseOr(other: Int64Input): Int64;
  bitwiseXor(other: Int64Input): Int64;
  bitwiseNot(): Int64;
  bitwiseShiftLeft(count: Int64Input): Int64;
  bitwiseShiftRight(count: Int64Input): Int64;
  /** -1, 0 or 1, as an Int64. */
  compareTo(other: Int64Input): Int64;
}

/** Called with or without `new`; `high` makes `value` the low 32 bits. */
export interface Int64Constructor {
  new (value: Int64Input, high?: number): Int64;
  (value: Int64Input, high?: number): Int64;
}

/** Makes and reads the Int64 objects of one debugger. */
export interface Int64Factory {
  /** The function that scripts see as `host.Int64`. No Int64 is an instance of it. */
  readonly Int64: Int64Constructor;
  /** The object for an unsigned value, taken modulo 2^64: what memory, addresses and sizes hold. */
  of(value: bigint): Int64;
  /** The object for a value with its sign: a negative one keeps it. */
  ofSigned(value: bigint): Int64;
  /**
   * The 64 bits of a number or Int64 as an unsigned value; undefined for anything else and for numbers that do not fit.
   */
  bitsOf(value: unknown): bigint | undefined;
  /** `host.parseInt64`; throws in the running realm on anything but text of a number. */
  parse(args: readonly unknown[]): Int64;
  /** The value, negative only where the Int64 is a signed one. */
  valueOf(int64: Int64): bigint;
  /** What `String` makes of it. */
  textOf(int64: Int64): string;
  isInt64(value: unknown): value is Int64;
}

const lossMessage = "64 bit value loses precision on conversion to number";

function isHalf(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= -0x80000000 && value <= 0xffffffff;
}

/**
 * How a mood treats the top bit. As seen: arithmetic works on unsigned bits, comparison and text on the value with its
 * own sign.
 */
function viewsOf(mood: HostMood): {
  readonly compare: (value: bigint) => bigint;
  readonly arithmetic: (value: bigint) => bigint;
} {
  const asSigned = (value: bigint): bigint => BigInt.asIntN(64, value);
  switch (mood.int64) {
    case "signed":
      return { compare: asSigned, arithmetic: asSigned };
    case "unsigned":
      return { compare: unsigned, arithmetic: unsigned };
    case "seen":
      return { compare: (value) => value, arithmetic: unsigned };
  }
}

/** Makes the Int64 objects of one debugger. `counters` counts every Int64 that is returned, new or known. */
export function createInt64Factory(mood: HostMood, realms: RealmStack, counters: Counters): Int64Factory {
  const interned = new InternedValues();
  const prototype: object = {};
  const views = viewsOf(mood);
  const invalid = (name: string): never => realms.fail(`Invalid argument to method '${name}'`);
  const make = (value: bigint): Int64 => {
    counters.count("int64");
    return interned.of(value, prototype) as Int64;
  };
  const of = (value: bigint): Int64 => make(unsigned(value));
  const ofSigned = (value: bigint): Int64 => make(value < 0n ? BigInt.asIntN(64, value) : unsigned(value));
  const own = (self: unknown, name: string): bigint => {
    return valueOfInt64(self) ?? invalid(name);
  };
  const construct = (args: readonly unknown[]): Int64 => {
    const [value, high] = args;
    if (args.length < 1 || args.length > 2) {
      realms.fail("Improper number of arguments to method 'Int64'");
    }
    if (args.length === 1) {
      return ofSigned(signedValueOf(value) ?? invalid("Int64"));
    }
    if (!isHalf(value) || !isHalf(high)) {
      return invalid("Int64");
    }
    return of((BigInt.asUintN(32, BigInt(high)) << 32n) | BigInt.asUintN(32, BigInt(value)));
  };
  // Public scripts call it with and without `new`: a plain function serves both.
  const HostInt64 = function Int64(this: unknown, ...args: readonly unknown[]) {
    return construct(args);
  } as unknown as Int64Constructor;
  defineMethods(prototype, int64Methods({ mood, realms, views, own, of, ofSigned, invalid }), realms);
  return {
    Int64: HostInt64,
    of,
    ofSigned,
    bitsOf: (value) => {
      const found = signedValueOf(value);
      return found === undefined ? undefined : unsigned(found);
    },
    parse: ([text, radix, ...more]) =>
      more.length > 0 || text === undefined
        ? realms.fail("Improper number of arguments to method 'parseInt64'")
        : of(parseBits(text, radix) ?? invalid("parseInt64")),
    valueOf: (int64) => own(int64, "valueOf"),
    textOf: (int64) => defaultText(mood, own(int64, "toString")),
    isInt64: (value): value is Int64 => valueOfInt64(value) !== undefined,
  };
}

interface Int64Parts {
  readonly mood: HostMood;
  readonly realms: RealmStack;
  readonly views: ReturnType<typeof viewsOf>;
  own(self: unknown, name: string): bigint;
  of(value: bigint): Int64;
  ofSigned(value: bigint): Int64;
  invalid(name: string): never;
}

type Int64Methods = { readonly [Name in keyof Int64]: (value: bigint, other: unknown) => unknown };

function int64Methods({ mood, realms, views, of, ofSigned, invalid }: Int64Parts): Int64Methods {
  const { compare, arithmetic } = views;
  const need = (value: unknown, name: string): bigint => signedValueOf(value) ?? invalid(name);
  // A signed value stays one. Assumption: the sign of a result is that of the value on which the method is called.
  const result = (self: bigint, value: bigint): Int64 => (self < 0n ? ofSigned(BigInt.asIntN(64, value)) : of(value));
  const half = (bits: bigint): number =>
    Number(mood.int64Halves === "signed" ? BigInt.asIntN(32, bits) : BigInt.asUintN(32, bits));
  const toExactNumber = (value: bigint): number => {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : realms.fail(lossMessage);
  };
  const divisor = (other: unknown, name: string): bigint => {
    const value = arithmetic(need(other, name));
    return value === 0n ? realms.fail("Unknown exception") : value;
  };
  // Assumption: a shift by anything but 0 to 63 is an error rather than an empty or a wrapped shift.
  const shift = (other: unknown, name: string): bigint => {
    const count = need(other, name);
    return count >= 0n && count < 64n ? count : invalid(name);
  };
  return {
    toString: (value, radix) => radixText(mood, value, radix) ?? invalid("toString"),
    valueOf: toExactNumber,
    asNumber: toExactNumber,
    convertToNumber: (value) => Number(compare(value)),
    getLowPart: half,
    getHighPart: (value) => half(value >> 32n),
    add: (value, other) => result(value, value + need(other, "add")),
    subtract: (value, other) => result(value, value - need(other, "subtract")),
    multiply: (value, other) => result(value, value * need(other, "multiply")),
    divide: (value, other) => of(arithmetic(value) / divisor(other, "divide")),
    modulo: (value, other) => of(arithmetic(value) % divisor(other, "modulo")),
    bitwiseAnd: (value, other) => of(value & need(other, "bitwiseAnd")),
    bitwiseOr: (value, other) => of(value | need(other, "bitwiseOr")),
    bitwiseXor: (value, other) => of(value ^ need(other, "bitwiseXor")),
    bitwiseNot: (value) => of(~value),
    bitwiseShiftLeft: (value, other) => of(value << shift(other, "bitwiseShiftLeft")),
    bitwiseShiftRight: (value, other) => of(arithmetic(value) >> shift(other, "bitwiseShiftRight")),
    compareTo: (value, other) => {
      const left = compare(value);
      const right = compare(need(other, "compareTo"));
      return ofSigned(left < right ? -1n : left > right ? 1n : 0n);
    },
  };
}

/** Methods that take no argument, and the one whose argument is optional. */
const argumentCounts: { readonly [Name in keyof Int64]?: readonly [minimum: number, maximum: number] } = {
  toString: [0, 1],
  valueOf: [0, 0],
  asNumber: [0, 0],
  convertToNumber: [0, 0],
  getLowPart: [0, 0],
  getHighPart: [0, 0],
  bitwiseNot: [0, 0],
};

function defineMethods(prototype: object, methods: Int64Methods, realms: RealmStack): void {
  for (const [name, method] of Object.entries(methods)) {
    const [minimum, maximum] = argumentCounts[name as keyof Int64] ?? [1, 1];
    Object.defineProperty(prototype, name, {
      value: function (this: unknown, ...args: readonly unknown[]): unknown {
        const value = valueOfInt64(this);
        if (value === undefined) {
          return realms.fail(`Invalid argument to method '${name}'`);
        }
        if (args.length < minimum || args.length > maximum) {
          return realms.fail(`Improper number of arguments to method '${name}'`);
        }
        return method(value, args[0]);
      },
    });
  }
}
