/**
 * The state word of ALPC structures: `u1.State` with its bit fields `u1.s1`. Names, positions and widths come from the
 * target's symbols, since both the bits and their order differ between builds (messages have three-bit queue types from
 * Windows 10 on).
 */
import { isAbsent, type Maybe } from "../target/absence.ts";
import type { Member, StructureLayout } from "../target/layout.ts";
import type { Structure } from "../target/structure.ts";
import type { StateFacts } from "../facts/state.ts";

const BITS = "u1.s1";

/** The paths of the whole word, which structures name differently, and of its bit fields. */
interface StateLayout {
  readonly word: Member;
  readonly bits: readonly { readonly name: string; readonly member: Member; readonly width: number }[];
}

const layouts = new WeakMap<StructureLayout, StateLayout>();

function stateLayout(layout: StructureLayout): StateLayout {
  const known = layouts.get(layout);
  if (known !== undefined) {
    return known;
  }
  const found: StateLayout = {
    word: layout.find("u1.State") ?? layout.find("u1") ?? "u1",
    bits: layout.memberNames(BITS).map((name) => {
      const field = layout.find(`${BITS}.${name}`);
      return { name, member: field ?? `${BITS}.${name}`, width: field?.bits?.length ?? 1 };
    }),
  };
  layouts.set(layout, found);
  return found;
}

/**
 * The word and each named bit field, in the order of the symbols. Structures without a `State` member (sections,
 * regions, views) have the word too.
 */
export function decodeState(structure: Structure): Maybe<StateFacts> {
  const state = stateLayout(structure.layout);
  const value = structure.number(state.word);
  if (isAbsent(value)) {
    return value;
  }
  const bits: StateFacts["bits"][number][] = [];
  for (const { name, member, width } of state.bits) {
    const bit = structure.number(member);
    if (!isAbsent(bit)) {
      bits.push({ name, value: bit, width });
    }
  }
  return { value, bits };
}

/** One bit field by its name. False where the build lacks it. */
export function hasStateBit(structure: Structure, name: string): boolean {
  const bit = structure.number(`${BITS}.${name}`);
  return !isAbsent(bit) && bit !== 0;
}
