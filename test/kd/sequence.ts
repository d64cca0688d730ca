import type { IteratedElement } from "../host/model.ts";

/** An element that always knows its place: the index its source gave it, or its position. */
export interface IndexedElement extends IteratedElement {
  readonly indices: readonly unknown[];
}

/**
 * A lazy collection made by the console, such as the result of `Where`. Each iteration asks the source anew and takes
 * no more than is asked for. Elements keep the index of the collection they come from, as in the debugger.
 */
export class Sequence implements Iterable<unknown> {
  readonly #source: () => Iterable<IndexedElement>;

  constructor(source: () => Iterable<IndexedElement>) {
    this.#source = source;
  }

  /** By brand, not by prototype: values may be proxies of the debugger, which must not be asked. */
  static isSequence(value: unknown): value is Sequence {
    return typeof value === "object" && value !== null && #source in value;
  }

  elements(): Iterable<IndexedElement> {
    return this.#source();
  }

  /** For a script that is given the collection: plain values. */
  *[Symbol.iterator](): Iterator<unknown> {
    for (const { value } of this.elements()) {
      yield value;
    }
  }
}

/** One group of `GroupBy`: a collection with the key its elements share. */
export class Group extends Sequence {
  readonly #key: unknown;

  constructor(key: unknown, elements: readonly IndexedElement[]) {
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

/** Numbers the values from zero. */
export function* numberElements(values: Iterable<unknown>): Iterable<IndexedElement> {
  let position = 0;
  for (const value of values) {
    yield { value, indices: [position] };
    position += 1;
  }
}
