import type { DataModel, PropertyMetadata } from "../host/model.ts";
import { Arithmetic } from "./arithmetic.ts";
import { ConsoleError } from "./console-error.ts";
import { formatInline } from "./inline-format.ts";
import { findLinqMethod, linqMethodNames } from "./linq.ts";
import { isConsoleFunction, isLiteral, makeFunction } from "./own-values.ts";
import { Group, Sequence } from "./sequence.ts";
import type { IndexedElement } from "./sequence.ts";
import { findStringMember, stringMembers } from "./string-members.ts";
import type { Values } from "./values.ts";

/**
 * The data model with what the expression language adds: collection methods on everything iterable, members of
 * strings, and the console's own values. The evaluator and the displays see values only through this.
 */
export class ValueAccess implements Values {
  readonly model: DataModel;
  readonly arithmetic: Arithmetic;

  constructor(model: DataModel) {
    this.model = model;
    this.arithmetic = new Arithmetic(model);
  }

  /** A property or method. What the object itself has hides the collection method of the same name. Throws when there is none. */
  get(value: unknown, name: string): unknown {
    const own = this.findOwn(value, name);
    if (own !== undefined) {
      return own;
    }
    if (this.isModelObject(value) && this.model.has(value, name)) {
      return this.model.get(value, name);
    }
    const linq = this.isIterable(value) ? findLinqMethod(name) : undefined;
    if (linq) {
      return makeFunction((...args) => linq(this, value, args));
    }
    if (name === "ToDisplayString") {
      return makeFunction((specifier) => formatInline(this, value, typeof specifier === "string" ? specifier : undefined));
    }
    throw new ConsoleError(`Unable to bind name '${name}'`);
  }

  /** Everything that may follow the dot, for completion. */
  memberNames(value: unknown): readonly string[] {
    const names = typeof value === "string" ? stringMembers
      : isLiteral(value) ? Object.keys(value)
      : this.isModelObject(value) ? [...this.model.keys(value), ...this.model.methods(value)] : [];
    return this.isIterable(value) ? [...names, ...linqMethodNames] : names;
  }

  /** Names shown as properties, in order. */
  keys(value: unknown): readonly string[] {
    return isLiteral(value) ? Object.keys(value) : this.isModelObject(value) ? this.model.keys(value) : [];
  }

  methods(value: unknown): readonly string[] {
    return this.isModelObject(value) ? this.model.methods(value) : [];
  }

  metadata(value: unknown, name: string): PropertyMetadata | undefined {
    return this.isModelObject(value) ? this.model.metadata(value, name) : undefined;
  }

  isIterable(value: unknown): boolean {
    return Sequence.isSequence(value) || (this.isModelObject(value) && this.model.isIterable(value));
  }

  iterate(value: unknown): Iterable<IndexedElement> {
    if (Sequence.isSequence(value)) {
      return value.elements();
    }
    if (!this.isIterable(value)) {
      throw new ConsoleError("The object is not iterable.");
    }
    return numberUnindexed(this.model.iterate(value));
  }

  /** `value[a, b]`. A collection without an indexer is searched for the element that bears the index. */
  at(value: unknown, indices: readonly unknown[]): unknown {
    if (this.isModelObject(value) && this.model.isIndexable(value)) {
      return this.model.at(value, indices);
    }
    if (!this.isIterable(value)) {
      throw new ConsoleError("The object is not indexable.");
    }
    for (const element of this.iterate(value)) {
      if (element.indices.length === indices.length
        && element.indices.every((index, place) => this.arithmetic.isEqual(index, indices[place]))) {
        return element.value;
      }
    }
    throw new ConsoleError("The index is not in the collection.");
  }

  call(callee: unknown, thisValue: unknown, args: readonly unknown[]): unknown {
    if (isConsoleFunction(callee)) {
      return callee(...args);
    }
    if (!this.model.isCallable(callee)) {
      throw new ConsoleError("The object is not a method.");
    }
    return this.model.call(callee, thisValue, args);
  }

  isModelObject(value: unknown): boolean {
    return ((typeof value === "object" && value !== null) || typeof value === "function")
      && !Sequence.isSequence(value) && !isLiteral(value) && !isConsoleFunction(value);
  }

  private findOwn(value: unknown, name: string): unknown {
    if (typeof value === "string") {
      const member = findStringMember(value, name);
      return typeof member === "function" ? makeFunction(member) : member;
    }
    if (Group.isGroup(value) && name === "Key") {
      return value.Key;
    }
    return isLiteral(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
}

function* numberUnindexed(source: Iterable<{ readonly value: unknown; readonly indices?: readonly unknown[] }>): Iterable<IndexedElement> {
  let position = 0;
  for (const { value, indices } of source) {
    yield { value, indices: indices ?? [position] };
    position += 1;
  }
}
