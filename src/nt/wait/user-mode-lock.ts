/**
 * Waits for user-mode locks: keyed events, and threads that another thread alerts by id. The kernel knows only an
 * address in the process.
 */
import { Absence, isAbsent, notApplicable, present } from "../../target/absence.ts";
import { isKernelAddress } from "../../target/address.ts";
import type { WaitObject } from "../../facts/wait.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { findCriticalSectionAround, type CriticalSectionFacts } from "../lock/critical-section.ts";
import { findSectionByEvent, sectionsBlockOnEvents } from "../lock/critical-section-list.ts";
import { memoryOwnerOf } from "./waiting-thread.ts";

/** The lowest bit of `_ETHREAD.KeyedWaitValue` distinguishes waiting from releasing; keys are even. */
const KEY_FLAG_BITS = 1;

/** User-mode addresses start here: the first 64 KiB are never mapped. */
const LOWEST_USER_ADDRESS = 0x10000;

/**
 * The lock at an address in the process of a thread (its `_ETHREAD`) that waits for it. `dispatcher`: the object that
 * its wait block names.
 */
export function readUserModeLock(target: Target, thread: Structure, address: Word64, dispatcher: Word64): WaitObject {
  const owner = memoryOwnerOf(target, thread);
  const section = owner === undefined ? undefined : findCriticalSectionAround(target, owner, address);
  return section === undefined
    ? {
        ...common(dispatcher),
        kind: "user-mode lock",
        address,
        process: owner?.address,
        holders: new Absence("Unreadable", "owner not recorded", address),
      }
    : criticalSection(section, dispatcher);
}

/**
 * The critical section whose waiters block on the event that the thread waits on; undefined for any other event. Up to
 * Windows 8.1.
 */
export function readSectionWait(target: Target, thread: Structure, event: Word64): WaitObject | undefined {
  const owner = sectionsBlockOnEvents(target) ? memoryOwnerOf(target, thread) : undefined;
  const section = owner === undefined ? undefined : findSectionByEvent(target, owner, event);
  return section === undefined ? undefined : criticalSection(section, event);
}

function criticalSection({ address, process, holders }: CriticalSectionFacts, dispatcher: Word64): WaitObject {
  return {
    ...common(dispatcher),
    kind: "critical section",
    address,
    process,
    holders: isAbsent(holders) ? holders : holders.map(({ thread }) => thread),
  };
}

function common(dispatcher: Word64): Pick<WaitObject, "dispatcher" | "isHeldShared" | "typeName" | "signaled"> {
  return {
    dispatcher,
    isHeldShared: false,
    typeName: notApplicable("a user-mode lock is not an object"),
    signaled: notApplicable("a user-mode lock has no signal state"),
  };
}

/**
 * What a thread in a keyed-event wait waits for: the lock at its key, or the keyed event if the key is not a user-mode
 * address.
 */
export function readKeyedWait(target: Target, thread: Structure, dispatcher: Word64): WaitObject {
  const key = present(thread.pointer("KeyedWaitValue"))?.withoutLowBits(KEY_FLAG_BITS);
  if (key !== undefined && isUserAddress(target, key)) {
    return readUserModeLock(target, thread, key, dispatcher);
  }
  return {
    ...common(dispatcher),
    kind: "keyed event",
    address: key === undefined || key.isZero ? dispatcher : key,
    holders: new Absence("Unreadable", "owner not recorded", dispatcher),
  };
}

/** Whether an address can lie in the memory of a process. */
export function isUserAddress(target: Target, address: Word64): boolean {
  return !isKernelAddress(address, target.pointerSize) && (address.high !== 0 || address.low >= LOWEST_USER_ADDRESS);
}
