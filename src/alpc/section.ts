/** `_KALPC_SECTION`: memory that a connection's ends share; its regions are the parts that views map. */
import { Absence, isAbsent, type Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { StateFacts } from "../facts/state.ts";
import { walkContaining, walkNotBegun, type WalkEnd } from "../nt/list.ts";
import { decodeReference } from "../generation/references.ts";
import { decodeState } from "./state-bits.ts";

export interface SectionFacts {
  readonly kind: "Section";
  readonly address: Word64;
  readonly structure: Structure;
  readonly ownerPort: Maybe<Word64>;
  readonly ownerProcess: Maybe<Word64>;
  /** The memory manager's section. */
  readonly sectionObject: Maybe<Word64>;
  /** Bytes. */
  readonly size: Maybe<Word64>;
  /** Its handle in the ALPC handle table. */
  readonly handle: Maybe<Word64>;
  readonly handleTable: Maybe<Word64>;
  readonly numberOfRegions: Maybe<number>;
  readonly state: Maybe<StateFacts>;
}

export function decodeSection(structure: Structure): SectionFacts {
  return {
    kind: "Section",
    address: structure.address,
    structure,
    ownerPort: decodeReference(structure, "OwnerPort", "the section has no owner port"),
    ownerProcess: decodeReference(structure, "OwnerProcess", "the section has no owner process"),
    sectionObject: decodeReference(structure, "SectionObject", "the section has no section object"),
    size: structure.word("Size"),
    handle: structure.pointer("SectionHandle"),
    handleTable: decodeReference(structure, "HandleTable", "the section is in no handle table"),
    numberOfRegions: structure.number("NumberOfRegions"),
    state: decodeState(structure),
  };
}

/** The section at an address. Whether there is one, its blob header tells: see `readResource`. */
export function readSection(target: Target, address: Word64): Maybe<SectionFacts> {
  const structure = target.readStructure("_KALPC_SECTION", address);
  return structure instanceof Absence ? structure : decodeSection(structure);
}

/** Regions of a section. */
export function* walkRegions(target: Target, section: SectionFacts): Generator<Word64, WalkEnd> {
  const head = section.structure.addressOf("RegionListHead");
  return isAbsent(head) ? walkNotBegun(head)
    : yield* walkContaining(target, head, "_KALPC_REGION", "RegionListEntry", { what: `the regions of section ${section.address}` });
}
