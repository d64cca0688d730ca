/** Writes physical memory as a dump of any type that holds pages. */
import { dumpTypes } from "../format/dump-type.ts";
import type { PageRun } from "../format/header.ts";
import { PAGE_SIZE } from "../format/physical-pages.ts";
import type { HeaderValues } from "./header-writer.ts";
import { writeHeader } from "./header-writer.ts";

/** What the header says about the machine; the writer adds what depends on the pages. */
export type MachineValues = Omit<HeaderValues, "runs" | "dumpType" | "fileSize">;

export type WritableType = (typeof dumpTypes)[
  "full" | "summary" | "fullBitmap" | "kernelBitmap" | "debuggerKernel" | "debuggerKernelAndUser" | "debuggerFull"];

/** Runs of frames that follow each other, ascending. */
export function runsOf(frames: readonly number[]): PageRun[] {
  const runs: { first: number; count: number }[] = [];
  for (const frame of [...frames].sort((a, b) => a - b)) {
    const last = runs[runs.length - 1];
    if (last !== undefined && last.first + last.count === frame) {
      last.count++;
    } else {
      runs.push({ first: frame, count: 1 });
    }
  }
  return runs;
}

/** The part between the header and the pages. `start`: file offset at which it begins. */
function tableOf(type: WritableType, start: number, runs: readonly PageRun[], pointerSize: 4 | 8): Buffer {
  switch (type) {
    case dumpTypes.full:
      return Buffer.alloc(0);
    case dumpTypes.fullBitmap:
    case dumpTypes.kernelBitmap:
      return bitmapTable(type, start, runs);
    case dumpTypes.summary:
      return summaryTable(start, runs, pointerSize);
    default:
      return debuggerTable(type, start, runs);
  }
}

const aligned = (value: number): number => Math.ceil(value / PAGE_SIZE) * PAGE_SIZE;
const pagesIn = (runs: readonly PageRun[]): number => runs.reduce((total, run) => total + run.count, 0);
const framesUpTo = (runs: readonly PageRun[]): number => Math.max(0, ...runs.map((run) => run.first + run.count));

function setBits(bitmap: Buffer, runs: readonly PageRun[]): void {
  for (const run of runs) {
    for (let frame = run.first; frame < run.first + run.count; frame++) {
      bitmap[frame >> 3] = (bitmap[frame >> 3] ?? 0) | (1 << (frame & 7));
    }
  }
}

function bitmapTable(type: WritableType, start: number, runs: readonly PageRun[]): Buffer {
  const bits = framesUpTo(runs);
  const table = Buffer.alloc(aligned(start + 0x38 + Math.ceil(bits / 8)) - start);
  table.write(type === dumpTypes.fullBitmap ? "FDMPDUMP" : "SDMPDUMP", 0, "latin1");
  table.writeBigUInt64LE(BigInt(start + table.length), 0x20);
  table.writeBigUInt64LE(BigInt(pagesIn(runs)), 0x28);
  table.writeBigUInt64LE(BigInt(bits), 0x30);
  setBits(table.subarray(0x38), runs);
  return table;
}

function summaryTable(start: number, runs: readonly PageRun[], pointerSize: 4 | 8): Buffer {
  const bits = framesUpTo(runs);
  const head = pointerSize === 8 ? 0x28 : 0x20;
  const table = Buffer.alloc(aligned(start + head + Math.ceil(bits / 8)) - start);
  table.write("SDMPDUMP", 0, "latin1");
  table.writeUInt32LE(start + table.length, 0xc);
  table.writeUInt32LE(bits, 0x10);
  table.writeUInt32LE(pagesIn(runs), 0x14);
  table.writeUInt32LE(bits, 0x18);
  setBits(table.subarray(head), runs);
  return table;
}

function debuggerTable(type: WritableType, start: number, runs: readonly PageRun[]): Buffer {
  const table = Buffer.alloc(aligned(start + 0x40 + (runs.length + 1) * 16) - start);
  table.writeUInt32LE(0x40, 0);
  table.write("RDMPDUMP", 4, "latin1");
  table.writeBigUInt64LE(BigInt(table.length - 0x40 + 0x20), 0x10);
  table.writeBigUInt64LE(BigInt(start + table.length), 0x18);
  if (type === dumpTypes.debuggerFull) {
    table.writeUInt32LE(runs.length, 0x20);
    table.writeBigUInt64LE(BigInt(pagesIn(runs)), 0x28);
  }
  runs.forEach((run, index) => {
    table.writeBigUInt64LE(BigInt(run.first), 0x30 + index * 16);
    table.writeBigUInt64LE(BigInt(run.count), 0x38 + index * 16);
  });
  return table;
}

/** The whole file. Throws if there are too many runs for a header. */
export function writeDump(type: WritableType, machine: MachineValues, frames: ReadonlyMap<number, Uint8Array>): Buffer {
  const runs = runsOf([...frames.keys()]);
  const headerSize = machine.machine === "x86" ? 0x1000 : 0x2000;
  const table = tableOf(type, headerSize, runs, machine.machine === "x86" ? 4 : 8);
  const fileSize = headerSize + table.length + pagesIn(runs) * PAGE_SIZE;
  const pages = [...frames].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
  return Buffer.concat([writeHeader({ ...machine, runs, dumpType: type, fileSize }), table, ...pages]);
}
