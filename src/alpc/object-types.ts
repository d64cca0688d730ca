/** Bits of object types whose handles can travel with a message: a port's `DupObjectTypes`, a handle data's `ObjectType`. Public headers of System Informer. */
import { namesOfBits, type NamedBit } from "../generation/named-bits.ts";

const OBJECT_TYPES: readonly NamedBit[] = [
  { bit: 0x1, name: "File" },
  { bit: 0x2, name: "Invalid" },
  { bit: 0x4, name: "Thread" },
  { bit: 0x8, name: "Semaphore" },
  { bit: 0x10, name: "Event" },
  { bit: 0x20, name: "Process" },
  { bit: 0x40, name: "Mutex" },
  { bit: 0x80, name: "Section" },
  { bit: 0x100, name: "RegistryKey" },
  { bit: 0x200, name: "Token" },
  { bit: 0x400, name: "Composition" },
  { bit: 0x800, name: "Job" },
];

/** Names of the types in a mask. */
export function formatObjectTypes(mask: number): readonly string[] {
  return namesOfBits(mask, OBJECT_TYPES);
}
