/** Escapes text for HTML, in ASCII. */
import { formatName } from "../text/printable.ts";
import { formatLabel, formatValue } from "./graph/labels.ts";

/** Longest paragraph, in UTF-16 units: an explanation names every worker of a port, each with what it waits for. */
const LONGEST_PARAGRAPH = 4096;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Text for HTML content and quoted attributes, in ASCII. A surrogate pair becomes one entity; unpaired surrogates are
 * already \uXXXX escapes.
 */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (found) => ENTITIES[found] ?? "")
    .replace(/[\ud800-\udbff][\udc00-\udfff]|[\u007f-\uffff]/g, (found) => `&#${found.codePointAt(0) ?? 0x3f};`);
}

/** A name or a short text from the target, as HTML. */
export function labelHtml(text: string): string {
  return escapeHtml(formatLabel(text));
}

/** A sentence or a value from the target, as HTML. */
export function valueHtml(text: string): string {
  return escapeHtml(formatValue(text));
}

/** Sentences about the target, as HTML. */
export function paragraphHtml(text: string): string {
  return escapeHtml(formatName(text, LONGEST_PARAGRAPH));
}
