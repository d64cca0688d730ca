/** One thing that a thread waits for: the dispatcher object in its wait block, or the lock around it. */
import {
  Absence,
  firstAbsence,
  isAbsent,
  mapPresent,
  notApplicable,
  present,
  type Maybe,
} from "../../target/absence.ts";
import type { LockUser } from "../../facts/lock.ts";
import type { WaitObject } from "../../facts/wait.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { decodeDispatcherType, dispatcherKinds, QUEUE_OBJECT, waitReason } from "../kernel-names.ts";
import { findMutexAround, type MutexTypeName } from "../lock/fast-mutex.ts";
import { findAwaitedLock, findHoldersByEntries, hasLockEntries } from "../lock/lock-entries.ts";
import { readMutant } from "../lock/mutant.ts";
import { readResource } from "../lock/resource.ts";
import { findAwaitedResource } from "../lock/resource-index.ts";
import { readDispatcherType } from "./dispatcher-type.ts";
import { isUserAddress, readKeyedWait, readSectionWait, readUserModeLock } from "./user-mode-lock.ts";
import type { WaitingThread } from "./waiting-thread.ts";

/**
 * The object that a wait block points to, or the lock it belongs to. Absent if the object is unreadable and the
 * thread's wait reason does not imply a lock.
 */
export function readWaitObject(target: Target, thread: WaitingThread, dispatcher: Word64): Maybe<WaitObject> {
  if (isUserAddress(target, dispatcher)) {
    return readUserModeLock(target, thread.structure, dispatcher, dispatcher);
  }
  switch (thread.reason) {
    case waitReason.wrKeyedEvent:
      return readKeyedWait(target, thread.structure, dispatcher);
    case waitReason.wrResource:
      return readResourceWait(target, thread, dispatcher);
    case waitReason.wrPushLock:
      return readPushLockWait(target, thread, dispatcher);
    case waitReason.wrFastMutex:
      return readMutexWait(target, dispatcher, "_FAST_MUTEX") ?? unknownLock(target, "fast mutex", dispatcher);
    case waitReason.wrGuardedMutex:
      return (
        readMutexWait(target, dispatcher, "_KGUARDED_MUTEX") ??
        readMutexWait(target, dispatcher, "_FAST_MUTEX") ??
        unknownLock(target, "guarded mutex", dispatcher)
      );
    case waitReason.wrExecutive:
      // Up to Server 2003 waits for fast mutexes have this reason, among others.
      return readMutexWait(target, dispatcher, "_FAST_MUTEX") ?? readPlainObject(target, dispatcher);
    case waitReason.userRequest:
      return readRequestedObject(target, thread, dispatcher);
    default:
      return readPlainObject(target, dispatcher);
  }
}

/** The object passed to a wait function, or up to Windows 8.1 the critical section whose event it is. */
function readRequestedObject(target: Target, thread: WaitingThread, dispatcher: Word64): Maybe<WaitObject> {
  const object = readPlainObject(target, dispatcher);
  return isAbsent(object) || object.kind !== "event"
    ? object
    : (readSectionWait(target, thread.structure, dispatcher) ?? object);
}

function readPlainObject(target: Target, dispatcher: Word64): Maybe<WaitObject> {
  const header = target.readStructure("_DISPATCHER_HEADER", dispatcher);
  const type = isAbsent(header) ? header : header.number("Type");
  if (isAbsent(header) || isAbsent(type)) {
    return firstAbsence(header, type);
  }
  const number = decodeDispatcherType(type);
  const kind = dispatcherKinds[number] ?? "other";
  const state = header.signed("SignalState");
  const runs = TIMER_RUNS[number];
  const mutant =
    kind === "mutant" ? readMutant(target, dispatcher) : notApplicable("it is not a lock: nobody holds it");
  return {
    kind,
    address: dispatcher,
    dispatcher,
    isHeldShared: false,
    holders: mapPresent(mutant, ({ holders }) => threadsOf(holders)),
    isAbandoned: present(mutant)?.isAbandoned,
    // On demand: it takes the object's header, and of most waits only the kind matters.
    get typeName(): Maybe<string> {
      return readDispatcherType(target, dispatcher, kind);
    },
    signaled: isAbsent(state) ? state : state > 0,
    isSet: runs === undefined ? undefined : present(header.flag(runs)),
    get concurrency(): WaitObject["concurrency"] {
      return number === QUEUE_OBJECT ? readConcurrency(target, dispatcher) : undefined;
    },
  };
}

/**
 * By `_DISPATCHER_HEADER.Type`, the member that says whether a timer runs (public symbols of XP to Windows 11: a byte
 * at first, then a bit). In the header of a `_KTIMER2` the place of `Inserted` belongs to `Timer2RelativeId`, up to
 * Windows 10 14393 reserved.
 */
