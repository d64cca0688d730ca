/** Properties and methods of strings in dx expressions. */
import { ConsoleError } from "./console-error.ts";
import type { ConsoleFunction } from "./own-values.ts";
import { asElements, Sequence } from "./sequence.ts";
import { SignedInteger } from "./signed-integer.ts";

/** The members that the debugger gives strings. `-1` if nothing is found. */
const methods: Readonly<Record<string, (text: string, ...args: readonly string[]) => unknown>> = {
  Contains: (text, part = "") => text.includes(part),
  StartsWith: (text, part = "") => text.startsWith(part),
  EndsWith: (text, part = "") => text.endsWith(part),
  IndexOf: (text, part = "") => text.indexOf(part),
  LastIndexOf: (text, part = "") => text.lastIndexOf(part),
  ToLower: (text) => text.toLowerCase(),
  ToUpper: (text) => text.toUpperCase(),
  Replace: (text, from = "", to = "") => text.split(from).join(to),
  Split: (text, separator = "") => new Sequence(() => asElements(text.split(separator))),
  Trim: (text) => text.trim(),
};

/** Substring and Remove take numbers: start, and optionally length. */
const sliceMethods: Readonly<Record<string, (text: string, start: number, length: number) => string>> = {
  Substring: (text, start, length) => text.slice(start, start + length),
  Remove: (text, start, length) => text.slice(0, start) + text.slice(start + length),
};

export const stringMembers: readonly string[] = ["Length", ...Object.keys(methods), ...Object.keys(sliceMethods)];

/** `Length` or a method of a string; undefined when strings have no such member. */
export function findStringMember(text: string, name: string): number | ConsoleFunction | undefined {
  if (name === "Length") {
    return text.length;
  }
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (method) {
    return (...args) => method(text, ...args.map((argument) => expectString(argument, name)));
  }
  const slice = Object.hasOwn(sliceMethods, name) ? sliceMethods[name] : undefined;
  if (slice) {
    return (start, length) => slice(text, expectNumber(start, name), expectNumber(length ?? text.length, name));
  }
  return undefined;
}

function expectString(value: unknown, method: string): string {
  if (typeof value !== "string") {
    throw new ConsoleError(`${method} expects a string.`);
  }
  return value;
}

function expectNumber(value: unknown, method: string): number {
  const number = SignedInteger.isSigned(value) ? Number(value.value) : value;
  if (typeof number !== "number") {
    throw new ConsoleError(`${method} expects a number.`);
  }
  return number;
}
