/** Blocks of memory of which a part may be missing: what is there, and the gaps. */
import { Absence, isAbsent, type Maybe } from "./absence.ts";
import { PAGE_SIZE } from "./page-cache.ts";
import { readProcessMemory, type MemoryOwner } from "./process-memory.ts";
import type { Hole } from "./structure.ts";
import type { Target } from "./target.ts";
import type { Word64 } from "./word64.ts";

/** A block of memory. */
export interface PartialBlock {
  /** The whole length, with zeros in the gaps; absent where nothing of it is there. */
  readonly bytes: Maybe<Uint8Array>;
  /** Offsets of what is missing, in order; none for a whole block. */
  readonly gaps: readonly Hole[];
}

/** A block of kernel memory. */
export function readPartialBlock(target: Target, address: Word64, length: number): PartialBlock {
  const bytes = target.read(address, length);
  const pieces =
    isAbsent(bytes) && bytes.kind === "Unreadable" ? target.stop.pages.readPieces(address, length) : undefined;
  return pieces === undefined ? { bytes, gaps: [] } : { bytes: pieces.bytes, gaps: joined(pieces.holes) };
}

/**
 * The bytes before the first gap: what has to be read from the beginning on. Unreadable where the first byte is
 * missing. `address`: of the block.
 */
export function readableStart({ bytes, gaps: [first] }: PartialBlock, address: Word64 | undefined): Maybe<Uint8Array> {
  return isAbsent(bytes) || first === undefined
    ? bytes
    : first.start === 0
      ? new Absence("Unreadable", `the first ${first.end} bytes cannot be read`, address)
      : bytes.subarray(0, first.start);
}

/** A block of a process's own memory, page by page where it is not there as a whole. */
export function readPartialProcessBlock(
  target: Target,
  owner: MemoryOwner,
  address: Word64,
  length: number,
): PartialBlock {
  const whole = readProcessMemory(target, owner, address, length);
  if (!isAbsent(whole) || whole.kind !== "Unreadable") {
    return { bytes: whole, gaps: [] };
  }
  const bytes = new Uint8Array(length);
  const gaps: Hole[] = [];
  for (let start = 0; start < length;) {
    const end = Math.min(length, start + PAGE_SIZE - (address.plus(start).low % PAGE_SIZE));
    const piece = readProcessMemory(target, owner, address.plus(start), end - start);
    if (isAbsent(piece)) {
      gaps.push({ start, end });
    } else {
      bytes.set(piece, start);
    }
    start = end;
  }
  const missing = joined(gaps);
  return missing.length === 1 && missing[0]?.start === 0 && missing[0].end === length
    ? { bytes: whole, gaps: [] }
    : { bytes, gaps: missing };
}

/** Gaps that touch are one. */
function joined(gaps: readonly Hole[]): readonly Hole[] {
  const all: Hole[] = [];
  for (const gap of gaps) {
    const last = all[all.length - 1];
    if (last !== undefined && last.end === gap.start) {
      all[all.length - 1] = { start: last.start, end: gap.end };
    } else {
      all.push(gap);
    }
  }
  return all;
}
