/** The text of an Int64, and what text `host.parseInt64` takes. */
import { unsigned } from "./int64-value.ts";
import type { HostMood } from "./moods.ts";

/**
 * Text without a radix, as seen: hexadecimal with `0x`, a negative signed value in decimal (`host.Int64(-1)`, a typed
 * literal of a kernel address). Older providers, and so the moods other than the default, write decimal.
 */
export function defaultText(mood: HostMood, value: bigint): string {
  return mood.int64 === "seen" && value >= 0n ? `0x${value.toString(16)}` : decimalText(mood, value);
}

/** `value`: negative only for a signed one, which as seen keeps its sign. */
function decimalText(mood: HostMood, value: bigint): string {
  switch (mood.int64) {
    case "seen":
      return value.toString();
    case "signed":
      return BigInt.asIntN(64, value).toString();
    case "unsigned":
      return unsigned(value).toString();
  }
}

/**
 * What `toString(radix)` gives; undefined for a radix that is not valid. Seen, of unsigned values only: radix 16 gives
 * the digits without a prefix, radix 10 the unsigned decimal number. Assumptions: radix 10 gives a signed value the
 * text that it has without a radix; any other radix gives the digits of the 64 bits, as 16 does.
 */
export function radixText(mood: HostMood, value: bigint, radix: unknown): string | undefined {
  if (radix === undefined) {
    return defaultText(mood, value);
  }
  if (typeof radix !== "number" || !Number.isInteger(radix) || radix < 2 || radix > 36) {
    return undefined;
  }
  if (radix === 10) {
    return decimalText(mood, value);
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
