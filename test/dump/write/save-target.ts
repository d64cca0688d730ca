/** Saves a kernel target as a dump, with a symbol table beside it. */
import type { SimulatedModule, SimulatedProcess, SimulatedTarget } from "../../host/target.ts";
import { fieldOf } from "../../kernel/fields.ts";
import { DumpError } from "../dump-error.ts";
import { dumpTypes } from "../format/dump-type.ts";
import type { Machine } from "../format/header.ts";
import { PAGE_SIZE } from "../format/physical-pages.ts";
import type { PagingMode } from "../translation/paging-mode.ts";
import { pagingModes } from "../translation/paging-mode.ts";
import { writeDump } from "./dump-writer.ts";
import { writeIsf } from "./isf-writer.ts";
import { contextX64, FREE_PAGES, registersOf, writeKernelImage } from "./kernel-image.ts";
import type { SymbolFileKey } from "../kernel/pe-image.ts";
import { writePdb } from "./pdb-writer.ts";
import { PageTableBuilder } from "./page-tables.ts";

export interface SavedTarget {
  readonly dump: Uint8Array;
  /** The symbol file that the dump asks for. */
  readonly key: SymbolFileKey;
  /** Types and names in Volatility's format, exactly as the target has them. */
  readonly symbols: string;
  /** The same as a PDB, for other debuggers. */
  readonly pdb: Uint8Array;
}

/** `KUSER_SHARED_DATA`. */
const sharedPages = { 4: 0xffdf0000n, 8: 0xfffff78000000000n } as const;
const INTERRUPT_TIME = 0x08n;
const SYSTEM_TIME = 0x14n;
const MANUAL_CRASH = 0xe2;
const PAGE_MASK = BigInt(PAGE_SIZE - 1);

/** A copy of the target's pages; more can be added. */
class PageCopies {
  readonly pages = new Map<bigint, Uint8Array>();

  write(address: bigint, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) {
      const at = address + BigInt(done);
      const page = at & ~PAGE_MASK;
      let content = this.pages.get(page);
      if (content === undefined) {
        this.pages.set(page, (content = new Uint8Array(PAGE_SIZE)));
      }
      const start = Number(at - page);
      const part = bytes.subarray(done, done + PAGE_SIZE - start);
      content.set(part, start);
      done += part.length;
    }
  }
}

function copyPages(target: SimulatedTarget, process: SimulatedProcess | undefined): PageCopies {
  const copies = new PageCopies();
  for (const page of target.memory.mappedPages?.(process) ?? []) {
    const bytes = target.memory.read(page, PAGE_SIZE, process);
    if (bytes !== undefined) {
      copies.pages.set(page, bytes.slice());
    }
  }
  return copies;
}

/** The first consecutive pages of the kernel's image without memory or symbols of the target. */
function freePages(nt: SimulatedModule, pages: ReadonlyMap<bigint, Uint8Array>): bigint {
  const used = new Set([...nt.symbols.values()].map(({ address }) => address & ~PAGE_MASK));
  const isFree = (page: bigint): boolean => !used.has(page) && !pages.has(page);
  let count = 0;
  for (let page = nt.base + PAGE_MASK + 1n; page < nt.base + BigInt(nt.size); page += PAGE_MASK + 1n) {
    count = isFree(page) ? count + 1 : 0;
    if (count === FREE_PAGES) {
      return page - BigInt(FREE_PAGES - 1) * (PAGE_MASK + 1n);
    }
  }
  throw new DumpError("The kernel's image has no pages left for what a debugger looks for.");
}

function readTime(target: SimulatedTarget, offset: bigint): bigint {
  const bytes = target.memory.read(sharedPages[target.pointerSize] + offset, 8);
  return bytes === undefined ? 0n : Buffer.from(bytes).readBigUInt64LE(0);
}

/**
 * The build number that a layout's name or the kernel itself gives.
 * The names of the layouts end in it or name the system.
 */
