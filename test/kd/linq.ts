import { aggregates } from "./linq-aggregates.ts";
import type { LinqMethod } from "./linq-arguments.ts";
import { elementMethods } from "./linq-elements.ts";
import { queries } from "./linq-queries.ts";

/** All collection methods by the debugger's names. */
const methods: ReadonlyMap<string, LinqMethod> = new Map([...queries, ...elementMethods, ...aggregates]);

export const linqMethodNames: readonly string[] = [...methods.keys()];

/** The collection method of that name; undefined when there is none. Names are case-sensitive. */
export function findLinqMethod(name: string): LinqMethod | undefined {
  return methods.get(name);
}
