/**
 * The header of a kernel dump, DUMP_HEADER64 or DUMP_HEADER32. Offsets from the public readers kdmp-parser and
 * volatility 3; the same since Windows XP.
 */
import { DumpError } from "../dump-error.ts";
import type { ByteSource } from "../file/byte-source.ts";
import { Bytes } from "../file/bytes.ts";
import { dumpWidth } from "./dump-type.ts";

/** Pages of physical memory that follow each other. */
export interface PageRun {
  /** Number of the first page frame. */
  readonly first: number;
  /** Pages. */
  readonly count: number;
}

/** Fields that the writer left unfilled are absent. */
export interface DumpHeader {
  readonly pointerSize: 4 | 8;
  /** Bytes of the header; what follows depends on the dump's type. */
  readonly size: number;
  readonly buildNumber: number;
  /** A checked build, with assertions. */
  readonly isChecked: boolean;
  readonly directoryTableBase: bigint;
  readonly moduleList: bigint | undefined;
  readonly processList: bigint | undefined;
  readonly machine: Machine;
  readonly processors: number;
  readonly bugcheck: number;
  readonly bugcheckParameters: readonly bigint[];
  readonly debuggerData: bigint | undefined;
  /** 32-bit only; absent when the writer left it unfilled. */
  readonly isPae: boolean | undefined;
  /** The machine's memory; a dump need not contain all of it. */
  readonly physicalMemory: readonly PageRun[];
  readonly dumpType: number;
  /** Bytes that the whole file should have. */
  readonly requiredSize: bigint | undefined;
  /** 100 ns units since 1601, UTC. */
  readonly systemTime: bigint | undefined;
  /** 100 ns units. */
  readonly upTime: bigint | undefined;
  readonly comment: string;
  /** For the processor that wrote the dump, if its registers were saved. */
  readonly stackPointer: bigint | undefined;
}

export type Machine = "x86" | "x64" | "arm64";

const machines: Readonly<Record<number, Machine>> = { 0x14c: "x86", 0x8664: "x64", 0xaa64: "arm64" };

/** The fill value of unwritten fields. */
const UNFILLED = 0x45474150n;
const UNFILLED_64 = 0x4547415045474150n;

const places = {
  64: {
    size: 0x2000,
    pointer: 8,
    directoryTableBase: 0x10,
    moduleList: 0x20,
    processList: 0x28,
    machine: 0x30,
    processors: 0x34,
    bugcheck: 0x38,
    parameters: 0x40,
    debuggerData: 0x80,
    runs: 0x88,
    runsRoom: 700,
    dumpType: 0xf98,
    requiredSize: 0xfa0,
    systemTime: 0xfa8,
    comment: 0xfb0,
    upTime: 0x1030,
  },
  32: {
    size: 0x1000,
    pointer: 4,
    directoryTableBase: 0x10,
    moduleList: 0x18,
    processList: 0x1c,
    machine: 0x20,
    processors: 0x24,
    bugcheck: 0x28,
    parameters: 0x2c,
    debuggerData: 0x60,
    runs: 0x64,
    runsRoom: 700,
    dumpType: 0xf88,
    requiredSize: 0xfa0,
    systemTime: 0xfc0,
    comment: 0x820,
    upTime: 0xfb8,
  },
} as const;
const PAE_ENABLED = 0x5c;

/** Where the saved registers hold the stack pointer: the CONTEXT of each machine in Microsoft's public headers. */
const stackPointers: Readonly<Record<Machine, number>> = { x86: 0x320 + 0xc4, x64: 0x348 + 0x98, arm64: 0x348 + 0x100 };

function filled(value: bigint): bigint | undefined {
  return value === 0n || value === UNFILLED || value === UNFILLED_64 ? undefined : value;
}

/** Runs of physical memory; none if the block is unfilled or impossible. */
function readRuns(bytes: Bytes, at: number, room: number, pointer: 4 | 8): PageRun[] {
  const header = pointer * 2;
  const count = bytes.u32(at);
  if (count > (room - header) / header) {
    return [];
  }
  return Array.from({ length: count }, (_, index) => ({
    first: Number(bytes.pointer(at + header * (index + 1), pointer)),
    count: Number(bytes.pointer(at + header * (index + 1) + pointer, pointer)),
  })).filter((run) => run.count > 0 && Number.isSafeInteger(run.first + run.count));
}

/** Throws a {@link DumpError} for a file that is not a kernel dump or ends within its header. */
export function readHeader(source: ByteSource): DumpHeader {
  const width = dumpWidth(source);
  const place = places[width];
  const bytes = new Bytes(source.read(0, place.size), `${source.name}'s header`);
  bytes.need(0, place.size);
  const machineCode = bytes.u32(place.machine);
  const machine = machines[machineCode];
  if (machine === undefined || (width === 32) !== (machine === "x86")) {
    throw new DumpError(
      `${source.name} is a dump of machine type 0x${machineCode.toString(16)}: only x86, x64 and ARM64 are understood.`,
    );
  }
  const paeByte = width === 32 ? bytes.u8(PAE_ENABLED) : undefined;
  return {
    pointerSize: place.pointer,
    size: place.size,
    machine,
    buildNumber: bytes.u32(0xc),
    isChecked: bytes.u32(8) === 0xc,
    directoryTableBase: bytes.pointer(place.directoryTableBase, place.pointer),
    moduleList: filled(bytes.pointer(place.moduleList, place.pointer)),
    processList: filled(bytes.pointer(place.processList, place.pointer)),
    processors: bytes.u32(place.processors),
    bugcheck: bytes.u32(place.bugcheck),
    bugcheckParameters: [0, 1, 2, 3].map((index) =>
      bytes.pointer(place.parameters + index * place.pointer, place.pointer),
    ),
    debuggerData: filled(bytes.pointer(place.debuggerData, place.pointer)),
    isPae: paeByte === 0 || paeByte === 1 ? paeByte === 1 : undefined,
    physicalMemory: readRuns(bytes, place.runs, place.runsRoom, place.pointer),
    dumpType: bytes.u32(place.dumpType),
    requiredSize: filled(bytes.u64(place.requiredSize)),
    systemTime: filled(bytes.u64(place.systemTime)),
    upTime: filled(bytes.u64(place.upTime)),
    comment: commentOf(bytes.text(place.comment, 80)),
    stackPointer: filled(bytes.pointer(stackPointers[machine], place.pointer)),
  };
}

function commentOf(text: string): string {
  return text.startsWith("PAGEPAGE") ? "" : text.replace(/[^ -~]/g, "");
}
