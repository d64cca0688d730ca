/** A flags word as an object: its value and every named bit. */
import { mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import { Word64 } from "../../target/word64.ts";
import type { StateFacts } from "../../facts/state.ts";
import { type ModelContext, FactObject, factObject, type ReadFacts } from "../base/object.ts";
import { shown } from "../base/members.ts";

/**
 * `Value` is the whole word; each bit in the symbols is a property of the same name. Display: the names of the bits
 * that are set.
 */
export class Flags extends FactObject<StateFacts> {
  constructor(context: ModelContext, facts: StateFacts, read: ReadFacts<StateFacts>) {
    super(context, facts, read);
    this.__define("Value", ({ value }) => Word64.fromNumber(value));
    for (const { name } of facts.bits) {
      this.__define(
        name,
        ({ bits }) => bits.find((bit) => bit.name === name)?.value ?? notApplicable(`${name} is not set`),
      );
    }
  }

  private __define(name: string, pick: (facts: StateFacts) => unknown): void {
    Object.defineProperty(this, name, {
      configurable: true,
      enumerable: true,
      get: () => {
        this.__context.refresh();
        return shown(mapPresent(this.__facts, pick));
      },
    });
  }

  protected override __describe({ bits, value: whole }: StateFacts): string {
    const set = bits
      .filter(({ value }) => value !== 0)
      .map(({ name, value, width }) => (width === 1 ? name : `${name}=${value}`));
    return `0x${whole.toString(16)}${set.length === 0 ? "" : ` (${set.join(", ")})`}`;
  }
}

/** The state word among an object's facts, or why there is none. */
export function flagsOf(context: ModelContext, read: ReadFacts<StateFacts>): Maybe<Flags> {
  return factObject(Flags, context, read);
}
