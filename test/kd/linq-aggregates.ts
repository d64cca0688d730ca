import { ConsoleError } from "./console-error.ts";
import type { LinqEntry, LinqMethod } from "./linq-arguments.ts";
import { expectCollection, expectFunction, optionalFunction } from "./linq-arguments.ts";

const count: LinqMethod = (access, source, [predicate]) => {
  const matches = optionalFunction(access, "Count", predicate, () => true);
  let total = 0;
  for (const { value } of access.iterate(source)) {
    total += access.arithmetic.isTrue(matches(value)) ? 1 : 0;
  }
  return total;
};

const any: LinqMethod = (access, source, [predicate]) => {
  const matches = optionalFunction(access, "Any", predicate, () => true);
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
    if (access.arithmetic.isEqual(keyOf(value), wanted)) {
      return true;
    }
  }
  return false;
};

/** `Min(p => p.Id)` gives the element with the smallest key (an assumption; C# gives the key); without a projection the smallest element. */
function extreme(name: string, direction: 1 | -1): LinqMethod {
  return (access, source, [selector]) => {
    const keyOf = optionalFunction(access, name, selector, (value) => value);
    let best: { readonly value: unknown; readonly key: unknown } | undefined;
    for (const { value } of access.iterate(source)) {
      const key = keyOf(value);
      if (!best || direction * access.arithmetic.compare(key, best.key) < 0) {
        best = { value, key };
      }
    }
    if (!best) {
      throw new ConsoleError(`${name} needs at least one element.`);
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
  const amount = count(access, source, []);
  if (amount === 0) {
    throw new ConsoleError("Average needs at least one element.");
  }
  const total = sum(access, source, [selector]);
  return typeof total === "number" && typeof amount === "number" ? total / amount : access.arithmetic.binary("/", total, amount);
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
    throw new ConsoleError("Aggregate needs a seed or at least one element.");
  }
  return total[0];
};

const sequenceEqual: LinqMethod = (access, source, [other]) => {
  const partners = [...access.iterate(expectCollection(access, "SequenceEqual", other))];
  let position = 0;
  for (const { value } of access.iterate(source)) {
    const partner = partners[position];
    if (!partner || !access.arithmetic.isEqual(value, partner.value)) {
      return false;
    }
    position += 1;
  }
  return position === partners.length;
};

/** Methods that make one value of a whole collection. */
export const aggregates: readonly LinqEntry[] = [
  ["Count", count],
  ["Any", any],
  ["All", all],
  ["Contains", contains],
  ["Min", extreme("Min", 1)],
  ["Max", extreme("Max", -1)],
  ["Sum", sum],
  ["Average", average],
  ["Aggregate", aggregate],
  ["SequenceEqual", sequenceEqual],
];
