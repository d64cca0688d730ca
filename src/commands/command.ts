/** A command: one row of the table that registration, help and documentation come from. */

/**
 * A function alias of the debugger. Its arguments on the command line are a `dx` expression, or several in parentheses.
 */
export interface Command {
  /** As typed after `!`. */
  readonly name: string;
  /** Its arguments in readable form: "x", "[x]", `"pattern"`. */
  readonly usage: string;
  /** One sentence: what it returns. */
  readonly help: string;
  /** The equivalent `dx` expression, from which users can go on. */
  readonly expression: string;
  readonly examples: readonly string[];
  /** Most arguments that it takes. */
  readonly most: number;
  /** Returns objects of the model. Throws AlpcxError if an argument or the target does not fit. */
  readonly run: (...values: readonly unknown[]) => unknown;
}
