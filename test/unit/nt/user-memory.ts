/** Writes into the memory of a process of a scene: what its program and its loader keep there. */
import { encodeWide, type Machine } from "../../kernel/machine.ts";
import type { ScenarioProcess } from "../../kernel/scenario/process.ts";

/** Bytes at a user address of a process, mapped where they are not. */
export function writeUserMemory(machine: Machine, process: ScenarioProcess, address: bigint, bytes: Uint8Array): void {
  const space = machine.userSpace(process.address);
  space.map(address, bytes.length);
  space.write(address, bytes);
}

/** The process's parameters with a command line; `Peb` then leads there. */
export function writeCommandLine(machine: Machine, process: ScenarioProcess, text: string): void {
  const base = machine.addresses.userData + 0x100000n;
  const parameters = base + 0x1000n;
  const buffer = base + 0x2000n;
  machine.writeField(process.address, "_EPROCESS", "Peb", base);
  writeUserMemory(machine, process, base, machine.structure("_PEB").put("ProcessParameters", parameters).bytes);
  writeUserMemory(machine, process, parameters, machine.structure("_RTL_USER_PROCESS_PARAMETERS")
    .putAll({ Flags: 1, "CommandLine.Length": text.length * 2, "CommandLine.MaximumLength": text.length * 2 + 2, "CommandLine.Buffer": buffer }).bytes);
  writeUserMemory(machine, process, buffer, encodeWide(text));
}

/** A critical section that the thread with an id has entered. */
export function writeCriticalSection(machine: Machine, process: ScenarioProcess, address: bigint, owner: number): void {
  writeUserMemory(machine, process, address, machine.structure("_RTL_CRITICAL_SECTION")
    .putAll({ LockCount: 0xfffffffe, RecursionCount: owner === 0 ? 0 : 1, OwningThread: owner }).bytes);
}
