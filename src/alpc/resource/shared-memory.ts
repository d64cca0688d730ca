/**
 * Memory that the ends of a connection share: a section, the regions that it is divided into, and the views of a region
 * in processes.
 */
import { isAbsent, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { StateFacts } from "../../facts/state.ts";
import { walkContaining, walkMember } from "../../nt/list.ts";
import { absentWalk, type Walk } from "../../nt/walk.ts";
import { decodeReference } from "../../generation/references.ts";
import { decodeState } from "../state-bits.ts";

/** A section (`_KALPC_SECTION`): the memory that one end of a connection gives. */
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
  /** The `_ALPC_HANDLE_TABLE` with that handle; NotApplicable where it is in none. */
  readonly handleTable: Maybe<Word64>;
  /** As the kernel counts them. */
  readonly numberOfRegions: Maybe<number>;
  readonly state: Maybe<StateFacts>;
}

function decodeSection(structure: Structure): SectionFacts {
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

/** The section at an address. Its blob header says whether there is one: see `readResource`. */
export function readSection(target: Target, address: Word64): Maybe<SectionFacts> {
  const structure = target.readStructure("_KALPC_SECTION", address);
  return isAbsent(structure) ? structure : decodeSection(structure);
}

/** Regions of a section. */
export function walkRegions(target: Target, section: SectionFacts): Walk<Word64> {
  return walkMember(
    target,
    section.structure,
    "RegionListHead",
    "_KALPC_REGION",
    "RegionListEntry",
    `the regions of section ${section.address}`,
  );
}

/** A region (`_KALPC_REGION`): a range of a section. */
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
  /** As the kernel counts them. */
  readonly numberOfViews: Maybe<number>;
  /** `_KALPC_VIEW`s of the region by their access; NotApplicable where it has none. */
  readonly readOnlyView: Maybe<Word64>;
  readonly readWriteView: Maybe<Word64>;
  readonly state: Maybe<StateFacts>;
}

function decodeRegion(structure: Structure): RegionFacts {
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

/** The region at an address. Its blob header says whether there is one: see `readResource`. */
export function readRegion(target: Target, address: Word64): Maybe<RegionFacts> {
  const structure = target.readStructure("_KALPC_REGION", address);
  return isAbsent(structure) ? structure : decodeRegion(structure);
}

/** Views of a region. */
export function walkViews(target: Target, region: RegionFacts): Walk<Word64> {
  return walkMember(
    target,
    region.structure,
    "ViewListHead",
    VIEW,
    "ViewListEntry",
    `the views of region ${region.address}`,
  );
}

const VIEW = "_KALPC_VIEW";

/** A view (`_KALPC_VIEW`): a region as it is mapped into one process. */
export interface ViewFacts {
  readonly kind: "View";
  readonly address: Word64;
  readonly structure: Structure;
  readonly ownerPort: Maybe<Word64>;
  /** The process that it is mapped into. */
  readonly ownerProcess: Maybe<Word64>;
  /** The `_KALPC_REGION` that it maps. */
  readonly region: Maybe<Word64>;
  /** Where it is mapped, in that process. */
  readonly base: Maybe<Word64>;
  /** Bytes. */
  readonly size: Maybe<Word64>;
  /** Values as stored, zero included. */
  readonly secureViewHandle: Maybe<Word64>;
  readonly writeAccessHandle: Maybe<Word64>;
  /** Messages under way that carry it. */
  readonly numberOfOwnerMessages: Maybe<number>;
  readonly state: Maybe<StateFacts>;
}

function decodeView(structure: Structure): ViewFacts {
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

/** The view at an address. Its blob header says whether there is one: see `readResource`. */
export function readView(target: Target, address: Word64): Maybe<ViewFacts> {
  const structure = target.readStructure(VIEW, address);
  return isAbsent(structure) ? structure : decodeView(structure);
}

/** Views that are mapped into a process (its `_EPROCESS`), on the list in its `AlpcContext`. */
export function walkProcessViews(target: Target, process: Word64): Walk<Word64> {
  const layout = target.layout("_EPROCESS");
  const head = isAbsent(layout) ? layout : layout.field("AlpcContext.ViewListHead");
  return isAbsent(head)
    ? absentWalk(head)
    : walkContaining(target, process.plus(head.offset), VIEW, "ProcessViewListEntry", {
        what: `the views of process ${process}`,
      });
}
