/** The list of drivers in a triage dump. */
import type { ByteSource } from "../file/byte-source.ts";
import { Bytes } from "../file/bytes.ts";
import type { LoadedModule } from "../kernel/loaded-modules.ts";
import type { TriageContents } from "./triage-header.ts";

const MOST_DRIVERS = 4096;
const LONGEST_NAME = 260;
const entries = {
  8: { size: 0x90, base: 0x8 + 0x30, imageSize: 0x8 + 0x40 },
  4: { size: 0x5c, base: 0x8 + 0x18, imageSize: 0x8 + 0x20 },
} as const;

/** The drivers within the file, in order. */
export function readTriageDrivers(
  source: ByteSource,
  contents: TriageContents,
  pointerSize: 4 | 8,
): readonly LoadedModule[] {
  const { offset, count } = contents.drivers;
  const place = entries[pointerSize];
  const modules: LoadedModule[] = [];
  for (let index = 0; index < Math.min(count, MOST_DRIVERS); index++) {
    const bytes = source.read(offset + index * place.size, place.size);
    if (bytes.length < place.size) {
      break;
    }
    const entry = new Bytes(bytes, "a driver's entry");
    const base = entry.pointer(place.base, pointerSize);
    if (base !== 0n) {
      modules.push({ base, size: entry.u32(place.imageSize), fileName: readName(source, entry.u32(0)) });
    }
  }
  return modules;
}

/** A count of characters, then the characters. */
function readName(source: ByteSource, offset: number): string {
  const head = source.read(offset, 4);
  if (head.length < 4) {
    return "";
  }
  const length = Math.min(Buffer.from(head).readUInt32LE(0), LONGEST_NAME);
  return Buffer.from(source.read(offset + 4, length * 2)).toString("utf16le");
}
