/** Objects that stand for facts found elsewhere, not for a kernel object of their own: they never outlive the stop of the target that the facts are of. */
import { Absence, mapPresent, type Maybe } from "../target/absence.ts";
import type { Stop } from "../target/stop.ts";
import type { ModelContext } from "./context.ts";
import { property, type ModelObject, type PropertyRow } from "./members.ts";

/** Finds the facts of an object, at any stop: absent with the reason where there are none any more. */
export type ReadFacts<F> = () => Maybe<F>;

/** An object of the model that is made of facts. Kept by the user while the target moves on, it finds them anew. */
export abstract class FactObject<F> implements ModelObject {
  readonly __context: ModelContext;
  private readonly __read: ReadFacts<F>;
  private __stop: Stop;
  private __known: Maybe<F>;

  /** `facts`: of the present stop. `read`: finds them at a later one. */
  constructor(context: ModelContext, facts: Maybe<F>, read: ReadFacts<F>) {
    this.__context = context;
    this.__read = read;
    this.__stop = context.target.stop;
    this.__known = facts;
  }

  /** The facts as they are at the present stop. */
  get __facts(): Maybe<F> {
    const { stop } = this.__context.target;
    if (stop !== this.__stop) {
      this.__known = this.__read();
      this.__stop = stop;
    }
    return this.__known;
  }

  /** The one line that stands for the object. */
  protected abstract __describe(facts: F): string;

  toString(): string {
    this.__context.refresh();
    const facts = this.__facts;
    return facts instanceof Absence ? `<${facts.reason}>` : this.__describe(facts);
  }
}

/** An object of a class for the facts that `read` finds, or why there are none. */
export function factObject<F, O extends object>(
  make: new (context: ModelContext, facts: F, read: ReadFacts<F>) => O, context: ModelContext, read: ReadFacts<F>,
): Maybe<O> {
  return mapPresent(read(), (facts) => new make(context, facts, read));
}

/** A row that is answered from an object's facts. */
export function fact<F>(help: string, pick: (facts: F, context: ModelContext) => unknown): PropertyRow<FactObject<F>> {
  return property(help, ({ __context, __facts }) => mapPresent(__facts, (facts) => pick(facts, __context)));
}
