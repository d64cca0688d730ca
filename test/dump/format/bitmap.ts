/** Dumps with a bitmap: one bit for each page frame, and the pages that are there in order of their numbers. */
import { DumpError } from "../dump-error.ts";
import type { ByteSource } from "../file/byte-source.ts";
import { Bytes } from "../file/bytes.ts";
import type { DumpHeader } from "./header.ts";
import type { PhysicalPages } from "./physical-pages.ts";
import { PAGE_SIZE } from "./physical-pages.ts";

/** Frames of 4 TiB of memory; larger bitmaps are rejected. */
const MOST_FRAMES = 2 ** 30;
/** Bytes of the bitmap between two running counts. */
const STRIDE = 32;

const bitsIn = Uint8Array.from({ length: 256 }, (_, byte) => {
  let count = 0;
  for (let rest = byte; rest > 0; rest >>= 1) {
    count += rest & 1;
  }
  return count;
});

/** Pages by a bitmap; `start`: file offset of the first page that is there. */
function pagesOfBitmap(bitmap: Uint8Array, bits: number, start: number): PhysicalPages {
  const before = new Uint32Array(Math.ceil(bitmap.length / STRIDE) + 1);
  let count = 0;
  let highest = 0;
  for (let index = 0; index < bitmap.length; index++) {
    if (index % STRIDE === 0) {
      before[index / STRIDE] = count;
    }
    const byte = bitmap[index] ?? 0;
    if (byte !== 0) {
      count += bitsIn[byte] ?? 0;
      highest = index * 8 + 31 - Math.clz32(byte);
    }
  }
  return {
    count,
    highest,
    offsetOf(frame) {
      const index = Math.floor(frame / 8);
      const bit = frame % 8;
      if (frame < 0 || frame >= bits || (((bitmap[index] ?? 0) >> bit) & 1) === 0) {
        return undefined;
      }
      const block = Math.floor(index / STRIDE);
      let earlier = before[block] ?? 0;
      for (let at = block * STRIDE; at < index; at++) {
        earlier += bitsIn[bitmap[at] ?? 0] ?? 0;
      }
      earlier += bitsIn[(bitmap[index] ?? 0) & ((1 << bit) - 1)] ?? 0;
      return start + earlier * PAGE_SIZE;
    },
  };
}

function readBitmap(source: ByteSource, at: number, bits: number): Uint8Array {
  if (bits > MOST_FRAMES) {
    throw new DumpError(`${source.name} claims a memory of more than 4 TiB: the file is damaged.`);
  }
  const length = Math.ceil(bits / 8);
  if (at + length > source.size) {
    throw new DumpError(`${source.name} is cut off within its bitmap of pages: copy it again.`);
  }
  const bitmap = source.read(at, length).slice();
  // Bits after the last frame have no meaning.
  if (bits % 8 !== 0) {
    bitmap[length - 1] = (bitmap[length - 1] ?? 0) & ((1 << (bits % 8)) - 1);
  }
  return bitmap;
}

/** Types 5, 6 and 7, as Windows 8 and later write them. */
export function openBitmap(source: ByteSource, header: DumpHeader): PhysicalPages {
  const head = new Bytes(source.read(header.size, 0x38), `${source.name}'s bitmap of pages`);
  const magic = head.text(0, 8);
  if (magic !== "SDMPDUMP" && magic !== "FDMPDUMP") {
    throw head.damaged("is missing");
  }
  const firstPage = head.count(0x20);
  const present = head.count(0x28);
  const bits = head.count(0x30);
  const pages = pagesOfBitmap(readBitmap(source, header.size + 0x38, bits), bits, firstPage);
  if (firstPage < header.size + 0x38 || pages.count !== present) {
    throw head.damaged("does not agree with the file");
  }
  return pages;
}

/** Type 2, as systems before Windows 8 write it. */
export function openSummary(source: ByteSource, header: DumpHeader): PhysicalPages {
  const head = new Bytes(source.read(header.size, 0x30), `${source.name}'s bitmap of pages`);
  if (head.text(0, 8) !== "SDMPDUMP") {
    throw head.damaged("is missing");
  }
  const bits = head.u32(0x10);
  const start = header.size + (header.pointerSize === 8 ? 0x28 : 0x20);
  return pagesOfBitmap(readBitmap(source, start, bits), bits, head.u32(0xc));
}