const TIMER_RUNS: { readonly [type: number]: string } = {
  8: "Inserted",
  9: "Inserted",
  24: "Timer2Inserted",
  25: "Timer2Inserted",
};

/** More threads than any queue lets run at once: a count beyond it is garbage. */
const MOST_RUNNING = 0xffff;

/** The counts of a `_KQUEUE`: a `_KPRIQUEUE`, of the same kind, counts elsewhere. */
function readConcurrency(target: Target, address: Word64): WaitObject["concurrency"] {
  const queue = target.readStructure("_KQUEUE", address);
  const running = present(mapPresent(queue, (found) => found.number("CurrentCount")));
  const most = present(mapPresent(queue, (found) => found.number("MaximumCount")));
  return running === undefined || most === undefined || most === 0 || Math.max(running, most) > MOST_RUNNING
    ? undefined
    : { running, most };
}

/** A resource, or a lock of a kind that cannot be decoded, by the thread's lock entry. */
function readResourceWait(target: Target, thread: WaitingThread, dispatcher: Word64): WaitObject {
  const address = findAwaitedResource(target, thread.structure, dispatcher);
  const resource = address === undefined ? undefined : present(readResource(target, address));
  if (resource === undefined) {
    const lock = findAwaitedLock(target, thread.structure);
    return lock === undefined
      ? unknownLock(target, "resource", dispatcher)
      : lockObject(target, {
          kind: "resource",
          address: lock,
          dispatcher,
          holders: heldByEntries(target, lock, "a resource of a kind that is not known"),
          isHeldShared: false,
        });
  }
  const holders = threadsOf(resource.holders);
  return lockObject(target, {
    kind: "resource",
    address: resource.address,
    dispatcher,
    holders: isAbsent(holders) ? heldByEntries(target, resource.address, holders.reason) : holders,
    isHeldShared: !resource.isExclusive && !isAbsent(holders) && holders.length > 0,
  });
}

/** A push lock does not record its owner; lock entries do, from Windows 8 on. */
function readPushLockWait(target: Target, thread: WaitingThread, dispatcher: Word64): WaitObject {
  const lock = findAwaitedLock(target, thread.structure);
  if (lock === undefined) {
    return unknownLock(target, "push lock", dispatcher);
  }
  const holders = heldByEntries(target, lock, "owner not recorded");
  return lockObject(target, {
    kind: "push lock",
    address: lock,
    dispatcher,
    holders,
    isHeldShared: !isAbsent(holders) && holders.length > 1,
  });
}

function readMutexWait(target: Target, dispatcher: Word64, typeName: MutexTypeName): WaitObject | undefined {
  const mutex = findMutexAround(target, dispatcher, typeName);
  return mutex === undefined
    ? undefined
    : lockObject(target, {
        kind: mutex.kind,
        address: mutex.address,
        dispatcher,
        holders: threadsOf(mutex.holders),
        isHeldShared: false,
      });
}

/** A lock whose kind the wait reason gives, at an unknown address. */
function unknownLock(
  target: Target,
  kind: "resource" | "push lock" | "fast mutex" | "guarded mutex",
  dispatcher: Word64,
): WaitObject {
  const why =
    kind !== "push lock"
      ? `the ${kind} around ${dispatcher} cannot be found`
      : hasLockEntries(target)
        ? "owner not recorded: no lock entry of the waiting thread names it"
        : "owner not recorded in this build of Windows";
  return lockObject(target, {
    kind,
    address: dispatcher,
    dispatcher,
    holders: new Absence("Unreadable", why, dispatcher),
    isHeldShared: false,
  });
}

function lockObject(
  target: Target,
  lock: Pick<WaitObject, "kind" | "address" | "dispatcher" | "holders" | "isHeldShared">,
): WaitObject {
  const header = target.readStructure("_DISPATCHER_HEADER", lock.dispatcher);
  const state = isAbsent(header) ? header : header.signed("SignalState");
  return {
    ...lock,
    typeName: notApplicable(`a ${lock.kind} is not an object`),
    signaled: isAbsent(state) ? state : state > 0,
  };
}

function heldByEntries(target: Target, lock: Word64, why: string): Maybe<readonly Word64[]> {
  const holders = findHoldersByEntries(target, lock);
  return holders.length > 0 ? holders : new Absence("Unreadable", why, lock);
}

function threadsOf(holders: Maybe<readonly LockUser[]>): Maybe<readonly Word64[]> {
  return isAbsent(holders) ? holders : holders.map(({ thread }) => thread);
}
