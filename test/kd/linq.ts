/** All collection methods by name, with the number of arguments that each takes. */
import { ConsoleError } from "./console-error.ts";
import { aggregates } from "./linq-aggregates.ts";
import type { LinqEntry } from "./linq-arguments.ts";
import { elementMethods } from "./linq-elements.ts";
import { queries } from "./linq-queries.ts";
import type { Values } from "./values.ts";

/** All collection methods by the debugger's names, which are case-sensitive. */
const methods: ReadonlyMap<string, LinqEntry> = new Map(
  [...queries, ...elementMethods, ...aggregates].map((entry) => [entry.name, entry]),
);

export const linqMethodNames: readonly string[] = [...methods.keys()];

export function hasLinqMethod(name: string): boolean {
  return methods.has(name);
}

/**
 * Calls a collection method. Throws ConsoleError for a number of arguments that it does not take, and what the method
 * throws.
 */
export function callLinqMethod(access: Values, name: string, source: unknown, args: readonly unknown[]): unknown {
  const entry = methods.get(name);
  const [least, most] = entry?.takes ?? [0, 0];
  if (!entry || args.length < least || args.length > most) {
    throw new ConsoleError(`Invalid number of arguments to method '${name}'`);
  }
  return entry.method(access, source, args);
}
