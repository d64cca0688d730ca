/** Time-outs of waits: the thread's own timer ends the wait. */
import { firstAbsence, invalid, isAbsent, notApplicable, type Maybe } from "../../target/absence.ts";
import { readWord, type Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { decodeDispatcherKind } from "../kernel-names.ts";
import { HUNDRED_NANOSECONDS, secondsWaited } from "./wait-time.ts";

/**
 * Index of the timer's wait block among those inside a thread: it follows the three that wdm.h calls
 * `THREAD_WAIT_OBJECTS` (public kernel sources of Server 2003: `TIMER_WAIT_BLOCK`). The public symbols of XP to Windows
 * 11 have four of them in `_KTHREAD.WaitBlock`; that a timer lies behind the last one is checked at run time.
 */
const TIMER_WAIT_BLOCK = 3;

/**
 * Whether the thread's own timer is running. From Windows 8 on this is the only sign of a time-out, since the timer's
 * wait block is not counted. If the symbols lack `_KTHREAD.Timer`, that block still leads to the timer: it stays on the
 * timer's list for the thread's life.
 */
export function readTimerRuns(target: Target, thread: Structure): boolean {
  const named = thread.flag("Tcb.Timer.Header.Inserted");
  if (!isAbsent(named)) {
    return named;
  }
  const blocks = thread.addressOf("Tcb.WaitBlock");
  const layout = target.layout("_KWAIT_BLOCK");
  const header = target.layout("_DISPATCHER_HEADER");
  if (isAbsent(blocks) || isAbsent(layout) || isAbsent(header)) {
    return false;
  }
  const entry = layout.find("WaitListEntry");
  const list = header.find("WaitListHead");
  if (entry === undefined || list === undefined) {
    return false;
  }
  const waiters = target.readPointer(blocks.plus(TIMER_WAIT_BLOCK * layout.size + entry.offset));
  const timer = isAbsent(waiters) ? undefined : waiters.minus(list.offset);
  if (timer === undefined || !liesInThread(thread, timer)) {
    return false;
  }
  const found = target.readStructure("_DISPATCHER_HEADER", timer);
  const type = isAbsent(found) ? found : found.number("Type");
  return (
    !isAbsent(found) && !isAbsent(type) && decodeDispatcherKind(type) === "timer" && found.flag("Inserted") === true
  );
}

/**
 * The full time-out in seconds, from the beginning of the wait: time elapsed plus time left until the timer is due.
 * NotApplicable without a running time-out; Invalid if the due time is not plausible.
 */
export function readTimeoutSeconds(target: Target, thread: Structure): Maybe<number> {
  if (!readTimerRuns(target, thread)) {
    return notApplicable("the wait has no time-out");
  }
  const bytes = thread.slice("Tcb.Timer.DueTime", 8);
  const due = isAbsent(bytes) ? bytes : readWord(bytes, 0, 8);
  const now = target.readInterruptTime();
  const waited = secondsWaited(target, thread);
  if (isAbsent(due) || isAbsent(now) || isAbsent(waited)) {
    return firstAbsence(due, now, waited);
  }
  const length = due.distanceFrom(now) / HUNDRED_NANOSECONDS + waited;
  return length > 0 && !due.isZero
    ? length
    : invalid(`the time-out of the thread is due at ${due}, before its wait began`, thread.address);
}

/** Whether a wait block's object is the thread's own timer, which stands for a time-out. */
export function isOwnTimer(target: Target, thread: Structure, object: Word64): boolean {
  const header = liesInThread(thread, object) ? target.readStructure("_DISPATCHER_HEADER", object) : undefined;
  const type = header === undefined || isAbsent(header) ? undefined : header.number("Type");
  return type !== undefined && !isAbsent(type) && decodeDispatcherKind(type) === "timer";
}

/** Whether an object lies inside the thread itself. */
export function liesInThread(thread: Structure, object: Word64): boolean {
  const distance = object.distanceFrom(thread.address);
  return distance >= 0 && distance < thread.layout.size;
}
