/** Writes a dump's header. Unfilled fields contain `PAGE`, as in Windows. */
import type { Machine, PageRun } from "../format/header.ts";

export interface HeaderValues {
  readonly machine: Machine;
  readonly buildNumber: number;
  readonly directoryTableBase: bigint;
  readonly moduleList: bigint;
  readonly processList: bigint;
  readonly debuggerData: bigint;
  readonly processors: number;
  readonly bugcheck: number;
  readonly bugcheckParameters?: readonly bigint[];
  readonly isPae: boolean;
  readonly runs: readonly PageRun[];
  readonly dumpType: number;
  /** Bytes of the whole file. */
  readonly fileSize: number;
  /** 100 ns units since 1601, UTC. */
  readonly systemTime: bigint;
  /** 100 ns units. */
  readonly upTime: bigint;
  readonly comment: string;
  /** The CONTEXT of the processor that wrote the dump, for 64-bit machines; zeros when absent. */
  readonly context?: Uint8Array;
  /** Its instruction pointer. */
  readonly instruction?: bigint;
}

const machineCodes: Readonly<Record<Machine, number>> = { x86: 0x14c, x64: 0x8664, arm64: 0xaa64 };
const MOST_RUNS = 42;

/** 0x2000 bytes for 64-bit machines, 0x1000 for x86. Throws if there are too many runs. */
export function writeHeader(values: HeaderValues): Uint8Array {
  const is64 = values.machine !== "x86";
  const bytes = Buffer.alloc(is64 ? 0x2000 : 0x1000, "PAGE", "latin1");
  bytes.write(is64 ? "DU64" : "DUMP", 4, "latin1");
  bytes.writeUInt32LE(0xf, 8);
  bytes.writeUInt32LE(values.buildNumber, 0xc);
  if (values.runs.length > MOST_RUNS) {
    throw new Error(`a header has room for ${MOST_RUNS} runs of memory, not for ${values.runs.length}`);
  }
  if (is64) {
    writeHeader64(bytes, values);
  } else {
    writeHeader32(bytes, values);
  }
  return bytes;
}

function writeHeader64(bytes: Buffer, values: HeaderValues): void {
  bytes.writeBigUInt64LE(values.directoryTableBase, 0x10);
  bytes.writeBigUInt64LE(0n, 0x18);
  bytes.writeBigUInt64LE(values.moduleList, 0x20);
  bytes.writeBigUInt64LE(values.processList, 0x28);
  bytes.writeUInt32LE(machineCodes[values.machine], 0x30);
  bytes.writeUInt32LE(values.processors, 0x34);
  bytes.writeUInt32LE(values.bugcheck, 0x38);
  bytes.writeUInt32LE(0, 0x3c);
  for (let index = 0; index < 4; index++) {
    bytes.writeBigUInt64LE(values.bugcheckParameters?.[index] ?? 0n, 0x40 + index * 8);
  }
  bytes.fill(0, 0x60, 0x80);
  bytes.writeBigUInt64LE(values.debuggerData, 0x80);
  bytes.writeBigUInt64LE(BigInt(values.runs.length), 0x88);
  bytes.writeBigUInt64LE(BigInt(values.runs.reduce((total, run) => total + run.count, 0)), 0x90);
  values.runs.forEach((run, index) => {
    bytes.writeBigUInt64LE(BigInt(run.first), 0x98 + index * 16);
    bytes.writeBigUInt64LE(BigInt(run.count), 0xa0 + index * 16);
  });
  bytes.fill(0, 0x348, 0xf00);
  bytes.fill(0, 0xf00, 0xf98);
  bytes.set(values.context ?? [], 0x348);
  bytes.writeUInt32LE(0x80000003, 0xf00);
  bytes.writeBigUInt64LE(values.instruction ?? 0n, 0xf10);
  bytes.writeUInt32LE(values.dumpType, 0xf98);
  bytes.writeUInt32LE(0, 0xf9c);
  bytes.writeBigUInt64LE(BigInt(values.fileSize), 0xfa0);
  bytes.writeBigUInt64LE(values.systemTime, 0xfa8);
  bytes.fill(0, 0xfb0, 0x1060);
  bytes.write(values.comment.slice(0, 79), 0xfb0, "latin1");
  bytes.writeBigUInt64LE(values.upTime, 0x1030);
  bytes.writeUInt32LE(1, 0x1040);
}

function writeHeader32(bytes: Buffer, values: HeaderValues): void {
  const pointer = (value: bigint): number => Number(BigInt.asUintN(32, value));
  bytes.writeUInt32LE(pointer(values.directoryTableBase), 0x10);
  bytes.writeUInt32LE(0, 0x14);
  bytes.writeUInt32LE(pointer(values.moduleList), 0x18);
  bytes.writeUInt32LE(pointer(values.processList), 0x1c);
  bytes.writeUInt32LE(machineCodes.x86, 0x20);
  bytes.writeUInt32LE(values.processors, 0x24);
  bytes.writeUInt32LE(values.bugcheck, 0x28);
  for (let index = 0; index < 4; index++) {
    bytes.writeUInt32LE(pointer(values.bugcheckParameters?.[index] ?? 0n), 0x2c + index * 4);
  }
  bytes.fill(0, 0x3c, 0x5c);
  bytes.writeUInt8(values.isPae ? 1 : 0, 0x5c);
  bytes.writeUInt8(0, 0x5d);
  bytes.writeUInt32LE(pointer(values.debuggerData), 0x60);
  bytes.writeUInt32LE(values.runs.length, 0x64);
  bytes.writeUInt32LE(
    values.runs.reduce((total, run) => total + run.count, 0),
    0x68,
  );
  values.runs.forEach((run, index) => {
    bytes.writeUInt32LE(run.first, 0x6c + index * 8);
    bytes.writeUInt32LE(run.count, 0x70 + index * 8);
  });
  bytes.fill(0, 0x320, 0x820);
  bytes.writeUInt32LE(0x80000003, 0x7d0);
  bytes.fill(0, 0x820, 0x870);
  bytes.write(values.comment.slice(0, 79), 0x820, "latin1");
  bytes.writeUInt32LE(values.dumpType, 0xf88);
  bytes.fill(0, 0xf8c, 0xfc8);
  bytes.writeUInt32LE(1, 0xf94);
  bytes.writeBigUInt64LE(BigInt(values.fileSize), 0xfa0);
  bytes.writeBigUInt64LE(values.upTime, 0xfb8);
  bytes.writeBigUInt64LE(values.systemTime, 0xfc0);
}
