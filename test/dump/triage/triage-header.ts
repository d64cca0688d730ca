/**
 * The table of contents of a triage dump, TRIAGE_DUMP64 or TRIAGE_DUMP32: file offsets of the few things that it holds.
 * Fields from the public readers rizin and Ghidra; seen in dumps of builds 19041 x64 and 22000 ARM64.
 */
import type { ByteSource } from "../file/byte-source.ts";
import { Bytes } from "../file/bytes.ts";
import type { DumpHeader } from "../format/header.ts";

/** Bytes of the file that belong to one address. */
export interface MemoryBlock {
  readonly address: bigint;
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}

export interface TriageContents {
  /** File offset of the copy of the processor's block, process and thread; 0 when absent. */
  readonly processorBlock: number;
  readonly process: number;
  readonly thread: number;
  readonly debuggerData: { readonly offset: number; readonly length: number };
  readonly drivers: { readonly offset: number; readonly count: number };
  /** Stack, data page and data blocks. */
  readonly blocks: readonly MemoryBlock[];
}

const HEAD = 0x88;
const VALID = "TRGD";
const MOST_BLOCKS = 1_000_000;

/** Places from the start of the table, by the width of the dump. */
const places = {
  8: {
    stackTop: 0x48,
    dataPage: 0x60,
    dataPageOffset: 0x68,
    dataPageSize: 0x6c,
    debuggerData: 0x70,
    debuggerDataSize: 0x74,
    blocks: 0x78,
    blockCount: 0x7c,
    blockSize: 16,
  },
  4: {
    stackTop: 0x48,
    dataPage: 0x4c,
    dataPageOffset: 0x50,
    dataPageSize: 0x54,
    debuggerData: 0x58,
    debuggerDataSize: 0x5c,
    blocks: 0x60,
    blockCount: 0x64,
    blockSize: 12,
  },
} as const;

/** Throws a DumpError when the table is damaged. */
export function readTriageContents(source: ByteSource, header: DumpHeader): TriageContents {
  const place = places[header.pointerSize];
  const table = new Bytes(source.read(header.size, HEAD), `${source.name}'s table of contents`);
  table.need(0, HEAD);
  const valid = table.u32(8);
  if (Buffer.from(source.read(valid, 4)).toString("latin1") !== VALID) {
    throw table.damaged("is not closed by its mark");
  }
  const blockTable = table.u32(place.blocks);
  const count = Math.min(
    table.u32(place.blockCount),
    MOST_BLOCKS,
    Math.floor(Math.max(0, source.size - blockTable) / place.blockSize),
  );
  const blocks = new Bytes(source.read(blockTable, count * place.blockSize), `${source.name}'s blocks of memory`);
  const read = Array.from({ length: count }, (_, index): MemoryBlock => {
    const at = index * place.blockSize;
    return {
      address: blocks.pointer(at, header.pointerSize),
      offset: blocks.u32(at + header.pointerSize),
      length: blocks.u32(at + header.pointerSize + 4),
    };
  });
  return {
    processorBlock: table.u32(0x1c),
    process: table.u32(0x20),
    thread: table.u32(0x24),
    debuggerData: { offset: table.u32(place.debuggerData), length: table.u32(place.debuggerDataSize) },
    drivers: { offset: table.u32(0x30), count: table.u32(0x34) },
    blocks: [
      ...read,
      { address: table.pointer(place.stackTop, header.pointerSize), offset: table.u32(0x28), length: table.u32(0x2c) },
      {
        address: table.pointer(place.dataPage, header.pointerSize),
        offset: table.u32(place.dataPageOffset),
        length: table.u32(place.dataPageSize),
      },
    ].filter(({ offset, length }) => length > 0 && offset + length <= source.size),
  };
}
