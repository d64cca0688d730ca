/** The machine's time: ticks, the time since boot and the time of day, and where the kernel shows them. */
import type { Machine } from "./machine.ts";

/** 100 ns units in a second. */
const UNITS_PER_SECOND = 10_000_000n;
/**
 * Offsets in the shared user page: the same on every Windows (`KUSER_SHARED_DATA` is documented with the driver kit).
 */
const SHARED = { interruptTime: 0x08, systemTime: 0x14, tickCount: 0x320 } as const;

export class Clock {
  tickCount: bigint;
  /** 100 ns since 1601. */
  systemTime: bigint;
  /** 100 ns units in a tick. */
  readonly increment: bigint;

  constructor(options: { tickCount?: bigint; systemTime?: bigint; increment?: bigint } = {}) {
    this.tickCount = options.tickCount ?? 0x6_4a21n;
    this.systemTime = options.systemTime ?? 0x01da_3f52_91c8_6a40n;
    this.increment = options.increment ?? 156_250n;
  }

  get interruptTime(): bigint {
    return this.tickCount * this.increment;
  }

  /** The tick count that many seconds ago; not before boot. */
  ticksAgo(seconds: number): bigint {
    const ticks = (BigInt(Math.round(seconds * 1000)) * (UNITS_PER_SECOND / 1000n)) / this.increment;
    return ticks > this.tickCount ? 0n : this.tickCount - ticks;
  }

  /** Time of day at a past tick count. */
  systemTimeAt(tick: bigint): bigint {
    return this.systemTime - (this.tickCount - tick) * this.increment;
  }

  /** Seconds since a tick count, as a waiting thread remembers it: 32 bits of it. */
  secondsSince(tick: bigint): number {
    return Number(BigInt.asUintN(32, this.tickCount - tick) * this.increment) / Number(UNITS_PER_SECOND);
  }

  advance(milliseconds: number): void {
    const units = BigInt(Math.round(milliseconds)) * (UNITS_PER_SECOND / 1000n);
    this.tickCount += units / this.increment > 0n ? units / this.increment : 1n;
    this.systemTime += units;
  }

  write(machine: Machine): void {
    const page = machine.addresses.sharedUserData;
    const writeTime = (offset: number, value: bigint): void => {
      machine.writeInteger(page + BigInt(offset), 4, value);
      machine.writeInteger(page + BigInt(offset + 4), 4, value >> 32n);
      machine.writeInteger(page + BigInt(offset + 8), 4, value >> 32n);
    };
    writeTime(SHARED.interruptTime, this.interruptTime);
    writeTime(SHARED.systemTime, this.systemTime);
    writeTime(SHARED.tickCount, this.tickCount);
    for (const symbol of ["KeMaximumIncrement", "KeTimeIncrement"]) {
      const address = machine.findSymbol(symbol);
      if (address !== undefined) {
        machine.writeInteger(address, 4, this.increment);
      }
    }
    const ticks = machine.findSymbol("KeTickCount");
    if (ticks !== undefined) {
      machine.writeInteger(ticks, 4, this.tickCount);
      machine.writeInteger(ticks + 4n, 4, this.tickCount >> 32n);
      machine.writeInteger(ticks + 8n, 4, this.tickCount >> 32n);
    }
  }
}
