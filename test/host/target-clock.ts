/**
 * The target's own clock: the shared user page, whose times move on while the target runs.
 * Source of the addresses and offsets: `KUSER_SHARED_DATA` of the public Windows headers and System Informer; the same
 * since Windows 2000.
 */
import type { TargetMemory } from "./target.ts";

const sharedPage = { 4: 0xffdf0000n, 8: 0xfffff78000000000n } as const;
const interruptTime = 0x08n;
const systemTime = 0x14n;
const tickCount = 0x320n;
/** 100 ns units in the clock interrupt's usual period. */
const unitsPerTick = 156250n;

function advance(memory: TargetMemory, address: bigint, by: bigint): void {
  const bytes = memory.read(address, 12);
  if (bytes === undefined) {
    return;
  }
  const view = new DataView(bytes.slice().buffer);
  const time = (BigInt(view.getUint32(4, true)) << 32n) + BigInt(view.getUint32(0, true)) + by;
  view.setBigUint64(0, BigInt.asUintN(64, time), true);
  view.setUint32(8, view.getUint32(4, true), true);
  memory.write(address, new Uint8Array(view.buffer));
}

/**
 * Moves the clock on by some ticks. Assumption: interrupt time, system time and tick count all move, each in its three
 * parts (low, high, high again); a target without the page, or whose page cannot be written, keeps its time.
 */
export function advanceClock(memory: TargetMemory, pointerSize: 4 | 8, ticks: bigint): void {
  const page = sharedPage[pointerSize];
  advance(memory, page + interruptTime, ticks * unitsPerTick);
  advance(memory, page + systemTime, ticks * unitsPerTick);
  advance(memory, page + tickCount, ticks);
}
