declare namespace JsProvider {
  /**
   * A 64-bit integer. Every 64-bit value that enters a script is one. Two live objects of equal value are the same
   * object, so `===` between two of them compares by value; `===` with a number never holds. None is an `instanceof
   * host.Int64`.
   *
   * Those that come from memory, from two halves or from text are unsigned; one made from a negative number, and a
   * literal that the user typed with its top bit set, are signed. What the members do was seen in provider 10.0.25967;
   * older ones may take the top bit otherwise: to compare kernel addresses for order take them apart with `getLowPart`
   * and `getHighPart`.
   *
   * Arithmetic and ordering operators convert through `valueOf`, which throws past 53 bits, as kernel addresses are.
   * (The compiler refuses `a + 1` and `a < 1`; it cannot refuse `a < b`.) Every method throws "Improper number of
   * arguments to method '...'" or "Invalid argument to method '...'" when called otherwise than declared.
   */
  interface Int64 {
    /**
     * Without a radix: hexadecimal with `0x`, a negative signed value in decimal (older providers: decimal). With radix
     * 16 the digits without `0x` (older ones may write it), with 10 the unsigned decimal digits.
     */
    toString(radix?: number): string;
    /** What operators see. Throws "64 bit value loses precision on conversion to number" from 2^53 on. */
    valueOf(): number;
    /** The value as a number. Throws "64 bit value loses precision on conversion to number" from 2^53 on. */
    asNumber(): number;
    /** The nearest number: rounds past 53 bits. */
    convertToNumber(): number;
    /** Bits 0 to 31, unsigned (older providers may give them signed: `>>> 0` serves both). */
    getLowPart(): number;
    /** Bits 32 to 63, unsigned (older providers may give them signed: `>>> 0` serves both). */
    getHighPart(): number;
    /** Sum, modulo 2^64. */
    add(value: Integer): Int64;
    /** Difference, modulo 2^64. */
    subtract(value: Integer): Int64;
    /** Product, modulo 2^64. */
    multiply(value: Integer): Int64;
    /** Unsigned quotient. Assumption: throws for a divisor of zero. */
    divide(value: Integer): Int64;
    /** Unsigned remainder. Older debuggers may lack it. */
    modulo(value: Integer): Int64;
    /** The bits set in both. */
    bitwiseAnd(value: Integer): Int64;
    /** The bits set in either. */
    bitwiseOr(value: Integer): Int64;
    /** The bits set in one only. */
    bitwiseXor(value: Integer): Int64;
    /** Every bit inverted. Older debuggers may lack it. */
    bitwiseNot(): Int64;
    /** Shifts by a number of bits; zeros enter below. */
    bitwiseShiftLeft(bits: Integer): Int64;
    /** Shifts by a number of bits; zeros enter above. */
    bitwiseShiftRight(bits: Integer): Int64;
    /**
     * -1, 0 or 1, as an Int64: `a.compareTo(b).asNumber() < 0`. A signed value counts with its sign. For equality use
     * `===`.
     */
    compareTo(value: Integer): Int64;
  }

  /** What the host takes for an integer of up to 64 bits. A fraction is cut off: 1.5 counts as 1. */
  type Integer = number | Int64;

  /** `host.Int64`: called with or without `new`. Phase 1. */
  interface Int64Constructor {
    /**
     * An unsigned value from two halves.
     * @param low the low 32 bits
     * @param high the high 32 bits
     */
    new (low: number, high: number): Int64;
    /** The value of a number: signed if that is negative. */
    new (value: Integer): Int64;
    (low: number, high: number): Int64;
    (value: Integer): Int64;
  }
}
