/** Virtual memory of which only some pages exist. */
import { blankBytes } from "./blank-bytes.ts";

export const PAGE_SIZE = 0x1000;
const PAGE_BITS = 12n;
/** Most pages of one slab. */
const SLAB_PAGES = 16;
const PAGE_MASK = BigInt(PAGE_SIZE - 1);

function offsetInPage(address: bigint): number {
  return Number(address & PAGE_MASK);
}

/** Pages that hold any of the bytes. */
function pagesSpanned(address: bigint, length: number): number {
  return length <= 0 ? 0 : Math.ceil((offsetInPage(address) + length) / PAGE_SIZE);
}

/** Number of the page that holds an address: a number, since maps find numbers several times faster than bigints. */
function pageNumber(address: bigint): number {
  return Number(address >> PAGE_BITS);
}

function copyOf(page: Uint8Array, offset: number, length: number): Uint8Array {
  const copy = blankBytes(length);
  copy.set(length === PAGE_SIZE ? page : page.subarray(offset, offset + length));
  return copy;
}

/** One address space. Addresses are exact; what is not mapped can be neither read nor written. */
export class SparseMemory {
  /** By number. */
  private readonly pages = new Map<number, Uint8Array>();
  private slab = new Uint8Array(0);
  /** Bytes of the slab that pages have. */
  private slabUsed = 0;

  /** Makes every page that holds any of the bytes readable; new pages are zero. */
  map(address: bigint, length: number): void {
    const count = pagesSpanned(address, length);
    const first = pageNumber(address);
    for (let page = first; page < first + count; page++) {
      if (!this.pages.has(page)) {
        this.pages.set(page, this.takePage());
      }
    }
  }

  /** Puts a page in place, without a copy. `address` is the page's first. */
  mapPage(address: bigint, bytes: Uint8Array): void {
    this.pages.set(pageNumber(address), bytes);
  }

  /** Takes away every page that holds any of the bytes. */
  unmap(address: bigint, length: number): void {
    const count = pagesSpanned(address, Math.max(length, 1));
    const first = pageNumber(address);
    for (let page = first; page < first + count; page++) {
      this.pages.delete(page);
    }
  }

  isMapped(address: bigint): boolean {
    return this.pages.has(pageNumber(address));
  }

  /** First addresses of all mapped pages, ascending. */
  mappedPages(): bigint[] {
    return [...this.pages.keys()].sort((a, b) => a - b).map((page) => BigInt(page) << PAGE_BITS);
  }

  /** The bytes, or undefined when any of them is not mapped. */
  read(address: bigint, length: number): Uint8Array | undefined {
    const offset = offsetInPage(address);
    if (offset + length <= PAGE_SIZE && length > 0) {
      const bytes = this.pages.get(pageNumber(address));
      return bytes === undefined ? undefined : copyOf(bytes, offset, length);
    }
    if (!this.holds(address, length)) {
      return undefined;
    }
    const result = blankBytes(length);
    let page = pageNumber(address);
    for (let done = 0, at = offset; done < length; page++, at = 0) {
      const count = Math.min(PAGE_SIZE - at, length - done);
      result.set((this.pages.get(page) ?? result).subarray(at, at + count), done);
      done += count;
    }
    return result;
  }

  /** False, and nothing written, when any byte is not mapped. */
  write(address: bigint, bytes: Uint8Array): boolean {
    const offset = offsetInPage(address);
    if (offset + bytes.length <= PAGE_SIZE) {
      const page = this.pages.get(pageNumber(address));
      page?.set(bytes, offset);
      return page !== undefined || bytes.length === 0;
    }
    if (!this.holds(address, bytes.length)) {
      return false;
    }
    let page = pageNumber(address);
    for (let done = 0, at = offset; done < bytes.length; page++, at = 0) {
      const count = Math.min(PAGE_SIZE - at, bytes.length - done);
      this.pages.get(page)?.set(bytes.subarray(done, done + count), at);
      done += count;
    }
    return true;
  }

  /** Writes, mapping what is missing. */
  place(address: bigint, bytes: Uint8Array): void {
    if (this.write(address, bytes)) {
      return;
    }
    this.map(address, bytes.length);
    this.write(address, bytes);
  }

  /** A page of zeros from a slab: a separate block of memory for each page would be slow. */
  private takePage(): Uint8Array {
    if (this.slabUsed === this.slab.length) {
      this.slab = new Uint8Array(PAGE_SIZE * Math.min(SLAB_PAGES, this.pages.size + 1));
      this.slabUsed = 0;
    }
    this.slabUsed += PAGE_SIZE;
    return this.slab.subarray(this.slabUsed - PAGE_SIZE, this.slabUsed);
  }

  /** Whether every byte is mapped. */
  private holds(address: bigint, length: number): boolean {
    const count = pagesSpanned(address, length);
    const first = pageNumber(address);
    for (let page = first; page < first + count; page++) {
      if (!this.pages.has(page)) {
        return false;
      }
    }
    return true;
  }
}
