/**
 * Memory of one stop of the target, read in whole pages and kept while the target stands still.
 *
 * The rule: a block costs one host call for the pages it touches that are not yet here. Pages that cannot be read whole
 * (a small dump holds parts of pages) are asked for again as the exact bytes, and an unreadable page is not asked for
 * twice.
 */
import { unreadable, type Maybe } from "./absence.ts";
import { wordsOf, type Hole } from "./structure.ts";
import { Word64 } from "./word64.ts";

/** Bytes of a page on every architecture that Windows runs on. */
export const PAGE_SIZE = 4096;

/** A block that one call of the host may return; larger ones are refused. */
const LARGEST_BLOCK = 0x100000;

/** Bytes of the smallest part of a page that is looked for by itself. */
const SMALLEST_PIECE = 32;

/**
 * Failing reads that looking for parts of pages may cost at one stop: some 0.1 seconds (a failing read costs 6
 * microseconds in Microsoft's debugger).
 */
const MOST_FAILED_PIECES = 20000;

/** Pages that one call fetches ahead. */
const MOST_PAGES_AHEAD = 64;

/** A page of the target, as bytes and as the words of the same memory. */
export interface Page {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
}

/** Blocks of which is remembered what there is of them: the same few are asked for again and again. */
const MOST_KEPT_BLOCKS = 4096;

/** A block that is there in part. */
export interface Pieces {
  /** The whole length; zeros where nothing could be read. */
  readonly bytes: Uint8Array;
  readonly holes: readonly Hole[];
}

/** Reads exactly these bytes from the target; undefined where any of them is unreadable. */
export type ReadBytes = (address: Word64, length: number) => Uint8Array | undefined;

export class PageCache {
  /** By number; undefined for those that cannot be read whole. */
  private readonly pages = new Map<number, Page | undefined>();
  private readonly readBytes: ReadBytes;
  private readonly capacity: number;
  private readonly pieces = new Map<string, Pieces | undefined>();
  private failedPieces = 0;
  /** The page that was looked at last: most structures lie beside the one before. */
  private latest: Page | undefined;
  private latestNumber = -1;

  /** `capacity`: pages kept; the oldest go first. */
  constructor(readBytes: ReadBytes, capacity: number) {
    this.readBytes = readBytes;
    this.capacity = Math.max(2, capacity);
  }

  /** The bytes of a block, not to be written to. Unreadable where any byte is, Unreadable too for blocks over 1 MiB. */
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
    // As pageNumber, without the call.
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
   * Fetches the pages of structures that will be read, those that follow each other by one call. `addresses`: in
   * ascending order. Pages that are not there are left for the reads that want them.
   */
  fetchAhead(addresses: readonly Word64[]): void {
    let first = -1;
    let count = 0;
    for (const address of addresses) {
      const number = pageNumber(address);
      if (count > 0 && number === first + count && count < MOST_PAGES_AHEAD && !this.pages.has(number)) {
        count += 1;
      } else if (number < first || number >= first + count) {
        this.fetchRun(first, count);
        first = number;
        count = this.pages.has(number) ? 0 : 1;
      }
    }
    this.fetchRun(first, count);
  }

  /** A single page is left for the read that wants it: the call would be the same. */
  private fetchRun(first: number, count: number): void {
    const fetched = count < 2 ? undefined : this.readBytes(pageAddress(first), count * PAGE_SIZE);
    for (let page = 0; fetched !== undefined && page < count; page += 1) {
      this.keep(first + page, pageFrom(fetched.subarray(page * PAGE_SIZE, (page + 1) * PAGE_SIZE)));
    }
  }

  /**
   * What there is of a block that cannot be read whole; undefined where nothing of it is there. Parts are looked for
   * page by page, and within a page, of which a small dump may hold a part only, by halves down to {@link
   * SMALLEST_PIECE}, as long as failed reads within this stop do not grow too many.
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
