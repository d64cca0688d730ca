/**
 * Opens packed files as if they were not packed: gzip, zip and cabinets by Node's zlib, xz by our own decoder. Errors
 * name other packers.
 */
import { gunzipSync, inflateRawSync } from "node:zlib";
import { DumpError } from "../dump-error.ts";
import type { ByteSource } from "./byte-source.ts";
import { memorySource } from "./byte-source.ts";
import { Bytes } from "./bytes.ts";
import { unpackCabinet } from "./cabinet.ts";
import { LzmaError } from "./lzma2.ts";
import { unpackXz } from "./xz.ts";

/** Unpacked content is held in memory. */
const LIMIT = 1 << 29;

const foreignPackers: readonly (readonly [magic: readonly number[], name: string, tool: string])[] = [
  [[0x28, 0xb5, 0x2f, 0xfd], "zstd", "zstd -d"],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "7z", "7z x"],
  [[0x42, 0x5a, 0x68], "bzip2", "bzip2 -d"],
];

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/**
 * Unpacks a packed file into memory; returns other files as they are. `limit`: bytes that the content may have. Throws
 * a {@link DumpError} for a file that cannot be unpacked.
 */
export function unpacked(source: ByteSource, limit = LIMIT): ByteSource {
  const head = source.read(0, 8);
  const foreign = foreignPackers.find(([magic]) => startsWith(head, magic));
  if (foreign !== undefined) {
    const [, name, tool] = foreign;
    throw new DumpError(`${source.name} is packed with ${name}, which Node cannot unpack: run ${tool} on it first.`);
  }
  if (startsWith(head, [0x1f, 0x8b])) {
    return replaced(source, limit, () => gunzipSync(whole(source, limit), { maxOutputLength: limit }));
  }
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) {
    return replaced(source, limit, () => unpackZip(source, limit));
  }
  if (startsWith(head, [0x4d, 0x53, 0x43, 0x46])) {
    return replaced(source, limit, () => unpackCabinet(whole(source, limit), source.name, limit));
  }
  if (startsWith(head, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])) {
    return replaced(source, limit, () => unpackXz(whole(source, limit), source.name, limit));
  }
  return source;
}

function whole(source: ByteSource, limit: number): Uint8Array {
  if (source.size > limit) {
    throw tooLarge(source.name, limit);
  }
  return source.read(0, source.size);
}

function tooLarge(name: string, limit: number): DumpError {
  return new DumpError(
    `${name} is too large to be unpacked in memory (more than ${limit >> 20} MiB): unpack it first.`,
  );
}

function replaced(source: ByteSource, limit: number, unpack: () => Uint8Array): ByteSource {
  try {
    return memorySource(source.name, unpack());
  } catch (error) {
    if (error instanceof DumpError) {
      throw error;
    }
    const isTooLarge =
      error instanceof LzmaError ? error.isTooLarge : (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    if (isTooLarge) {
      throw tooLarge(source.name, limit);
    }
    throw new DumpError(`${source.name} cannot be unpacked: it is damaged or cut off.`);
  } finally {
    source.close();
  }
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/** The largest file of a zip archive: a dump is larger than the files next to it. */
function unpackZip(source: ByteSource, limit: number): Uint8Array {
  const archive = whole(source, limit);
  const bytes = new Bytes(archive, source.name);
  let end = archive.length - 22;
  while (end >= 0 && end > archive.length - 0x1_0100 && bytes.u32(end) !== END_OF_DIRECTORY) {
    end--;
  }
  if (end < 0 || bytes.u32(end) !== END_OF_DIRECTORY) {
    throw bytes.damaged("has no directory");
  }
  let entry = bytes.u32(end + 16);
  let best: { readonly entry: number; readonly size: number } | undefined;
  for (let left = bytes.u16(end + 10); left > 0; left--) {
    if (bytes.u32(entry) !== DIRECTORY_ENTRY) {
      throw bytes.damaged("has a broken directory");
    }
    const size = bytes.u32(entry + 24);
    if (best === undefined || size > best.size) {
      best = { entry, size };
    }
    entry += 46 + bytes.u16(entry + 28) + bytes.u16(entry + 30) + bytes.u16(entry + 32);
  }
  if (best === undefined) {
    throw new DumpError(`${source.name} is an empty zip archive.`);
  }
  if ((bytes.u16(best.entry + 8) & 1) !== 0) {
    throw new DumpError(`${source.name} is an encrypted zip archive: unpack it first.`);
  }
  const packedSize = bytes.u32(best.entry + 20);
  const local = bytes.u32(best.entry + 42);
  const content = bytes.slice(local + 30 + bytes.u16(local + 26) + bytes.u16(local + 28), packedSize);
  const method = bytes.u16(best.entry + 10);
  if (method === STORED) {
    return content;
  }
  if (method !== DEFLATED) {
    throw new DumpError(
      `${source.name} is packed by zip's method ${method}, which Node cannot unpack: unpack it first.`,
    );
  }
  return inflateRawSync(content, { maxOutputLength: limit });
}
