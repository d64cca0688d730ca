/** Collection methods that return one value: Count, Sum, Any, All and so on. */
import { ConsoleError, engineTexts } from "./console-error.ts";
import type { LinqEntry, LinqMethod } from "./linq-arguments.ts";
import { expectCollection, expectFunction, optionalFunction } from "./linq-arguments.ts";
import type { Values } from "./values.ts";

/** An error of the collection itself ends the count (seen). */
const count: LinqMethod = (access, source) => countElements(access, source);

function countElements(access: Values, source: unknown): number {
  let total = 0;
  const elements = access.elements(source)[Symbol.iterator]();
  try {
    while (elements.next().done !== true) {
      total += 1;
    }
  } catch {
    // Elements before the error count.
  }
  return total;
}

const any: LinqMethod = (access, source, [predicate]) => {
  const matches = expectFunction(access, "Any", predicate);
  for (const { value } of access.iterate(source)) {
    if (access.arithmetic.isTrue(matches(value))) {
      return true;
    }
  }
  return false;
};

const all: LinqMethod = (access, source, [predicate]) => {
  const matches = expectFunction(access, "All", predicate);
  for (const { value } of access.iterate(source)) {
    if (!access.arithmetic.isTrue(matches(value))) {
      return false;
    }
  }
  return true;
};

/** `Contains(value)`, or `Contains(key, p => p.Id)` to compare by a key. */
const contains: LinqMethod = (access, source, [wanted, selector]) => {
  const keyOf = optionalFunction(access, "Contains", selector, (value) => value);
  for (const { value } of access.iterate(source)) {
    if (access.isEqual(keyOf(value), wanted)) {
      return true;
    }
  }
  return false;
};

/**
 * `Min(p => p.Id)` gives the element with the smallest key (an assumption; C# gives the key); without a projection the
 * smallest element.
 */
function extreme(name: string, direction: 1 | -1): LinqMethod {
  return (access, source, [selector]) => {
    const keyOf = optionalFunction(access, name, selector, (value) => value);
    let best: { readonly value: unknown; readonly key: unknown } | undefined;
    for (const { value } of access.iterate(source)) {
      const key = keyOf(value);
      if (!best || direction * access.compare(key, best.key) < 0) {
        best = { value, key };
      }
    }
    if (!best) {
      throw new ConsoleError(engineTexts.noElement);
    }
    return best.value;
  };
}

const sum: LinqMethod = (access, source, [selector]) => {
  const project = optionalFunction(access, "Sum", selector, (value) => value);
  let total: unknown = 0;
  for (const { value } of access.iterate(source)) {
    total = access.arithmetic.binary("+", total, project(value));
  }
  return total;
};

const average: LinqMethod = (access, source, [selector]) => {
  const amount = countElements(access, source);
  if (amount === 0) {
    throw new ConsoleError(engineTexts.noElement);
  }
  const total = sum(access, source, [selector]);
  return typeof total === "number" ? total / amount : access.arithmetic.binary("/", total, amount);
};

/** `Aggregate((total, value) => …)` or `Aggregate(seed, (total, value) => …)`. */
const aggregate: LinqMethod = (access, source, args) => {
  const hasSeed = args.length > 1;
  const combine = expectFunction(access, "Aggregate", args[hasSeed ? 1 : 0]);
  let total: readonly [unknown] | undefined = hasSeed ? [args[0]] : undefined;
  for (const { value } of access.iterate(source)) {
    total = total ? [combine(total[0], value)] : [value];
  }
  if (!total) {
    throw new ConsoleError(engineTexts.noElement);
  }
  return total[0];
};

const sequenceEqual: LinqMethod = (access, source, [other]) => {
  const partners = [...access.iterate(expectCollection(access, "SequenceEqual", other))];
  let position = 0;
  for (const { value } of access.iterate(source)) {
    const partner = partners[position];
    if (!partner || !access.isEqual(value, partner.value)) {
      return false;
    }
    position += 1;
  }
  return position === partners.length;
};

/** Methods that make one value of a whole collection. */
export const aggregates: readonly LinqEntry[] = [
  { name: "Count", takes: [0, 0], method: count },
  { name: "Any", takes: [1, 1], method: any },
  { name: "All", takes: [1, 1], method: all },
  { name: "Contains", takes: [1, 2], method: contains },
  { name: "Min", takes: [0, 1], method: extreme("Min", 1) },
  { name: "Max", takes: [0, 1], method: extreme("Max", -1) },
  { name: "Sum", takes: [0, 1], method: sum },
  { name: "Average", takes: [0, 1], method: average },
  { name: "Aggregate", takes: [1, 2], method: aggregate },
  { name: "SequenceEqual", takes: [1, 1], method: sequenceEqual },
];
