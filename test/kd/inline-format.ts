import { Group } from "./sequence.ts";
import type { Values } from "./values.ts";

/** Format specifiers that may follow the comma of an expression, and what they do. */
export const formatSpecifierHelp: Readonly<Record<string, string>> = {
  d: "integers in decimal",
  x: "integers in hexadecimal",
  o: "integers in octal",
  b: "integers in binary",
  s: "strings with quotes (as without it)",
  sb: "strings without quotes",
};

const radices: Readonly<Record<string, { readonly radix: number; readonly prefix: string }>> = {
  d: { radix: 10, prefix: "" },
  x: { radix: 16, prefix: "0x" },
  o: { radix: 8, prefix: "0" },
  b: { radix: 2, prefix: "0y" },
};

/**
 * The one-line display of a value, or undefined when it has none of its own. Numbers of a script print in decimal and
 * 64-bit values in hexadecimal unless a specifier says otherwise. Throws what the value's own display throws.
 */
export function formatInline(access: Values, value: unknown, specifier?: string): string | undefined {
  switch (typeof value) {
    case "string": return specifier === "sb" ? value : `"${value}"`;
    case "number": return formatNumber(value, specifier);
    case "boolean": return String(value);
    default: break;
  }
  if (Group.isGroup(value)) {
    return formatInline(access, value.Key, specifier);
  }
  if (!access.isModelObject(value)) {
    return undefined;
  }
  if (typeof value === "object" && isPlain64(access, value)) {
    return formatInteger(BigInt.asUintN(64, access.model.toBigInt(value) ?? 0n), specifier ?? "x");
  }
  return access.model.displayString(value, specifier === "d" || specifier === "x" ? specifier : undefined);
}

/** A 64-bit value and not, say, an enum that names its value. */
function isPlain64(access: Values, value: object | null): boolean {
  return access.model.toBigInt(value) !== undefined && access.model.keys(value).length === 0;
}

/** True for values without children: text, numbers and 64-bit values. */
export function isScalar(access: Values, value: unknown): boolean {
  return value === null || (typeof value !== "object" && typeof value !== "function")
    || (access.isModelObject(value) && typeof value === "object" && isPlain64(access, value));
}

/** `[0x4]`, `["lsasspirpc"]`: an element's place as it is listed. Integers are in hexadecimal unless `specifier` is "d". */
export function formatIndices(access: Values, indices: readonly unknown[], specifier?: string): string {
  const texts = indices.map((index) => formatInline(access, index, specifier === "d" ? "d" : "x") ?? "?");
  return `[${texts.join(", ")}]`;
}

function formatNumber(value: number, specifier?: string): string {
  if (!Number.isInteger(value)) {
    return String(value);
  }
  const isDecimal = specifier === undefined || specifier === "d";
  const bits = value < -0x8000_0000 ? 64 : 32;
  return formatInteger(isDecimal || value >= 0 ? BigInt(value) : BigInt.asUintN(bits, BigInt(value)), specifier ?? "d");
}

function formatInteger(value: bigint, specifier: string): string {
  const { radix, prefix } = radices[specifier] ?? { radix: 10, prefix: "" };
  return prefix + value.toString(radix);
}
