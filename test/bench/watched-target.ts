/** A target whose memory is watched: which pages were touched, how often it was read, and how much at once. */
import type { SimulatedProcess, SimulatedTarget, TargetMemory } from "../host/target.ts";

const PAGE_SIZE = 0x1000;

/** What was read since the last {@link ReadLog.reset}. */
export class ReadLog {
  private readonly touched = new Set<bigint>();
  /** Reads that found their bytes. */
  reads = 0;
  /** Reads of memory that is not there. */
  failures = 0;
  /** Bytes of the largest read, whether it succeeded or not. */
  largest = 0;

  /** Distinct pages of 4096 bytes that any read covered. */
  get pages(): number {
    return this.touched.size;
  }

  reset(): void {
    this.touched.clear();
    this.reads = 0;
    this.failures = 0;
    this.largest = 0;
  }

  note(address: bigint, length: number, found: boolean): void {
    this.largest = Math.max(this.largest, length);
    if (!found) {
      this.failures += 1;
      return;
    }
    this.reads += 1;
    const end = (address + BigInt(length) - 1n) / BigInt(PAGE_SIZE);
    for (let page = address / BigInt(PAGE_SIZE); page <= end; page += 1n) {
      this.touched.add(page);
    }
  }
}

export interface WatchedTarget {
  readonly target: SimulatedTarget;
  readonly log: ReadLog;
}

/** The same target behind a log of its reads. `before` sees each read before it happens: a target can change there. */
export function watchTarget(
  target: SimulatedTarget,
  before: (address: bigint, length: number) => void = () => undefined,
): WatchedTarget {
  const log = new ReadLog();
  const { memory } = target;
  const watched: TargetMemory = {
    read: (address: bigint, length: number, process?: SimulatedProcess) => {
      before(address, length);
      const bytes = memory.read(address, length, process);
      log.note(address, length, bytes !== undefined);
      return bytes;
    },
    write: (address, bytes, process) => memory.write(address, bytes, process),
  };
  // Whether it is a dump can change, so the rest stays the target's own.
  return { log, target: Object.create(target, { memory: { value: watched } }) as SimulatedTarget };
}
