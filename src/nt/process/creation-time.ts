/** When a process was created: together with its id it tells a process from all others of the same boot. */
import { isAbsent, type Maybe } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";

/**
 * `_EPROCESS.CreateTime`, 100 ns units since 1601. Zero for System on older Windows, whose clock is not yet set when it
 * is made.
 */
export function readCreationTime(target: Target, process: Word64): Maybe<Word64> {
  const structure = target.readStructure("_EPROCESS", process);
  return isAbsent(structure) ? structure : structure.word("CreateTime.QuadPart");
}
