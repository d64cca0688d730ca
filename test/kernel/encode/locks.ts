/**
 * `_ERESOURCE`, `_FAST_MUTEX`, `_KGUARDED_MUTEX`, `_EX_PUSH_LOCK` with what their waiters keep on their stacks, and the
 * threads' `_KLOCK_ENTRY`s.
 */
import type { Machine } from "../machine.ts";
import { lockType, mutexObject, resourceForm } from "../scenario/lock-maker.ts";
import type { LockAccess, LockWaiter, ScenarioLock } from "../scenario/locks.ts";
import type { KernelScenario } from "../scenario/scenario.ts";
import type { ScenarioThread } from "../scenario/thread.ts";
import type { Structure } from "../structure.ts";
import { writeDispatcher } from "./waits.ts";

/** `_ERESOURCE.Flag`: held exclusively. */
const EXCLUSIVE = 0x80;
/** Lock entries that a thread has. */
export const LOCK_ENTRIES = 6;
/** Low bits of a push lock's value. */
const PUSH_LOCK = { locked: 1n, waiting: 2n, multipleShared: 8n, shareShift: 4n } as const;
/** The same up to Windows XP, whose push locks have two low bits only. */
const OLD_PUSH_LOCK = { waiting: 1n, exclusive: 2n, shareShift: 2n } as const;

function objectSize(machine: Machine, waiter: LockWaiter): number {
  if (waiter.object.dispatcherKind === "semaphore") {
    return machine.sizeOf("_KSEMAPHORE");
  }
  return machine.sizeOf("_KEVENT");
}

function waitersFor(lock: ScenarioLock, access: LockAccess): readonly LockWaiter[] {
  return lock.waiters.filter((waiter) => waiter.access === access);
}

/** `_ERESOURCE.OwnerThread` of an owner: the thread with the flags that the scene wants. */
function ownerThread(lock: ScenarioLock, thread: ScenarioThread): bigint {
  return thread.address | BigInt(lock.options.ownerFlags ?? 0);
}

/**
 * Where `_ERESOURCE` keeps the first owner: in entries for either access up to Windows Server 2003, in one entry since.
 */
function firstOwnerPath(machine: Machine, access: LockAccess): string {
  if (machine.has("_ERESOURCE", "OwnerEntry.OwnerThread")) {
    return "OwnerEntry";
  }
  return `OwnerThreads[${access === "exclusive" ? 0 : 1}]`;
}

/** Owners after the first, in a table whose entry 0 holds only its size. */
function writeOwnerTable(machine: Machine, lock: ScenarioLock): bigint {
  const further = lock.owners.slice(1);
  if (further.length === 0) {
    return 0n;
  }
  const size = machine.sizeOf("_OWNER_ENTRY");
  const count = Math.max(further.length + 1, 4);
  if (lock.ownerTable === 0n) {
    lock.ownerTable = machine.allocate("nonPaged", 16 * size, "ReTa");
  }
  machine.write(lock.ownerTable, new Uint8Array(16 * size));
  machine.writeField(lock.ownerTable, "_OWNER_ENTRY", "TableSize", count);
  further.forEach(({ thread, count: times }, index) => {
    const entry = lock.ownerTable + BigInt((index + 1) * size);
    machine.writeField(entry, "_OWNER_ENTRY", "OwnerThread", ownerThread(lock, thread));
    machine.writeField(entry, "_OWNER_ENTRY", "OwnerCount", times);
  });
  return lock.ownerTable;
}

function putWaiters(machine: Machine, body: Structure, lock: ScenarioLock): void {
  const form = resourceForm(machine);
  for (const access of ["shared", "exclusive"] as const) {
    const field = access === "shared" ? "SharedWaiters" : "ExclusiveWaiters";
    const waiters = waitersFor(lock, access);
    body.put(access === "shared" ? "NumberOfSharedWaiters" : "NumberOfExclusiveWaiters", waiters.length);
    const blocks = waiters.map(({ block }) => block).filter((block) => block !== undefined);
    if (form === "ring") {
      body.put(field, blocks[0] ?? 0n);
    } else if (form === "chain" && access === "shared") {
      body.put(`${field}.Head.Next`, blocks[0] ?? 0n);
    } else {
      body.put(field, lock.sharedObjects.get(access)?.address ?? 0n);
    }
    writeBlocks(machine, waiters, blocks, form === "ring");
  }
}

