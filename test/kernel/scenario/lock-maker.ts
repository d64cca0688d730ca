/** Makes kernel locks and threads that wait for them, in the form of the build. */
import type { Machine } from "../machine.ts";
import { ScenarioLock, type LockAccess, type LockKind, type LockOptions, type LockWaiter } from "./locks.ts";
import type { ScenarioThread } from "./thread.ts";
import type { WaitOptions, WaitReasonName } from "./waits.ts";

const types: Readonly<Record<LockKind, string>> = {
  resource: "_ERESOURCE",
  fastMutex: "_FAST_MUTEX",
  guardedMutex: "_KGUARDED_MUTEX",
  pushLock: "_EX_PUSH_LOCK",
};
const tags: Readonly<Record<LockKind, string>> = {
  resource: "Ntfr",
  fastMutex: "FMtx",
  guardedMutex: "GMtx",
  pushLock: "PLck",
};
const reasons: Readonly<Record<LockKind, WaitReasonName>> = {
  resource: "WrResource",
  fastMutex: "WrFastMutex",
  guardedMutex: "WrGuardedMutex",
  pushLock: "WrPushLock",
};
/** Bytes of a push lock's wait block where the symbols lack it (Windows 8 on), as Windows 7 has it. */
const PUSH_LOCK_BLOCK = 0x40;

/** How a resource keeps its waiters. */
export type ResourceForm = "ring" | "chain" | "objects";

/**
 * A ring of `_KWAIT_CHAIN_ENTRY` (Windows 10 1809 on), a chain of them for shared and one event for exclusive access
 * (Windows 10 1607), or a semaphore and an event (up to Windows 8.1).
 */
export function resourceForm(machine: Machine): ResourceForm {
  const type = machine.layout.types["_ERESOURCE"]?.fields["SharedWaiters"]?.type;
  if (type === "void*") {
    return "ring";
  }
  return type === "_KWAIT_CHAIN" ? "chain" : "objects";
}

/** Type of a lock's structure: from Windows 8 on a guarded mutex is a fast mutex. */
export function lockType(machine: Machine, kind: LockKind): string {
  if (kind === "guardedMutex" && machine.layout.types["_KGUARDED_MUTEX"] === undefined) {
    return types.fastMutex;
  }
  return types[kind];
}

/** The object inside a fast or guarded mutex on which its waiters block; Vista calls a fast mutex's event a gate. */
export function mutexObject(
  machine: Machine,
  kind: LockKind,
): { field: string; dispatcherKind: "gate" | "synchronizationEvent" } {
  const type = lockType(machine, kind);
  const field = machine.has(type, "Event") ? "Event" : "Gate";
  const isGate = machine.layout.types[type]?.fields[field]?.type === "_KGATE";
  return { field, dispatcherKind: isGate ? "gate" : "synchronizationEvent" };
}

export class LockMaker {
  readonly all: ScenarioLock[] = [];
  private readonly machine: Machine;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** Throws when the build's layout does not have that kind of lock. */
  create(kind: LockKind, options: LockOptions): ScenarioLock {
    const { machine } = this;
    const address = machine.allocate(
      kind === "pushLock" ? "paged" : "nonPaged",
      machine.sizeOf(lockType(machine, kind)),
      tags[kind],
      options.address,
    );
    const lock = new ScenarioLock(kind, address, options);
    this.all.push(lock);
    return lock;
  }

  /**
   * A thread begins to wait for a lock. A resource's wait has a time-out and is renewed, a gate's is a state of its
   * own.
   */
  wait(thread: ScenarioThread, lock: ScenarioLock, access: LockAccess, options: WaitOptions): void {
    const place = this.waitPlace(thread, lock, access);
    thread.waitsFor(place.object, {
      reason: reasons[lock.kind],
      hasTimeout: lock.kind === "resource",
      mode: "kernel",
      ...options,
    });
    if (place.object.dispatcherKind === "gate") {
      thread.state = "GateWait";
    }
    thread.lock = lock;
    lock.waiters.push({ thread, access, ...place });
  }

  private waitPlace(
    thread: ScenarioThread,
    lock: ScenarioLock,
    access: LockAccess,
  ): Pick<LockWaiter, "block" | "object"> {
    const { machine } = this;
    if (lock.kind === "resource") {
      return this.resourcePlace(thread, lock, access);
    }
    if (lock.kind === "pushLock") {
      const block = thread.stackLocal(machine.layout.types["_EX_PUSH_LOCK_WAIT_BLOCK"]?.size ?? PUSH_LOCK_BLOCK);
      const isGate = machine.has("_EX_PUSH_LOCK_WAIT_BLOCK", "WakeGate");
      return { block, object: { address: block, dispatcherKind: isGate ? "gate" : "synchronizationEvent" } };
    }
    const { field, dispatcherKind } = mutexObject(machine, lock.kind);
    return {
      block: undefined,
      object: { address: lock.address + machine.offsetOf(lockType(machine, lock.kind), field), dispatcherKind },
    };
  }

  private resourcePlace(
    thread: ScenarioThread,
    lock: ScenarioLock,
    access: LockAccess,
  ): Pick<LockWaiter, "block" | "object"> {
    const { machine } = this;
    const form = resourceForm(machine);
    if (form === "ring" || (form === "chain" && access === "shared")) {
      const block = thread.stackLocal(machine.sizeOf("_KWAIT_CHAIN_ENTRY"));
      return {
        block,
        object: {
          address: block + machine.offsetOf("_KWAIT_CHAIN_ENTRY", "Event"),
          dispatcherKind: "synchronizationEvent",
        },
      };
    }
    let object = lock.sharedObjects.get(access);
    if (object === undefined) {
      const type = access === "shared" ? "_KSEMAPHORE" : "_KEVENT";
      const address = machine.allocate("nonPaged", machine.sizeOf(type), access === "shared" ? "ReSe" : "ReEv");
      lock.sharedObjects.set(
        access,
        (object = { address, dispatcherKind: access === "shared" ? "semaphore" : "synchronizationEvent" }),
      );
    }
    return { block: undefined, object };
  }
}
