/**
 * AutoBoost's lock entries (`_KLOCK_ENTRY`): one for each lock that a thread holds or waits for (push locks, resources
 * and fast mutexes). The only record of who holds a push lock. Windows 8 on.
 */
import { isAbsent, present } from "../../target/absence.ts";
import { isKernelAddress } from "../../target/address.ts";
import type { FieldLayout, StructureLayout } from "../../target/layout.ts";
import { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import { Word64, type WordId } from "../../target/word64.ts";
import { append } from "../../target/lists-by-key.ts";
import { walkAllThreads } from "../thread/thread-list.ts";

const ENTRY = "_KLOCK_ENTRY";

/** Where newer builds keep a thread's entries: outside the thread, with a pointer back to it. */
const ENTRIES = "_KLOCK_ENTRIES";

/** Entries of a thread in every build from Windows 8 to Windows 11 21H2 (public symbols). */
const ENTRIES_OF_A_THREAD = 6;

/** Flags in the low bits of an entry's lock: busy, and waiting or releasable by another thread. */
const LOCK_FLAG_BITS = 2;

/**
 * `_KTHREAD.AbEntrySummary` has a bit for each entry that is free (Windows 10 on; a thread without locks has 0x3f there
 * in public debugger listings).
 */
const SUMMARY_BITS = 8;

/** One lock that a thread holds or waits for. */
export interface LockEntry {
  /** The `_ETHREAD`. */
  readonly thread: Word64;
  readonly lock: Word64;
  readonly isWaiting: boolean;
  /** The kernel has recorded that the lock was acquired; undefined in builds that do not record it. */
  readonly isAcquired: boolean | undefined;
}

/** Whether this build has lock entries. Without them, nothing records the owner of a push lock. */
export function hasLockEntries(target: Target): boolean {
  return !isAbsent(target.layout(ENTRY));
}

/** A thread's entries that are in use, given its `_ETHREAD`. Empty if this build has none or they cannot be read. */
export function readLockEntries(target: Target, thread: Structure): readonly LockEntry[] {
  const layout = target.layout(ENTRY);
  const bytes = isAbsent(layout) ? undefined : readEntryBytes(target, thread, layout);
  if (isAbsent(layout) || bytes === undefined) {
    return [];
  }
  const entries: LockEntry[] = [];
  const free = present(thread.number("Tcb.AbEntrySummary")) ?? 0;
  for (let index = 0; (index + 1) * layout.size <= bytes.length; index += 1) {
    const own = bytes.subarray(index * layout.size, (index + 1) * layout.size);
    const entry = decodeEntry(new Structure(Word64.zero, layout, own, target.pointerSize), thread.address);
    const isFree = index < SUMMARY_BITS && (free & (1 << index)) !== 0;
    // A free entry can keep the address of its last lock. An entry that is waiting or acquired is in use, whatever the
    // summary says.
    if (entry !== undefined && (!isFree || entry.isWaiting || entry.isAcquired === true)) {
      entries.push(entry);
    }
  }
  return entries;
}

/** All threads' entries by the lock's key. Walks all threads, once per stop. */
function indexLockEntries(target: Target): ReadonlyMap<WordId, readonly LockEntry[]> {
  return target.stop.once("lock entries", () =>
    target.pin(() => {
      const index = new Map<WordId, LockEntry[]>();
      for (const address of hasLockEntries(target) ? walkAllThreads(target) : []) {
        const thread = target.readStructure("_ETHREAD", address);
        for (const entry of isAbsent(thread) ? [] : readLockEntries(target, thread)) {
          append(index, entry.lock.id, entry);
        }
      }
      return index;
    }),
  );
}

/**
 * The threads that hold a lock, by their entries. An entry that is not waiting belongs to an owner; if any are marked
 * as acquired, the others are still on their way to the lock.
 */
export function findHoldersByEntries(target: Target, lock: Word64): readonly Word64[] {
  const entries = (indexLockEntries(target).get(lock.id) ?? []).filter(({ isWaiting }) => !isWaiting);
  const acquired = entries.filter(({ isAcquired }) => isAcquired === true);
  return threadsOf(acquired.length > 0 ? acquired : entries);
}

/** The threads that wait for a lock, by their entries. */
export function findWaitersByEntries(target: Target, lock: Word64): readonly Word64[] {
  return threadsOf((indexLockEntries(target).get(lock.id) ?? []).filter(({ isWaiting }) => isWaiting));
}

/**
 * The lock that a thread waits for: `AbWaitObject` if this build has it, else the thread's entry that is waiting.
 * Undefined if neither names one.
 */
export function findAwaitedLock(target: Target, thread: Structure): Word64 | undefined {
  const named = present(thread.pointer("Tcb.AbWaitObject"));
  if (named !== undefined && isKernelAddress(named, target.pointerSize)) {
    return named;
  }
  return readLockEntries(target, thread).find(({ isWaiting }) => isWaiting)?.lock;
}

function threadsOf(entries: readonly LockEntry[]): readonly Word64[] {
  const threads = new Map<WordId, Word64>();
  for (const { thread } of entries) {
    threads.set(thread.id, thread);
  }
  return Array.from(threads.values());
}

/** The array in `_KTHREAD` (up to 17763), or the one that the pointer there leads to. */
function readEntryBytes(target: Target, thread: Structure, entry: StructureLayout): Uint8Array | undefined {
  const own = thread.layout.find("Tcb.LockEntries");
  if (own !== undefined && !thread.layout.isPointer("Tcb.LockEntries")) {
    return thread.bytes.subarray(own.offset, own.offset + own.size);
  }
  const pointer = own === undefined ? undefined : present(thread.pointer("Tcb.LockEntries"));
  const array = thread.layout.find("LockEntries");
  if (pointer === undefined) {
    return array === undefined ? undefined : thread.bytes.subarray(array.offset, array.offset + array.size);
  }
  const inThread = pointer.distanceFrom(thread.address);
  if (array !== undefined && inThread === array.offset) {
    return thread.bytes.subarray(array.offset, array.offset + array.size);
  }
  return readApart(target, thread, pointer, entry);
}

/** Entries outside the thread: a `_KLOCK_ENTRIES` that points back to the thread, else a plain array. */
function readApart(target: Target, thread: Structure, at: Word64, entry: StructureLayout): Uint8Array | undefined {
  const holder = target.readStructure(ENTRIES, at);
  if (!isAbsent(holder)) {
    const owner = present(holder.pointer("Thread"));
    const scheduler = present(thread.addressOf("Tcb"));
    const array = findArray(holder.layout, entry.size);
    if (array !== undefined) {
      return owner === undefined || owner.id === scheduler?.id
        ? holder.bytes.subarray(array.offset, array.offset + array.size)
        : undefined;
    }
  }
  const bytes = isKernelAddress(at, target.pointerSize) ? target.read(at, ENTRIES_OF_A_THREAD * entry.size) : undefined;
  return isAbsent(bytes) ? undefined : bytes;
}

/** Finds the member that is an array of entries, whatever its name. */
function findArray(layout: StructureLayout, entrySize: number): FieldLayout | undefined {
  return layout
    .memberNames("")
    .map((name) => layout.find(name))
    .find((field) => field !== undefined && field.size >= entrySize && field.size % entrySize === 0);
}

/** Undefined for an entry that is not in use. */
function decodeEntry(entry: Structure, thread: Word64): LockEntry | undefined {
  const stored = entry.pointer("LockUnsafe");
  if (isAbsent(stored) || stored.withoutLowBits(LOCK_FLAG_BITS).isZero) {
    return undefined;
  }
  const lock = restoreLock(stored, entry.pointerSize);
  const acquired = present(entry.flag("AcquiredBit")) ?? present(entry.flag("AcquiredByte"));
  return !isKernelAddress(lock, entry.pointerSize)
    ? undefined
    : { thread, lock, isWaiting: isEntryWaiting(entry), isAcquired: acquired };
}

/** The top bit of the lock's address holds a flag (`InTree`), the two lowest hold others. */
function restoreLock(stored: Word64, pointerSize: 4 | 8): Word64 {
  const plain = stored.withoutLowBits(LOCK_FLAG_BITS);
  return pointerSize === 4 ? new Word64(0, plain.low | 0x80000000) : new Word64(plain.high | 0x80000000, plain.low);
}

/** `WaitingBit` in Windows 10, `WaitingByte` in 11, the lowest bit of the lock's address in 8 and 8.1. */
function isEntryWaiting(entry: Structure): boolean {
  for (const path of ["WaitingBit", "WaitingByte", "LockState.Waiting"]) {
    const flag = entry.flag(path);
    if (!isAbsent(flag)) {
      return flag;
    }
  }
  return false;
}
