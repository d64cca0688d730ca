/** What tests of ALPC in the built kernel share. */
import { type StructureReader } from "../../kernel/reader/index.ts";

/** Reads a port's state bit by name. */
export function stateBit(memory: StructureReader, port: bigint, bit: string): number | undefined {
  return memory.has("_ALPC_PORT", `u1.s1.${bit}`)
    ? Number(memory.field(port, "_ALPC_PORT", `u1.s1.${bit}`))
    : undefined;
}
