/** A dump as the target of the simulated debugger. */
import type { SimulatedModule, SimulatedProcess, SimulatedTarget, SymbolFacts, TargetMemory } from "../host/target.ts";
import { describeDump } from "./dump-facts.ts";
import type { DumpHeader } from "./format/header.ts";
import { findCurrentThread } from "./kernel/current-thread.ts";
import type { DebuggerData } from "./kernel/debugger-data.ts";
import type { LayoutReader } from "./kernel/layout-reader.ts";
import type { LoadedModule } from "./kernel/loaded-modules.ts";
import { moduleName } from "./kernel/loaded-modules.ts";
import { ProcessList } from "./kernel/processes.ts";
import type { SymbolFile } from "./symbols/symbol-file.ts";
import type { PagePlace } from "./translation/page-place.ts";
import type { PageFinder, VirtualMemory } from "./virtual-memory.ts";
import { DumpError } from "./dump-error.ts";

/** The parts that a target is made of. */
export interface DumpParts {
  readonly path: string;
  readonly header: DumpHeader;
  readonly memory: VirtualMemory;
  readonly finder: PageFinder;
  readonly modules: readonly LoadedModule[];
  readonly kernelModule: LoadedModule;
  readonly kernel: LayoutReader;
  readonly symbols: SymbolFile;
  readonly debuggerData: DebuggerData | undefined;
}

/** The kernel under the debugger's name for it, with symbols; other modules have none. */
export function describeModules(
  modules: readonly LoadedModule[],
  kernel: LoadedModule,
  symbols: SymbolFile | undefined,
): readonly SimulatedModule[] {
  return modules.map((module) => {
    const facts = { name: module === kernel ? "nt" : moduleName(module), base: module.base, size: module.size };
    if (module !== kernel || symbols === undefined) {
      return { ...facts, symbols: new Map<string, SymbolFacts>() };
    }
    const named = new Map<string, SymbolFacts>();
    for (const [name, { rva, type }] of symbols.symbols) {
      const address = module.base + BigInt(rva);
      named.set(name, type === undefined ? { address } : { address, type });
    }
    return { ...facts, layout: symbols.layout, symbols: named };
  });
}

/** "not in this dump: the dump does not hold this page"; undefined for a page that is there. */
export function explainPlace(place: PagePlace): string | undefined {
  if (place.state === "there") {
    return undefined;
  }
  const frame = place.frame === undefined ? "" : ` (page frame 0x${place.frame.toString(16)})`;
  return `${place.state}: ${place.reason}${frame}`;
}

function dumpMemory(parts: DumpParts, processes: ProcessList): TargetMemory {
  const root = (process: SimulatedProcess | undefined): bigint | undefined =>
    process === undefined ? undefined : processes.rootOf(process.object);
  return {
    read: (address, length, process) => parts.memory.read(address, length, root(process)),
    write: () => false,
    explain: (address, process) => explainPlace(parts.finder.locate(address, root(process))),
  };
}

/** Throws a {@link DumpError} when the dump holds no process. */
export function createDumpTarget(parts: DumpParts): SimulatedTarget {
  const { header, kernel } = parts;
  const list = new ProcessList(kernel);
  const head = kernel.symbol("PsActiveProcessHead") ?? header.processList;
  const processes = head === undefined ? [] : list.all(head);
  const [first] = processes;
  if (first === undefined) {
    throw new DumpError(
      `${parts.path}: no process can be found. The list of processes is not in this dump, or the symbols do not fit.`,
    );
  }
  const threads = function* (): Generator<bigint> {
    for (const process of processes) {
      for (const thread of process.threads) {
        yield thread.object;
      }
    }
  };
  const current = findCurrentThread(
    kernel,
    header.processors,
    parts.debuggerData?.currentThread,
    header.stackPointer,
    threads,
  );
  const process =
    current === undefined
      ? first
      : (processes.find(({ object }) => object === current.process) ?? list.process(current.process));
  const thread = current === undefined ? first.threads[0] : list.thread(current.thread);
  return {
    description: describeDump(header),
    isKernel: true,
    isDump: true,
    pointerSize: header.pointerSize,
    modules: describeModules(parts.modules, parts.kernelModule, parts.symbols),
    memory: dumpMemory(parts, list),
    processes: () => processes,
    currentProcess: () => process,
    currentThread: () => thread ?? { id: 0, object: 0n },
  };
}
