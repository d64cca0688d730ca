/**
 * Executive resources (`_ERESOURCE`): locks of the kernel and its drivers, held by one thread exclusively or by several
 * shared.
 */
import { invalid, isAbsent, present, type Absence, type Maybe } from "../../target/absence.ts";
import type { LockUser } from "../../facts/lock.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import { pointerIn } from "../../target/pointer.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { findThreadAt, OWNER_FLAG_BITS } from "../thread/scheduler-thread.ts";
import { readResourceWaiters } from "./resource-waiters.ts";

/** The structure's name in the symbols of every Windows. */
export const RESOURCE = "_ERESOURCE";

/**
 * `ResourceOwnedExclusive` of `_ERESOURCE.Flag`; the same from NT 4 to Windows 11 (checked with Microsoft's `!locks` on
 * 21H2).
 */
const OWNED_EXCLUSIVE = 0x80;

/** Most entries of one owner table that are read: far more threads than share a resource. */
const MOST_OWNERS = 4096;

/** One resource. */
export interface ResourceFacts {
  readonly address: Word64;
  readonly structure: Structure;
  /** Its flag says that whoever holds it does so exclusively. */
  readonly isExclusive: boolean;
  /**
   * Empty while nobody holds it; Invalid if it is held but no entry names a thread (a driver may set another owner).
   */
  readonly holders: Maybe<readonly LockUser[]>;
  readonly waiters: readonly LockUser[];
  /** How often a thread had to wait. */
  readonly contentionCount: Maybe<number>;
}

/**
 * The resource at an address; Invalid if there is none. Remembered for this stop, since every thread that waits for it
 * asks.
 */
export function readResource(target: Target, address: Word64): Maybe<ResourceFacts> {
  return target.stop.onceOf("executive resource", address.id, () => readFresh(target, address));
}

function readFresh(target: Target, address: Word64): Maybe<ResourceFacts> {
  const structure = target.readStructure(RESOURCE, address);
  if (isAbsent(structure)) {
    return structure;
  }
  if (!isOnSystemList(target, structure)) {
    return invalid(`there is no resource at ${address}`, address);
  }
  return {
    address,
    structure,
    isExclusive: isOwnedExclusive(structure),
    holders: readHolders(target, structure),
    waiters: readResourceWaiters(target, structure).map(({ thread, mode }) => ({ thread, mode })),
    contentionCount: structure.number("ContentionCount"),
  };
}

/** Whether the neighbors on the system's list of resources link back to it. Every resource is on that list. */
export function isOnSystemList(target: Target, resource: Structure): boolean {
  const links = resource.addressOf("SystemResourcesList");
  const bytes = resource.slice("SystemResourcesList");
  if (isAbsent(links) || isAbsent(bytes)) {
    return false;
  }
  const next = target.readPointer(pointerIn(bytes, 0, target.pointerSize).plus(target.pointerSize));
  const previous = target.readPointer(pointerIn(bytes, target.pointerSize, target.pointerSize));
  return !isAbsent(next) && !isAbsent(previous) && next.equals(links) && previous.equals(links);
}

function isOwnedExclusive(resource: Structure): boolean {
  return ((present(resource.number("Flag")) ?? 0) & OWNED_EXCLUSIVE) !== 0;
}

function readHolders(target: Target, resource: Structure): Maybe<readonly LockUser[]> {
  const active = resource.has("ActiveEntries") ? resource.number("ActiveEntries") : resource.number("ActiveCount");
  if (isAbsent(active) || active === 0) {
    return isAbsent(active) ? active : [];
  }
  const isExclusive = isOwnedExclusive(resource);
  const embedded = readEmbeddedOwners(target, resource);
  const owners = isExclusive ? embedded.slice(0, 1) : [...embedded, ...readOwnerTable(target, resource)];
  const named = owners.filter((owner) => !owner.withoutLowBits(OWNER_FLAG_BITS).isZero);
  const threads = new Map<WordId, LockUser>();
  for (const owner of named) {
    const thread = findThreadAt(target, owner);
    if (thread !== undefined) {
      threads.set(thread.id, { thread, mode: isExclusive ? "exclusive" : "shared" });
    }
  }
  return threads.size > 0 ? Array.from(threads.values()) : notByThread(resource, named);
}

function notByThread(resource: Structure, owners: readonly Word64[]): Absence {
  const [owner] = owners;
  return owner === undefined
    ? invalid(`the resource at ${resource.address} is held, but none of its entries names an owner`, resource.address)
    : invalid(`the resource at ${resource.address} is held by ${owner}, which is not a thread`, resource.address);
}

/** `OwnerEntry` from Vista on; up to Server 2003 two `OwnerThreads`, the first for an exclusive owner. */
function readEmbeddedOwners(target: Target, resource: Structure): readonly Word64[] {
  const bytes = present(resource.slice(resource.has("OwnerEntry") ? "OwnerEntry" : "OwnerThreads"));
  return bytes === undefined ? [] : decodeOwners(target, bytes);
}

/** More owners: entry 0 has the table's size; the rest are in use if they name a thread. */
function readOwnerTable(target: Target, resource: Structure): readonly Word64[] {
  const at = resource.pointer("OwnerTable");
  const first = isAbsent(at) || at.isZero ? undefined : target.readStructure("_OWNER_ENTRY", at);
  const size = first === undefined || isAbsent(first) ? undefined : present(first.number("TableSize"));
  if (isAbsent(at) || first === undefined || isAbsent(first) || size === undefined || size < 2 || size > MOST_OWNERS) {
    return [];
  }
  const entry = first.layout.size;
  const bytes = target.read(at.plus(entry), (size - 1) * entry);
  return isAbsent(bytes) ? [] : decodeOwners(target, bytes);
}

function decodeOwners(target: Target, bytes: Uint8Array): readonly Word64[] {
  const layout = target.layout("_OWNER_ENTRY");
  const field = isAbsent(layout) ? undefined : layout.find("OwnerThread");
  if (isAbsent(layout) || field === undefined) {
    return [];
  }
  const owners: Word64[] = [];
  for (let offset = 0; offset + layout.size <= bytes.length; offset += layout.size) {
    owners.push(pointerIn(bytes, offset + field.offset, target.pointerSize));
  }
  return owners;
}
