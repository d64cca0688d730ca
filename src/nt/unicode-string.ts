/** Counted strings of UTF-16 characters (`_UNICODE_STRING`): the kernel's names. */
import { firstAbsence, invalid, isAbsent, unreadable, type Maybe } from "../target/absence.ts";
import { validateKernelPointer } from "../target/address.ts";
import { limits } from "../target/limits.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";

/** Characters given to `String.fromCharCode` at once: engines bound the number of arguments. */
const CHUNK = 4096;

/**
 * The text of the `_UNICODE_STRING` at an address, exactly as it is: unpaired surrogates and zeros included. Invalid
 * where its length is odd, over its maximum length or over `limits.nameBytes`, or its buffer not in kernel space.
 */
export function readUnicodeString(target: Target, at: Word64): Maybe<string> {
  const structure = target.readStructure("_UNICODE_STRING", at);
  if (isAbsent(structure)) {
    return structure;
  }
  const length = structure.number("Length");
  const maximum = structure.number("MaximumLength");
  const buffer = structure.pointer("Buffer");
  if (isAbsent(length) || isAbsent(maximum) || isAbsent(buffer)) {
    return firstAbsence(length, maximum, buffer);
  }
  if (length === 0) {
    return "";
  }
  if (length % 2 !== 0 || length > maximum) {
    return invalid(`corrupt string: Length ${length}, MaximumLength ${maximum}`, at);
  }
  if (length > limits.nameBytes) {
    return invalid(`a string of ${length} bytes is over the limit of ${limits.nameBytes}`, at);
  }
  const wrong = validateKernelPointer(buffer, target.pointerSize, "the buffer of a string", 2);
  if (wrong !== undefined) {
    return wrong;
  }
  const bytes = target.read(buffer, length);
  return isAbsent(bytes) ? unreadable(buffer, length, "the characters of a string") : decodeUtf16(bytes);
}

/**
 * The machines that debuggers run on are little-endian, as are their targets: aligned bytes are their units as they
 * lie.
 */
function unitsOf(bytes: Uint8Array): Uint16Array {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length >>> 1);
}

/** Little-endian UTF-16 as a string; a last odd byte is left out. */
export function decodeUtf16(bytes: Uint8Array): string {
  const units = unitsOf(bytes);
  let text = "";
  for (let start = 0; start < units.length; start += CHUNK) {
    text += String.fromCharCode.apply(undefined, units.subarray(start, start + CHUNK) as unknown as number[]);
  }
  return text;
}
