declare namespace JsProvider {
  /**
   * A 64-bit integer. Every 64-bit value that enters a script is one. Two live objects of equal value are the same object, so
   * `===` between two of them compares by value; `===` with a number never holds.
   *
   * Arithmetic and ordering operators convert through `valueOf`, which throws past 53 bits, as kernel addresses are. (The
   * compiler refuses `a + 1` and `a < 1`; it cannot refuse `a < b`.) Whether `compareTo`, `divide`, `modulo` and
   * `bitwiseShiftRight` take the top bit for a sign is not documented: take addresses apart with `getLowPart` and `getHighPart`.
   */
  interface Int64 {
    /** The value as a number. Throws "64 bit value loses precision on conversion to number" past 53 bits. */
    asNumber(): number;
    /** The nearest number: rounds past 53 bits. */
    convertToNumber(): number;
    /** Bits 0 to 31. Whether as a signed number is not documented: `>>> 0` makes it unsigned. */
    getLowPart(): number;
    /** Bits 32 to 63. Whether as a signed number is not documented: `>>> 0` makes it unsigned. */
    getHighPart(): number;
    /** Sum; assumption: modulo 2^64. */
    add(value: Integer): Int64;
    /** Difference; assumption: modulo 2^64. */
    subtract(value: Integer): Int64;
    /** Product; assumption: modulo 2^64. */
    multiply(value: Integer): Int64;
    /** Quotient; signedness not documented. Assumption: throws for a divisor of zero. */
    divide(value: Integer): Int64;
    /** Remainder; signedness not documented. Seen in current debuggers; older ones may lack it. */
    modulo(value: Integer): Int64;
    /** The bits set in both. */
    bitwiseAnd(value: Integer): Int64;
    /** The bits set in either. */
    bitwiseOr(value: Integer): Int64;
    /** The bits set in one only. */
    bitwiseXor(value: Integer): Int64;
    /** Every bit inverted. Seen in current debuggers; older ones may lack it. */
    bitwiseNot(): Int64;
    /** Shifts by a number of bits; zeros enter below. */
    bitwiseShiftLeft(bits: Integer): Int64;
    /** Shifts by a number of bits; what enters above is not documented. */
    bitwiseShiftRight(bits: Integer): Int64;
    /** Negative, zero or positive; signedness not documented. For equality use `===`. */
    compareTo(value: Integer): number;
    /** Digits in `radix`, 10 when absent. Whether base 16 bears a `0x` differs in what is written about it: never rely on it. */
    toString(radix?: number): string;
    /** What operators see. Throws "64 bit value loses precision on conversion to number" past 53 bits. */
    valueOf(): number;
  }

  /** What the host takes for an integer of up to 64 bits. A number counts as 64-bit when it fits exactly. */
  type Integer = number | Int64;

  /** `host.Int64`: called with or without `new`. Phase 1. */
  interface Int64Constructor {
    /**
     * @param value the value; its low 32 bits when `high` is given
     * @param high the high 32 bits
     */
    new (value: Integer, high?: number): Int64;
    (value: Integer, high?: number): Int64;
    /** Bounds of the type, as numbers or objects: seen in current debuggers, not documented. */
    readonly Min: unknown;
    readonly Max: unknown;
  }
}
