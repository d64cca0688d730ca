/** An object that stands for something at a remembered moment: its facts stay what they were, whatever the target does. */
import type { ModelContext } from "../context.ts";
import { property, type ModelObject, type PropertyRow } from "../members.ts";

export class MomentObject<F> implements ModelObject {
  /** The session that the facts are of. */
  readonly __context: ModelContext;
  readonly __facts: F;
  private readonly __format: (facts: F) => string;

  /** `format`: the one line that stands for the object. */
  constructor(context: ModelContext, facts: F, format: (facts: F) => string) {
    this.__context = context;
    this.__facts = facts;
    this.__format = format;
  }

  toString(): string {
    return this.__format(this.__facts);
  }
}

/** A row that is answered from an object's facts. */
export function momentFact<F>(help: string, pick: (facts: F, context: ModelContext) => unknown): PropertyRow<MomentObject<F>> {
  return property(help, ({ __context, __facts }) => pick(__facts, __context));
}
