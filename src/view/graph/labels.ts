/** Shared by the text formats of graphs: shortened labels, and escaping of JSON. */
import { hexDigits } from "../../target/word64.ts";
import { formatName } from "../../text/printable.ts";

/** Longest label of a node, in UTF-16 units; a cut is marked. */
const LONGEST_LABEL = 120;

/** Longest value of a detail. */
const LONGEST_VALUE = 600;

/** A label for one line: printable, a cut is marked. */
export function formatLabel(text: string): string {
  return formatName(text, LONGEST_LABEL);
}

/** A detail's value for one line. */
export function formatValue(text: string): string {
  return formatName(text, LONGEST_VALUE);
}

/**
 * JSON in ASCII only: it reads back as the same data in any file encoding or page. Beyond what JSON requires, `<`, `>`,
 * `&`, everything outside ASCII and unpaired surrogates are escaped as \uXXXX.
 */
export function formatAsciiJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    /[<>&\u007f-\uffff]/g,
    (unit) => `\\u${hexDigits(unit.charCodeAt(0), 4)}`,
  );
}
