/**
 * What the kernel keeps about ALPC as a whole: the object type, the kinds of resources with their counts, and the
 * message log.
 */
import { isAbsent, mapPresent, type Maybe } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { walkList } from "../nt/list.ts";
import { countOfWalk } from "../nt/walk.ts";
import { findTypeObject } from "../nt/object-type.ts";
import { BLOB_TYPE_SYMBOLS, readBlobType, walkResources, type BlobKind } from "./resource/blob.ts";
import { PORT } from "./port/port.ts";
import { walkPorts } from "./port/port-walk.ts";

/**
 * One reading of the kernel's global ALPC data. What this build's symbols do not describe is absent with the reason.
 */
export interface GlobalInformation {
  readonly portType: Maybe<PortTypeFacts>;
  /** One for each kind that has a symbol, even where nothing else of it can be read. */
  readonly resourceTypes: readonly ResourceTypeFacts[];
  readonly messageLog: MessageLogFacts;
}

/** The object type "ALPC Port" with the object manager's own counts. */
export interface PortTypeFacts {
  readonly address: Word64;
  readonly objects: Maybe<number>;
  readonly handles: Maybe<number>;
  /** Highest counts so far. */
  readonly mostObjects: Maybe<number>;
  readonly mostHandles: Maybe<number>;
}

/** A kind of resource as the kernel describes it (`_BLOB_TYPE`). */
export interface ResourceTypeFacts {
  readonly kind: BlobKind;
  /** The public symbol of its `_BLOB_TYPE`: "AlpcMessageType" and so on. */
  readonly symbol: string;
  readonly address: Maybe<Word64>;
  /** The number in the blob headers of this kind. */
  readonly resourceId: Maybe<number>;
  /** Four characters. */
  readonly poolTag: Maybe<string>;
  /** Since the system started, modulo 2^32; absent, as the next two, where the symbols describe no counters. */
  readonly created: Maybe<number>;
  readonly deleted: Maybe<number>;
  /** Created and not yet deleted. */
  readonly existing: Maybe<number>;
}

/** The log of messages that a kernel can keep; public symbols give only the number of its entries. */
export interface MessageLogFacts {
  /** Absent where the symbols lack `AlpcpMessageLogEnabled`. */
  readonly isEnabled: Maybe<boolean>;
  readonly entries: Maybe<number>;
}

/** Types and message log: a handful of reads. */
export function readGlobalInformation(target: Target): GlobalInformation {
  return {
    portType: readPortType(target),
    resourceTypes: BLOB_TYPE_SYMBOLS.map(({ kind, symbol }) => readResourceType(target, kind, symbol)),
    messageLog: readMessageLog(target),
  };
}

function readPortType(target: Target): Maybe<PortTypeFacts> {
  const address = findTypeObject(target, "AlpcPortObjectType");
  const type = isAbsent(address) ? address : target.readStructure("_OBJECT_TYPE", address);
  return isAbsent(type)
    ? type
    : {
        address: type.address,
        objects: type.number("TotalNumberOfObjects"),
        handles: type.number("TotalNumberOfHandles"),
        mostObjects: type.number("HighWaterNumberOfObjects"),
        mostHandles: type.number("HighWaterNumberOfHandles"),
      };
}

/** The counters lie in the type itself up to Windows 8.0, in a structure of their own later. */
function readResourceType(target: Target, kind: BlobKind, symbol: string): ResourceTypeFacts {
  const type = readBlobType(target, symbol);
  if (isAbsent(type)) {
    return {
      kind,
      symbol,
      address: target.symbol(symbol),
      resourceId: type,
      poolTag: type,
      created: type,
      deleted: type,
      existing: type,
    };
  }
  const pointer = type.has("Counters") ? type.pointer("Counters") : undefined;
  const counters =
    pointer === undefined ? type : isAbsent(pointer) ? pointer : target.readStructure("_BLOB_COUNTERS", pointer);
  const created = isAbsent(counters) ? counters : counters.number("CreatedObjects");
  const deleted = isAbsent(counters) ? counters : counters.number("DeletedObjects");
  return {
    kind,
    symbol,
    address: type.address,
    resourceId: type.number("ResourceId"),
    created,
    deleted,
    poolTag: mapPresent(type.slice("PoolTag"), (bytes) => String.fromCharCode(...bytes)),
    // Both count modulo 2^32.
    existing: isAbsent(created) ? created : mapPresent(deleted, (gone) => (created - gone) >>> 0),
  };
}

/** Public symbols without types from Windows 8.1 on; the first byte of the switch is enough to tell it. */
function readMessageLog(target: Target): MessageLogFacts {
  const at = target.symbol("AlpcpMessageLogEnabled");
  const bytes = isAbsent(at) ? at : target.read(at, 1);
  const head = target.symbol("AlpcpMessageLogListHead");
  return {
    isEnabled: mapPresent(bytes, ([first]) => first !== 0),
    entries: isAbsent(head) ? head : countOfWalk(walkList(target, head, { what: "the message log" }).end),
  };
}

/** Resources on the lists of all ports, by kind; a walk over every port. What is no resource counts as "Invalid". */
export function countResources(target: Target): ReadonlyMap<BlobKind | "Invalid", number> {
  const counts = new Map<BlobKind | "Invalid", number>();
  for (const address of walkPorts(target)) {
    const port = target.readStructure(PORT, address);
    for (const blob of isAbsent(port) ? [] : walkResources(target, port)) {
      const kind = isAbsent(blob) ? "Invalid" : blob.kind;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  return counts;
}
