/**
 * What a debugger looks for first in a kernel: the image's headers with the name of its symbol file, an entry in the
 * list of modules, the debugger's data block and a processor's block. Written into unused pages of the image.
 */
import { createHash } from "node:crypto";
import type { LayoutTable } from "../../host/target.ts";
import { findField } from "../../kernel/fields.ts";
import type { SymbolFileKey } from "../kernel/pe-image.ts";

/** Writes bytes at a virtual address, mapping what is missing. */
export type WriteBytes = (address: bigint, bytes: Uint8Array) => void;

export interface KernelPlaces {
  readonly base: bigint;
  /** Bytes of the image. */
  readonly size: number;
  readonly layout: LayoutTable;
  /** Address of a symbol. */
  readonly symbol: (name: string) => bigint | undefined;
  /** Address of the `_ETHREAD` that the processor runs. */
  readonly currentThread: bigint;
  /** Physical address of the kernel's page tables. */
  readonly root: bigint;
  /** Address of the first of {@link FREE_PAGES} unused pages of the image. */
  readonly free: bigint;
}

/** Registers of the processor when the dump was made; its instruction pointer is in an empty page of the image. */
export interface Registers {
  readonly instruction: bigint;
  readonly stack: bigint;
}

/** `free`: of {@link KernelPlaces}. */
export function registersOf(free: bigint): Registers {
  return { instruction: free + CODE, stack: free + STACK_TOP };
}

/** An x64 CONTEXT with control registers and segments; offsets from Microsoft's public headers. */
export function contextX64({ instruction, stack }: Registers): Buffer {
  const context = Buffer.alloc(0x4d0);
  context.writeUInt32LE(0x10001f, 0x30);
  context.writeUInt32LE(0x1f80, 0x34);
  const { kernelCode, kernelData, userData, userTeb } = SELECTORS;
  [kernelCode, userData, userData, userTeb, userData, kernelData].forEach((selector, index) => {
    context.writeUInt16LE(selector, 0x38 + index * 2);
  });
  context.writeUInt32LE(0x246, 0x44);
  context.writeBigUInt64LE(stack, 0x98);
  context.writeBigUInt64LE(instruction, 0xf8);
  return context;
}

/** In the page of the image's headers. */
const DEBUG_RECORD = 0x800n;
/** Pages needed in addition to the headers, and their contents in order. */
export const FREE_PAGES = 4;
const MODULE_ENTRY = 0n;
const MODULE_NAMES = 0x200n;
/** A processor's control region, in which its block (`_KPRCB`) lies. */
const CONTROL_REGION = 0x1000n;
const PROCESSOR = CONTROL_REGION + 0x180n;
const CODE = 0x2000n;
const STACK_TOP = 0x3f00n;
const PDB_NAME = "ntkrnlmp.pdb";
const FILE_NAME = "ntoskrnl.exe";
const FULL_NAME = `\\SystemRoot\\system32\\${FILE_NAME}`;
/** `_KPRCB.CurrentThread`: the same in every public x64 kernel, and in every x86 one. */
const CURRENT_THREAD = { 4: 4, 8: 8 } as const;
/** Offsets in this processor's block, which the debugger's data block tells. As in 64-bit Windows 10 and 11. */
const BLOCK = {
  size: 0xe00,
  number: 0x24,
  cpuType: 0x40,
  megahertz: 0x44,
  specialRegisters: 0x100,
  context: 0x1f0,
  contextPointer: 0xd00,
} as const;
/** Selectors that Windows loads. */
const SELECTORS = { kernelCode: 0x10, kernelData: 0x18, userCode: 0x33, userData: 0x2b, userTeb: 0x53 } as const;

/** The symbol file of a layout; each has its own name. */
function symbolKeyOf(layout: LayoutTable): SymbolFileKey {
  const digest = createHash("sha256")
    .update(JSON.stringify([layout.build, layout.types, layout.symbols]))
    .digest("hex");
  return { name: PDB_NAME, guid: digest.slice(0, 32).toUpperCase(), age: 1 };
}

/** Bytes from the image's base at which its one section begins. */
export const SECTION_START = 0x1000;

/** The header of that section, which reaches to the image's end. */
export function sectionHeader(imageSize: number): Buffer {
  const header = Buffer.alloc(40);
  header.write(".kernel", 0, "latin1");
  [imageSize - SECTION_START, SECTION_START, imageSize - SECTION_START, SECTION_START].forEach((value, index) => {
    header.writeUInt32LE(value, 8 + index * 4);
  });
  header.writeUInt32LE(0xe0000060, 36);
  return header;
}

/** A GUID's bytes from the form that symbol stores use. */
export function guidBytes(guid: string): Buffer {
  const bytes = Buffer.from(guid, "hex");
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}

