/** Collection methods that return another collection: Where, Select, OrderBy, GroupBy, Take and so on. */
import type { LinqEntry, LinqMethod } from "./linq-arguments.ts";
import { expectCollection, expectCount, expectFunction, optionalFunction } from "./linq-arguments.ts";
import { makeLiteral } from "./own-values.ts";
import { asElements, Group, mapElement, Sequence, valueOf } from "./sequence.ts";
import type { IndexedElement, SequenceElement } from "./sequence.ts";
import type { Values } from "./values.ts";
import { ValueSet } from "./value-set.ts";

const identity = (value: unknown): unknown => value;

/** Elements for which the lambda fails are replaced by the failure (seen). */
const where: LinqMethod = (access, source, [predicate]) => {
  const matches = expectFunction(access, "Where", predicate);
  return new Sequence(function* () {
    for (const element of access.elements(source)) {
      const tested = mapElement(element, (value) => access.arithmetic.isTrue(matches(value)));
      if (tested.failure) {
        yield tested;
      } else if (tested.value === true) {
        yield element;
      }
    }
  });
};

const select: LinqMethod = (access, source, [projection]) => {
  const project = expectFunction(access, "Select", projection);
  return new Sequence(function* () {
    for (const element of access.elements(source)) {
      yield mapElement(element, project);
    }
  });
};

/**
 * `Flatten()` of a collection of collections, or `SelectMany(p => p.Items)`; other values stay as they are. The results
 * are numbered anew.
 */
const flatten: LinqMethod = (access, source, [projection]) => {
  const project = optionalFunction(access, "Flatten", projection, identity);
  return new Sequence(function* () {
    for (const element of access.elements(source)) {
      const { value, failure } = mapElement(element, project);
      if (failure) {
        yield { value, failure };
      } else if (access.isIterable(value)) {
        yield* asElements(valuesOf(access, value));
      } else {
        yield { value };
      }
    }
  });
};

function* valuesOf(access: Values, source: unknown): Iterable<unknown> {
  for (const element of access.elements(source)) {
    yield valueOf(element);
  }
}

function orderBy(direction: 1 | -1): LinqMethod {
  return (access, source, [selector]) => {
    const keyOf = expectFunction(access, "OrderBy", selector);
    return new Sequence(() =>
      [...access.elements(source)]
        .map((element) => ({ element, key: keyOf(valueOf(element)) }))
        .sort((left, right) => direction * access.compare(left.key, right.key))
        .map(({ element }) => element),
    );
  };
}

/** Elements with a boolean key are not grouped (seen); objects as keys were not seen. */
function* group(access: Values, source: unknown, keyOf: (value: unknown) => unknown): Iterable<IndexedElement> {
  const groups = new ValueSet<SequenceElement[]>(access);
  for (const element of access.elements(source)) {
    const key = keyOf(valueOf(element));
    const members = groups.find(key);
    if (members) {
      members.push(element);
    } else if (typeof key !== "boolean") {
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
    for (const element of access.elements(source)) {
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
    for (const element of access.elements(source)) {
      passed += 1;
      if (passed > count) {
        yield element;
      }
    }
  });
};

const reverse: LinqMethod = (access, source) => new Sequence(() => [...access.elements(source)].reverse());

const toArray: LinqMethod = (access, source) => {
  const elements = [...access.elements(source)];
  return new Sequence(() => elements);
};

const concat: LinqMethod = (access, source, [other]) => {
  expectCollection(access, "Concat", other);
  return new Sequence(function* () {
    for (const part of [source, other]) {
      for (const { value, failure } of access.elements(part)) {
        yield failure ? { value, failure } : { value };
      }
    }
  });
};

/** What `admits` lets through, each value once. `others`: values that the second collection holds. */
function setOperation(name: string, admits: (inOther: boolean) => boolean, needsOther: boolean): LinqMethod {
  return (access, source, [other]) =>
    new Sequence(function* () {
      const others = new ValueSet<true>(access);
      for (const value of needsOther ? valuesOf(access, expectCollection(access, name, other)) : []) {
        others.add(value, true);
      }
      const seen = new ValueSet<true>(access);
      for (const element of access.elements(source)) {
        const value = valueOf(element);
        if (admits(others.find(value) === true) && seen.find(value) === undefined) {
          seen.add(value, true);
          yield element;
        }
      }
    });
}

const distinct = setOperation("Distinct", () => true, false);

/** `Zip(other, (a, b) => …)`; ends with the shorter one. */
const zip: LinqMethod = (access, source, [other, selector]) => {
  expectCollection(access, "Zip", other);
  const combine = optionalFunction(access, "Zip", selector, (first, second) =>
    makeLiteral([
      ["First", first],
      ["Second", second],
    ]),
  );
  return new Sequence(function* () {
    const partners = valuesOf(access, other)[Symbol.iterator]();
    try {
      for (const element of access.elements(source)) {
        const partner = partners.next();
        if (partner.done === true) {
          return;
        }
        yield mapElement(element, (value) => combine(value, partner.value));
      }
    } finally {
      partners.return?.();
    }
  });
};

/**
 * `Join(inner, outerKey, innerKey, (outer, inner) => …)`: pairs of equal keys. As the debugger does it (seen), the
 * inner collection is walked once only, so that only the first element of the outer one has partners.
 */
const join: LinqMethod = (access, source, [inner, outerKey, innerKey, selector]) => {
  expectCollection(access, "Join", inner);
  const keyOfOuter = expectFunction(access, "Join", outerKey);
  const keyOfInner = expectFunction(access, "Join", innerKey);
  const combine = expectFunction(access, "Join", selector);
  return new Sequence(function* () {
    for (const outer of valuesOf(access, source)) {
      const key = keyOfOuter(outer);
      for (const partner of valuesOf(access, inner)) {
        if (access.isEqual(key, keyOfInner(partner))) {
          yield { value: combine(outer, partner) };
        }
      }
      return;
    }
  });
};

/**
 * Methods that make a collection of a collection; all but the sorting ones take from their source only what they give.
 */
export const queries: readonly LinqEntry[] = [
  { name: "Where", takes: [1, 1], method: where },
  { name: "Select", takes: [1, 1], method: select },
  { name: "SelectMany", takes: [1, 1], method: flatten },
  { name: "Flatten", takes: [0, 1], method: flatten },
  { name: "OrderBy", takes: [1, 1], method: orderBy(1) },
  { name: "OrderByDescending", takes: [1, 1], method: orderBy(-1) },
  { name: "GroupBy", takes: [1, 1], method: groupBy },
  { name: "Take", takes: [1, 1], method: take },
  { name: "Skip", takes: [1, 1], method: skip },
  { name: "Reverse", takes: [0, 0], method: reverse },
  { name: "ToArray", takes: [0, 0], method: toArray },
  { name: "Concat", takes: [1, 1], method: concat },
  { name: "Distinct", takes: [0, 0], method: distinct },
  {
    name: "Union",
    takes: [1, 1],
    method: (access, source, [other]) => distinct(access, concat(access, source, [other]), []),
  },
  { name: "Intersect", takes: [1, 1], method: setOperation("Intersect", (inOther) => inOther, true) },
  { name: "Except", takes: [1, 1], method: setOperation("Except", (inOther) => !inOther, true) },
  { name: "Zip", takes: [1, 2], method: zip },
  { name: "Join", takes: [4, 4], method: join },
];
