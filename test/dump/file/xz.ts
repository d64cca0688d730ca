/** Unpacks `.xz` files: streams of blocks packed by LZMA2. Layout from the public format description of xz. */
import { DumpError } from "../dump-error.ts";
import { decodeLzma2, LzmaError, UnpackedBytes } from "./lzma2.ts";

const STREAM_HEADER = 12;
const LZMA2 = 0x21;
/** Bytes of the check behind each block, by its kind. */
const checkSizes: Readonly<Record<number, number>> = { 0: 0, 1: 4, 4: 8, 10: 32 };

/** A number of seven bits a byte, the lowest first. */
function readNumber(bytes: Uint8Array, at: number): readonly [value: number, next: number] {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) {
      throw new LzmaError("ends too early");
    }
    value += (byte & 0x7f) * 2 ** (7 * index);
    if ((byte & 0x80) === 0) {
      return [value, at + index + 1];
    }
  }
  throw new LzmaError("an impossible number");
}

/** The header must ask for LZMA2 and nothing else. */
function checkFilters(bytes: Uint8Array, at: number, name: string): void {
  const flags = bytes[at + 1] ?? 0;
  let next = at + 2;
  for (const bit of [0x40, 0x80]) {
    if ((flags & bit) !== 0) {
      [, next] = readNumber(bytes, next);
    }
  }
  const [filter] = readNumber(bytes, next);
  if ((flags & 3) !== 0 || filter !== LZMA2) {
    throw new DumpError(
      `${name} is packed by xz with further filters, which are not understood: run xz -d on it first.`,
    );
  }
}

/**
 * The content of the first stream. `limit`: bytes that it may have. Throws a {@link DumpError} or an {@link LzmaError}.
 */
export function unpackXz(bytes: Uint8Array, name: string, limit: number): Uint8Array {
  const checkSize = checkSizes[(bytes[7] ?? 0) & 0xf];
  if (checkSize === undefined) {
    throw new LzmaError("a check of unknown kind");
  }
  const output = new UnpackedBytes(limit);
  for (let at = STREAM_HEADER; ;) {
    const size = bytes[at];
    if (size === undefined) {
      throw new LzmaError("ends too early");
    }
    // The index follows the last block.
    if (size === 0) {
      return output.content();
    }
    checkFilters(bytes, at, name);
    const end = decodeLzma2(bytes, at + (size + 1) * 4, output);
    at = end + ((at - end) & 3) + checkSize;
  }
}
