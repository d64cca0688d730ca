/** When a process was created: its id and this time identify it among all processes of a boot. */
import { isAbsent, type Maybe } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";

/**
 * `_EPROCESS.CreateTime`, 100 ns units since 1601. Zero for System on older Windows, which creates it before the clock
 * is set.
 */
export function readCreationTime(target: Target, process: Word64): Maybe<Word64> {
  const structure = target.readStructure("_EPROCESS", process);
  return isAbsent(structure) ? structure : structure.word("CreateTime.QuadPart");
}
