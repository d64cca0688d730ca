/**
 * The ALPC handle table of a connection (`_ALPC_HANDLE_TABLE` in its communication info): sections, security contexts
 * and reserves that its ends name by handle. Not an object manager table.
 */
import { firstAbsence, isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import { isKernelAddress } from "../../target/address.ts";
import { limits } from "../../target/limits.ts";
import type { Structure } from "../../target/structure.ts";
import { pointerIn } from "../../target/pointer.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { closedWalk, SteppedWalk, type Walk, walkNotBegun, type WalkSteps } from "../../nt/walk.ts";
import { decodeReference } from "../../generation/references.ts";
import type { CommunicationInfoFacts } from "../port/communication-info.ts";
import { readBlobKind, type BlobKind } from "./blob.ts";
import { readSecurityData } from "./security.ts";
import { readSection } from "./shared-memory.ts";

/** `_KALPC_RESERVE`: a preallocated message, so that a later send cannot fail for lack of memory. */
export interface ReserveFacts {
  readonly kind: "Reserve";
  readonly address: Word64;
  readonly structure: Structure;
  readonly ownerPort: Maybe<Word64>;
  /** Its value in the ALPC handle table. */
  readonly handle: Maybe<Word64>;
  /** The `_ALPC_HANDLE_TABLE` with that handle; NotApplicable where it is in none. */
  readonly handleTable: Maybe<Word64>;
  /** The message that is kept for it. */
  readonly message: Maybe<Word64>;
  /** Bytes of payload; NotInThisBuild up to Windows 7 and in 32-bit kernels up to Windows 10 1507. */
  readonly size: Maybe<Word64>;
  /** Whether the message is under way now. */
  readonly isActive: Maybe<boolean>;
}

function decodeReserve(structure: Structure): ReserveFacts {
  return {
    kind: "Reserve",
    address: structure.address,
    structure,
    ownerPort: decodeReference(structure, "OwnerPort", "the reserve has no owner port"),
    handle: structure.pointer("Handle"),
    handleTable: decodeReference(structure, "HandleTable", "the reserve is in no handle table"),
    message: decodeReference(structure, "Message", "the reserve keeps no message"),
    size: structure.word("Size"),
    isActive: structure.flag("Active"),
  };
}

/** The reserve at an address. Its blob header says whether there is one: see `readResource`. */
export function readReserve(target: Target, address: Word64): Maybe<ReserveFacts> {
  const structure = target.readStructure("_KALPC_RESERVE", address);
  return isAbsent(structure) ? structure : decodeReserve(structure);
}

const ENTRY = "_ALPC_HANDLE_ENTRY";

/** Bytes of entries fetched at once. */
const CHUNK = 4096;

/** One entry in use. */
export interface AlpcHandleFacts {
  /** Position in the table. */
  readonly index: number;
  /** The handle's value as stored in the resource: how it derives from the position is not public. */
  readonly handle: Maybe<Word64>;
  /** The body of the blob that it leads to. */
  readonly resource: Word64;
  /** Invalid where no blob header precedes the resource. */
  readonly kind: Maybe<BlobKind>;
}

/** Handles in use, in the order of the table. */
export function walkAlpcHandles(target: Target, info: CommunicationInfoFacts): Walk<AlpcHandleFacts> {
  return new SteppedWalk(handlesOf(target, info));
}

function* handlesOf(target: Target, info: CommunicationInfoFacts): WalkSteps<AlpcHandleFacts> {
  const table = info.structure.pointer("HandleTable.Handles");
  const total = info.structure.number("HandleTable.TotalHandles");
  const layout = target.layout(ENTRY);
  const object = isAbsent(layout) ? layout : layout.field("Object");
  if (isAbsent(table) || isAbsent(total) || isAbsent(layout) || isAbsent(object)) {
    return walkNotBegun(firstAbsence(table, total, layout, object));
  }
  if (table.isZero || total === 0) {
    return closedWalk(0);
  }
  let count = 0;
  const perChunk = Math.floor(CHUNK / layout.size);
  for (let first = 0; first < total; first += perChunk) {
    if (first >= limits.handles) {
      return {
        kind: "limit",
        reason: `the handle table says that it has ${total} entries; the walk stopped at ${limits.handles}`,
        count,
      };
    }
    const entries = Math.min(perChunk, total - first);
    const bytes = target.read(table.plus(first * layout.size), entries * layout.size);
    if (isAbsent(bytes)) {
      return { ...walkNotBegun(bytes), count };
    }
    for (let entry = 0; entry < entries; entry += 1) {
      // The lowest bit is the entry's lock; free entries hold no kernel address.
      const resource = pointerIn(bytes, entry * layout.size + object.offset, target.pointerSize).withoutLowBits(1);
      if (isKernelAddress(resource, target.pointerSize)) {
        count += 1;
        yield decodeHandle(target, first + entry, resource);
      }
    }
  }
  return closedWalk(count);
}

function decodeHandle(target: Target, index: number, resource: Word64): AlpcHandleFacts {
  const kind = readBlobKind(target, resource);
  return { index, resource, kind, handle: isAbsent(kind) ? kind : readOwnHandle(target, kind, resource) };
}

function readOwnHandle(target: Target, kind: BlobKind, resource: Word64): Maybe<Word64> {
  switch (kind) {
    case "Section":
      return mapPresent(readSection(target, resource), (section) => section.handle);
    case "SecurityContext":
      return mapPresent(readSecurityData(target, resource), (data) => data.handle);
    case "Reserve":
      return mapPresent(readReserve(target, resource), (reserve) => reserve.handle);
    default:
      return notApplicable(`a ${kind} does not keep its handle`);
  }
}
