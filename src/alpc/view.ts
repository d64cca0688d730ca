/** `_KALPC_VIEW`: a region mapped into one process. */
import { Absence, isAbsent, type Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { StateFacts } from "../facts/state.ts";
import { walkContaining, walkNotBegun, type WalkEnd } from "../nt/list.ts";
import { decodeReference } from "../generation/references.ts";
import { decodeState } from "./state-bits.ts";

const VIEW = "_KALPC_VIEW";

export interface ViewFacts {
  readonly kind: "View";
  readonly address: Word64;
  readonly structure: Structure;
  readonly ownerPort: Maybe<Word64>;
  /** The process that it is mapped into. */
  readonly ownerProcess: Maybe<Word64>;
  readonly region: Maybe<Word64>;
  /** Where it is mapped, in that process. */
  readonly base: Maybe<Word64>;
  /** Bytes. */
  readonly size: Maybe<Word64>;
  readonly secureViewHandle: Maybe<Word64>;
  readonly writeAccessHandle: Maybe<Word64>;
  /** Messages under way that carry it. */
  readonly numberOfOwnerMessages: Maybe<number>;
  readonly state: Maybe<StateFacts>;
}

export function decodeView(structure: Structure): ViewFacts {
  return {
    kind: "View",
    address: structure.address,
    structure,
    ownerPort: decodeReference(structure, "OwnerPort", "the view has no owner port"),
    ownerProcess: decodeReference(structure, "OwnerProcess", "the view is mapped into no process"),
    region: decodeReference(structure, "Region", "the view maps no region"),
    base: structure.pointer("Address"),
    size: structure.word("Size"),
    secureViewHandle: structure.pointer("SecureViewHandle"),
    writeAccessHandle: structure.pointer("WriteAccessHandle"),
    numberOfOwnerMessages: structure.number("NumberOfOwnerMessages"),
    state: decodeState(structure),
  };
}

/** The view at an address. Whether there is one, its blob header tells: see `readResource`. */
export function readView(target: Target, address: Word64): Maybe<ViewFacts> {
  const structure = target.readStructure(VIEW, address);
  return structure instanceof Absence ? structure : decodeView(structure);
}

/** Views that are mapped into a process (its `_EPROCESS`), on the list in its `AlpcContext`. */
export function* walkProcessViews(target: Target, process: Word64): Generator<Word64, WalkEnd> {
  const layout = target.layout("_EPROCESS");
  const head = isAbsent(layout) ? layout : layout.field("AlpcContext.ViewListHead");
  return isAbsent(head) ? walkNotBegun(head)
    : yield* walkContaining(target, process.plus(head.offset), VIEW, "ProcessViewListEntry", { what: `the views of process ${process}` });
}
