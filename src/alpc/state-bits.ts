/**
 * The state word of ALPC structures: `u1.State` with its bit fields `u1.s1`. Names, positions and widths come from the target's
 * symbols, since both the bits and their order differ between builds (messages have three-bit queue types from Windows 10 on).
 */
import { isAbsent, type Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { StateFacts } from "../facts/state.ts";

const BITS = "u1.s1";

/** The word and each named bit field, in the order of the symbols. Structures without a `State` member (sections, regions, views) have the word all the same. */
export function decodeState(structure: Structure): Maybe<StateFacts> {
  const value = structure.number(structure.has("u1.State") ? "u1.State" : "u1");
  if (isAbsent(value)) {
    return value;
  }
  const bits: StateFacts["bits"][number][] = [];
  for (const name of structure.layout.memberNames(BITS)) {
    const bit = structure.number(`${BITS}.${name}`);
    if (!isAbsent(bit)) {
      bits.push({ name, value: bit, width: structure.layout.find(`${BITS}.${name}`)?.bits?.length ?? 1 });
    }
  }
  return { value, bits };
}

/** One bit field by its name. False where the build lacks it. */
export function hasStateBit(structure: Structure, name: string): boolean {
  const bit = structure.number(`${BITS}.${name}`);
  return !isAbsent(bit) && bit !== 0;
}
