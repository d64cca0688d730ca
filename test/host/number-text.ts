/** The text of numbers in `dx`. */

/**
 * Integers are shown in hexadecimal, negative ones in decimal, fractions with six digits, unless a format specifier
 * says otherwise. `integer`: the value as an integer; undefined for a fraction.
 */
export function formatNumber(value: unknown, integer: bigint | undefined, formatSpecifier: string | undefined): string {
  if (integer === undefined) {
    return typeof value === "number" ? value.toFixed(6) : String(value);
  }
  if (formatSpecifier === "d" || (formatSpecifier !== "x" && integer < 0n)) {
    return integer.toString();
  }
  const isWide = typeof value !== "number";
  const bits = isWide || integer < -0x80000000n || integer > 0xffffffffn ? 64 : 32;
  return `0x${BigInt.asUintN(bits, integer).toString(16)}`;
}
