/** Names and addresses of a PDB: its public symbols and global data. Layout from Microsoft's public `microsoft-pdb`. */
import { Bytes } from "../file/bytes.ts";
import type { MsfFile } from "./msf.ts";

const DBI = 3;
const DBI_HEADER = 0x40;
const ABSENT = 0xffff;
const SECTION_HEADER = 40;
const kinds = { public: 0x110e, localData: 0x110c, globalData: 0x110d } as const;

/** Place in the optional debug header of the number of a stream. */
const debugStreams = { omapFromSource: 4, sections: 5, originalSections: 10 } as const;

export interface NamedPlace {
  readonly name: string;
  /** Bytes from the image's base. */
  readonly rva: number;
  /** Index of its type; public symbols have none. */
  readonly type?: number;
}

export interface DebugInformation {
  /** 0x14c, 0x8664, 0xaa64. */
  readonly machine: number;
  readonly age: number;
  readonly symbols: readonly NamedPlace[];
}

/** Maps a place in the image as linked to its final place; undefined if it was removed. */
type Mapping = (rva: number) => number | undefined;

function readMapping(bytes: Bytes): Mapping {
  const count = Math.floor(bytes.length / 8);
  return (rva) => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (bytes.u32(middle * 8) <= rva) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low === 0) {
      return undefined;
    }
    const to = bytes.u32((low - 1) * 8 + 4);
    return to === 0 ? undefined : to + rva - bytes.u32((low - 1) * 8);
  };
}

function debugStream(file: MsfFile, header: Bytes, number: number): Bytes {
  const at = DBI_HEADER + [0x18, 0x1c, 0x20, 0x24, 0x28, 0x34].reduce((total, place) => total + header.u32(place), 0);
  if (header.u32(0x30) < number * 2 + 2 || at + number * 2 + 2 > header.length) {
    return new Bytes(new Uint8Array(0), "");
  }
  const stream = header.u16(at + number * 2);
  return new Bytes(stream === ABSENT ? new Uint8Array(0) : file.stream(stream), "a debug stream");
}

/** Throws a DumpError for damaged streams. */
export function readDebugInformation(file: MsfFile, name: string): DebugInformation {
  const header = new Bytes(file.stream(DBI), `${name}'s debug stream`);
  if (header.length === 0) {
    return { machine: 0, age: 0, symbols: [] };
  }
  header.need(0, DBI_HEADER);
  const mapping = debugStream(file, header, debugStreams.omapFromSource);
  const original = debugStream(file, header, debugStreams.originalSections);
  const isMoved = mapping.length > 0 && original.length > 0;
  const sections = isMoved ? original : debugStream(file, header, debugStreams.sections);
  const move: Mapping = isMoved ? readMapping(mapping) : (rva) => rva;
  const starts = Array.from({ length: Math.floor(sections.length / SECTION_HEADER) }, (_, index) =>
    sections.u32(index * SECTION_HEADER + 12),
  );
  const records = new Bytes(file.stream(header.u16(0x14)), `${name}'s symbols`);
  return { machine: header.u16(0x3a), age: header.u32(8), symbols: [...readRecords(records, starts, move)] };
}

function* readRecords(bytes: Bytes, sections: readonly number[], move: Mapping): Generator<NamedPlace> {
  for (let at = 0; at + 4 <= bytes.length;) {
    const length = bytes.u16(at);
    const kind = bytes.u16(at + 2);
    if (length < 2) {
      throw bytes.damaged("are broken");
    }
    if (kind === kinds.public || kind === kinds.globalData || kind === kinds.localData) {
      const start = sections[bytes.u16(at + 12) - 1];
      const rva = start === undefined ? undefined : move(start + bytes.u32(at + 8));
      const name = bytes.text(at + 14, length - 12);
      if (rva !== undefined) {
        yield kind === kinds.public ? { name, rva } : { name, rva, type: bytes.u32(at + 4) };
      }
    }
    at += 2 + length;
  }
}
