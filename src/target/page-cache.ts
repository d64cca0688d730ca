/**
 * Memory of one stop of the target, read in whole pages and kept while the target stands still.
 *
 * A block costs one host call for all of its pages that are not cached yet. Pages that cannot be read whole (a small
 * dump holds parts of pages) are asked for again as the exact bytes, and an unreadable page is not asked for twice.
 */
import { unreadable, type Maybe } from "./absence.ts";
import type { PointerSize } from "./address.ts";
import { wordsOf, type Hole } from "./structure.ts";
import { Word64 } from "./word64.ts";

/** Bytes of a page on every architecture that Windows runs on. */
export const PAGE_SIZE = 4096;

/** A block that one call of the host may return; larger ones are refused. */
const LARGEST_BLOCK = 0x100000;

/** Size in bytes of the smallest part of a page that is read by itself. */
const SMALLEST_PIECE = 32;

/**
 * Failed reads allowed at one stop when looking for parts of pages: about 0.1 seconds (a failing read costs 6
 * microseconds in Microsoft's debugger).
 */
const MOST_FAILED_PIECES = 20000;

/** A page of the target, as bytes and as the words of the same memory. */
export interface Page {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
}

/** Two 64-bit values that follow each other, as their halves. */
export interface WordPair {
  firstLow: number;
  firstHigh: number;
  secondLow: number;
  secondHigh: number;
}

/** Incomplete blocks that are remembered: the same few are read again and again. */
const MOST_KEPT_BLOCKS = 4096;

/** A block that is only partly readable. */
export interface Pieces {
  /** The whole length; zeros where nothing could be read. */
  readonly bytes: Uint8Array;
  readonly holes: readonly Hole[];
}

/** Reads exactly these bytes from the target; undefined where any of them is unreadable. */
export type ReadBytes = (address: Word64, length: number) => Uint8Array | undefined;

/** The pages of one stop, each read at most once while it is kept. */
export class PageCache {
  /** By number; undefined for those that cannot be read whole. */
  private readonly pages = new Map<number, Page | undefined>();
  private readonly readBytes: ReadBytes;
  private readonly capacity: number;
  private readonly pieces = new Map<string, Pieces | undefined>();
  private failedPieces = 0;
  /** The page read last: most structures lie close to the previous one. */
  private latest: Page | undefined;
  private latestNumber = -1;

  /** `capacity`: pages kept; the oldest go first. */
  constructor(readBytes: ReadBytes, capacity: number) {
    this.readBytes = readBytes;
    this.capacity = Math.max(2, capacity);
  }

  /** The bytes of a block, not to be written to. Unreadable if any byte is, and for blocks over 1 MiB. */
  read(address: Word64, length: number): Maybe<Uint8Array> {
    if (length <= 0 || length > LARGEST_BLOCK) {
      return unreadable(address, length, "a block of impossible length");
    }
    const offset = address.low & (PAGE_SIZE - 1);
    const page = this.pageOf(address, length);
    if (page !== undefined) {
      return page.bytes.subarray(offset, offset + length);
    }
    const count = Math.ceil((offset + length) / PAGE_SIZE);
    const bytes = count === 1 ? undefined : this.fromPages(pageNumber(address), count, offset, length);
    // The exact bytes of a whole page are what was just asked for.
    const exact = bytes ?? (count === 1 && length === PAGE_SIZE ? undefined : this.readBytes(address, length));
    return exact ?? unreadable(address, length);
  }

  /**
   * The page that a block lies in; undefined where it lies in more than one, or where the page cannot be read whole.
   * Costs no call where the page is here.
   */
  pageOf(address: Word64, length: number): Page | undefined {
    if ((address.low & (PAGE_SIZE - 1)) + length > PAGE_SIZE) {
      return undefined;
    }
    // Same as pageNumber, inlined: this is the hottest path.
    const number = address.high * 0x100000 + (address.low >>> 12);
    if (number === this.latestNumber) {
      return this.latest;
    }
    let page = this.pages.get(number);
    if (page === undefined && !this.pages.has(number)) {
      page = pageFrom(this.readBytes(pageAddress(number), PAGE_SIZE));
      this.keep(number, page);
    }
    this.latest = page;
    this.latestNumber = number;
    return page;
  }

  /**
   * The 32-bit word at the address with these halves; undefined where its page is not here, or the address is not
   * aligned. Costs no call of the host.
   */
  peek(low: number, high: number): number | undefined {
    const number = high * 0x100000 + (low >>> 12);
    const page = number === this.latestNumber ? this.latest : this.pages.get(number);
    return page === undefined || (low & 3) !== 0 ? undefined : page.words[(low & (PAGE_SIZE - 1)) >>> 2];
  }

