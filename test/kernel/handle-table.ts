/** Handle tables: pages of entries, with one or two levels of pointer pages above them if there are many. */
import type { KernelObject } from "./kernel-object.ts";
import type { Machine } from "./machine.ts";
import { PAGE_SIZE } from "./sparse-memory.ts";
import { storeField, storeInteger } from "./structure.ts";
import { fieldOf, hasField } from "./fields.ts";

/** What an entry can lead to. */
export interface HandleTarget {
  /** Handles to it. */
  handleCount: number;
  /** What an entry points to: an object's header, or a message itself. */
  headerAddress(machine: Machine): bigint;
}

export interface HandleEntry<T extends HandleTarget = KernelObject> {
  readonly handle: number;
  readonly object: T;
  readonly grantedAccess: number;
}

/** Handles are multiples of 4; the low two bits belong to the application. */
const HANDLE_STEP = 4;
const MOST_HANDLES = 0x1000000;
/** Low bit of an entry: not locked. */
const UNLOCKED = 1n;

export class HandleTable<T extends HandleTarget = KernelObject> {
  readonly address: bigint;
  readonly entries = new Map<number, HandleEntry<T>>();
  private readonly machine: Machine;
  private readonly perPage: number;
  private readonly pages = new Map<string, bigint>();
  private readonly emptyLeaf: Uint8Array;
  private nextHandle = HANDLE_STEP;

  constructor(machine: Machine) {
    this.machine = machine;
    this.perPage = PAGE_SIZE / machine.sizeOf("_HANDLE_TABLE_ENTRY");
    this.address = machine.allocate("paged", machine.sizeOf("_HANDLE_TABLE"), "Obtb");
    this.emptyLeaf = this.makeEmptyLeaf();
  }

  /** A handle to an object: the next free one, or the chosen one. Throws for a value that no entry can have. */
  add(object: T, grantedAccess: number, handle?: number): HandleEntry<T> {
    const value = handle ?? this.takeHandle();
    if (!this.canHold(value)) {
      throw new Error(`0x${value.toString(16)} cannot be a handle`);
    }
    if (this.entries.has(value)) {
      throw new Error(`handle 0x${value.toString(16)} is in use`);
    }
    const entry = { handle: value, object, grantedAccess };
    this.entries.set(value, entry);
    object.handleCount++;
    return entry;
  }

  /** Whether an entry can have that handle: the first of each page is reserved, and there are at most 16,777,216. */
  canHold(handle: number): boolean {
    const index = handle / HANDLE_STEP;
    return Number.isInteger(index) && index > 0 && index < MOST_HANDLES && index % this.perPage !== 0;
  }

  remove(handle: number): void {
    const entry = this.entries.get(handle);
    if (entry === undefined) {
      return;
    }
    entry.object.handleCount--;
    this.entries.delete(handle);
  }

  /** Entries in ascending order of handles. */
  sorted(): HandleEntry<T>[] {
    return [...this.entries.values()].sort((a, b) => a.handle - b.handle);
  }

  /** 0 for one page of entries, 1 and 2 for that many levels of pointers above. */
  get level(): 0 | 1 | 2 {
    const leaves = this.leafCount;
    if (leaves === 1) {
      return 0;
    }
    return leaves <= PAGE_SIZE / this.machine.pointerSize ? 1 : 2;
  }

  /** Writes the table and its pages. `process`: address of the owner; 0 for a table of the kernel. */
  write(process: bigint, processId: number): void {
    const { machine } = this;
    const leaves = Array.from({ length: this.leafCount }, (_unused, leaf) => this.writeLeaf(leaf));
    const top =
      this.level === 0
        ? (leaves[0] ?? 0n)
        : this.level === 1
          ? this.writePointers("mid0", leaves)
          : this.writeTop(leaves);
    const next = this.leafCount * this.perPage * HANDLE_STEP;
    const table = machine
      .structure("_HANDLE_TABLE")
      .putAll({
        TableCode: top | BigInt(this.level),
        QuotaProcess: process,
        UniqueProcessId: processId,
        NextHandleNeedingPool: next,
      })
      .putIfPresent("HandleCount", this.entries.size);
    machine.write(this.address, table.bytes);
  }

  get listEntry(): bigint {
    return this.address + this.machine.offsetOf("_HANDLE_TABLE", "HandleTableList");
  }

  private get leafCount(): number {
    const last = Math.max(0, ...this.entries.keys()) / HANDLE_STEP;
    return Math.floor(last / this.perPage) + 1;
  }