/** The entries on the waiters' stacks: a ring without a head, or a chain that ends with null. */
function writeBlocks(
  machine: Machine,
  waiters: readonly LockWaiter[],
  blocks: readonly bigint[],
  isRing: boolean,
): void {
  waiters.forEach(({ thread, block }) => {
    if (block === undefined) {
      return;
    }
    const index = blocks.indexOf(block);
    if (!isRing) {
      machine.writeField(block, "_KWAIT_CHAIN_ENTRY", "ListEntry.Next", blocks[index + 1] ?? 0n);
      return;
    }
    if (index === 0) {
      machine.writeList(block, blocks.slice(1));
    }
    machine.writeField(block, "_KWAIT_CHAIN_ENTRY", "Thread", thread.address);
  });
}

function writeResource(machine: Machine, lock: ScenarioLock): void {
  const [first] = lock.owners;
  const body = machine
    .structure("_ERESOURCE")
    .putAll({
      OwnerTable: writeOwnerTable(machine, lock),
      ActiveCount: lock.owners.length,
      Flag: first !== undefined && lock.access === "exclusive" ? EXCLUSIVE : 0,
      ContentionCount: lock.options.contentionCount ?? lock.waiters.length,
    })
    .putIfPresent("ActiveEntries", lock.owners.length);
  if (first !== undefined) {
    const path = firstOwnerPath(machine, lock.access);
    body.put(`${path}.OwnerThread`, ownerThread(lock, first.thread)).put(`${path}.OwnerCount`, first.count);
  }
  putWaiters(machine, body, lock);
  machine.write(lock.address, body.bytes);
}

function writeMutex(machine: Machine, lock: ScenarioLock): void {
  const type = lockType(machine, lock.kind);
  const { field, dispatcherKind } = mutexObject(machine, lock.kind);
  const [owner] = lock.owners;
  // 1 is free; 0 and less is held.
  const body = machine.structure(type).putAll({
    Count: owner === undefined ? 1 : -lock.waiters.length,
    Owner: owner?.thread.address ?? 0n,
    Contention: lock.options.contentionCount ?? lock.waiters.length,
  });
  machine.write(lock.address, body.bytes);
  writeDispatcher(machine, lock.address + machine.offsetOf(type, field), dispatcherKind, 0, machine.sizeOf("_KEVENT"));
}

/** A push lock with waiters points to the first of their blocks; one without counts its shared owners. */
function pushLockValue(machine: Machine, lock: ScenarioLock): bigint {
  const [newest] = [...lock.waiters].reverse();
  const owners = BigInt(lock.owners.length);
  const isShared = lock.access === "shared" && owners > 0n;
  if (machine.has("_EX_PUSH_LOCK", "Exclusive")) {
    if (newest?.block !== undefined) {
      return newest.block | OLD_PUSH_LOCK.waiting;
    }
    return isShared ? owners << OLD_PUSH_LOCK.shareShift : owners > 0n ? OLD_PUSH_LOCK.exclusive : 0n;
  }
  const locked = owners > 0n ? PUSH_LOCK.locked : 0n;
  if (newest?.block !== undefined) {
    return newest.block | PUSH_LOCK.waiting | locked | (isShared && owners > 1n ? PUSH_LOCK.multipleShared : 0n);
  }
  return locked | (isShared ? owners << PUSH_LOCK.shareShift : 0n);
}

function writePushLock(machine: Machine, lock: ScenarioLock): void {
  machine.writeField(lock.address, "_EX_PUSH_LOCK", "Value", pushLockValue(machine, lock));
  const type = "_EX_PUSH_LOCK_WAIT_BLOCK";
  if (machine.layout.types[type] === undefined) {
    return;
  }
  // The newest block comes first and leads to the one before it.
  lock.waiters.forEach(({ block, access }, index) => {
    if (block === undefined) {
      return;
    }
    const body = machine
      .structure(type)
      .put("Next", lock.waiters[index - 1]?.block ?? 0n)
      .put("ShareCount", access === "shared" ? 1 : 0)
      .putIfPresent("Exclusive", access === "exclusive");
    if (index === 0) {
      body.putIfPresent("Last", block);
    }
    body.putIfPresent("Previous", lock.waiters[index + 1]?.block ?? 0n);
    machine.write(block, body.bytes);
  });
}

/** The content of one `_KLOCK_ENTRY`. */
export interface LockEntry {
  readonly lock: ScenarioLock;
  readonly isWaiting: boolean;
}

