/** Memory as the debugger sees it: kernel addresses are the same in all processes, user addresses belong to one. */
import type { TargetMemory } from "../host/target.ts";
import type { Machine } from "./machine.ts";

/** A 32-bit address may come sign-extended to 64 bits; it means the same. */
export function canonicalAddress(address: bigint, pointerSize: 4 | 8): bigint {
  return BigInt.asUintN(pointerSize * 8, address);
}

/** `currentProcess`: address of the `_EPROCESS` whose user memory is meant by default. */
export function addressSpaces(machine: Machine, currentProcess: () => bigint, isWritable: () => boolean): TargetMemory {
  const spaceOf = (address: bigint, process: bigint | undefined) =>
    machine.isUserAddress(address) ? machine.userSpace(process ?? currentProcess()) : machine.memory;
  return {
    read(address, length, process) {
      const place = canonicalAddress(address, machine.pointerSize);
      return spaceOf(place, process?.object).read(place, length);
    },
    mappedPages: (process) =>
      (process === undefined ? machine.memory : machine.userSpace(process.object)).mappedPages(),
    write(address, bytes, process) {
      const place = canonicalAddress(address, machine.pointerSize);
      return isWritable() && spaceOf(place, process?.object).write(place, bytes);
    },
  };
}
