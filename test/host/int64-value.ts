/**
 * The value behind an Int64 object. Objects are interned: while an object of some value is alive, every Int64 of that
 * value is that object, so `===` compares by value.
 */
import { Stamped } from "./stamped.ts";

/** The value of an Int64 object, negative for a signed one only: a field of the object that no script can see. */
class Value extends Stamped {
  readonly #value: bigint;

  constructor(object: object, value: bigint) {
    super(object);
    this.#value = value;
  }

  /** Undefined for an object that is not an Int64. */
  static of(object: object): bigint | undefined {
    return #value in object ? object.#value : undefined;
  }
}

/** Objects kept even if nothing refers to them: few systems need more, and weak references are slow. */
const MOST_RECENT = 8192;

/** The Int64 objects by value. */
export class InternedValues {
  private recent = new Map<bigint, object>();
  private readonly older = new Map<bigint, WeakRef<object>>();
  private sweepAt = MOST_RECENT;

  of(value: bigint, prototype: object): object {
    const known = this.recent.get(value) ?? this.older.get(value)?.deref();
    if (known !== undefined) {
      return known;
    }
    const made = Object.create(prototype) as object;
    new Value(made, value);
    Object.freeze(made);
    if (this.recent.size >= MOST_RECENT) {
      this.age();
    }
    this.recent.set(value, made);
    return made;
  }

  /** Turns all recent objects into weak references; now and then drops those that were collected. */
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

/** The value of an Int64, negative only for a signed one; undefined for anything else. */
export function valueOfInt64(value: unknown): bigint | undefined {
  return typeof value === "object" && value !== null ? Value.of(value) : undefined;
}

/** Truncates a number to an integer: 1.5 becomes 1. Undefined if 64 bits cannot hold it. */
function valueOfNumber(value: number): bigint | undefined {
  if (!Number.isFinite(value)) {
    return undefined;
  }
  const whole = BigInt(Math.trunc(value));
  return whole >= -0x8000000000000000n && whole <= 0xffffffffffffffffn ? whole : undefined;
}

/** The value of a number or Int64 with its sign; undefined for anything else. */
export function signedValueOf(value: unknown): bigint | undefined {
  if (typeof value === "number") {
    return valueOfNumber(value);
  }
  return valueOfInt64(value);
}

/** The 64 bits of a value as an unsigned number. */
export const unsigned = (value: bigint): bigint => BigInt.asUintN(64, value);
