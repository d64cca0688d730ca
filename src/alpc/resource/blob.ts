/**
 * Blobs: every ALPC resource is preceded by a `_BLOB` header, whose `ResourceId` tells the kind and whose
 * `ResourceList` links it to the port that owns it.
 */
import { invalid, isAbsent, type Absence, type Maybe } from "../../target/absence.ts";
import { isKernelAddress, validateKernelPointer } from "../../target/address.ts";
import { PerStop } from "../../target/stop.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { walkMember } from "../../nt/list.ts";
import type { Walk } from "../../nt/walk.ts";

const BLOB = "_BLOB";

/** What a blob header precedes; {@link BLOB_IDS} gives the kernel's numbers. */
export type BlobKind =
  | "ConnectionInfo"
  | "Message"
  | "SecurityContext"
  | "Section"
  | "Region"
  | "View"
  | "Reserve"
  | "DirectTransfer"
  | "HandleData";

/**
 * `ResourceId` by kind: the enum `_BLOB_ID` of public symbols from Windows 8.1 on. Older symbols lack the enum; there
 * the numbers are taken from the kernel's own `_BLOB_TYPE`s where the symbols name them, and these are the assumption
 * for the rest.
 */
const BLOB_IDS: readonly { readonly id: number; readonly kind: BlobKind; readonly typeSymbol?: string }[] = [
  { id: 1, kind: "ConnectionInfo", typeSymbol: "AlpcConnectionType" },
  { id: 2, kind: "Message", typeSymbol: "AlpcMessageType" },
  { id: 3, kind: "SecurityContext", typeSymbol: "AlpcSecurityType" },
  { id: 4, kind: "Section", typeSymbol: "AlpcSectionType" },
  { id: 5, kind: "Region", typeSymbol: "AlpcRegionType" },
  { id: 6, kind: "View", typeSymbol: "AlpcViewType" },
  { id: 7, kind: "Reserve", typeSymbol: "AlpcReserveType" },
  { id: 8, kind: "DirectTransfer" },
  { id: 9, kind: "HandleData", typeSymbol: "AlpcHandleDataType" },
];

/** Symbols of the kernel's blob types, by kind. */
export const BLOB_TYPE_SYMBOLS = BLOB_IDS.reduce<readonly { readonly kind: BlobKind; readonly symbol: string }[]>(
  (found, { kind, typeSymbol }) => (typeSymbol === undefined ? found : [...found, { kind, symbol: typeSymbol }]),
  [],
);

/** No blob has been seen with more references; a larger count is something else's memory. */
const MOST_REFERENCES = 0x1000000;

/** A blob: a resource's header and the address of its body. */
export interface BlobFacts {
  /** Address of the body, to which everything else points. */
  readonly address: Word64;
  readonly kind: BlobKind;
  /** Its `_BLOB`, which lies right before the body. */
  readonly header: Structure;
  readonly referenceCount: Maybe<number>;
  /** Names of the header's flags that are set: "Deleted", "Lookaside" and so on. */
  readonly flags: readonly string[];
}

/** The blob whose body lies at an address. Invalid, with what is wrong, where the header before it makes no sense. */
export function readBlob(target: Target, body: Word64): Maybe<BlobFacts> {
  const header = readBlobHeader(target, body);
  return isAbsent(header) ? header : decodeBlob(header, body, kindsById(target));
}

/** The kind of a blob by its header alone; Invalid where that makes no sense. */
export function readBlobKind(target: Target, body: Word64): Maybe<BlobKind> {
  const header = readBlobHeader(target, body);
  return isAbsent(header) ? header : decodeBlobKind(header, body, kindsById(target));
}

/** The body of a blob whose header lies at an address: what a walk of `_BLOB.ResourceList` meets. */
function bodyOfHeader(target: Target, header: Word64): Maybe<Word64> {
  const layout = target.layout(BLOB);
  return isAbsent(layout) ? layout : header.plus(layout.size);
}

/** A blob from its header. */
function decodeBlob(header: Structure, body: Word64, kinds: ReadonlyMap<number, BlobKind>): Maybe<BlobFacts> {
  const kind = decodeBlobKind(header, body, kinds);
  return isAbsent(kind)
    ? kind
    : {
        address: body,
        kind,
        header,
        referenceCount: header.number("ReferenceCount"),
        flags: header.layout.memberNames("u1.s1").filter((name) => header.number(`u1.s1.${name}`) === 1),
      };
}

