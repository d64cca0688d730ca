/** Builds page tables of any mode, and the physical memory that they describe. */
import { PAGE_SIZE } from "../format/physical-pages.ts";
import type { PagingMode } from "../translation/paging-mode.ts";

/** First allocated frame: the first megabyte stays free. */
const FIRST_FRAME = 0x100;
const VALID = 1n;
const WRITABLE = 2n;
const ACCESSED_AND_DIRTY = 0x60n;
const LARGE = 0x80n;
const ARM_TABLE_OR_PAGE = 3n;
const ARM_ACCESSED = 1n << 10n;

export class PageTableBuilder {
  readonly mode: PagingMode;
  /** Contents by page frame number. */
  readonly frames = new Map<number, Uint8Array>();
  /** Physical address of the first root. */
  readonly root: bigint;
  private nextFrame = FIRST_FRAME;

  constructor(mode: PagingMode) {
    this.mode = mode;
    this.root = this.addRoot();
  }

  /** Adds an address space with the current kernel part of the first one. Returns the physical address of its root. */
  fork(): bigint {
    const root = this.addRoot();
    this.page(root).set(this.page(this.root));
    return root;
  }

  /** Allocates a frame without mapping it. */
  addFrame(bytes: Uint8Array = new Uint8Array(PAGE_SIZE)): number {
    const frame = this.nextFrame++;
    this.frames.set(frame, bytes);
    return frame;
  }

  /** Maps a page with that content; returns its frame. */
  map(address: bigint, bytes: Uint8Array, root = this.root): number {
    const frame = this.addFrame(bytes);
    this.setEntry(address, this.validEntry(frame), root);
    return frame;
  }

  /** A valid entry of the last level. */
  validEntry(frame: number): bigint {
    return this.entry(BigInt(frame) << 12n);
  }

  /** Writes an entry of the last level unchanged, to make pages that are not valid. */
  setEntry(address: bigint, entry: bigint, root = this.root): void {
    this.setEntryAt(address, this.mode.levels.length - 1, entry, root);
  }

  /** Maps a large page by the entry of a level that is not the last; `frame` is its first. */
  mapLarge(address: bigint, depth: number, frame: number): void {
    const base = BigInt(frame) << 12n;
    this.setEntryAt(
      address,
      depth,
      this.mode.name === "ARM64" ? base | VALID | ARM_ACCESSED : this.entry(base) | LARGE,
      this.root,
    );
  }

  /** Writes the entry of any level, making the tables above it. */
  setEntryAt(address: bigint, depth: number, entry: bigint, root: bigint): void {
    let table = root;
    for (const level of this.mode.levels.slice(0, depth)) {
      table = this.nextTable(table, address, level.shift, level.bits);
    }
    const level = this.mode.levels[depth];
    if (level !== undefined) {
      this.store(table + this.offset(address, level.shift, level.bits), entry);
    }
  }

  private addRoot(): bigint {
    return BigInt(this.addFrame()) << 12n;
  }

  private entry(base: bigint): bigint {
    return this.mode.name === "ARM64"
      ? base | ARM_TABLE_OR_PAGE | ARM_ACCESSED
      : base | VALID | WRITABLE | ACCESSED_AND_DIRTY;
  }

  private nextTable(table: bigint, address: bigint, shift: number, bits: number): bigint {
    const place = table + this.offset(address, shift, bits);
    const entry = this.load(place);
    if (entry !== 0n) {
      return entry & this.mode.frameMask;
    }
    const next = BigInt(this.addFrame()) << 12n;
    // Entries of the PAE root have no such bits: they are reserved.
    this.store(place, this.mode.name === "x86 PAE" && shift === 30 ? next | VALID : this.entry(next));
    return next;
  }

  private offset(address: bigint, shift: number, bits: number): bigint {
    return ((address >> BigInt(shift)) & ((1n << BigInt(bits)) - 1n)) * BigInt(this.mode.entrySize);
  }

  private page(physical: bigint): Uint8Array {
    const page = this.frames.get(Number(physical >> 12n));
    if (page === undefined) {
      throw new Error(`there is no page at 0x${physical.toString(16)}`);
    }
    return page;
  }

  private view(physical: bigint): DataView {
    const page = this.page(physical);
    return new DataView(page.buffer, page.byteOffset + Number(physical & 0xfffn), this.mode.entrySize);
  }

  private load(physical: bigint): bigint {
    return this.mode.entrySize === 8
      ? this.view(physical).getBigUint64(0, true)
      : BigInt(this.view(physical).getUint32(0, true));
  }

  private store(physical: bigint, entry: bigint): void {
    if (this.mode.entrySize === 8) {
      this.view(physical).setBigUint64(0, entry, true);
    } else {
      this.view(physical).setUint32(0, Number(entry), true);
    }
  }
}