function buildNumberOf(build: string): number {
  const named: readonly (readonly [RegExp, number])[] = [
    [/XP/, 2600],
    [/2003/, 3790],
    [/Vista/, 6002],
    [/Windows 7/, 7601],
    [/8\.1/, 9600],
    [/22xxx|Windows 11/, 22621],
  ];
  const digits = /\b(1\d{4}|2\d{4})\b/.exec(build)?.[1];
  return digits !== undefined ? Number(digits) : (named.find(([pattern]) => pattern.test(build))?.[1] ?? 19041);
}

/** Maps user memory in separate tables for each process, and stores their root in the process. */
function mapProcesses(
  target: SimulatedTarget,
  tables: PageTableBuilder,
  kernel: PageCopies,
  frames: ReadonlyMap<bigint, number>,
): void {
  const layout = target.modules.find(({ name }) => name === "nt")?.layout;
  if (layout === undefined) {
    return;
  }
  const place = fieldOf(layout, "_EPROCESS", "Pcb.DirectoryTableBase");
  for (const process of target.processes()) {
    const root = tables.fork();
    for (const [page, bytes] of copyPages(target, process).pages) {
      tables.map(page, bytes, root);
    }
    const value = Buffer.alloc(target.pointerSize);
    if (target.pointerSize === 8) {
      value.writeBigUInt64LE(root);
    } else {
      value.writeUInt32LE(Number(root));
    }
    kernel.write(process.object + BigInt(place.offset), value);
  }
  for (const [page, frame] of frames) {
    tables.frames.set(frame, kernel.pages.get(page) ?? new Uint8Array(PAGE_SIZE));
  }
}

const machines: Readonly<Record<string, Machine>> = {
  [pagingModes.x86.name]: "x86",
  [pagingModes.pae.name]: "x86",
  [pagingModes.arm64.name]: "arm64",
};

/**
 * `mode`: how the page tables are built; by default, that of the target's usual machine. Throws a {@link DumpError} for
 * a target without kernel symbols or with unknown pages.
 */
export function saveTarget(
  target: SimulatedTarget,
  type: 1 | 6,
  mode: PagingMode = target.pointerSize === 8 ? pagingModes.x64 : pagingModes.pae,
): SavedTarget {
  const nt = target.modules.find(({ name }) => name === "nt");
  if (nt?.layout === undefined) {
    throw new DumpError("Only a kernel with symbols can be saved as a dump.");
  }
  if (target.memory.mappedPages === undefined) {
    throw new DumpError("This target does not tell which memory it has, so it cannot be saved.");
  }
  const { layout } = nt;
  const symbol = (name: string): bigint | undefined => nt.symbols.get(name)?.address;
  const kernel = copyPages(target, undefined);
  const tables = new PageTableBuilder(mode);
  const free = freePages(nt, kernel.pages);
  const currentThread = target.currentThread().object;
  const key = writeKernelImage(
    { base: nt.base, size: nt.size, layout, symbol, currentThread, root: tables.root, free },
    (address, bytes) => {
      kernel.write(address, bytes);
    },
  );
  const frames = new Map([...kernel.pages].map(([page, bytes]) => [page, tables.map(page, bytes)]));
  mapProcesses(target, tables, kernel, frames);
  const machine = machines[mode.name] ?? "x64";
  const registers = registersOf(free);
  const dump = writeDump(
    type === 1 ? dumpTypes.full : dumpTypes.kernelBitmap,
    {
      machine,
      ...(machine === "x64" ? { context: contextX64(registers), instruction: registers.instruction } : {}),
      buildNumber: buildNumberOf(layout.build),
      directoryTableBase: tables.root,
      moduleList: symbol("PsLoadedModuleList") ?? 0n,
      processList: symbol("PsActiveProcessHead") ?? 0n,
      debuggerData: symbol("KdDebuggerDataBlock") ?? 0n,
      processors: 1,
      bugcheck: MANUAL_CRASH,
      isPae: mode === pagingModes.pae,
      systemTime: readTime(target, SYSTEM_TIME),
      upTime: readTime(target, INTERRUPT_TIME),
      comment: target.description,
    },
    tables.frames,
  );
  return { dump, key, symbols: writeIsf(layout, key), pdb: writePdb(layout, key, nt.size) };
}
