/** Collection methods that return one element: First, Last, Single and so on. */
import { ConsoleError, engineTexts } from "./console-error.ts";
import type { LinqEntry, LinqMethod } from "./linq-arguments.ts";
import { optionalFunction } from "./linq-arguments.ts";
import { valueOf } from "./sequence.ts";
import type { Values } from "./values.ts";

/** The elements for which the optional predicate holds, lazily. */
function* matching(access: Values, name: string, source: unknown, predicate: unknown): Iterable<unknown> {
  const matches = optionalFunction(access, name, predicate, () => true);
  for (const { value } of access.iterate(source)) {
    if (access.arithmetic.isTrue(matches(value))) {
      yield value;
    }
  }
}

/** The first match; when there is none, `whenNone`. Does not walk on. */
function first(name: string, whenNone: () => unknown): LinqMethod {
  return (access, source, [predicate]) => {
    for (const value of matching(access, name, source, predicate)) {
      return value;
    }
    return whenNone();
  };
}

const last: LinqMethod = (access, source, [predicate]) => {
  let found: readonly [unknown] | undefined;
  for (const value of matching(access, "Last", source, predicate)) {
    found = [value];
  }
  return found ? found[0] : failEmpty();
};

const single: LinqMethod = (access, source, [predicate]) => {
  let found: readonly [unknown] | undefined;
  for (const value of matching(access, "Single", source, predicate)) {
    if (found) {
      throw new ConsoleError("Single found more than one element.");
    }
    found = [value];
  }
  return found ? found[0] : failEmpty();
};

/** The first element that does not throw when it is projected: what `FirstNonError` is for. */
const firstNonError: LinqMethod = (access, source, [projection]) => {
  const project = optionalFunction(access, "FirstNonError", projection, (value) => value);
  for (const element of access.elements(source)) {
    try {
      return project(valueOf(element));
    } catch {
      continue;
    }
  }
  return failEmpty();
};

function failEmpty(): never {
  throw new ConsoleError(engineTexts.noElement);
}

/** Methods that give one element of a collection. */
export const elementMethods: readonly LinqEntry[] = [
  { name: "First", takes: [0, 1], method: first("First", failEmpty) },
  { name: "FirstOrDefault", takes: [0, 1], method: first("FirstOrDefault", () => undefined) },
  { name: "FirstNonError", takes: [0, 1], method: firstNonError },
  { name: "Last", takes: [0, 1], method: last },
  { name: "Single", takes: [0, 1], method: single },
];