function imageHeaders(places: KernelPlaces, key: SymbolFileKey): Buffer {
  const is64 = places.layout.pointerSize === 8;
  const page = Buffer.alloc(0x1000);
  page.write("MZ", 0, "latin1");
  page.writeUInt32LE(0x80, 0x3c);
  page.write("PE\0\0", 0x80, "latin1");
  page.writeUInt16LE(is64 ? 0x8664 : 0x14c, 0x84);
  page.writeUInt16LE(1, 0x86);
  page.writeUInt32LE(guidBytes(key.guid).readUInt32LE(0), 0x88);
  page.writeUInt16LE(is64 ? 0xf0 : 0xe0, 0x94);
  page.writeUInt16LE(0x22, 0x96);
  const optional = 0x98;
  page.writeUInt16LE(is64 ? 0x20b : 0x10b, optional);
  page.writeUInt32LE(0x1000, optional + 32);
  page.writeUInt32LE(0x200, optional + 36);
  page.writeUInt32LE(places.size, optional + 56);
  page.writeUInt32LE(0x1000, optional + 60);
  page.writeUInt16LE(1, optional + 68);
  sectionHeader(places.size).copy(page, optional + (is64 ? 0xf0 : 0xe0));
  const directories = optional + (is64 ? 112 : 96);
  page.writeUInt32LE(16, directories - 4);
  page.writeUInt32LE(Number(DEBUG_RECORD), directories + 48);
  page.writeUInt32LE(28, directories + 52);
  const record = Number(DEBUG_RECORD) + 28;
  page.writeUInt32LE(2, Number(DEBUG_RECORD) + 12);
  page.writeUInt32LE(24 + key.name.length + 1, Number(DEBUG_RECORD) + 16);
  page.writeUInt32LE(record, Number(DEBUG_RECORD) + 20);
  page.write("RSDS", record, "latin1");
  guidBytes(key.guid).copy(page, record + 4);
  page.writeUInt32LE(key.age, record + 20);
  page.write(key.name, record + 24, "latin1");
  return page;
}

class PointerWriter {
  private readonly bytes: Buffer;
  private readonly size: 4 | 8;

  constructor(length: number, size: 4 | 8) {
    this.bytes = Buffer.alloc(length);
    this.size = size;
  }

  pointer(at: number, value: bigint): this {
    if (this.size === 8) {
      this.bytes.writeBigUInt64LE(BigInt.asUintN(64, value), at);
    } else {
      this.bytes.writeUInt32LE(Number(BigInt.asUintN(32, value)), at);
    }
    return this;
  }

  /** A UNICODE_STRING: length, room, buffer. */
  string(at: number, text: string, buffer: bigint): this {
    this.bytes.writeUInt16LE(text.length * 2, at);
    this.bytes.writeUInt16LE(text.length * 2 + 2, at + 2);
    return this.pointer(at + this.size, buffer);
  }

  number(at: number, value: number): this {
    this.bytes.writeUInt32LE(value, at);
    return this;
  }

  finish(): Buffer {
    return this.bytes;
  }
}

function moduleEntry(places: KernelPlaces, list: bigint): Buffer {
  const { pointerSize } = places.layout;
  const at =
    pointerSize === 8
      ? { base: 0x30, entry: 0x38, size: 0x40, full: 0x48, name: 0x58 }
      : { base: 0x18, entry: 0x1c, size: 0x20, full: 0x24, name: 0x2c };
  const names = places.free + MODULE_NAMES;
  return new PointerWriter(0xa0, pointerSize)
    .pointer(0, list)
    .pointer(pointerSize, list)
    .pointer(at.base, places.base)
    .pointer(at.entry, places.base + 0x1000n)
    .number(at.size, places.size)
    .string(at.full, FULL_NAME, names)
    .string(at.name, FILE_NAME, names + BigInt(FULL_NAME.length * 2 + 2))
    .finish();
}

