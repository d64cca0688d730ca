/**
 * Writes a layout as a PDB, so that debuggers know the types and names of a saved kernel. Read back by
 * `symbols/pdb.ts`.
 */
import type { LayoutTable } from "../../host/target.ts";
import type { SymbolFileKey } from "../kernel/pe-image.ts";
import { guidBytes, SECTION_START, sectionHeader } from "./kernel-image.ts";
import { wordsOf, writeMsf } from "./msf-writer.ts";
import { writeSymbols } from "./symbol-streams.ts";
import { emptyTypes, writeTypes } from "./type-stream.ts";

const INFO_VERSION = 20000404;
/** The file has a stream of ids. */
const FEATURE_IDS = 20140508;
const DBI_VERSION = 19990903;
const CONTRIBUTIONS_VERSION = 0xf12eba2d;
const BUILD = 0x8e00;
const machineCodes = { x86: 0x14c, x64: 0x8664, arm64: 0xaa64 } as const;

/** Numbers of the streams. */
const streams = { typeHashes: 5, globals: 6, publics: 7, records: 8, sections: 9 } as const;

function info(key: SymbolFileKey): Buffer {
  // A table of named streams without any.
  const named = wordsOf([0, 0, 1, 0, 0, 0]);
  return Buffer.concat([wordsOf([INFO_VERSION, 0, key.age]), guidBytes(key.guid), named, wordsOf([FEATURE_IDS])]);
}

/** The one section, and the number for symbols without one. */
function sectionMap(length: number): Buffer {
  const entry = (flags: number, frame: number, bytes: number): Buffer => {
    const result = Buffer.alloc(20);
    [flags, 0, 0, frame, 0xffff, 0xffff].forEach((value, index) => {
      result.writeUInt16LE(value, index * 2);
    });
    result.writeUInt32LE(bytes, 16);
    return result;
  };
  return Buffer.concat([Buffer.from([2, 0, 2, 0]), entry(0x10d, 1, length), entry(0x208, 2, 0xffffffff)]);
}

function debugInformation(layout: LayoutTable, key: SymbolFileKey, length: number): Buffer {
  const contributions = wordsOf([CONTRIBUTIONS_VERSION]);
  const map = sectionMap(length);
  const files = wordsOf([0]);
  const extra = Buffer.alloc(22, 0xff);
  extra.writeUInt16LE(streams.sections, 10);
  const header = Buffer.alloc(0x40);
  header.writeInt32LE(-1, 0);
  header.writeUInt32LE(DBI_VERSION, 4);
  header.writeUInt32LE(key.age, 8);
  header.writeUInt16LE(streams.globals, 0xc);
  header.writeUInt16LE(BUILD, 0xe);
  header.writeUInt16LE(streams.publics, 0x10);
  header.writeUInt16LE(streams.records, 0x14);
  [0, contributions.length, map.length, files.length, 0].forEach((size, index) => {
    header.writeUInt32LE(size, 0x18 + index * 4);
  });
  header.writeUInt32LE(extra.length, 0x30);
  header.writeUInt16LE(machineCodes[layout.arch], 0x3a);
  return Buffer.concat([header, contributions, map, files, extra]);
}

/** A name of C as the linkers of each machine write it into public symbols: on x86 with an underscore before it. */
function publicName(name: string, arch: LayoutTable["arch"]): string {
  return arch === "x86" ? `_${name}` : name;
}

/** `imageSize`: bytes of the image that the symbols lie in. The whole file. */
export function writePdb(layout: LayoutTable, key: SymbolFileKey, imageSize: number): Buffer {
  const { types, hashes } = writeTypes(layout, streams.typeHashes);
  const named = Object.entries(layout.symbols)
    .filter(([, rva]) => rva >= SECTION_START)
    .map(([name, rva]) => ({ name: publicName(name, layout.arch), offset: rva - SECTION_START }));
  const { records, publics, globals } = writeSymbols(named);
  return writeMsf([
    Buffer.alloc(0),
    info(key),
    types,
    debugInformation(layout, key, imageSize - SECTION_START),
    emptyTypes(),
    hashes,
    globals,
    publics,
    records,
    sectionHeader(imageSize),
  ]);
}
