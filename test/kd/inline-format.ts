/** One-line displays and format specifiers: radix, quotes, element places. */
import { isConsoleValue } from "./own-values.ts";
import { Group, Sequence } from "./sequence.ts";
import { SignedInteger } from "./signed-integer.ts";
import type { Values } from "./values.ts";

/** Format specifiers that may follow the comma of an expression, and what they do. */
export const formatSpecifierHelp: Readonly<Record<string, string>> = {
  d: "integers in decimal",
  x: "integers in hexadecimal",
  o: "integers in octal",
  b: "integers in binary",
  s: "text as without it",
  sb: "text as without it",
};

const radices: Readonly<Record<string, { readonly radix: number; readonly prefix: string }>> = {
  d: { radix: 10, prefix: "" },
  x: { radix: 16, prefix: "0x" },
  o: { radix: 8, prefix: "0" },
  b: { radix: 2, prefix: "0y" },
};

/** How one kind of value is displayed; the first rule that gives an answer counts. */
interface DisplayRule {
  applies(access: Values, value: unknown): boolean;
  text(access: Values, value: unknown, specifier?: string): string | undefined;
}

/** `text` is called only for values that passed the type guard. */
function rule<T>(
  applies: (access: Values, value: unknown) => boolean,
  text: (access: Values, value: T, specifier?: string) => string | undefined,
): DisplayRule {
  return { applies, text: (access, value, specifier) => text(access, value as T, specifier) };
}

/**
 * What the debugger shows of each kind of value, as seen in engine 10.0.29507. Integers of scripts and 64-bit values
 * are hexadecimal, negative ones and those of the user's own decimal, unless a specifier says otherwise.
 */
const rules: readonly DisplayRule[] = [
  rule<string>(
    (_, value) => typeof value === "string",
    (_, value) => value,
  ),
  rule<boolean>(
    (_, value) => typeof value === "boolean",
    (_, value) => String(value),
  ),
  rule<SignedInteger>(
    (_, value) => SignedInteger.isSigned(value),
    (_, { value }, specifier) => formatInteger(value, specifier ?? "d"),
  ),
  rule<number>(
    (_, value) => Number.isInteger(value),
    (_, value, specifier) => formatInteger(BigInt(value), specifier),
  ),
  rule<number>(
    (_, value) => typeof value === "number",
    (_, value) => value.toFixed(6),
  ),
  rule<Group>(
    (_, value) => Group.isGroup(value),
    (access, { Key }, specifier) => formatInline(access, Key, specifier),
  ),
  rule<unknown>(
    (_, value) => isConsoleValue(value) || Sequence.isSequence(value),
    () => undefined,
  ),
  rule<unknown>(isPlain64, (access, value, specifier) => formatInteger(access.model.toBigInt(value) ?? 0n, specifier)),
  rule<unknown>((access, value) => access.isModelObject(value), formatObject),
];

/**
 * The one-line display of a value, or undefined when it has none of its own. Nothing is thrown: an object whose display
 * fails has none.
 */
export function formatInline(access: Values, value: unknown, specifier?: string): string | undefined {
  const text = rules.find(({ applies }) => applies(access, value))?.text(access, value, specifier);
  return text === undefined ? undefined : hideControls(text);
}

function formatObject(access: Values, value: unknown, specifier?: string): string | undefined {
  try {
    return access.model.displayString(value, specifier === "d" || specifier === "x" ? specifier : undefined);
  } catch {
    return undefined;
  }
}

/** Control characters, line feeds included, are shown as dots. */
function hideControls(text: string): string {
  return text.replace(/\p{Cc}/gu, ".");
}

/** A 64-bit value and not, say, an enum that names its value. */
function isPlain64(access: Values, value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    access.isModelObject(value) &&
    access.model.toBigInt(value) !== undefined &&
    access.model.keys(value).length === 0
  );
}

/** True for values that nothing is shown below: numbers, 64-bit values, what is missing. */
export function isScalar(access: Values, value: unknown): boolean {
  return (
    value === null ||
    SignedInteger.isSigned(value) ||
    isPlain64(access, value) ||
    (typeof value !== "object" && typeof value !== "function" && typeof value !== "string")
  );
}

/**
 * `[0x4]`, `["lsasspirpc"]`: an element's place as it is listed. Integers are in hexadecimal unless `specifier` is "d".
 */
export function formatIndices(access: Values, indices: readonly unknown[], specifier?: string): string {
  const texts = indices.map((index) =>
    typeof index === "string"
      ? `"${hideControls(index.replace(/["\\]/g, "\\$&"))}"`
      : (formatInline(access, index, specifier === "d" ? "d" : "x") ?? "?"),
  );
  return `[${texts.join(", ")}]`;
}

/**
 * An integer by a specifier; without one in hexadecimal, or in decimal if it is negative. Negative ones in other
 * radices show their bits.
 */
export function formatInteger(value: bigint, specifier?: string): string {
  const { radix, prefix } = radices[specifier ?? (value < 0n ? "d" : "x")] ?? { radix: 10, prefix: "" };
  const bits = value < -0x8000_0000n ? 64 : 32;
  return prefix + (value < 0n && radix !== 10 ? BigInt.asUintN(bits, value) : value).toString(radix);
}
