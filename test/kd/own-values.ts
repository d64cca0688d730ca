/** Values that only the console makes: lambdas, bound collection methods and `new { … }` objects. */

export type ConsoleFunction = (...args: readonly unknown[]) => unknown;

const functions = new WeakSet<object>();
const literals = new WeakSet<object>();

/** Marks a function as the console's own. It stays an ordinary function, so that a script can be given a lambda. */
export function makeFunction(body: ConsoleFunction): ConsoleFunction {
  functions.add(body);
  return body;
}

export function isConsoleFunction(value: unknown): value is ConsoleFunction {
  return typeof value === "function" && functions.has(value);
}

/** The object of `new { A = 1 }`: plain properties, so that a script sees them too. */
export function makeLiteral(
  members: readonly (readonly [name: string, value: unknown])[],
): Readonly<Record<string, unknown>> {
  const literal: Record<string, unknown> = Object.fromEntries(members);
  literals.add(literal);
  return literal;
}

export function isLiteral(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && literals.has(value);
}

/** True for the console's own values except collections and integers: lambdas, bound methods, `new { … }` objects. */
export function isConsoleValue(value: unknown): boolean {
  return isLiteral(value) || isConsoleFunction(value);
}
