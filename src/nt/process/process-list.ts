/** All processes: the system's list, and processes by id. */
import { isAbsent } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { walkContaining } from "../list.ts";
import { absentWalk, type Walk } from "../walk.ts";
import { readProcessId } from "./process-members.ts";

/** Every process on `PsActiveProcessHead`, exited ones that are still referenced included. Idle is on no list. */
export function walkProcesses(target: Target): Walk<Word64> {
  const head = target.symbol("PsActiveProcessHead");
  return isAbsent(head)
    ? absentWalk(head)
    : walkContaining(target, head, "_EPROCESS", "ActiveProcessLinks", { what: "the list of processes" });
}

/**
 * The `_EPROCESS` with this id, or undefined; the first on the list where damage gave several the same. The first call
 * of a stop walks all processes.
 */
export function findProcessById(target: Target, id: number): Word64 | undefined {
  return indexProcesses(target).get(id);
}

function indexProcesses(target: Target): ReadonlyMap<number, Word64> {
  return target.stop.once("processes by id", () => {
    const index = new Map<number, Word64>();
    for (const address of walkProcesses(target)) {
      const structure = target.readStructure("_EPROCESS", address);
      const id = isAbsent(structure) ? structure : readProcessId(structure);
      if (!isAbsent(id) && !index.has(id)) {
        index.set(id, address);
      }
    }
    return index;
  });
}
