/** An image in memory: its headers and its symbol file. Layout from Microsoft's public PE/COFF specification. */
import { Bytes } from "../file/bytes.ts";
import type { VirtualMemory } from "../virtual-memory.ts";

/** Identifies one symbol file. */
export interface SymbolFileKey {
  /** "ntkrnlmp.pdb". */
  readonly name: string;
  /** 32 upper-case hexadecimal digits, as symbol stores write it. */
  readonly guid: string;
  readonly age: number;
}

export interface ImageFacts {
  /** Seconds since 1970, or a hash in images that build the same each time. */
  readonly timeDateStamp: number;
  readonly sizeOfImage: number;
  /** Absent when the debug directory is missing or not in the dump. */
  readonly symbolFile: SymbolFileKey | undefined;
}

const PE32_PLUS = 0x20b;
const CODE_VIEW = 2;
const DEBUG_ENTRY = 28;
const MOST_DEBUG_ENTRIES = 32;
const LONGEST_PATH = 0x400;

/** Undefined if no image header can be read there. */
export function readImage(memory: VirtualMemory, base: bigint): ImageFacts | undefined {
  const page = memory.read(base, 0x1000);
  if (page?.[0] !== 0x4d || page[1] !== 0x5a) {
    return undefined;
  }
  const header = new Bytes(page, "the image's header");
  try {
    const start = header.u32(0x3c);
    if (header.u32(start) !== 0x4550) {
      return undefined;
    }
    const optional = start + 24;
    const directories = optional + (header.u16(optional) === PE32_PLUS ? 112 : 96);
    return {
      timeDateStamp: header.u32(start + 8),
      sizeOfImage: header.u32(optional + 56),
      symbolFile: readDebugDirectory(
        memory,
        base,
        header.u32(directories + 6 * 8),
        header.u32(directories + 6 * 8 + 4),
      ),
    };
  } catch {
    return undefined;
  }
}

function readDebugDirectory(memory: VirtualMemory, base: bigint, rva: number, size: number): SymbolFileKey | undefined {
  const count = Math.min(Math.floor(size / DEBUG_ENTRY), MOST_DEBUG_ENTRIES);
  for (let index = 0; rva !== 0 && index < count; index++) {
    const bytes = memory.read(base + BigInt(rva + index * DEBUG_ENTRY), DEBUG_ENTRY);
    if (bytes === undefined) {
      continue;
    }
    const entry = new Bytes(bytes, "the debug directory");
    if (entry.u32(12) !== CODE_VIEW) {
      continue;
    }
    const key = readCodeView(memory, base + BigInt(entry.u32(20)), Math.min(entry.u32(16), 24 + LONGEST_PATH));
    if (key !== undefined) {
      return key;
    }
  }
  return undefined;
}

function readCodeView(memory: VirtualMemory, address: bigint, size: number): SymbolFileKey | undefined {
  const bytes = memory.read(address, size);
  if (bytes === undefined || size < 25) {
    return undefined;
  }
  const record = new Bytes(bytes, "the debug record");
  if (record.text(0, 4) !== "RSDS") {
    return undefined;
  }
  const path = record.text(24, LONGEST_PATH).replace(/[^ -~]/g, "?");
  return {
    guid: guidText(record, 4),
    age: record.u32(20),
    name: path.slice(Math.max(path.lastIndexOf("\\"), path.lastIndexOf("/")) + 1),
  };
}

/** A GUID in the form of symbol stores: the first three fields as numbers, the rest byte by byte. */
export function guidText(bytes: Bytes, at: number): string {
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
  const rest = [...bytes.slice(at + 8, 8)].map((byte) => hex(byte, 2)).join("");
  return (hex(bytes.u32(at), 8) + hex(bytes.u16(at + 4), 4) + hex(bytes.u16(at + 6), 4) + rest).toUpperCase();
}
