/** Errors as they leave the simulated debugger. */
import type { ThrownValues } from "./thrown.ts";

/** An error that the debugger reports to its user: of the tests' own realm, with the thrown value as `cause`. */
export class DebuggerError extends Error {
  override readonly name = "DebuggerError";
  private readonly show: (() => string) | undefined;

  /** `show` gives the text with its place; absent if that is the message itself. */
  constructor(message: string, options?: ErrorOptions & { readonly show?: () => string }) {
    super(message, options);
    this.show = options?.show;
  }

  /**
   * The text as the console shows it after "Error: ", or in the place of a value: with the place in the script that
   * threw.
   */
  get shown(): string {
    return this.show?.() ?? this.message;
  }
}

/** The text that the console shows of anything that left the simulated debugger: see {@link DebuggerError.shown}. */
export function shownText(thrown: unknown): string {
  return thrown instanceof DebuggerError ? thrown.shown : messageOf(thrown);
}

/** The message of anything thrown, from any realm. */
export function messageOf(thrown: unknown): string {
  if (typeof thrown === "object" && thrown !== null && "message" in thrown && typeof thrown.message === "string") {
    return thrown.message;
  }
  try {
    return String(thrown);
  } catch {
    return "a value was thrown that has no text";
  }
}

/** The debugger's error for whatever a script threw. */
export function toDebuggerError(values: ThrownValues, thrown: unknown): DebuggerError {
  return thrown instanceof DebuggerError
    ? thrown
    : new DebuggerError(values.message(thrown), { cause: thrown, show: () => values.shown(thrown) });
}
