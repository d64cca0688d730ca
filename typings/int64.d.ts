declare namespace JsProvider {
  /**
   * A 64-bit integer. Two live objects of equal value are the same object, so `===` between two of them compares by value.
   *
   * Neither arithmetic nor ordering operators work on it: they convert through `valueOf`, which throws past 53 bits, as kernel
   * addresses are. (The compiler refuses `a + 1`; it cannot refuse `a < b`.) Whether `compareTo`, `divide` and
   * `bitwiseShiftRight` treat the top bit as a sign is not documented: take addresses apart with `getLowPart` and `getHighPart`.
   */
  interface Int64 {
    /** The value as a number. Throws "64 bit value loses precision on conversion to number" past 53 bits. */
    asNumber(): number;
    /** The nearest number; rounds past 53 bits. */
    convertToNumber(): number;
    /** Bits 0 to 31, as a number from 0 to 0xFFFFFFFF (assumption: unsigned). */
    getLowPart(): number;
    /** Bits 32 to 63, as a number from 0 to 0xFFFFFFFF (assumption: unsigned). */
    getHighPart(): number;
    /** Sum, modulo 2^64. */
    add(value: Integer): Int64;
    /** Difference, modulo 2^64. */
    subtract(value: Integer): Int64;
    /** Product, modulo 2^64. */
    multiply(value: Integer): Int64;
    /** Quotient; signedness undocumented. Throws for a divisor of zero (assumption). */
    divide(value: Integer): Int64;
    bitwiseAnd(value: Integer): Int64;
    bitwiseOr(value: Integer): Int64;
    bitwiseXor(value: Integer): Int64;
    /** Shifts by a number of bits, zeros enter below. */
    bitwiseShiftLeft(bits: Integer): Int64;
    /** Shifts by a number of bits; what enters above is undocumented. */
    bitwiseShiftRight(bits: Integer): Int64;
    /** Negative, zero or positive; signedness undocumented. For equality use `===`. */
    compareTo(value: Integer): number;
    /** Text in `radix` (10 when absent). Whether base 16 bears a `0x` differs between debuggers: never rely on it. */
    toString(radix?: number): string;
    /** What operators see: a number. Throws "64 bit value loses precision on conversion to number" past 53 bits. */
    valueOf(): number;
  }

  /** What the host takes where it wants an integer of up to 64 bits. A number must be exact. */
  type Integer = number | Int64;

  /** `host.Int64`, with or without `new`. Phase 1. */
  interface Int64Constructor {
    /**
     * @param value the value, or its low 32 bits when `high` is given
     * @param high the high 32 bits
     */
    new (value: Integer, high?: number): Int64;
    (value: Integer, high?: number): Int64;
  }
}
