/** How the evaluator and the displays see values of every origin. */
import type { DataModel, PropertyMetadata } from "../host/model.ts";
import { Arithmetic } from "./arithmetic.ts";
import { ConsoleError, engineTexts } from "./console-error.ts";
import { formatInline } from "./inline-format.ts";
import { callLinqMethod, hasLinqMethod, linqMethodNames } from "./linq.ts";
import { isConsoleFunction, isConsoleValue, isLiteral, makeFunction, makeLiteral } from "./own-values.ts";
import { Group, mapElement, numberElements, Sequence } from "./sequence.ts";
import type { IndexedElement, SequenceElement } from "./sequence.ts";
import { SignedInteger } from "./signed-integer.ts";
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

  /**
   * A property or method. The object's own member hides the collection method of the same name. Throws when there is
   * none.
   */
  get(value: unknown, name: string): unknown {
    const own = this.findOwn(value, name);
    if (own !== undefined || (isLiteral(value) && Object.hasOwn(value, name))) {
      return own;
    }
    if (this.isModelObject(value) && this.model.has(value, name)) {
      return this.model.get(value, name);
    }
    if (hasLinqMethod(name) && this.isIterable(value)) {
      return makeFunction((...args) => callLinqMethod(this, name, value, args));
    }
    if (name === "ToDisplayString") {
      return makeFunction((specifier) =>
        formatInline(this, value, typeof specifier === "string" ? specifier : undefined),
      );
    }
    throw new ConsoleError(`Unable to bind name '${name}'`);
  }

  /** Everything that may follow the dot, for completion. */
  memberNames(value: unknown): readonly string[] {
    const names =
      typeof value === "string"
        ? stringMembers
        : isLiteral(value)
          ? Object.keys(value)
          : this.isModelObject(value)
            ? [...this.model.keys(value), ...this.model.methods(value)]
            : [];
    return this.isIterable(value) ? [...names, ...linqMethodNames] : names;
  }

  /** Names shown as properties, in order. */
  keys(value: unknown): readonly string[] {
    return typeof value === "string"
      ? ["Length"]
      : isLiteral(value)
        ? Object.keys(value)
        : this.isModelObject(value)
          ? this.model.keys(value)
          : [];
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

  elements(value: unknown): Iterable<SequenceElement> {
    if (Sequence.isSequence(value)) {
      return value.elements();
    }
    if (!this.isIterable(value)) {
      throw new ConsoleError("The object is not iterable.");
    }
    return this.model.iterate(value);
  }

  iterate(value: unknown): Iterable<IndexedElement> {
    return numberElements(this.elements(value));
  }

  /** `value[a, b]`. A collection without an indexer is searched for the element with the index. */
  at(value: unknown, indices: readonly unknown[]): unknown {
    if (this.isModelObject(value) && this.model.isIndexable(value)) {
      if (this.model.dimensionality(value) !== indices.length) {
        throw new ConsoleError(engineTexts.callFailed);
      }
      return this.model.at(
        value,
        indices.map((index) => this.toScript(index)),
      );
    }
    if (!this.isIterable(value)) {
      throw new ConsoleError("The object is not indexable.");
    }
    for (const element of this.iterate(value)) {
      if (
        element.indices.length === indices.length &&
        element.indices.every((index, place) => this.isEqual(index, indices[place]))
      ) {
        return element.value;
      }
    }
    throw new ConsoleError(engineTexts.noElement);
  }

  compare(left: unknown, right: unknown): number {
    return this.compareBy(left, right) ?? negate(this.compareBy(right, left)) ?? this.arithmetic.compare(left, right);
  }

  isEqual(left: unknown, right: unknown): boolean {
    return (
      this.arithmetic.isEqual(left, right) ||
      (this.hasMember(left, "equals") &&
        this.arithmetic.isTrue(this.call(this.model.get(left, "equals"), left, [right])))
    );
  }

  call(callee: unknown, thisValue: unknown, args: readonly unknown[]): unknown {
    if (isConsoleFunction(callee)) {
      return callee(...args);
    }
    if (!this.model.isCallable(callee)) {
      throw new ConsoleError("The object is not a method.");
    }
    return this.model.call(
      callee,
      thisValue,
      args.map((arg) => this.toScript(arg)),
    );
  }

  isCallable(value: unknown): boolean {
    return isConsoleFunction(value) || this.model.isCallable(value);
  }

  /** The value as it is passed to a script: integers as numbers or 64-bit values, nested ones too. */
  toScript(value: unknown): unknown {
    if (SignedInteger.isSigned(value)) {
      return this.arithmetic.toScript(value);
    }
    if (isLiteral(value) && Object.values(value).some((member) => SignedInteger.isSigned(member))) {
      return makeLiteral(Object.entries(value).map(([name, member]) => [name, this.toScript(member)] as const));
    }
    if (Sequence.isSequence(value) && !Group.isGroup(value)) {
      return new Sequence(() => this.scriptElements(value));
    }
    return isConsoleFunction(value) ? makeFunction((...args) => this.toScript(value(...args))) : value;
  }

  isModelObject(value: unknown): boolean {
    return (
      ((typeof value === "object" && value !== null) || typeof value === "function") &&
      !Sequence.isSequence(value) &&
      !SignedInteger.isSigned(value) &&
      !isConsoleValue(value)
    );
  }

  private *scriptElements(sequence: Sequence): Iterable<SequenceElement> {
    for (const element of sequence.elements()) {
      yield mapElement(element, (value) => this.toScript(value));
    }
  }

  /** By the left object's own `compareTo`; undefined if it has none. */
  private compareBy(left: unknown, right: unknown): number | undefined {
    if (!this.hasMember(left, "compareTo")) {
      return undefined;
    }
    const order = this.arithmetic.toInteger(this.call(this.model.get(left, "compareTo"), left, [right]));
    return order === undefined ? undefined : Number(order);
  }

  /** Of a script's own objects: what the debugger itself makes has its order by value. */
  private hasMember(value: unknown, name: string): boolean {
    return this.isModelObject(value) && this.arithmetic.toInteger(value) === undefined && this.model.has(value, name);
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

function negate(order: number | undefined): number | undefined {
  return order === undefined ? undefined : -order;
}
