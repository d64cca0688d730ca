/** Since when a thread waits, by the target's clock. */
import { firstAbsence, isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import { readWord, type Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { formatThreadState, isWaitState } from "../kernel-names.ts";

/** 100 ns units of a second. */
export const HUNDRED_NANOSECONDS = 10000000;

/** 15.625 ms: what nearly every machine has, for kernels that do not say. */
const USUAL_TICK = 156250;

/**
 * Seconds since the wait of a thread (its `_ETHREAD`) began, by the target's tick count. NotApplicable while the thread
 * does not wait.
 */
export function readWaitedSeconds(target: Target, address: Word64): Maybe<number> {
  const thread = target.readStructure("_ETHREAD", address);
  const state = isAbsent(thread) ? thread : thread.number("Tcb.State");
  if (isAbsent(thread) || isAbsent(state)) {
    return firstAbsence(thread, state);
  }
  return isWaitState(state)
    ? secondsWaited(target, thread)
    : notApplicable(`the thread does not wait (${formatThreadState(state)})`);
}

/** As {@link readWaitedSeconds}, for a thread that is known to wait: its state is not looked at. */
export function readSecondsWaited(target: Target, address: Word64): Maybe<number> {
  return mapPresent(target.readStructure("_ETHREAD", address), (thread) => secondsWaited(target, thread));
}

/** As {@link readSecondsWaited}, from an `_ETHREAD` already read. */
export function secondsWaited(target: Target, thread: Structure): Maybe<number> {
  const began = thread.number("Tcb.WaitTime");
  const now = readTicks(target);
  if (isAbsent(began) || isAbsent(now)) {
    return firstAbsence(began, now);
  }
  return (((now.low - began) >>> 0) * readTickLength(target)) / HUNDRED_NANOSECONDS;
}

/** Seconds since the start of the system, by the tick count that waits are dated with. */
export function readUptime(target: Target): Maybe<number> {
  return mapPresent(
    readTicks(target),
    (ticks) => (ticks.toApproximateNumber() * readTickLength(target)) / HUNDRED_NANOSECONDS,
  );
}

/**
 * The tick count of the shared user page; where that page is missing `KeTickCount` (x86, and x64 up to Server 2003).
 */
function readTicks(target: Target): Maybe<Word64> {
  const shared = target.readTickCount();
  if (!isAbsent(shared)) {
    return shared;
  }
  const at = target.symbol("KeTickCount");
  const bytes = isAbsent(at) ? at : target.read(at, 4);
  return isAbsent(bytes) ? shared : readWord(bytes, 0, 4);
}

/** 100 ns units of a tick. */
function readTickLength(target: Target): number {
  return target.stop.once("tick length", () => {
    for (const name of ["KeMaximumIncrement", "KeTimeIncrement"]) {
      const at = target.symbol(name);
      const bytes = isAbsent(at) ? at : target.read(at, 4);
      const length = isAbsent(bytes) ? 0 : readWord(bytes, 0, 4).low;
      // Anything between 0.1 ms and 1 s can be a tick.
      if (length >= 1000 && length <= HUNDRED_NANOSECONDS) {
        return length;
      }
    }
    return USUAL_TICK;
  });
}
