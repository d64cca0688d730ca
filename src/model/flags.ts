/** A flags word as an object: its value and every named bit. */
import { hostWord } from "../target/host-values.ts";
import { Word64 } from "../target/word64.ts";
import type { StateFacts } from "../generation/facts.ts";

/** `Value` is the whole word; each bit of the symbols is a property by its own name. Display: the names of the bits that are set. */
export class Flags {
  readonly Value: JsProvider.Int64;
  readonly [bit: string]: unknown;

  constructor(facts: StateFacts) {
    this.Value = hostWord(Word64.fromNumber(facts.value));
    const named = this as unknown as Record<string, unknown>;
    for (const { name, value } of facts.bits) {
      named[name] = value;
    }
    Object.defineProperty(this, "__display", { value: display(facts), enumerable: false });
  }

  toString(): string {
    return String((this as unknown as Record<string, unknown>)["__display"]);
  }
}

function display(facts: StateFacts): string {
  const set = facts.bits.filter(({ value }) => value !== 0).map(({ name, value, width }) => (width === 1 ? name : `${name}=${value}`));
  return `0x${facts.value.toString(16)}${set.length === 0 ? "" : ` (${set.join(", ")})`}`;
}
