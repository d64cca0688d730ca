/** Checks the arguments of collection methods: lambdas, counts, other collections. */
import { ConsoleError } from "./console-error.ts";
import type { Values } from "./values.ts";

/** A collection method: `source` is iterable. */
export type LinqMethod = (access: Values, source: unknown, args: readonly unknown[]) => unknown;

/** A method by its name, with the least and the largest number of arguments that it takes. */
export interface LinqEntry {
  readonly name: string;
  readonly takes: readonly [least: number, most: number];
  readonly method: LinqMethod;
}

export type Projection = (...values: readonly unknown[]) => unknown;

/** Takes a lambda or method among the arguments. Throws ConsoleError when it is something else. */
export function expectFunction(access: Values, method: string, argument: unknown): Projection {
  if (typeof argument !== "function" && !access.model.isCallable(argument)) {
    throw new ConsoleError(`${method} expects a lambda, for example ${method}(p => p.Name).`);
  }
  return (...values) => access.call(argument, undefined, values);
}

/** As expectFunction, with `fallback` when the argument is left out. */
export function optionalFunction(access: Values, method: string, argument: unknown, fallback: Projection): Projection {
  return argument === undefined ? fallback : expectFunction(access, method, argument);
}

/** A count or position: a whole number from zero. */
export function expectCount(access: Values, method: string, argument: unknown): number {
  const count = access.arithmetic.toInteger(argument);
  if (count === undefined || count < 0n) {
    throw new ConsoleError(`${method} expects a number of elements.`);
  }
  return Number(count);
}

/** Another collection among the arguments. */
export function expectCollection(access: Values, method: string, argument: unknown): unknown {
  if (!access.isIterable(argument)) {
    throw new ConsoleError(`${method} expects a collection.`);
  }
  return argument;
}
