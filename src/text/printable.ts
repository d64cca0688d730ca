/** Makes text from the target safe to print on one line. */
import { hexDigits } from "../target/word64.ts";

/** Longest name inside a sentence, in UTF-16 units. */
const LONGEST_NAME = 80;

/** Units to escape: controls, line, direction and joining marks, specials. */
const HARMFUL_RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xfeff, 0xfeff],
  [0xfff0, 0xffff],
];

/** Texts without units to escape: nearly every name, and much cheaper to test than each unit. */
const HARMLESS =
  /^[ -~\u00a0-\u00ac\u00ae-\u061b\u061d-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\uffef]*$/;

/** A surrogate pair, or any one unit. */
const PAIR_OR_UNIT = /[\ud800-\udbff][\udc00-\udfff]|[^]/g;

function escapeUnit(unit: number): string {
  return `\\u${hexDigits(unit, 4)}`;
}

function escapeHarmful(found: string): string {
  const unit = found.charCodeAt(0);
  const isUnpaired = found.length === 1 && unit >= 0xd800 && unit <= 0xdfff;
  return isUnpaired || HARMFUL_RANGES.some(([first, last]) => unit >= first && unit <= last) ? escapeUnit(unit) : found;
}

/**
 * Escapes control characters, direction and joining marks, and unpaired surrogates as `\u`. Markup is kept: writers of
 * markup escape it themselves.
 */
export function printable(text: string): string {
  return HARMLESS.test(text) ? text : text.replace(PAIR_OR_UNIT, escapeHarmful);
}

/** A name for one line: printable; over `longest` units it is cut, with "..." and its full length appended. */
export function formatName(text: string, longest: number = LONGEST_NAME): string {
  const shown = text.length > longest ? text.slice(0, longest) : text;
  return shown.length < text.length ? `${printable(shown)}... (${text.length} characters)` : printable(shown);
}

/** A path for one line: printable; over `longest` units its middle is cut, never its end, which distinguishes paths. */
export function formatPath(path: string, longest: number = LONGEST_NAME): string {
  if (path.length <= longest) {
    return printable(path);
  }
  const tail = Math.max(path.length - path.lastIndexOf("\\"), Math.floor(longest / 2));
  return tail >= longest
    ? formatName(path, longest)
    : `${printable(path.slice(0, longest - tail - 3))}...${printable(path.slice(path.length - tail))}`;
}

/** A text in single quotes, otherwise as {@link formatName}. */
export function quoted(text: string, longest = 120): string {
  return `'${formatName(text, longest)}'`;
}

/** The last part of a path in the object manager's namespace: `\RPC Control\ntsvcs` gives `ntsvcs`. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("\\") + 1);
}