  /**
   * Two pointers that follow each other at the address with these halves, such as the links of a list, put into
   * `pair`. False where their page is not here, they lie on two pages, or the address is none of an
   * aligned pointer in kernel space. Costs no call of the host.
   */
  peekPair(low: number, high: number, pointerSize: PointerSize, pair: WordPair): boolean {
    const number = high * 0x100000 + (low >>> 12);
    const page = number === this.latestNumber ? this.latest : this.pages.get(number);
    const index = (low & (PAGE_SIZE - 1)) >>> 2;
    if (page === undefined || (low & (PAGE_SIZE - 1)) + 2 * pointerSize > PAGE_SIZE) {
      return false;
    }
    const { words } = page;
    if (pointerSize === 4) {
      pair.firstLow = words[index] as number;
      pair.secondLow = words[index + 1] as number;
      pair.firstHigh = 0;
      pair.secondHigh = 0;
      return (low & 3) === 0 && high === 0 && low >= 0x80000000;
    }
    pair.firstLow = words[index] as number;
    pair.firstHigh = words[index + 1] as number;
    pair.secondLow = words[index + 2] as number;
    pair.secondHigh = words[index + 3] as number;
    return (low & 7) === 0 && high >= 0xff000000;
  }

  /**
   * The readable parts of a block that cannot be read whole; undefined if there are none. Reads page by page, and
   * halves pages down to {@link SMALLEST_PIECE}, since small dumps hold parts of pages; gives up after too many failed
   * reads at this stop.
   */
  readPieces(address: Word64, length: number): Pieces | undefined {
    const key = `${address.id}+${length}`;
    if (!this.pieces.has(key) && this.pieces.size < MOST_KEPT_BLOCKS) {
      this.pieces.set(key, this.readFreshPieces(address, length));
    }
    return this.pieces.has(key) ? this.pieces.get(key) : this.readFreshPieces(address, length);
  }

  private readFreshPieces(address: Word64, length: number): Pieces | undefined {
    const bytes = new Uint8Array(length);
    const holes: Hole[] = [];
    let found = false;
    for (let start = 0; start < length;) {
      const end = Math.min(length, start + PAGE_SIZE - (address.plus(start).low % PAGE_SIZE));
      found = this.fillPiece(address, { start, end }, bytes, holes) || found;
      start = end;
    }
    return found ? { bytes, holes } : undefined;
  }

  /**
   * Copies what is readable between two offsets of a block into `bytes`, and notes what is not. True where anything
   * was.
   */
  private fillPiece(address: Word64, piece: Hole, bytes: Uint8Array, holes: Hole[]): boolean {
    const { start, end } = piece;
    const got = this.readBytes(address.plus(start), end - start);
    if (got !== undefined) {
      bytes.set(got, start);
      return true;
    }
    this.failedPieces += 1;
    if (end - start <= SMALLEST_PIECE || this.failedPieces > MOST_FAILED_PIECES) {
      holes.push(piece);
      return false;
    }
    const middle = start + Math.ceil((end - start) / 2 / SMALLEST_PIECE) * SMALLEST_PIECE;
    const first = this.fillPiece(address, { start, end: middle }, bytes, holes);
    return this.fillPiece(address, { start: middle, end }, bytes, holes) || first;
  }

  /** Missing pages that follow each other are fetched by one call. */
  private fromPages(first: number, count: number, offset: number, length: number): Uint8Array | undefined {
    const block = new Uint8Array(count * PAGE_SIZE);
    for (let index = 0; index < count;) {
      const run = this.missingRun(first + index, count - index);
      if (run === 0) {
        const page = this.pages.get(first + index);
        if (page === undefined) {
          return undefined;
        }
        block.set(page.bytes, index * PAGE_SIZE);
        index += 1;
        continue;
      }
      const fetched = this.readBytes(pageAddress(first + index), run * PAGE_SIZE);
      if (fetched === undefined) {
        return undefined;
      }
      block.set(fetched, index * PAGE_SIZE);
      for (let page = 0; page < run; page += 1) {
        this.keep(first + index + page, pageFrom(fetched.subarray(page * PAGE_SIZE, (page + 1) * PAGE_SIZE)));
      }
      index += run;
    }
    return block.subarray(offset, offset + length);
  }

  private missingRun(first: number, most: number): number {
    let run = 0;
    while (run < most && !this.pages.has(first + run)) {
      run += 1;
    }
    return run;
  }

  private keep(number: number, page: Page | undefined): void {
    if (this.pages.size >= this.capacity) {
      for (const oldest of this.pages.keys()) {
        this.pages.delete(oldest);
        break;
      }
    }
    this.pages.set(number, page);
  }
}

function pageFrom(bytes: Uint8Array | undefined): Page | undefined {
  return bytes === undefined ? undefined : { bytes, words: wordsOf(bytes) };
}

/** 52 bits: exact as a number. */
function pageNumber(address: Word64): number {
  return address.high * 0x100000 + (address.low >>> 12);
}

function pageAddress(number: number): Word64 {
  return new Word64(Math.floor(number / 0x100000), (number % 0x100000) * PAGE_SIZE);
}
