/** Opens a kernel dump as a target: file, page tables, kernel, symbols. */
import type { SimulatedTarget } from "../host/target.ts";
import { DumpError } from "./dump-error.ts";
import { systemName } from "./dump-facts.ts";
import type { ByteSource } from "./file/byte-source.ts";
import { openFile } from "./file/byte-source.ts";
import { unpacked } from "./file/packed.ts";
import { dumpTypes } from "./format/dump-type.ts";
import type { DumpHeader } from "./format/header.ts";
import { readHeader } from "./format/header.ts";
import { openPages } from "./format/open-pages.ts";
import type { DebuggerData } from "./kernel/debugger-data.ts";
import { readDebuggerData } from "./kernel/debugger-data.ts";
import { LayoutReader } from "./kernel/layout-reader.ts";
import type { LoadedModule } from "./kernel/loaded-modules.ts";
import { kernelOf, readLoadedModules } from "./kernel/loaded-modules.ts";
import type { SymbolFileKey } from "./kernel/pe-image.ts";
import { readImage } from "./kernel/pe-image.ts";
import { findSymbols } from "./symbols/symbol-search.ts";
import { createDumpTarget } from "./target.ts";
import type { FoundTables } from "./translation/find-tables.ts";
import { findTables } from "./translation/find-tables.ts";
import { openTriageDump } from "./triage/open-triage.ts";

export interface OpenOptions {
  /** Symbol paths, in order: files, folders, stores, each possibly several separated by `;`. */
  readonly symbols: readonly string[];
}

export interface OpenedDump {
  readonly path: string;
  readonly header: DumpHeader;
  readonly target: SimulatedTarget;
  /** The symbol file of the kernel; undefined if the dump does not tell. */
  readonly symbolFile: SymbolFileKey | undefined;
  /** Warnings for the user. */
  readonly warnings: readonly string[];
  close(): void;
}

/** A dump whose kernel has been found, before symbols are loaded. */
export interface LocatedKernel {
  readonly source: ByteSource;
  readonly header: DumpHeader;
  readonly tables: FoundTables;
  readonly modules: readonly LoadedModule[];
  readonly kernel: LoadedModule;
  readonly key: SymbolFileKey | undefined;
  readonly warnings: readonly string[];
}

function findModules(source: ByteSource, header: DumpHeader, { reader }: FoundTables): readonly LoadedModule[] {
  const listed = header.moduleList === undefined ? [] : readLoadedModules(reader, header.moduleList);
  if (listed.length > 0) {
    return listed;
  }
  const data =
    header.debuggerData === undefined ? undefined : readDebuggerData(reader, header.debuggerData, () => undefined);
  const byData = data === undefined ? [] : readLoadedModules(reader, data.moduleList);
  if (byData.length > 0) {
    return byData;
  }
  throw new DumpError(
    `${source.name}: the kernel cannot be found. Neither the list of modules nor the debugger's data block is in this dump.`,
  );
}

function locateKernel(source: ByteSource, header: DumpHeader): LocatedKernel {
  const pages = openPages(source, header);
  const tables = findTables(source, header, pages);
  const modules = findModules(source, header, tables);
  const kernel = kernelOf(modules);
  if (kernel === undefined) {
    throw new DumpError(`${source.name}: the kernel cannot be found among its modules.`);
  }
  const missing = Number(header.requiredSize ?? 0n) - source.size;
  const warnings =
    missing > 0 ? [`The file is cut off: ${missing} bytes are missing. What they hold is "not in this dump".`] : [];
  return {
    source,
    header,
    tables,
    modules,
    kernel,
    key: readImage(tables.reader.memory, kernel.base)?.symbolFile,
    warnings,
  };
}

/** Gets what address translation needs from symbols. */
function applyInvalidMask(located: LocatedKernel, kernel: LayoutReader): void {
  const state = kernel.symbol("MiState");
  const place = kernel.place("_MI_SYSTEM_INFORMATION", "Hardware.InvalidPteMask");
  const mask =
    state === undefined || place === undefined ? undefined : kernel.reader.integer(state + BigInt(place.offset), 8);
  if (mask !== undefined) {
    located.tables.translator.setInvalidMask(mask);
  }
}

