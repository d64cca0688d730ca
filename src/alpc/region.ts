/** `_KALPC_REGION`: a part of a section, and the views that map it. */
import { Absence, isAbsent, type Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { StateFacts } from "../facts/state.ts";
import { walkContaining, walkNotBegun, type WalkEnd } from "../nt/list.ts";
import { decodeReference } from "../generation/references.ts";
import { decodeState } from "./state-bits.ts";

export interface RegionFacts {
  readonly kind: "Region";
  readonly address: Word64;
  readonly structure: Structure;
  /** The `_KALPC_SECTION` that it is a part of. */
  readonly section: Maybe<Word64>;
  /** Bytes from the start of the section, and bytes. */
  readonly offset: Maybe<Word64>;
  readonly size: Maybe<Word64>;
  /** Bytes that each view maps. */
  readonly viewSize: Maybe<Word64>;
  readonly numberOfViews: Maybe<number>;
  readonly readOnlyView: Maybe<Word64>;
  readonly readWriteView: Maybe<Word64>;
  readonly state: Maybe<StateFacts>;
}

export function decodeRegion(structure: Structure): RegionFacts {
  return {
    kind: "Region",
    address: structure.address,
    structure,
    section: decodeReference(structure, "Section", "the region belongs to no section"),
    offset: structure.word("Offset"),
    size: structure.word("Size"),
    viewSize: structure.word("ViewSize"),
    numberOfViews: structure.number("NumberOfViews"),
    readOnlyView: decodeReference(structure, "ReadOnlyView", "the region has no read-only view"),
    readWriteView: decodeReference(structure, "ReadWriteView", "the region has no writable view"),
    state: decodeState(structure),
  };
}

/** The region at an address. Whether there is one, its blob header tells: see `readResource`. */
export function readRegion(target: Target, address: Word64): Maybe<RegionFacts> {
  const structure = target.readStructure("_KALPC_REGION", address);
  return structure instanceof Absence ? structure : decodeRegion(structure);
}

/** Views of a region. */
export function* walkViews(target: Target, region: RegionFacts): Generator<Word64, WalkEnd> {
  const head = region.structure.addressOf("ViewListHead");
  return isAbsent(head) ? walkNotBegun(head)
    : yield* walkContaining(target, head, "_KALPC_VIEW", "ViewListEntry", { what: `the views of region ${region.address}` });
}
