/**
 * The script host's 64-bit integer. Objects are interned: while an object of some value is alive, every Int64 of that
 * value is that object, so `===` compares by value.
 */
import type { Counters } from "./counters.ts";
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

/** Gives a class whose fields go onto an object that is there already. */
class Existing {
  constructor(object: object) {
    return object;
  }
}

/** The value of an Int64 object, negative for a signed one only: a field of the object that no script can see. */
class Value extends Existing {
  readonly #value: bigint;

  constructor(object: object, value: bigint) {
    super(object);
    this.#value = value;
  }

  /** Undefined for an object that is no Int64. */
  static of(object: object): bigint | undefined {
    return #value in object ? object.#value : undefined;
  }
}

/** Numbers are cut to an integer: 1.5 is 1. Those that no 64 bits hold are none. */
function valueOfNumber(value: number): bigint | undefined {
  if (!Number.isFinite(value)) {
    return undefined;
  }
  const whole = BigInt(Math.trunc(value));
  return whole >= -0x8000000000000000n && whole <= 0xffffffffffffffffn ? whole : undefined;
}

function isHalf(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= -0x80000000 && value <= 0xffffffff;
}

/** The value of a number or Int64 with its sign; undefined for anything else. */
function signedValueOf(value: unknown): bigint | undefined {
  if (typeof value === "number") {
    return valueOfNumber(value);
  }
  return typeof value === "object" && value !== null ? Value.of(value) : undefined;
}

const unsigned = (value: bigint): bigint => BigInt.asUintN(64, value);

/** Objects that are kept whether or not anything holds them: few systems need more, and a weak reference is dear. */
const MOST_RECENT = 8192;

/** Objects by value: while one lives, every Int64 of that value is that object. */
class Interned {
  private recent = new Map<bigint, Int64>();
  private readonly older = new Map<bigint, WeakRef<Int64>>();
  private sweepAt = MOST_RECENT;

  of(value: bigint, prototype: object): Int64 {
    const known = this.recent.get(value) ?? this.older.get(value)?.deref();
    if (known !== undefined) {
      return known;
    }
    const made = Object.create(prototype) as Int64;
    new Value(made, value);
    Object.freeze(made);
    if (this.recent.size >= MOST_RECENT) {
      this.age();
    }
    this.recent.set(value, made);
    return made;
  }

  /** Lets go of all recent ones; now and then forgets those that are gone. */
  private age(): void {
    for (const [value, object] of this.recent) {
      this.older.set(value, new WeakRef(object));
    }
    this.recent = new Map();
    if (this.older.size < this.sweepAt) {
      return;
    }
    for (const [value, reference] of this.older) {
      if (reference.deref() === undefined) {
        this.older.delete(value);
      }
    }
    this.sweepAt = this.older.size * 2;
  }
}

/**
 * How one mood takes the top bit. As seen: arithmetic works on unsigned bits, comparison and text on the value with its
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

/** Makes the Int64 objects of one debugger. `counters` sees every Int64 that is made or met anew. */
export function createInt64Factory(mood: HostMood, realms: RealmStack, counters: Counters): Int64Factory {
  const interned = new Interned();
  const prototype: object = {};
  const views = viewsOf(mood);
  const invalid = (name: string): never => realms.fail(`Invalid argument to method '${name}'`);
  const make = (value: bigint): Int64 => {
    counters.count("int64");
    return interned.of(value, prototype);
  };
  const of = (value: bigint): Int64 => make(unsigned(value));
  const ofSigned = (value: bigint): Int64 => make(value < 0n ? BigInt.asIntN(64, value) : unsigned(value));
  const own = (self: unknown, name: string): bigint => {
    const value = typeof self === "object" && self !== null ? Value.of(self) : undefined;
    return value ?? invalid(name);
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
  const textOf = (value: bigint): string => defaultText(mood, value);
  defineMethods(prototype, int64Methods({ mood, realms, views, own, of, ofSigned, textOf, invalid }), realms);
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
    textOf: (int64) => textOf(own(int64, "toString")),
    isInt64: (value): value is Int64 => typeof value === "object" && value !== null && Value.of(value) !== undefined,
  };
}

/**
 * Hexadecimal with `0x`, a negative signed value in decimal; older providers, so the moods beside the default, wrote
 * decimal.
 */
function defaultText(mood: HostMood, value: bigint): string {
  if (mood.int64 === "seen") {
    return value < 0n ? value.toString() : `0x${value.toString(16)}`;
  }
  return (mood.int64 === "signed" ? BigInt.asIntN(64, value) : unsigned(value)).toString();
}

interface Int64Parts {
  readonly mood: HostMood;
  readonly realms: RealmStack;
  readonly views: ReturnType<typeof viewsOf>;
  own(self: unknown, name: string): bigint;
  of(value: bigint): Int64;
  ofSigned(value: bigint): Int64;
  textOf(value: bigint): string;
  invalid(name: string): never;
}

type Int64Methods = { readonly [Name in keyof Int64]: (value: bigint, other: unknown) => unknown };

function int64Methods(parts: Int64Parts): Int64Methods {
  const { mood, realms, views, of, ofSigned, invalid } = parts;
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
    toString: (value, radix) => radixText(parts, value, radix),
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

/** Text of a radix: the digits alone, of the bits but for a decimal negative. */
function radixText({ mood, textOf, invalid }: Int64Parts, value: bigint, radix: unknown): string {
  if (radix === undefined) {
    return textOf(value);
  }
  if (typeof radix !== "number" || !Number.isInteger(radix) || radix < 2 || radix > 36) {
    return invalid("toString");
  }
  if (radix === 10) {
    return (mood.int64 === "signed" ? BigInt.asIntN(64, value) : value).toString();
  }
  return (radix === 16 && mood.hexPrefix ? "0x" : "") + unsigned(value).toString(radix);
}

/** Methods that take no argument, and the one that can do without. */
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
        const value = typeof this === "object" && this !== null ? Value.of(this) : undefined;
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

/**
 * The bits that text stands for: decimal, or hexadecimal after `0x`, or digits of `radix`; undefined for other text or
 * over 64 bits.
 */
function parseBits(text: unknown, radix: unknown): bigint | undefined {
  if (typeof text !== "string") {
    return undefined;
  }
  const match = /^(-?)(0[xX])?([0-9a-zA-Z]+)$/.exec(text.trim());
  if (match === null) {
    return undefined;
  }
  const [, sign, prefix, digits] = match;
  if (prefix !== undefined && radix !== undefined && radix !== 16) {
    return undefined;
  }
  const base = prefix === undefined ? (radix ?? 10) : 16;
  if (typeof base !== "number" || !Number.isInteger(base) || base < 2 || base > 36) {
    return undefined;
  }
  let value = 0n;
  for (const digit of digits ?? "") {
    const part = Number.parseInt(digit, base);
    if (Number.isNaN(part)) {
      return undefined;
    }
    value = value * BigInt(base) + BigInt(part);
  }
  if (value > 0xffffffffffffffffn) {
    return undefined;
  }
  return BigInt.asUintN(64, sign === "-" ? -value : value);
}