/** The debugger's data block, decoded if necessary. */
function debuggerDataOf(located: LocatedKernel, kernel: LayoutReader): DebuggerData | undefined {
  const at = located.header.debuggerData ?? kernel.symbol("KdDebuggerDataBlock");
  const value = (name: string): bigint | undefined => {
    const symbol = kernel.symbol(name);
    return symbol === undefined ? undefined : kernel.reader.integer(symbol, 8);
  };
  return at === undefined
    ? undefined
    : readDebuggerData(kernel.reader, at, () => {
        const [waitNever, waitAlways, encodedFlag] = [
          value("KiWaitNever"),
          value("KiWaitAlways"),
          kernel.symbol("KdpDataBlockEncoded"),
        ];
        return waitNever === undefined || waitAlways === undefined || encodedFlag === undefined
          ? undefined
          : { waitNever, waitAlways, encodedFlag };
      });
}

/** Checks that the kernel's own data agree with the symbols. */
function crossCheck(data: DebuggerData | undefined, kernel: LayoutReader): readonly string[] {
  const expected = kernel.layout.types["_EPROCESS"]?.size;
  return data !== undefined && expected !== undefined && data.processSize !== 0 && data.processSize !== expected
    ? [
        `The symbols may not fit: an _EPROCESS has ${data.processSize} bytes by the kernel's own data and ${expected} by the symbols.`,
      ]
    : [];
}

function openLocated(located: LocatedKernel, options: OpenOptions): OpenedDump {
  const { source, header, modules } = located;
  const symbols = findSymbols({ key: located.key, build: systemName(header), paths: options.symbols });
  if (symbols.layout.pointerSize !== header.pointerSize) {
    throw new DumpError(
      `${symbols.path} belongs to a ${symbols.layout.pointerSize * 8}-bit kernel, but the dump is of a ${header.pointerSize * 8}-bit one.`,
    );
  }
  const { reader, translator } = located.tables;
  const kernel = new LayoutReader(reader, symbols.layout, located.kernel.base, symbols.symbols);
  applyInvalidMask(located, kernel);
  const debuggerData = debuggerDataOf(located, kernel);
  const warnings = [...located.warnings, ...crossCheck(debuggerData, kernel)];
  const target = createDumpTarget({
    path: source.name,
    header,
    memory: reader.memory,
    finder: translator,
    modules,
    kernelModule: located.kernel,
    kernel,
    symbols,
    debuggerData,
  });
  return {
    path: source.name,
    header,
    target,
    symbolFile: located.key,
    warnings,
    close: () => {
      source.close();
    },
  };
}

function withSource<T>(file: ByteSource, use: (source: ByteSource) => T): T {
  const source = unpacked(file);
  try {
    return use(source);
  } catch (error) {
    source.close();
    throw error;
  }
}

/** The symbol file that a dump's kernel needs; undefined if the dump does not tell. Throws as {@link openDump} does. */
export function neededSymbols(path: string): SymbolFileKey | undefined {
  return withSource(openFile(path), (source) => {
    const header = readHeader(source);
    const key = header.dumpType === dumpTypes.triage ? undefined : locateKernel(source, header).key;
    source.close();
    return key;
  });
}

/** Throws a {@link DumpError}, whose message is one sentence for the user, if the dump cannot be opened. */
export function openDump(path: string, options: OpenOptions): OpenedDump {
  return openDumpSource(openFile(path), options);
}

/** The same for bytes in memory. */
export function openDumpSource(file: ByteSource, options: OpenOptions): OpenedDump {
  return withSource(file, (source) => {
    const header = readHeader(source);
    return header.dumpType === dumpTypes.triage
      ? openTriageDump(source, header, options)
      : openLocated(locateKernel(source, header), options);
  });
}
