/** How long a thread has been waiting, by the target's clock. */
import { firstAbsence, isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import { PerStop } from "../../target/stop.ts";
import { readWord, type Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { formatThreadState, isWaitState } from "../kernel-names.ts";

/** 100 ns units per second. */
export const HUNDRED_NANOSECONDS = 10000000;

/** 15.625 ms, the tick of nearly every machine; used if the kernel does not give one. */
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

/** Like {@link readWaitedSeconds}, without checking that the thread waits. */
export function readSecondsWaited(target: Target, address: Word64): Maybe<number> {
  const thread = target.readStructure("_ETHREAD", address);
  return isAbsent(thread) ? thread : secondsWaited(target, thread);
}

/** Like {@link readSecondsWaited}, from an `_ETHREAD` already read. */
export function secondsWaited(target: Target, thread: Structure): Maybe<number> {
  const began = thread.number("Tcb.WaitTime");
  const { ticks, tickLength } = clocks.of(target.stop).clock ?? readClock(target);
  if (isAbsent(began) || isAbsent(ticks)) {
    return firstAbsence(began, ticks);
  }
  return (((ticks.low - began) >>> 0) * tickLength) / HUNDRED_NANOSECONDS;
}

/** The tick count, and how many 100 ns units a tick has. */
interface Clock {
  readonly ticks: Maybe<Word64>;
  readonly tickLength: number;
}

/** Every wait is dated by the same clock. */
const clocks = new PerStop((): { clock?: Clock } => ({}));

function readClock(target: Target): Clock {
  const clock = { ticks: readTicks(target), tickLength: readTickLength(target) };
  clocks.of(target.stop).clock = clock;
  return clock;
}

/** Seconds since system start, by the tick count that also dates waits. */
export function readUptime(target: Target): Maybe<number> {
  return mapPresent(
    readTicks(target),
    (ticks) => (ticks.toApproximateNumber() * readTickLength(target)) / HUNDRED_NANOSECONDS,
  );
}

/**
 * The tick count of the shared user page, or `KeTickCount` (x86, and x64 up to Server 2003) if that page is missing.
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

/** 100 ns units per tick. */
function readTickLength(target: Target): number {
  for (const name of ["KeMaximumIncrement", "KeTimeIncrement"]) {
    const at = target.symbol(name);
    const bytes = isAbsent(at) ? at : target.read(at, 4);
    const length = isAbsent(bytes) ? 0 : readWord(bytes, 0, 4).low;
    // Accepts any tick from 0.1 ms to 1 s.
    if (length >= 1000 && length <= HUNDRED_NANOSECONDS) {
      return length;
    }
  }
  return USUAL_TICK;
}
