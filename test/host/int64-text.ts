/** The text of an Int64, and what text `host.parseInt64` takes. */
import { unsigned } from "./int64-value.ts";
import type { HostMood } from "./moods.ts";

/**
 * Text without a radix: hexadecimal with `0x`, a negative signed value in decimal. Older providers, and so the moods
 * other than the default, write decimal.
 */
export function defaultText(mood: HostMood, value: bigint): string {
  if (mood.int64 === "seen") {
    return value < 0n ? value.toString() : `0x${value.toString(16)}`;
  }
  return (mood.int64 === "signed" ? BigInt.asIntN(64, value) : unsigned(value)).toString();
}

/**
 * What `toString(radix)` gives: the digits of the 64 bits without a prefix, in decimal those of the signed value;
 * undefined for a radix that is not valid.
 */
export function radixText(mood: HostMood, value: bigint, radix: unknown): string | undefined {
  if (radix === undefined) {
    return defaultText(mood, value);
  }
  if (typeof radix !== "number" || !Number.isInteger(radix) || radix < 2 || radix > 36) {
    return undefined;
  }
  if (radix === 10) {
    return (mood.int64 === "signed" ? BigInt.asIntN(64, value) : value).toString();
  }
  return (radix === 16 && mood.hexPrefix ? "0x" : "") + unsigned(value).toString(radix);
}

/**
 * The bits that a text stands for: decimal, hexadecimal after `0x`, or digits of `radix`. Undefined for any other text
 * and for more than 64 bits.
 */
export function parseBits(text: unknown, radix: unknown): bigint | undefined {
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
