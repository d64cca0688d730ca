/** Errors of the console, and the debugger engine's own sentences for them. */
import { shownText } from "../host/errors.ts";

/**
 * A failure of the console itself, as opposed to one of the script or the target. Its message is the sentence to show.
 */
export class ConsoleError extends Error {
  override readonly name: string = "ConsoleError";
}

/** The text of a command or expression cannot be parsed. */
export class ConsoleSyntaxError extends ConsoleError {
  override readonly name = "ConsoleSyntaxError";
  /** Zero-based character of the expression at which reading stopped. */
  readonly position: number;

  /** `wanted`: what should stand at `position` of `text`, such as "expression" or "')'". */
  constructor(wanted: string, text: string, position: number) {
    const rest = text.slice(position).trimEnd();
    super(`Expected ${wanted} at ${rest === "" ? "end of expression" : `'${rest}'`}`);
    this.position = position;
  }
}

/** An unknown command: its message is printed without the word `Error`. */
export class UnknownExportError extends ConsoleError {
  override readonly name = "UnknownExportError";

  constructor(command: string) {
    super(`${command} is not extension gallery command\nNo export ${command} found`);
  }
}

/** Error messages of the debugger engine that several parts of the console use (seen in engine 10.0.29507). */
export const engineTexts = {
  /** A missing element; the engine has no message for its error code. */
  noElement: "<Unable to get error code text> (0x8000000b)",
  /** An indexer called with the wrong number of indices. */
  callFailed: "Call failed. (0x80004005)",
  undefinedVariable: "Use of undefined variable",
  /** Shown in place of the methods that compare objects. */
  notDereferenced: "Unexpected failure to dereference object",
} as const;

/**
 * The sentence of anything thrown. Script errors come from another realm, so they are known by their `message`
 * rather than by their class.
 */
export function describeThrown(thrown: unknown): string {
  if (typeof thrown === "object" && thrown !== null && "message" in thrown && typeof thrown.message === "string") {
    return thrown.message;
  }
  return String(thrown);
}

/** As describeThrown, with the place in the script that threw: what is shown in place of a value. */
export function describeWithPlace(thrown: unknown): string {
  return shownText(thrown);
}

/** How a command reports a failure. */
export function describeFailure(thrown: unknown): string {
  return thrown instanceof UnknownExportError ? thrown.message : `Error: ${describeWithPlace(thrown)}`;
}
