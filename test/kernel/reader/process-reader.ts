/** Reads processes and threads from their lists. */
import type { StructureReader } from "./structure-reader.ts";

export interface ReadThread {
  readonly address: bigint;
  readonly id: number;
}

export interface ReadProcess {
  readonly address: bigint;
  readonly id: number;
  readonly name: string;
  readonly handleTable: bigint;
  readonly threads: readonly ReadThread[];
}

function readImageName(memory: StructureReader, process: bigint): string {
  const bytes = memory.bytes(memory.place(process, "_EPROCESS", "ImageFileName"), 15) ?? new Uint8Array(0);
  const end = bytes.indexOf(0);
  return [...(end < 0 ? bytes : bytes.subarray(0, end))].map((byte) => String.fromCharCode(byte)).join("");
}

/** One thread. */
function readThread(memory: StructureReader, address: bigint): ReadThread {
  return { address, id: Number(memory.field(address, "_ETHREAD", "Cid.UniqueThread") ?? 0n) };
}

/** One process, its threads in the order of `_EPROCESS.ThreadListHead`, the ended ones among them. */
function readProcess(memory: StructureReader, address: bigint): ReadProcess {
  const head = memory.place(address, "_EPROCESS", "ThreadListHead");
  return {
    address,
    name: readImageName(memory, address),
    id: Number(memory.field(address, "_EPROCESS", "UniqueProcessId") ?? 0n),
    handleTable: memory.field(address, "_EPROCESS", "ObjectTable") ?? 0n,
    threads: memory.structures(head, "_ETHREAD", "ThreadListEntry").map((thread) => readThread(memory, thread)),
  };
}

/** All processes on `PsActiveProcessHead`; empty without that symbol. */
export function readProcesses(memory: StructureReader): ReadProcess[] {
  const head = memory.symbol("PsActiveProcessHead");
  if (head === undefined) {
    return [];
  }
  return memory.structures(head, "_EPROCESS", "ActiveProcessLinks").map((process) => readProcess(memory, process));
}
