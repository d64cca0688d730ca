/** Lazy collections: the results of Where, Select and the other collection methods. */
import type { IteratedElement } from "../host/model.ts";

/** What a lambda threw for one element; it takes the element's place. */
export interface Failure {
  readonly thrown: unknown;
}

/** An element as collections pass it on. `indices` is absent where the source gives none: then its position counts. */
export interface SequenceElement extends IteratedElement {
  readonly failure?: Failure;
}

/** An element that always knows its place: the index its source gave it, or its position. */
export interface IndexedElement extends IteratedElement {
  readonly indices: readonly unknown[];
}

/**
 * A lazy collection made by the console, such as the result of `Where`. Each iteration asks the source anew and takes
 * no more than is asked for. Elements keep the index of the collection they come from, as in the debugger.
 */
export class Sequence implements Iterable<unknown> {
  readonly #source: () => Iterable<SequenceElement>;

  constructor(source: () => Iterable<SequenceElement>) {
    this.#source = source;
  }

  /** Checked by brand, not by prototype: values may be proxies of the debugger, which must not be read. */
  static isSequence(value: unknown): value is Sequence {
    return typeof value === "object" && value !== null && #source in value;
  }

  elements(): Iterable<SequenceElement> {
    return this.#source();
  }

  /** Plain values, for scripts that get the collection. */
  *[Symbol.iterator](): Iterator<unknown> {
    for (const element of this.elements()) {
      yield valueOf(element);
    }
  }
}

/** One group of `GroupBy`: a collection with the key its elements share. */
export class Group extends Sequence {
  readonly #key: unknown;

  constructor(key: unknown, elements: readonly SequenceElement[]) {
    super(() => elements);
    this.#key = key;
  }

  static isGroup(value: unknown): value is Group {
    return typeof value === "object" && value !== null && #key in value;
  }

  get Key(): unknown {
    return this.#key;
  }
}

/** The element's value. Throws if a failure is in its place. */
export function valueOf(element: SequenceElement): unknown {
  if (element.failure) {
    throw element.failure.thrown;
  }
  return element.value;
}

/** The element with another value; a failure of `project` takes its place, and an earlier failure stays. */
export function mapElement(element: SequenceElement, project: (value: unknown) => unknown): SequenceElement {
  if (element.failure) {
    return element;
  }
  try {
    return { ...element, value: project(element.value) };
  } catch (thrown) {
    return { ...element, value: undefined, failure: { thrown } };
  }
}

/** The values as elements without their own index. */
export function* asElements(values: Iterable<unknown>): Iterable<SequenceElement> {
  for (const value of values) {
    yield { value };
  }
}

/** The elements with their place; throws a failure that is in the place of one. */
export function* numberElements(elements: Iterable<SequenceElement>): Iterable<IndexedElement> {
  let position = 0;
  for (const element of elements) {
    yield { value: valueOf(element), indices: element.indices ?? [position] };
    position += 1;
  }
}
