/** The shape of a command: one row of the table that everything about commands comes from. */

/**
 * A function alias of the debugger. What follows its name on the command line is a `dx` expression, or several in
 * parentheses.
 */
export interface Command {
  /** As typed after `!`. */
  readonly name: string;
  /** Its arguments, for people: "x", "[x]", `"pattern"`. */
  readonly usage: string;
  /** One sentence: what it returns. */
  readonly help: string;
  /** The `dx` expression that it stands for, so that users can go on from there. */
  readonly expression: string;
  readonly examples: readonly string[];
  /** The most arguments that it takes. */
  readonly most: number;
  /** Answers with objects of the model. Throws AlpcxError for what is wrong with the arguments or the target. */
  readonly run: (...values: readonly unknown[]) => unknown;
}
