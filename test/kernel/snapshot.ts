/**
 * Opens captured memory of a running kernel: a JSON description (symbols, modules, which page is where), a compressed
 * file of pages and a layout beside it. A dump: nothing in it changes.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { LayoutTable, SimulatedModule, SimulatedProcess, SimulatedTarget, SymbolFacts } from "../host/target.ts";
import { canonicalAddress } from "./address-spaces.ts";
import { ObjectReader } from "./reader/object-reader.ts";
import { readProcesses, type ReadProcess } from "./reader/process-reader.ts";
import { StructureReader } from "./reader/structure-reader.ts";
import { SparseMemory } from "./sparse-memory.ts";

interface SnapshotDescription {
  readonly build: string;
  readonly description: string;
  readonly pageSize: number;
  readonly layout: string;
  readonly blob: string;
  readonly kernelBase: string;
  readonly modules: readonly { readonly name: string; readonly base: string; readonly size: number }[];
  readonly symbols: Readonly<Record<string, string>>;
  readonly pages: Readonly<Record<string, number>>;
}

function loadPages(description: SnapshotDescription, blob: Uint8Array): SparseMemory {
  const memory = new SparseMemory();
  for (const [address, number] of Object.entries(description.pages)) {
    const start = number * description.pageSize;
    memory.mapPage(BigInt(address), blob.subarray(start, start + description.pageSize));
  }
  return memory;
}

/** The kernel has the debugger's name for it; other modules have no symbols. */
function describeModules(description: SnapshotDescription, layout: LayoutTable): SimulatedModule[] {
  const symbols = new Map<string, SymbolFacts>(
    Object.entries(description.symbols).map(([name, address]) => [name, { address: BigInt(address) }]),
  );
  return description.modules.map(({ name, base, size }) => {
    const module = {
      name: base === description.kernelBase ? "nt" : name.replace(/\.[^.]*$/, ""),
      base: BigInt(base),
      size,
    };
    return base === description.kernelBase
      ? { ...module, layout, symbols }
      : { ...module, symbols: new Map<string, SymbolFacts>() };
  });
}

/**
 * `path`: the JSON description; the other files are named in it and lie beside it. Throws when one of them is missing.
 */
export function openSnapshot(path: string): SimulatedTarget {
  const folder = dirname(path);
  const description = JSON.parse(readFileSync(path, "utf8")) as SnapshotDescription;
  const layout = JSON.parse(readFileSync(join(folder, description.layout), "utf8")) as LayoutTable;
  const memory = loadPages(description, gunzipSync(readFileSync(join(folder, description.blob))));
  const modules = describeModules(description, layout);
  const read = (address: bigint, length: number): Uint8Array | undefined =>
    memory.read(canonicalAddress(address, layout.pointerSize), length);
  const reader = new StructureReader(
    layout,
    read,
    (name) => modules.find((module) => module.name === "nt")?.symbols.get(name)?.address,
  );
  const objects = new ObjectReader(reader);

  const show = (process: ReadProcess): SimulatedProcess => ({
    id: process.id,
    name: process.name,
    object: process.address,
    threads: process.threads.map(({ id, address }) => ({ id, object: address })),
    handles: () =>
      process.handleTable === 0n
        ? []
        : objects.handles(process.handleTable).map(({ handle, object, grantedAccess }) => ({
            handle,
            object,
            grantedAccess,
            typeName: objects.typeName(object) ?? "",
            name: objects.path(object) ?? "",
          })),
  });
  const processes = readProcesses(reader).map(show);
  const [first] = processes;
  const firstThread = first?.threads[0];
  if (first === undefined || firstThread === undefined) {
    throw new Error(`${path}: no process can be found in this memory`);
  }
  return {
    description: `${description.build}, kernel dump: ${description.description}`,
    isKernel: true,
    isDump: true,
    pointerSize: layout.pointerSize,
    modules,
    memory: { read, write: () => false, mappedPages: (process) => (process === undefined ? memory.mappedPages() : []) },
    processes: () => processes,
    // The processor was idle when the memory was taken; a debugger then stands in the first process.
    currentProcess: () => first,
    currentThread: () => firstThread,
  };
}