/** The debugger's data block, in plain form. Offsets as in `kernel/debugger-data.ts`. */
function debuggerData(places: KernelPlaces, at: bigint): Buffer {
  const block = Buffer.alloc(0x380);
  const signed = (value: bigint): bigint =>
    BigInt.asUintN(64, places.layout.pointerSize === 4 ? BigInt.asIntN(32, value) : value);
  const symbol = (offset: number, name: string): void => {
    const address = places.symbol(name);
    if (address !== undefined) {
      block.writeBigUInt64LE(signed(address), offset);
    }
  };
  const field = (offset: number, type: string, path: string): void => {
    const place = findField(places.layout, type, path);
    if (place !== undefined) {
      block.writeUInt16LE(place.offset, offset);
    }
  };
  const size = (offset: number, type: string): void => {
    block.writeUInt16LE(Math.min(places.layout.types[type]?.size ?? 0, 0xffff), offset);
  };
  block.writeBigUInt64LE(signed(at), 0);
  block.writeBigUInt64LE(signed(at), 8);
  block.write("KDBG", 0x10, "latin1");
  block.writeUInt32LE(block.length, 0x14);
  block.writeBigUInt64LE(signed(places.base), 0x18);
  block.writeUInt16LE(places.layout.pointerSize === 4 ? 1 : 0, 0x36);
  symbol(0x48, "PsLoadedModuleList");
  symbol(0x50, "PsActiveProcessHead");
  symbol(0x58, "PspCidTable");
  symbol(0x98, "ObpRootDirectoryObject");
  symbol(0xa0, "ObpTypeObjectType");
  symbol(0x208, "NtBuildLab");
  symbol(0x218, "KiProcessorBlock");
  field(0x29a, "_KTHREAD", "Teb");
  field(0x29c, "_KTHREAD", "KernelStack");
  field(0x29e, "_KTHREAD", "InitialStack");
  field(0x2a0, "_KTHREAD", "ApcState.Process");
  field(0x2a2, "_KTHREAD", "State");
  size(0x2a8, "_EPROCESS");
  field(0x2aa, "_EPROCESS", "Peb");
  field(0x2ac, "_EPROCESS", "InheritedFromUniqueProcessId");
  field(0x2ae, "_EPROCESS", "Pcb.DirectoryTableBase");
  const figures: readonly (readonly [at: number, value: number])[] = [
    [0x2b0, BLOCK.size],
    [0x2b4, CURRENT_THREAD[places.layout.pointerSize]],
    [0x2b6, BLOCK.megahertz],
    [0x2b8, BLOCK.cpuType],
    [0x2bc, BLOCK.context],
    [0x2be, BLOCK.number],
    [0x2e0, 0x1000],
    [0x2e2, 0x18],
    [0x2e4, 0x20],
    [0x2e6, Number(PROCESSOR - CONTROL_REGION)],
    [0x2f2, BLOCK.specialRegisters],
    [0x2f4, SELECTORS.kernelCode],
    [0x2f6, SELECTORS.kernelData],
    [0x2f8, SELECTORS.userCode],
    [0x2fa, SELECTORS.userData],
    [0x2fc, SELECTORS.userData],
    [0x2fe, SELECTORS.userTeb],
    [0x338, BLOCK.contextPointer],
  ];
  figures.forEach(([offset, value]) => {
    block.writeUInt16LE(value, offset);
  });
  size(0x2c0, "_ETHREAD");
  return block;
}

/** The control region and the processor's block in it. */
function controlRegion(places: KernelPlaces): Buffer {
  const { pointerSize } = places.layout;
  const block = Number(PROCESSOR - CONTROL_REGION);
  const region = new PointerWriter(0x1000, pointerSize);
  region.pointer(block + CURRENT_THREAD[pointerSize], places.currentThread);
  if (pointerSize === 4) {
    return region.finish();
  }
  region.pointer(0x18, places.free + CONTROL_REGION).pointer(0x20, places.free + PROCESSOR);
  // CR0, CR3 and CR4 as Windows runs with.
  const special = block + BLOCK.specialRegisters;
  region
    .pointer(special, 0x80050033n)
    .pointer(special + 0x10, places.root)
    .pointer(special + 0x18, 0x370678n);
  const bytes = region.finish();
  contextX64(registersOf(places.free)).copy(bytes, block + BLOCK.context);
  return bytes;
}

/** Writes all of these. Returns the key of the symbol file that the image now names. */
export function writeKernelImage(places: KernelPlaces, write: WriteBytes): SymbolFileKey {
  const { base, free, layout } = places;
  const { pointerSize } = layout;
  const key = symbolKeyOf(layout);
  const pointers = (...values: readonly bigint[]): Buffer =>
    values
      .reduce(
        (writer, value, index) => writer.pointer(index * pointerSize, value),
        new PointerWriter(values.length * pointerSize, pointerSize),
      )
      .finish();
  write(base, imageHeaders(places, key));
  const list = places.symbol("PsLoadedModuleList");
  if (list !== undefined) {
    const entry = free + MODULE_ENTRY;
    write(list, pointers(entry, entry));
    write(entry, moduleEntry(places, list));
    write(free + MODULE_NAMES, Buffer.from(`${FULL_NAME}\0${FILE_NAME}\0`, "utf16le"));
  }
  const block = places.symbol("KdDebuggerDataBlock");
  if (block !== undefined) {
    write(block, debuggerData(places, block));
  }
  const processors = places.symbol("KiProcessorBlock");
  if (processors !== undefined) {
    write(free + CONTROL_REGION, controlRegion(places));
    write(free + CODE, Buffer.alloc(0x2000));
    write(processors, pointers(free + PROCESSOR));
  }
  return key;
}
