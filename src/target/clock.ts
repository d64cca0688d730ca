/**
 * The target's own clock, from the page that the kernel shares with every process.
 *
 * The page lies at ffdf0000 (x86) and fffff780`00000000 (x64 and ARM64) on every Windows since NT 4
 * (`_KUSER_SHARED_DATA`): interrupt time at 0x08, system time at 0x14 (100 ns units), tick count at 0x320; each as low
 * part, high part, and the high part again.
 */
import { invalid, isAbsent, type Maybe } from "./absence.ts";
import type { PointerSize } from "./address.ts";
import { readWord } from "./structure.ts";
import { Word64 } from "./word64.ts";

const INTERRUPT_TIME = 0x08;
const SYSTEM_TIME = 0x14;
const TICK_COUNT = 0x320;
/** Interrupt time and system time with their repeated high parts. */
const TIMES_LENGTH = 0x18;
const KSYSTEM_TIME_LENGTH = 12;

/** Where the shared user page lies in kernel space. */
export function sharedUserPage(pointerSize: PointerSize): Word64 {
  return pointerSize === 4 ? new Word64(0, 0xffdf0000) : new Word64(0xfffff780, 0);
}

type Read = (address: Word64, length: number) => Maybe<Uint8Array>;

/** A string that changes whenever the target runs; absent if the page cannot be read. */
export function readMoment(read: Read, pointerSize: PointerSize): Maybe<string> {
  const bytes = read(sharedUserPage(pointerSize).plus(INTERRUPT_TIME), TIMES_LENGTH);
  return isAbsent(bytes) ? bytes : `${readWord(bytes, 0, 8).key}.${readWord(bytes, 12, 8).key}`;
}

/**
 * Interrupt time in 100 ns units, like the due times of timers. Invalid where the two copies of the high part differ.
 */
export function readInterruptTime(read: Read, pointerSize: PointerSize): Maybe<Word64> {
  return readSystemTime(read, sharedUserPage(pointerSize).plus(INTERRUPT_TIME), "interrupt time");
}

/** The time of day, in 100 ns units since 1601, UTC. Invalid where the two copies of the high part differ. */
export function readTimeOfDay(read: Read, pointerSize: PointerSize): Maybe<Word64> {
  return readSystemTime(read, sharedUserPage(pointerSize).plus(SYSTEM_TIME), "system time");
}

/**
 * Ticks since the start of the system. Invalid where the two copies of the high part differ (read in the middle of an
 * update).
 */
export function readTickCount(read: Read, pointerSize: PointerSize): Maybe<Word64> {
  return readSystemTime(read, sharedUserPage(pointerSize).plus(TICK_COUNT), "tick count");
}

function readSystemTime(read: Read, address: Word64, what: string): Maybe<Word64> {
  const bytes = read(address, KSYSTEM_TIME_LENGTH);
  if (isAbsent(bytes)) {
    return bytes;
  }
  return readWord(bytes, 4, 4).equals(readWord(bytes, 8, 4))
    ? readWord(bytes, 0, 8)
    : invalid(`the ${what} was read in the middle of an update`, address);
}
