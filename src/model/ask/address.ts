/**
 * Parses the argument "x" of commands and methods: a number (an address in kernel space, an id otherwise), an Int64, a
 * native object or pointer, one of our own objects, or a string with an address or id.
 */
import { isKernelAddress } from "../../target/address.ts";
import { debuggerIdOf } from "../../target/debugger-objects.ts";
import { wrongArgument } from "../../target/errors.ts";
import { addressFromHost, wordFromHost } from "../../target/host-values.ts";
import { Word64 } from "../../target/word64.ts";
import type { Target } from "../../target/target.ts";
import { printable, quoted } from "../../text/printable.ts";

/** What a user named: an address in kernel space, or any other number, which is taken for an id. */
export type AddressOrId =
  { readonly kind: "address"; readonly address: Word64 } | { readonly kind: "id"; readonly id: Word64 };

/** What is expected, for the error about a wrong argument. */
export interface Expectation {
  /** "the address of a port". */
  readonly expected: string;
  readonly example: string;
}

/** Reads "x". Throws AlpcxError with what was expected and an example. */
export function readReference(target: Target, value: unknown, expectation: Expectation): AddressOrId {
  const word = referencedWord(value);
  if (word === undefined) {
    throw wrongArgument(describeArgument(value), expectation.expected, exampleOf(target, expectation));
  }
  const address = target.normalized(word);
  return isKernelAddress(address, target.pointerSize) ? { kind: "address", address } : { kind: "id", id: word };
}

/** Reads an "x" that can only be an address. Throws AlpcxError like {@link readReference}. */
export function readAddress(target: Target, value: unknown, expectation: Expectation): Word64 {
  const reference = readReference(target, value, expectation);
  if (reference.kind === "id") {
    throw wrongArgument(
      describeArgument(value),
      `${expectation.expected} (an address in kernel space)`,
      exampleOf(target, expectation),
    );
  }
  return reference.address;
}

/** The example, with an address that a 32-bit target could have. */
function exampleOf({ pointerSize }: Target, { example }: Expectation): string {
  return pointerSize === 4 ? example.replace("0xffffa801`12345678", "0x84a12340") : example;
}

function referencedWord(value: unknown): Word64 | undefined {
  if (typeof value === "string") {
    return Word64.parse(value);
  }
  const direct = wordFromHost(value);
  if (direct !== undefined || typeof value !== "object" || value === null) {
    return typeof value === "number" && value < -0x80000000 ? undefined : direct;
  }
  const own = (value as { readonly __address?: unknown }).__address;
  return own instanceof Word64 ? own : (kernelObjectAddress(value) ?? addressFromHost(value) ?? shownAddress(value));
}

/**
 * The `Address` of an object that another script made, or this one before it was loaded again. That of an absence,
 * which alone has a `Reason` of its own, is where memory was missing: it names nothing.
 */
function shownAddress(value: object): Word64 | undefined {
  try {
    if (Object.prototype.hasOwnProperty.call(value, "Reason")) {
      return undefined;
    }
    return wordFromHost((value as { readonly Address?: unknown }).Address);
  } catch (_error) {
    return undefined;
  }
}

/** The kernel object of the debugger's own process or thread; its id if the host refuses the kernel object. */
function kernelObjectAddress(value: object): Word64 | undefined {
  try {
    return addressFromHost((value as { readonly KernelObject?: unknown }).KernelObject);
  } catch (_error) {
    const id = debuggerIdOf(value as JsProvider.Process);
    return id === undefined ? undefined : Word64.fromNumber(id);
  }
}

/**
 * Throws AlpcxError for a text with control characters: `dx` reads a single backslash as the start of an escape, so
 * `C:\temp` contains a tab. `what`: "a path".
 */
export function validateTyped(text: string, what: string, example: string): void {
  if (Array.from(text).some((character) => character < " ")) {
    throw wrongArgument(
      quoted(text, 40),
      `${what}: dx makes control characters of single backslashes, so write \\\\ for each`,
      example,
    );
  }
}

/**
 * The path of a file to write. Throws AlpcxError if it has invisible characters: control characters, marks of
 * direction and joining, halves of surrogate pairs.
 */
export function validateFilePath(path: string, what: string, example: string): void {
  validateTyped(path, what, example);
  if (printable(path) !== path) {
    throw wrongArgument(quoted(path, 40), `${what} without characters that cannot be seen`, example);
  }
}

/** An argument as named in an error; "" for none. */
export function describeArgument(value: unknown): string {
  if (value === undefined || value === null) {
    return "";
  }
  if (typeof value === "string") {
    return quoted(value, 40);
  }
  if (typeof value === "number" && value < 0) {
    return String(value);
  }
  const word = wordFromHost(value);
  if (word !== undefined) {
    return word.toString();
  }
  if (typeof value === "function") {
    return "A function";
  }
  try {
    const text = String(value);
    return text.startsWith("[object ") ? "That object" : quoted(text, 40);
  } catch (_error) {
    return "That object";
  }
}
