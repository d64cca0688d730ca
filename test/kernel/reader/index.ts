/** Reading simulated targets back, for tests. */
import type { SimulatedTarget } from "../../host/target.ts";
import { ObjectReader } from "./object-reader.ts";
import { StructureReader } from "./structure-reader.ts";

export { ObjectReader } from "./object-reader.ts";
export { StructureReader, type ListWalk, type WalkEnd } from "./structure-reader.ts";
export { readProcesses, type ReadProcess, type ReadThread } from "./process-reader.ts";

/** Readers over a target's kernel memory. Throws for a target without kernel symbols. */
export function readersOf(target: SimulatedTarget): { memory: StructureReader; objects: ObjectReader } {
  const kernel = target.modules.find(({ name }) => name === "nt");
  if (kernel?.layout === undefined) {
    throw new Error(`${target.description} has no kernel symbols`);
  }
  const memory = new StructureReader(
    kernel.layout,
    (address, length) => target.memory.read(address, length),
    (name) => kernel.symbols.get(name)?.address,
  );
  return { memory, objects: new ObjectReader(memory) };
}
