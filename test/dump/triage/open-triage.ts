/** Opens a triage dump: one process, one thread, modules, and very little memory. */
import type { SimulatedTarget } from "../../host/target.ts";
import { DumpError } from "../dump-error.ts";
import { describeDump, systemName } from "../dump-facts.ts";
import type { ByteSource } from "../file/byte-source.ts";
import type { DumpHeader } from "../format/header.ts";
import { readDebuggerData } from "../kernel/debugger-data.ts";
import { LayoutReader } from "../kernel/layout-reader.ts";
import { kernelOf } from "../kernel/loaded-modules.ts";
import { readImage } from "../kernel/pe-image.ts";
import { ProcessList } from "../kernel/processes.ts";
import { KernelReader } from "../kernel/structures.ts";
import type { OpenedDump, OpenOptions } from "../open-dump.ts";
import type { SymbolFile } from "../symbols/symbol-file.ts";
import { findSymbols } from "../symbols/symbol-search.ts";
import { describeModules, explainPlace } from "../target.ts";
import { BlockMemory } from "./block-memory.ts";
import { readTriageDrivers } from "./triage-drivers.ts";
import type { MemoryBlock, TriageContents } from "./triage-header.ts";
import { readTriageContents } from "./triage-header.ts";

const triageSentence =
  "This is a triage dump (small memory dump): it holds one thread and no ports, queues or messages. For ALPC take a kernel or complete memory dump.";

/** Copies of structures whose size symbols would tell; more than they have is not in the file's blocks anyway. */
const COPY_LENGTH = { process: 0xc00, thread: 0x900, processor: 0x4000 } as const;

interface Found {
  readonly memory: BlockMemory;
  readonly process: bigint;
  readonly thread: bigint;
}

/** Addresses of the copies of the current process, thread and processor, as far as the dump's offsets tell. */
function placeCopies(source: ByteSource, header: DumpHeader, contents: TriageContents): Found {
  const { offset, length } = contents.debuggerData;
  const data: MemoryBlock[] =
    header.debuggerData === undefined || offset === 0 ? [] : [{ address: header.debuggerData, offset, length }];
  const memory = new BlockMemory(source, [...contents.blocks, ...data]);
  const nothing = { memory, process: 0n, thread: 0n };
  const plain =
    header.debuggerData === undefined
      ? undefined
      : readDebuggerData(new KernelReader(memory, header.pointerSize), header.debuggerData, () => undefined);
  if (plain === undefined) {
    return nothing;
  }
  const pointer = (at: number): bigint => {
    const bytes = Buffer.from(source.read(at, header.pointerSize));
    if (bytes.length < header.pointerSize) {
      return 0n;
    }
    return header.pointerSize === 8 ? bytes.readBigUInt64LE(0) : BigInt(bytes.readUInt32LE(0));
  };
  const thread = contents.processorBlock === 0 ? 0n : pointer(contents.processorBlock + plain.currentThread);
  const process = contents.thread === 0 || thread === 0n ? 0n : pointer(contents.thread + plain.threadProcess);
  const copies = [
    ...(thread === 0n ? [] : [{ address: thread, offset: contents.thread, length: COPY_LENGTH.thread }]),
    ...(process === 0n || contents.process === 0
      ? []
      : [
          {
            address: process,
            offset: contents.process,
            length: plain.processSize === 0 ? COPY_LENGTH.process : plain.processSize,
          },
        ]),
  ].filter((copy) => copy.offset + copy.length <= source.size);
  return { memory: new BlockMemory(source, [...contents.blocks, ...data, ...copies]), process, thread };
}

/** The symbols that the user names. Missing ones are not an error, since they are of little use here. */
function optionalSymbols(
  header: DumpHeader,
  memory: BlockMemory,
  base: bigint | undefined,
  options: OpenOptions,
): SymbolFile | undefined {
  const key = base === undefined ? undefined : readImage(memory, base)?.symbolFile;
  try {
    return findSymbols({ key, build: systemName(header), paths: options.symbols });
  } catch (error) {
    if (error instanceof DumpError) {
      return undefined;
    }
    throw error;
  }
}

function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

/** Throws a {@link DumpError} for a damaged table of contents. */
export function openTriageDump(source: ByteSource, header: DumpHeader, options: OpenOptions): OpenedDump {
  const contents = readTriageContents(source, header);
  const modules = readTriageDrivers(source, contents, header.pointerSize);
  const { memory, process, thread } = placeCopies(source, header, contents);
  const kernelModule = kernelOf(modules);
  const symbols = optionalSymbols(header, memory, kernelModule?.base, options);
  const reader = new KernelReader(memory, header.pointerSize);
  const list =
    symbols === undefined || kernelModule === undefined
      ? undefined
      : new ProcessList(new LayoutReader(reader, symbols.layout, kernelModule.base, symbols.symbols));
  const currentThread = list?.thread(thread) ?? { id: 0, object: thread };
  const currentProcess = {
    ...(list?.process(process) ?? { id: 0, name: "", object: process, handles: () => [] }),
    threads: [currentThread],
  };
  const target: SimulatedTarget = {
    description: describeDump(header),
    isKernel: true,
    isDump: true,
    pointerSize: header.pointerSize,
    modules: kernelModule === undefined ? [] : describeModules(modules, kernelModule, symbols),
    memory: {
      read: (address, length) => memory.read(address, length),
      write: () => false,
      explain: (address) => explainPlace(memory.locate(address)),
    },
    processes: () => (process === 0n ? [] : [currentProcess]),
    currentProcess: () => currentProcess,
    currentThread: () => currentThread,
  };
  const shown =
    process === 0n
      ? []
      : [
          `Current process ${[hex(process), currentProcess.name].filter(Boolean).join(" ")}, thread ${hex(thread)}; ${modules.length} modules.`,
        ];
  return {
    path: source.name,
    header,
    target,
    symbolFile: undefined,
    warnings: [triageSentence, ...shown],
    close: () => {
      source.close();
    },
  };
}
