/** Time-outs of waits: a wait that the thread's own timer ends by itself. */
import { Absence } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { decodeDispatcherKind } from "../kernel-names.ts";

/** `TIMER_WAIT_BLOCK`: which of the four wait blocks inside a thread is its timer's. The same from NT 5 to Windows 11. */
const TIMER_WAIT_BLOCK = 3;

/**
 * Whether the thread's own timer runs: from Windows 8 on the only sign of a timeout, since the timer's wait block is not among those counted.
 * Symbols that lack `_KTHREAD.Timer` still lead there by that block, which hangs on the timer's list for the thread's life.
 */
export function readTimerRuns(target: Target, thread: Structure): boolean {
  const named = thread.flag("Tcb.Timer.Header.Inserted");
  if (!(named instanceof Absence)) {
    return named;
  }
  const blocks = thread.addressOf("Tcb.WaitBlock");
  const layout = target.layout("_KWAIT_BLOCK");
  const header = target.layout("_DISPATCHER_HEADER");
  if (blocks instanceof Absence || layout instanceof Absence || header instanceof Absence) {
    return false;
  }
  const entry = layout.find("WaitListEntry")?.offset ?? 0;
  const waiters = target.readPointer(blocks.plus(TIMER_WAIT_BLOCK * layout.size + entry));
  const timer = waiters instanceof Absence ? undefined : waiters.minus(header.find("WaitListHead")?.offset ?? 0);
  if (timer === undefined || !liesInThread(thread, timer)) {
    return false;
  }
  const found = target.readStructure("_DISPATCHER_HEADER", timer);
  const type = found instanceof Absence ? found : found.number("Type");
  return !(found instanceof Absence) && !(type instanceof Absence)
    && decodeDispatcherKind(type) === "timer" && found.flag("Inserted") === true;
}

/** Whether an object lies inside the thread itself. */
export function liesInThread(thread: Structure, object: Word64): boolean {
  const distance = object.distanceFrom(thread.address);
  return distance >= 0 && distance < thread.layout.size;
}
