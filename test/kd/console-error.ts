/** Errors of the console, and the debugger engine's own sentences for them. */
import { shownText } from "../host/errors.ts";

/**
 * A failure of the console itself, as opposed to one of the script or the target. Its message is the sentence to show.
 */
export class ConsoleError extends Error {
  override readonly name: string = "ConsoleError";
}

/** The text of a command or expression cannot be read. */
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

/** A command that there is not: its message is printed as it is, without the word `Error`. */
export class UnknownExportError extends ConsoleError {
  override readonly name = "UnknownExportError";

  constructor(command: string) {
    super(`${command} is not extension gallery command\nNo export ${command} found`);
  }
}

/** Sentences of the debugger engine that several parts of the console fail with (seen in engine 10.0.29507). */
export const engineTexts = {
  /** An element that is not there; the engine has no sentence for its error code. */
  noElement: "<Unable to get error code text> (0x8000000b)",
  /** An indexer called with the wrong number of indices. */
  callFailed: "Call failed. (0x80004005)",
  undefinedVariable: "Use of undefined variable",
  /** Stands in place of the methods by which objects are compared. */
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

/** As describeThrown, with the place in the script that threw: what stands in the place of a value. */
export function describeWithPlace(thrown: unknown): string {
  return shownText(thrown);
}

/** A failure as a command ends with it. */
export function describeFailure(thrown: unknown): string {
  return thrown instanceof UnknownExportError ? thrown.message : `Error: ${describeWithPlace(thrown)}`;
}
