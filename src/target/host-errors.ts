/** Errors of the script host: their text, and which of them only mean that a name does not exist. */
import { numberFromHost } from "./host-values.ts";
import { scriptHost } from "./host.ts";

/** How hosts report an unknown name. Microsoft's answers null from interface 1.1 on; older ones and others throw. */
const NOT_FOUND =
  /\b(?:unable|failed|cannot|can't|could not|couldn't) (?:to )?(?:be )?(?:find|found|locate|resolve)\b|\bnot (?:be )?found\b|\bno such\b|\bdoes ?n[o']t exist\b|\bunresolved\b/i;

/** If the module or its symbols are missing, the error says nothing about the name. */
const OF_MODULE =
  /\b(?:find|locate|resolve) (?:the )?module\b|\bmodule\b.*\bnot (?:be )?(?:loaded|found)\b|\bsymbols\b.*\bnot loaded\b/i;

/**
 * What Microsoft's host says for an unknown name under interface 1.0, and for many other failures under any version.
 */
const UNKNOWN = /^unknown exception\.?$/i;

/** The host's own words as one line, without the full stop. */
export function hostWords(error: unknown): string {
  const message = error instanceof Error || hasMessage(error) ? error.message : textOf(error);
  const words = message
    .replace(/\s+/g, " ")
    .replace(/^(?:Error: )+/, "")
    .trim()
    .replace(/\.$/, "");
  return words === "" ? "an error without a text" : words;
}

/** Whether a failed look-up means that the name does not exist. Other errors do not tell. */
export function saysNotFound(error: unknown): boolean {
  const words = hostWords(error);
  return (NOT_FOUND.test(words) && !OF_MODULE.test(words)) || (UNKNOWN.test(words) && !answersNull());
}

/**
 * Whether words of the host say that the kernel's module or its symbols are not there, so that no name can be looked up
 * at all.
 */
export function saysNoSymbols(words: string): boolean {
  return OF_MODULE.test(words);
}

/**
 * Whether this host answers null for unknown names: from interface 1.1 on. A host without a version number counts as
 * one that does.
 */
function answersNull(): boolean {
  const version = scriptHost().currentApiVersionInitialized as
    { readonly majorVersion?: unknown; readonly minorVersion?: unknown } | undefined | null;
  if (version === undefined || version === null) {
    return true;
  }
  const major = numberFromHost(version.majorVersion) ?? 1;
  const minor = numberFromHost(version.minorVersion) ?? 1;
  return major > 1 || minor >= 1;
}

function hasMessage(error: unknown): error is { readonly message: string } {
  return (
    typeof error === "object" && error !== null && typeof (error as { readonly message?: unknown }).message === "string"
  );
}

function textOf(error: unknown): string {
  try {
    return String(error);
  } catch (_error) {
    return "";
  }
}
