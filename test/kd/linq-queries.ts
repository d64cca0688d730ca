import type { LinqEntry, LinqMethod } from "./linq-arguments.ts";
import { expectCollection, expectCount, expectFunction, optionalFunction } from "./linq-arguments.ts";
import { makeLiteral } from "./own-values.ts";
import { Group, numberElements, Sequence } from "./sequence.ts";
import type { IndexedElement } from "./sequence.ts";
import type { Values } from "./values.ts";
import { ValueSet } from "./value-set.ts";

const identity = (value: unknown): unknown => value;

const where: LinqMethod = (access, source, [predicate]) => {
  const matches = expectFunction(access, "Where", predicate);
  return new Sequence(function* () {
    for (const element of access.iterate(source)) {
      if (access.arithmetic.isTrue(matches(element.value))) {
        yield element;
      }
    }
  });
};

const select: LinqMethod = (access, source, [projection]) => {
  const project = expectFunction(access, "Select", projection);
  return new Sequence(function* () {
    for (const { value, indices } of access.iterate(source)) {
      yield { value: project(value), indices };
    }
  });
};

/** `Flatten()` of a collection of collections, or `SelectMany(p => p.Items)`; the results are numbered anew. */
const flatten: LinqMethod = (access, source, [projection]) => {
  const project = optionalFunction(access, "Flatten", projection, identity);
  function* inner(): Iterable<unknown> {
    for (const { value } of access.iterate(source)) {
      for (const element of access.iterate(expectCollection(access, "Flatten", project(value)))) {
        yield element.value;
      }
    }
  }
  return new Sequence(() => numberElements(inner()));
};

function orderBy(direction: 1 | -1): LinqMethod {
  return (access, source, [selector]) => {
    const keyOf = optionalFunction(access, "OrderBy", selector, identity);
    return new Sequence(() => [...access.iterate(source)]
      .map((element) => ({ element, key: keyOf(element.value) }))
      .sort((left, right) => direction * access.arithmetic.compare(left.key, right.key))
      .map(({ element }) => element));
  };
}

function* group(access: Values, source: unknown, keyOf: (value: unknown) => unknown): Iterable<IndexedElement> {
  const groups = new ValueSet<IndexedElement[]>(access);
  for (const element of access.iterate(source)) {
    const key = keyOf(element.value);
    const members = groups.find(key);
    if (members) {
      members.push(element);
    } else {
      groups.add(key, [element]);
    }
  }
  for (const [key, members] of groups.entries()) {
    yield { value: new Group(key, members), indices: [key] };
  }
}

const groupBy: LinqMethod = (access, source, [selector]) => {
  const keyOf = expectFunction(access, "GroupBy", selector);
  return new Sequence(() => group(access, source, keyOf));
};

const take: LinqMethod = (access, source, [amount]) => {
  const count = expectCount(access, "Take", amount);
  return new Sequence(function* () {
    let taken = 0;
    if (count === 0) {
      return;
    }
    for (const element of access.iterate(source)) {
      yield element;
      taken += 1;
      if (taken >= count) {
        return;
      }
    }
  });
};

const skip: LinqMethod = (access, source, [amount]) => {
  const count = expectCount(access, "Skip", amount);
  return new Sequence(function* () {
    let passed = 0;
    for (const element of access.iterate(source)) {
      passed += 1;
      if (passed > count) {
        yield element;
      }
    }
  });
};

const reverse: LinqMethod = (access, source) => new Sequence(() => [...access.iterate(source)].reverse());

const concat: LinqMethod = (access, source, [other]) => {
  expectCollection(access, "Concat", other);
  function* both(): Iterable<unknown> {
    for (const part of [source, other]) {
      for (const { value } of access.iterate(part)) {
        yield value;
      }
    }
  }
  return new Sequence(() => numberElements(both()));
};

/** What `admits` lets through, each value once. `others`: values that the second collection holds. */
function setOperation(name: string, admits: (inOther: boolean) => boolean, needsOther: boolean): LinqMethod {
  return (access, source, [other]) => new Sequence(function* () {
    const others = new ValueSet<true>(access);
    if (needsOther) {
      for (const { value } of access.iterate(expectCollection(access, name, other))) {
        others.add(value, true);
      }
    }
    const seen = new ValueSet<true>(access);
    for (const element of access.iterate(source)) {
      if (admits(others.find(element.value) === true) && seen.find(element.value) === undefined) {
        seen.add(element.value, true);
        yield element;
      }
    }
  });
}

const distinct = setOperation("Distinct", () => true, false);

/** `Zip(other, (a, b) => …)`; ends with the shorter one. */
const zip: LinqMethod = (access, source, [other, selector]) => {
  expectCollection(access, "Zip", other);
  const combine = optionalFunction(access, "Zip", selector, (first, second) => makeLiteral([["First", first], ["Second", second]]));
  return new Sequence(function* () {
    const partners = access.iterate(other)[Symbol.iterator]();
    try {
      for (const { value, indices } of access.iterate(source)) {
        const partner = partners.next();
        if (partner.done === true) {
          return;
        }
        yield { value: combine(value, partner.value.value), indices };
      }
    } finally {
      partners.return?.();
    }
  });
};

/** `Join(inner, outerKey, innerKey, (outer, inner) => …)`: pairs of equal keys. */
const join: LinqMethod = (access, source, [inner, outerKey, innerKey, selector]) => {
  expectCollection(access, "Join", inner);
  const [keyOfOuter, keyOfInner, combine] = [outerKey, innerKey, selector].map((argument) => expectFunction(access, "Join", argument));
  function* pairs(): Iterable<unknown> {
    const partners = new ValueSet<unknown[]>(access);
    for (const { value } of access.iterate(inner)) {
      const key = keyOfInner?.(value);
      const known = partners.find(key);
      if (known) {
        known.push(value);
      } else {
        partners.add(key, [value]);
      }
    }
    for (const { value } of access.iterate(source)) {
      for (const partner of partners.find(keyOfOuter?.(value)) ?? []) {
        yield combine?.(value, partner);
      }
    }
  }
  return new Sequence(() => numberElements(pairs()));
};

/** Methods that make a collection of a collection; all but the sorting ones take from their source only what they give. */
export const queries: readonly LinqEntry[] = [
  ["Where", where],
  ["Select", select],
  ["SelectMany", flatten],
  ["Flatten", flatten],
  ["OrderBy", orderBy(1)],
  ["OrderByDescending", orderBy(-1)],
  ["GroupBy", groupBy],
  ["Take", take],
  ["Skip", skip],
  ["Reverse", reverse],
  ["Concat", concat],
  ["Distinct", distinct],
  ["Union", (access, source, [other]) => distinct(access, concat(access, source, [other]), [])],
  ["Intersect", setOperation("Intersect", (inOther) => inOther, true)],
  ["Except", setOperation("Except", (inOther) => !inOther, true)],
  ["Zip", zip],
  ["Join", join],
];
