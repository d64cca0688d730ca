/** A failure of the console itself, as opposed to one of the script or the target. Its message is the sentence to show. */
export class ConsoleError extends Error {
  override readonly name: string = "ConsoleError";
}

/** The text of a command or expression cannot be read. */
export class ConsoleSyntaxError extends ConsoleError {
  override readonly name = "ConsoleSyntaxError";
  /** Zero-based character of the expression at which reading stopped. */
  readonly position: number;

  constructor(message: string, position: number) {
    super(`${message} (at character ${position + 1}).`);
    this.position = position;
  }
}

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
