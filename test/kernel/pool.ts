/**
 * A kernel pool: pages divided into blocks, each behind a `_POOL_HEADER` with its size, its neighbor's size and a tag.
 */
import type { LayoutTable } from "../host/target.ts";
import { sizeOf } from "./fields.ts";
import { PAGE_SIZE, type SparseMemory } from "./sparse-memory.ts";
import { Structure } from "./structure.ts";

interface Block {
  readonly offset: number;
  readonly size: number;
  readonly tag: string;
}

export type PoolKind = "paged" | "nonPaged";

const PAGE = BigInt(PAGE_SIZE);
const pageOf = (address: bigint): bigint => address & ~(PAGE - 1n);

/** Four characters as the 32-bit value that `_POOL_HEADER.PoolTag` holds. */
export function poolTag(tag: string): number {
  return [...tag.padEnd(4)].reduceRight((value, char) => value * 256 + char.charCodeAt(0), 0);
}

export class Pool {
  private readonly layout: LayoutTable;
  private readonly memory: SparseMemory;
  private readonly kind: PoolKind;
  private readonly headerSize: number;
  private readonly alignment: number;
  private readonly unwritten = new Map<bigint, Block[]>();
  private readonly fixedPages = new Set<bigint>();
  private nextPage: bigint;
  private page: bigint | undefined;
  private used = 0;
  readonly start: bigint;

  constructor(layout: LayoutTable, memory: SparseMemory, kind: PoolKind, start: bigint) {
    this.layout = layout;
    this.memory = memory;
    this.kind = kind;
    this.start = start;
    this.nextPage = start;
    this.headerSize = sizeOf(layout, "_POOL_HEADER");
    this.alignment = layout.pointerSize * 2;
  }

  /** First address after what has been used so far. */
  get end(): bigint {
    let end = this.nextPage;
    for (const page of this.fixedPages) {
      if (page + PAGE > end) {
        end = page + PAGE;
      }
    }
    return end;
  }

  /**
   * Room for `size` bytes: the address behind the block's header. More than a page's worth has no header and begins a
   * page.
   */
  allocate(size: number, tag: string): bigint {
    const total = this.blockSize(size);
    if (total > PAGE_SIZE - this.alignment) {
      return this.allocatePages(size);
    }
    if (this.page === undefined || this.used + total > PAGE_SIZE) {
      this.page = this.takePage(1);
      this.used = 0;
    }
    const address = this.page + BigInt(this.used + this.headerSize);
    this.addBlock(this.page, { offset: this.used, size: total, tag });
    this.used += total;
    return address;
  }

  /** Whole pages, without a header. */
  allocatePages(size: number): bigint {
    const address = this.takePage(Math.ceil(size / PAGE_SIZE));
    this.memory.map(address, size);
    return address;
  }

  /**
   * Room at a chosen address. Throws when the block would overlap another. A block that would cross the end of its page
   * gets no header, as an allocation of more than a page.
   */
  allocateAt(address: bigint, size: number, tag: string): void {
    const page = pageOf(address - BigInt(this.headerSize));
    const block = { offset: Number(address - page) - this.headerSize, size: this.blockSize(size), tag };
    if (page >= this.start && page < this.nextPage && !this.fixedPages.has(page)) {
      throw new Error(`0x${address.toString(16)} lies in a page of the pool that is in use already`);
    }
    const neighbors = this.unwritten.get(page) ?? [];
    if (
      neighbors.some((other) => other.offset < block.offset + block.size && block.offset < other.offset + other.size)
    ) {
      throw new Error(`a block at 0x${address.toString(16)} would overlap another`);
    }
    this.fixedPages.add(page);
    this.memory.map(address, size);
    if (block.offset + block.size <= PAGE_SIZE && block.offset % this.alignment === 0) {
      this.addBlock(page, block);
    }
  }

  /** Writes the headers of all blocks that have none yet, with free blocks in the gaps. */
  writeHeaders(): void {
    for (const [page, blocks] of this.unwritten) {
      this.memory.map(page, PAGE_SIZE);
      let previous = 0;
      let offset = 0;
      const write = (block: Block, allocated: boolean): void => {
        this.memory.write(page + BigInt(block.offset), this.header(block, previous, allocated));
        previous = block.size;
        offset = block.offset + block.size;
      };
      for (const block of [...blocks].sort((a, b) => a.offset - b.offset)) {
        if (block.offset > offset) {
          write({ offset, size: block.offset - offset, tag: "Free" }, false);
        }
        write(block, true);
      }
      if (offset < PAGE_SIZE) {
        write({ offset, size: PAGE_SIZE - offset, tag: "Free" }, false);
      }
    }
  }

  private blockSize(size: number): number {
    return Math.ceil((size + this.headerSize) / this.alignment) * this.alignment;
  }

  private takePage(count: number): bigint {
    while (this.spansFixed(count)) {
      this.nextPage += PAGE;
    }
    const page = this.nextPage;
    this.nextPage += BigInt(count) * PAGE;
    return page;
  }

  private spansFixed(count: number): boolean {
    for (let i = 0; i < count; i++) {
      if (this.fixedPages.has(this.nextPage + BigInt(i) * PAGE)) {
        return true;
      }
    }
    return false;
  }

  private addBlock(page: bigint, block: Block): void {
    const blocks = this.unwritten.get(page);
    if (blocks === undefined) {
      this.unwritten.set(page, [block]);
    } else {
      blocks.push(block);
    }
    this.memory.map(page, PAGE_SIZE);
  }

  /** A free block's type is 0; an allocated one's is the pool's number plus 1 (paged pool is 1, non-paged pool 0). */
  private header(block: Block, previous: number, allocated: boolean): Uint8Array {
    return new Structure(this.layout, "_POOL_HEADER").putAll({
      PreviousSize: previous / this.alignment,
      BlockSize: block.size / this.alignment,
      PoolType: allocated ? (this.kind === "paged" ? 2 : 1) : 0,
      PoolTag: poolTag(block.tag),
    }).bytes;
  }
}