/** Lock entries by thread, in the order in which the locks were made. Empty where the build has none. */
export function lockEntries(system: KernelScenario): ReadonlyMap<ScenarioThread, readonly LockEntry[]> {
  const entries = new Map<ScenarioThread, LockEntry[]>();
  if (!hasLockEntries(system.machine)) {
    return entries;
  }
  const add = (thread: ScenarioThread, entry: LockEntry): void => {
    const list = entries.get(thread);
    if (list === undefined) {
      entries.set(thread, [entry]);
    } else {
      list.push(entry);
    }
    if ((entries.get(thread)?.length ?? 0) > LOCK_ENTRIES) {
      throw new Error(`thread ${thread.id} holds or awaits more locks than it has entries for`);
    }
  };
  for (const lock of system.locks.all) {
    for (const { thread } of lock.owners) {
      add(thread, { lock, isWaiting: false });
    }
    for (const { thread } of lock.waiters) {
      add(thread, { lock, isWaiting: true });
    }
  }
  return entries;
}

function hasLockEntries(machine: Machine): boolean {
  return machine.has("_KLOCK_ENTRY", "LockState");
}

/**
 * Address of a thread's lock entries: an array in `_KTHREAD` up to Windows 10 1809, in `_ETHREAD` since (on Windows 10
 * with a pointer to it in `_KTHREAD`).
 */
export function lockEntryArray(machine: Machine, thread: bigint): bigint {
  const type = machine.has("_ETHREAD", "LockEntries") ? "_ETHREAD" : "_KTHREAD";
  return thread + machine.offsetOf(type, "LockEntries");
}

function writeLockEntry(
  machine: Machine,
  thread: ScenarioThread,
  place: bigint,
  index: number,
  { lock, isWaiting }: LockEntry,
): void {
  const body = machine.structure("_KLOCK_ENTRY");
  const inTree = lock.waiters.length > 0;
  body.put("LockState.LockState", lock.address).put("LockState.InTree", inTree);
  // Windows 8 and 8.1 keep the thread's address and say in the lock's low bit who waits; later builds have bytes of
  // their own.
  body.putIfPresent("ThreadUnsafe", thread.address & ((1n << 56n) - 1n)).putIfPresent("LockState.Waiting", isWaiting);
  body
    .putIfPresent("AcquiredByte", isWaiting ? 0 : 1)
    .putIfPresent("WaitingBit", isWaiting)
    .putIfPresent("WaitingByte", isWaiting ? 1 : 0);
  body.putIfPresent("EntryIndex", index).put("SessionId", 0xffff_ffff);
  machine.write(place, body.bytes);
}

/** Writes every thread's lock entries and their counts. */
function writeLockEntries(system: KernelScenario): void {
  const { machine } = system;
  if (!hasLockEntries(machine)) {
    return;
  }
  const size = machine.sizeOf("_KLOCK_ENTRY");
  for (const [thread, entries] of lockEntries(system)) {
    const array = lockEntryArray(machine, thread.address);
    entries.forEach((entry, index) => {
      writeLockEntry(machine, thread, array + BigInt(index * size), index, entry);
    });
    const waiting = entries.filter(({ isWaiting }) => isWaiting).length;
    const counts = {
      // One bit for each entry that is still free.
      AbEntrySummary: ((1 << LOCK_ENTRIES) - 1) & ~((1 << entries.length) - 1),
      AbFreeEntryCount: LOCK_ENTRIES - entries.length,
      AbWaitEntryCount: waiting,
      AbOwnedEntryCount: entries.length - waiting,
      AbWaitObject: entries.find(({ isWaiting }) => isWaiting)?.lock.address ?? 0n,
    };
    for (const [field, value] of Object.entries(counts)) {
      if (machine.has("_KTHREAD", field)) {
        machine.writeField(thread.address, "_KTHREAD", field, value);
      }
    }
  }
}

/**
 * Writes all locks, what their waiters keep on their stacks, and the list of resources. Before the waits, after the
 * threads.
 */
export function writeLocks(system: KernelScenario): void {
  const { machine } = system;
  for (const lock of system.locks.all) {
    if (lock.kind === "resource") {
      writeResource(machine, lock);
    } else if (lock.kind === "pushLock") {
      writePushLock(machine, lock);
    } else {
      writeMutex(machine, lock);
    }
    for (const object of lock.sharedObjects.values()) {
      writeDispatcher(
        machine,
        object.address,
        object.dispatcherKind,
        0,
        machine.sizeOf(object.dispatcherKind === "semaphore" ? "_KSEMAPHORE" : "_KEVENT"),
      );
    }
    for (const waiter of lock.waiters) {
      if (waiter.block !== undefined) {
        writeDispatcher(machine, waiter.object.address, waiter.object.dispatcherKind, 0, objectSize(machine, waiter));
      }
    }
  }
  const head = machine.findSymbol("ExpSystemResourcesList");
  if (head !== undefined && machine.has("_ERESOURCE", "SystemResourcesList")) {
    machine.writeList(
      head,
      system.locks.all.filter(({ kind }) => kind === "resource").map(({ address }) => address),
    );
  }
  writeLockEntries(system);
}
