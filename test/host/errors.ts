/** Errors as they leave the simulated debugger. */

/** An error that the debugger reports to its user: of the tests' own realm, with the thrown value as `cause`. */
export class DebuggerError extends Error {
  override readonly name = "DebuggerError";
}

/** The message of anything that can be thrown, from whatever realm. */
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
export function toDebuggerError(thrown: unknown): DebuggerError {
  return thrown instanceof DebuggerError ? thrown : new DebuggerError(messageOf(thrown), { cause: thrown });
}
