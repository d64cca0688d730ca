/** Virtual memory of which only some pages exist. */

export const PAGE_SIZE = 0x1000;
const PAGE_MASK = BigInt(PAGE_SIZE - 1);

/** One address space. Addresses are exact; what is not mapped can be neither read nor written. */
export class SparseMemory {
  private readonly pages = new Map<bigint, Uint8Array>();

  /** Makes every page that holds any of the bytes readable; new pages are zero. */
  map(address: bigint, length: number): void {
    const end = address + BigInt(length);
    for (let page = address & ~PAGE_MASK; page < end; page += BigInt(PAGE_SIZE)) {
      if (!this.pages.has(page)) {
        this.pages.set(page, new Uint8Array(PAGE_SIZE));
      }
    }
  }

  /** Puts a page in place, without a copy. `address` is the page's first. */
  mapPage(address: bigint, bytes: Uint8Array): void {
    this.pages.set(address, bytes);
  }

  /** Takes away every page that holds any of the bytes. */
  unmap(address: bigint, length: number): void {
    const end = address + BigInt(Math.max(length, 1));
    for (let page = address & ~PAGE_MASK; page < end; page += BigInt(PAGE_SIZE)) {
      this.pages.delete(page);
    }
  }

  isMapped(address: bigint): boolean {
    return this.pages.has(address & ~PAGE_MASK);
  }

  /** First addresses of all mapped pages, ascending. */
  mappedPages(): bigint[] {
    return [...this.pages.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  }

  /** The bytes, or undefined when any of them is not mapped. */
  read(address: bigint, length: number): Uint8Array | undefined {
    const result = new Uint8Array(length);
    const complete = this.visit(address, length, (page, offset, done, count) => {
      result.set(page.subarray(offset, offset + count), done);
    });
    return complete ? result : undefined;
  }

  /** False, and nothing written, when any byte is not mapped. */
  write(address: bigint, bytes: Uint8Array): boolean {
    const offset = Number(address & PAGE_MASK);
    if (offset + bytes.length <= PAGE_SIZE) {
      const page = this.pages.get(address & ~PAGE_MASK);
      page?.set(bytes, offset);
      return page !== undefined || bytes.length === 0;
    }
    if (!this.visit(address, bytes.length, () => undefined)) {
      return false;
    }
    return this.visit(address, bytes.length, (page, offset, done, count) => {
      page.set(bytes.subarray(done, done + count), offset);
    });
  }

  /** Writes, mapping what is missing. */
  place(address: bigint, bytes: Uint8Array): void {
    if (this.write(address, bytes)) {
      return;
    }
    this.map(address, bytes.length);
    this.write(address, bytes);
  }

  private visit(
    address: bigint,
    length: number,
    use: (page: Uint8Array, offset: number, done: number, count: number) => void,
  ): boolean {
    for (let done = 0; done < length;) {
      const at = address + BigInt(done);
      const page = this.pages.get(at & ~PAGE_MASK);
      if (page === undefined) {
        return false;
      }
      const offset = Number(at & PAGE_MASK);
      const count = Math.min(PAGE_SIZE - offset, length - done);
      use(page, offset, done, count);
      done += count;
    }
    return true;
  }
}
