/**
 * Modules on `PsLoadedModuleList`. Offsets of `_KLDR_DATA_TABLE_ENTRY` from public symbols, the same since Windows XP.
 */
import type { KernelReader } from "./structures.ts";

export interface LoadedModule {
  /** File name, "ntoskrnl.exe". */
  readonly fileName: string;
  readonly base: bigint;
  /** Bytes. */
  readonly size: number;
}

const places = {
  4: { base: 0x18n, size: 0x20n, name: 0x2cn },
  8: { base: 0x30n, size: 0x40n, name: 0x58n },
} as const;
const MOST_MODULES = 4096;

/** In the order of the list, the kernel first. Entries that cannot be read are left out. */
export function readLoadedModules(reader: KernelReader, head: bigint): readonly LoadedModule[] {
  const place = places[reader.pointerSize];
  const modules: LoadedModule[] = [];
  for (const entry of reader.list(head, MOST_MODULES)) {
    const base = reader.pointer(entry + place.base);
    const size = reader.number(entry + place.size, 4);
    if (base === undefined || size === undefined || base === 0n) {
      continue;
    }
    modules.push({ base, size, fileName: reader.unicodeString(entry + place.name) ?? "" });
  }
  return modules;
}

/** The kernel by its usual file names; the first module of the list otherwise. */
export function kernelOf(modules: readonly LoadedModule[]): LoadedModule | undefined {
  return (
    modules.find(({ fileName }) => /^(?:ntoskrnl|ntkrnl\w*|ntkrla57|ntkrpamp)\.exe$/i.test(fileName)) ?? modules[0]
  );
}

/**
 * As the debugger names a module: the file's name without its extension; characters that expressions do not allow are
 * replaced.
 */
export function moduleName(module: LoadedModule): string {
  const name = module.fileName.replace(/\.[^.]*$/, "").replace(/[^A-Za-z0-9_]/g, "_");
  return name === "" ? `module_${module.base.toString(16)}` : name;
}