  private takeHandle(): number {
    while (this.entries.has(this.nextHandle) || (this.nextHandle / HANDLE_STEP) % this.perPage === 0) {
      this.nextHandle += HANDLE_STEP;
    }
    return this.nextHandle;
  }

  private page(key: string): bigint {
    let page = this.pages.get(key);
    if (page === undefined) {
      this.pages.set(key, (page = this.machine.allocatePages("paged", PAGE_SIZE)));
    }
    return page;
  }

  private writePointers(key: string, targets: readonly bigint[]): bigint {
    const bytes = new Uint8Array(PAGE_SIZE);
    const size = this.machine.pointerSize;
    targets.forEach((target, index) => {
      storeInteger(bytes, index * size, size, target);
    });
    const page = this.page(key);
    this.machine.write(page, bytes);
    return page;
  }

  private writeTop(leaves: readonly bigint[]): bigint {
    const perPage = PAGE_SIZE / this.machine.pointerSize;
    const mids: bigint[] = [];
    for (let i = 0; i < leaves.length; i += perPage) {
      mids.push(this.writePointers(`mid${mids.length}`, leaves.slice(i, i + perPage)));
    }
    return this.writePointers("top", mids);
  }

  private writeLeaf(leaf: number): bigint {
    const { machine } = this;
    const page = this.page(`leaf${leaf}`);
    const bytes = this.emptyLeaf.slice();
    const size = machine.sizeOf("_HANDLE_TABLE_ENTRY");
    for (const entry of this.entriesOfLeaf(leaf)) {
      const slot = (entry.handle / HANDLE_STEP) % this.perPage;
      bytes.fill(0, slot * size, (slot + 1) * size);
      this.writeEntry(bytes, slot * size, entry);
    }
    machine.write(page, bytes);
    return page;
  }

  private entriesOfLeaf(leaf: number): HandleEntry<T>[] {
    const first = leaf * this.perPage * HANDLE_STEP;
    const found: HandleEntry<T>[] = [];
    if (this.entries.size < this.perPage) {
      for (const entry of this.entries.values()) {
        if (Math.floor(entry.handle / HANDLE_STEP / this.perPage) === leaf) {
          found.push(entry);
        }
      }
      return found;
    }
    for (let slot = 1; slot < this.perPage; slot++) {
      const entry = this.entries.get(first + slot * HANDLE_STEP);
      if (entry !== undefined) {
        found.push(entry);
      }
    }
    return found;
  }

  /** A page without handles: free entries name the next free one; the first of a page is never used and says so. */
  private makeEmptyLeaf(): Uint8Array {
    const { machine } = this;
    const bytes = new Uint8Array(PAGE_SIZE);
    const size = machine.sizeOf("_HANDLE_TABLE_ENTRY");
    const nextFree = fieldOf(
      machine.layout,
      "_HANDLE_TABLE_ENTRY",
      hasField(machine.layout, "_HANDLE_TABLE_ENTRY", "NextFreeTableEntry")
        ? "NextFreeTableEntry"
        : "NextFreeHandleEntry",
    );
    const view = new DataView(bytes.buffer);
    view.setInt32(nextFree.offset, -2, true);
    for (let slot = 1; slot < this.perPage; slot++) {
      view.setUint32(slot * size + nextFree.offset, (slot + 1) * HANDLE_STEP, true);
    }
    return bytes;
  }

  /**
   * Up to Windows 7 an entry holds the header's address with flags in its low bits; from Windows 8 the address stands
   * shifted in a bit field (x64: without its low 4 bits, x86: without its low 3).
   */
  private writeEntry(bytes: Uint8Array, offset: number, entry: HandleEntry<T>): void {
    const { layout, pointerSize } = this.machine;
    const header = entry.object.headerAddress(this.machine);
    const put = (path: string, value: bigint): void => {
      storeField(bytes, offset, fieldOf(layout, "_HANDLE_TABLE_ENTRY", path), value);
    };
    if (!hasField(layout, "_HANDLE_TABLE_ENTRY", "ObjectPointerBits")) {
      put("Object", header | UNLOCKED);
      put("GrantedAccess", BigInt(entry.grantedAccess));
      return;
    }
    const bits = fieldOf(layout, "_HANDLE_TABLE_ENTRY", "ObjectPointerBits").bit?.[1] ?? 0;
    put("Unlocked", 1n);
    put("ObjectPointerBits", BigInt.asUintN(bits, header >> (pointerSize === 8 ? 4n : 3n)));
    put("GrantedAccessBits", BigInt(entry.grantedAccess));
  }
}
