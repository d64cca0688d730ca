/** The bare machine of a scenario: a layout, memory, pools and the kernel's symbols. */
import type { LayoutTable, SymbolFacts } from "../host/target.ts";
import { blankBytes } from "./blank-bytes.ts";
import { addressPlans, type AddressPlan } from "./address-plan.ts";
import { fieldOf, hasField, offsetOf, sizeOf } from "./fields.ts";
import { loadLayout, type LayoutId } from "./layouts/layouts.ts";
import { Pool, type PoolKind } from "./pool.ts";
import { SparseMemory } from "./sparse-memory.ts";
import { storeField, storeInteger, Structure, type FieldValue } from "./structure.ts";

/** Changes of the layout, for targets with something missing. */
export interface MachineOptions {
  /** Changes the layout that memory is built from and that the target shows. */
  readonly adaptLayout?: (layout: LayoutTable) => LayoutTable;
  /** Changes only the layout that the target shows: symbols that lack a type, field or symbol that exists in memory. */
  readonly adaptShownLayout?: (layout: LayoutTable) => LayoutTable;
  readonly addresses?: Partial<AddressPlan>;
}

export class Machine {
  readonly id: LayoutId;
  readonly layout: LayoutTable;
  readonly shownLayout: LayoutTable;
  readonly addresses: AddressPlan;
  readonly memory = new SparseMemory();
  readonly pointerSize: 4 | 8;
  private readonly pools: Readonly<Record<PoolKind, Pool>>;
  private readonly userSpaces = new Map<bigint, SparseMemory>();

  constructor(id: LayoutId, options: MachineOptions = {}) {
    const layout = loadLayout(id);
    this.id = id;
    this.layout = options.adaptLayout === undefined ? layout : options.adaptLayout(layout);
    this.shownLayout = options.adaptShownLayout === undefined ? this.layout : options.adaptShownLayout(this.layout);
    this.pointerSize = this.layout.pointerSize;
    this.addresses = { ...addressPlans[id], ...options.addresses };
    this.pools = {
      paged: new Pool(this.layout, this.memory, "paged", this.addresses.pagedPool),
      nonPaged: new Pool(this.layout, this.memory, "nonPaged", this.addresses.nonPagedPool),
    };
    for (const offset of Object.values(this.layout.symbols)) {
      this.memory.map(this.addresses.kernelBase + BigInt(offset), 0x800);
    }
    this.memory.map(this.addresses.sharedUserData, 0x1000);
  }

  /** Whether this kernel has ALPC: its threads carry the ALPC fields. */
  get hasAlpc(): boolean {
    return this.has("_ETHREAD", "AlpcMessageId");
  }

  /** Characters that `_EPROCESS.ImageFileName` shows; the last of its bytes is a terminator up to Windows Vista. */
  get nameLength(): number {
    return Math.min(fieldOf(this.layout, "_EPROCESS", "ImageFileName").size ?? 15, 15);
  }

  /** Room in a pool: `address` when chosen, else anywhere. */
  allocate(pool: PoolKind, size: number, tag: string, address?: bigint): bigint {
    if (address === undefined) {
      return this.pools[pool].allocate(size, tag);
    }
    this.pools[pool].allocateAt(address, size, tag);
    return address;
  }

  allocatePages(pool: PoolKind, size: number): bigint {
    return this.pools[pool].allocatePages(size);
  }

  poolRange(pool: PoolKind): readonly [start: bigint, end: bigint] {
    return [this.pools[pool].start, this.pools[pool].end];
  }

  writePoolHeaders(): void {
    this.pools.paged.writeHeaders();
    this.pools.nonPaged.writeHeaders();
  }

  /** User memory of a process, by the address of its `_EPROCESS`. */
  userSpace(process: bigint): SparseMemory {
    let space = this.userSpaces.get(process);
    if (space === undefined) {
      this.userSpaces.set(process, (space = new SparseMemory()));
    }
    return space;
  }

  isUserAddress(address: bigint): boolean {
    return this.pointerSize === 4 ? address < 0x8000_0000n : address < 0x8000_0000_0000n;
  }

  has(type: string, path: string): boolean {
    return hasField(this.layout, type, path);
  }

  sizeOf(type: string): number {
    return sizeOf(this.layout, type);
  }

  offsetOf(type: string, path: string): bigint {
    return offsetOf(this.layout, type, path);
  }

  structure(type: string, length?: number): Structure {
    return new Structure(this.layout, type, length);
  }

  /** Address of a symbol, or undefined when this kernel has none of that name. */
  findSymbol(name: string): bigint | undefined {
    const offset = this.layout.symbols[name];
    return offset === undefined ? undefined : this.addresses.kernelBase + BigInt(offset);
  }

  /** Writes a pointer-sized value at a symbol, where this kernel has it. */
  writeSymbol(name: string, value: bigint): void {
    const address = this.findSymbol(name);
    if (address !== undefined) {
      this.writePointer(address, value);
    }
  }

  write(address: bigint, bytes: Uint8Array): void {
    this.memory.place(address, bytes);
  }

  writePointer(address: bigint, value: bigint): void {
    this.writeInteger(address, this.pointerSize, value);
  }

  writeInteger(address: bigint, size: number, value: bigint): void {
    const bytes = new Uint8Array(size);
    storeInteger(bytes, 0, size, value);
    this.write(address, bytes);
  }

  /** Sets one member of a structure that is in memory already. */
  writeField(address: bigint, type: string, path: string, value: FieldValue): void {
    const place = fieldOf(this.layout, type, path);
    const at = address + BigInt(place.offset);
    const size = place.size ?? 0;
    // Only a bit field shares its bytes with others.
    const bytes = (place.bit === undefined ? undefined : this.memory.read(at, size)) ?? new Uint8Array(size);
    storeField(bytes, 0, { ...place, offset: 0 }, value);
    this.write(at, bytes);
  }

  /** Writes a whole list: the head and the links of all entries. `entries`: addresses of their `_LIST_ENTRY`. */
  writeList(head: bigint, entries: readonly bigint[]): void {
    const ring = [head, ...entries];
    ring.forEach((entry, index) => {
      this.writePointer(entry, ring[(index + 1) % ring.length] ?? head);
      this.writePointer(entry + BigInt(this.pointerSize), ring[(index + ring.length - 1) % ring.length] ?? head);
    });
  }

  /** Symbols of the shown layout with their addresses. */
  symbolFacts(): ReadonlyMap<string, SymbolFacts> {
    return new Map(
      Object.entries(this.shownLayout.symbols).map(([name, offset]) => [
        name,
        { address: this.addresses.kernelBase + BigInt(offset) },
      ]),
    );
  }
}

/** UTF-16, low byte first, without a terminator. */
export function encodeWide(text: string): Uint8Array {
  const bytes = blankBytes(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes[i * 2] = code & 0xff;
    bytes[i * 2 + 1] = code >> 8;
  }
  return bytes;
}