function decodeBlobKind(header: Structure, body: Word64, kinds: ReadonlyMap<number, BlobKind>): Maybe<BlobKind> {
  const id = header.number("ResourceId");
  const kind = isAbsent(id) ? undefined : kinds.get(id);
  const referenceCount = header.number("ReferenceCount");
  if (kind === undefined) {
    return notHeader(body, isAbsent(id) ? id.reason : `its kind would be ${id}`);
  }
  if (isAbsent(referenceCount) ? referenceCount.kind === "Invalid" : referenceCount > MOST_REFERENCES) {
    return notHeader(body, "its reference count is impossible");
  }
  if (isLinkedNowhere(header)) {
    return notHeader(body, "its links lead nowhere into the kernel");
  }
  return kind;
}

function notHeader(body: Word64, reason: string): Absence {
  return invalid(`what precedes ${body} is not the header of an ALPC resource: ${reason}`, body);
}

/**
 * There are links, and none leads into kernel space: one broken link beside a good one may be damage, this is something
 * else's memory.
 */
function isLinkedNowhere(header: Structure): boolean {
  const next = header.pointer("ResourceList.Flink");
  if (!isAbsent(next) && isKernelAddress(next, header.pointerSize)) {
    return false;
  }
  const previous = header.pointer("ResourceList.Blink");
  return (
    !isAbsent(next) &&
    !isAbsent(previous) &&
    !isKernelAddress(previous, header.pointerSize) &&
    !(next.isZero && previous.isZero)
  );
}

function readBlobHeader(target: Target, body: Word64): Maybe<Structure> {
  const layout = target.layout(BLOB);
  if (isAbsent(layout)) {
    return layout;
  }
  return (
    validateKernelPointer(body, target.pointerSize, "ALPC resource", target.pointerSize) ??
    target.readStructure(BLOB, body.minus(layout.size))
  );
}

/** What each `ResourceId` means in this kernel. */
function kindsById(target: Target): ReadonlyMap<number, BlobKind> {
  const known = registeredKinds.of(target.stop);
  if (!known.isRead) {
    known.isRead = true;
    for (const [id, kind] of readRegisteredKinds(target)) {
      known.kinds.set(id, kind);
    }
  }
  return known.kinds;
}

const registeredKinds = new PerStop(() => ({
  kinds: new Map(BLOB_IDS.map(({ id, kind }): [number, BlobKind] => [id, kind])),
  isRead: false,
}));

/**
 * Kinds by the numbers in the kernel's own blob types; empty if two types have the same number, since then the types
 * are not valid.
 */
function readRegisteredKinds(target: Target): ReadonlyMap<number, BlobKind> {
  const kinds = new Map<number, BlobKind>();
  for (const { kind, symbol } of BLOB_TYPE_SYMBOLS) {
    const type = readBlobType(target, symbol);
    const id = isAbsent(type) ? undefined : type.number("ResourceId");
    // A type that is paged out has no number, one that was never registered is all zeros.
    if (typeof id === "number" && id > 0 && id <= 0xff) {
      if (kinds.has(id)) {
        return new Map();
      }
      kinds.set(id, kind);
    }
  }
  return kinds;
}

/** The kernel's own description of a kind of blob (`_BLOB_TYPE`), by its symbol. */
export function readBlobType(target: Target, symbol: string): Maybe<Structure> {
  const at = target.symbol(symbol);
  return isAbsent(at) ? at : target.readStructure("_BLOB_TYPE", at);
}

/** Each resource of a port (its `_ALPC_PORT`), or why an entry is not a resource. */
export function walkResources(target: Target, port: Structure): Walk<Maybe<BlobFacts>> {
  return walkMember(
    target,
    port,
    "ResourceListHead",
    BLOB,
    "ResourceList",
    `the resources of port ${port.address}`,
  ).map((header) => {
    const body = bodyOfHeader(target, header);
    return isAbsent(body) ? body : readBlob(target, body);
  });
}
