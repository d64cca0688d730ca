/** Reads a PDB: the image that it belongs to, types and symbols. */
import { DumpError } from "../dump-error.ts";
import type { ByteSource } from "../file/byte-source.ts";
import { Bytes } from "../file/bytes.ts";
import type { SymbolFileKey } from "../kernel/pe-image.ts";
import { guidText } from "../kernel/pe-image.ts";
import { MsfFile } from "./msf.ts";
import type { SymbolFile, SymbolPlace } from "./symbol-file.ts";
import { readDebugInformation } from "./symbol-records.ts";
import { TypeLayouts } from "./type-layouts.ts";
import { TypeRecords } from "./type-records.ts";

const IDENTITY = 1;
const TYPES = 2;
const architectures: Readonly<Record<number, "x86" | "x64" | "arm64">> = {
  0x14c: "x86",
  0x8664: "x64",
  0xaa64: "arm64",
};

/** The image that a PDB belongs to, without reading the rest. */
export function readPdbKey(source: ByteSource): Omit<SymbolFileKey, "name"> {
  return keyOf(new MsfFile(source), source.name);
}

function keyOf(file: MsfFile, name: string): Omit<SymbolFileKey, "name"> {
  const identity = new Bytes(file.stream(IDENTITY), name);
  return { age: identity.u32(8), guid: guidText(identity, 0xc) };
}

/**
 * Throws a {@link DumpError} for a damaged file or one that is not a PDB. `build`: the build of the kernel, for
 * display.
 */
export function readPdb(source: ByteSource, build: string): SymbolFile {
  const file = new MsfFile(source);
  const information = readDebugInformation(file, source.name);
  const arch = architectures[information.machine];
  if (arch === undefined) {
    throw new DumpError(
      `${source.name} belongs to an image of machine type 0x${information.machine.toString(16)}: only x86, x64 and ARM64 are understood.`,
    );
  }
  const pointerSize = arch === "x86" ? 4 : 8;
  const layouts = new TypeLayouts(new TypeRecords(file.stream(TYPES), source.name), pointerSize);
  const types = layouts.readAll();
  const symbols = new Map<string, SymbolPlace>();
  const offsets = Object.create(null) as Record<string, number>;
  for (const { name, rva, type } of information.symbols) {
    if (symbols.has(name) && type === undefined) {
      continue;
    }
    symbols.set(name, type === undefined ? { rva } : { rva, type: layouts.typeName(type) });
    offsets[name] = rva;
  }
  return {
    path: source.name,
    key: keyOf(file, source.name),
    symbols,
    layout: { build, arch, pointerSize, ...types, symbols: offsets },
  };
}
