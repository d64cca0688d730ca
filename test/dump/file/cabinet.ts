/**
 * Cabinets, as `makecab` and symbol stores write them (`.pd_`): unpacks the first file, if its folder is stored or
 * packed by MSZIP. Layout from Microsoft's public cabinet format: header, folders, files, data blocks of at most 32
 * KiB.
 */
import { inflateRawSync } from "node:zlib";
import { DumpError } from "../dump-error.ts";
import { Bytes } from "./bytes.ts";

const HEADER = 36;
const HAS_PREVIOUS_OR_NEXT = 3;
const HAS_RESERVE = 4;
const WINDOW = 0x8000;
const methods: Readonly<Record<number, string>> = { 2: "Quantum", 3: "LZX" };

/**
 * The content of the first file. `limit`: bytes that the content may have. Throws a {@link DumpError} when it cannot be
 * unpacked.
 */
export function unpackCabinet(cabinet: Uint8Array, name: string, limit: number): Uint8Array {
  const bytes = new Bytes(cabinet, name);
  const flags = bytes.u16(30);
  if ((flags & HAS_PREVIOUS_OR_NEXT) !== 0) {
    throw new DumpError(`${name} is a part of a cabinet set: unpack it first (expand or cabextract).`);
  }
  let folder = HEADER;
  let dataReserve = 0;
  if ((flags & HAS_RESERVE) !== 0) {
    dataReserve = bytes.u8(HEADER + 3);
    folder = HEADER + 4 + bytes.u16(HEADER);
  }
  const method = bytes.u16(folder + 6) & 0xf;
  if (method > 1) {
    throw new DumpError(
      `${name} is a cabinet packed by ${methods[method] ?? `method ${method}`}, which Node cannot unpack: unpack it first (expand or cabextract).`,
    );
  }
  const size = bytes.u32(bytes.u32(16));
  const start = bytes.u32(bytes.u32(16) + 4);
  if (size > limit) {
    throw new DumpError(`${name} is too large to be unpacked in memory: unpack it first.`);
  }
  const parts: Uint8Array[] = [];
  let total = 0;
  let data = bytes.u32(folder);
  for (let left = bytes.u16(folder + 4); left > 0 && total < start + size; left--) {
    const packed = bytes.slice(data + 8 + dataReserve, bytes.u16(data + 4));
    const part = method === 0 ? packed : unpackBlock(packed, parts[parts.length - 1], bytes);
    parts.push(part);
    total += part.length;
    data += 8 + dataReserve + packed.length;
  }
  const content = Buffer.concat(parts);
  if (content.length < start + size) {
    throw bytes.damaged("ends too early");
  }
  return content.subarray(start, start + size);
}

/** An MSZIP block: `CK`, then deflated data that may refer to the block before it. */
function unpackBlock(packed: Uint8Array, previous: Uint8Array | undefined, cabinet: Bytes): Uint8Array {
  if (packed[0] !== 0x43 || packed[1] !== 0x4b) {
    throw cabinet.damaged("has a broken block");
  }
  const options = previous === undefined ? {} : { dictionary: previous };
  return inflateRawSync(packed.subarray(2), { maxOutputLength: WINDOW, ...options });
}
