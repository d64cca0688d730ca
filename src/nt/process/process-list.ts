/** All processes: the system's list, and processes by id. */
import { isAbsent } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { findByClientId } from "../client-id-table.ts";
import { decodeDispatcherType, PROCESS_OBJECT } from "../kernel-names.ts";
import { walkContaining } from "../list.ts";
import { absentWalk, type Walk } from "../walk.ts";
import { readProcessId } from "./process-members.ts";

/** Every process on `PsActiveProcessHead`, including exited ones that are still referenced. Idle is on no list. */
export function walkProcesses(target: Target): Walk<Word64> {
  const head = target.symbol("PsActiveProcessHead");
  return isAbsent(head)
    ? absentWalk(head)
    : walkContaining(target, head, "_EPROCESS", "ActiveProcessLinks", { what: "the list of processes" });
}

/**
 * The `_EPROCESS` with this id, or undefined. Looks in the table of client ids; if that lacks the id, is missing or
 * broken, then on the list, which the first such call of a stop walks entirely. If damage gave several processes the
 * same id, the first on the list.
 */
export function findProcessById(target: Target, id: number): Word64 | undefined {
  return target.stop.onceOf("process with id", id, () => findInTable(target, id) ?? indexProcesses(target).get(id));
}

/** The table of client ids holds threads too and may be damaged: the entry must be a process with the same id. */
function findInTable(target: Target, id: number): Word64 | undefined {
  const address = findByClientId(target, id);
  const structure = isAbsent(address) ? address : target.readStructure("_EPROCESS", address);
  const type = isAbsent(structure) ? structure : structure.number("Pcb.Header.Type");
  return isAbsent(structure) ||
    isAbsent(type) ||
    decodeDispatcherType(type) !== PROCESS_OBJECT ||
    readProcessId(structure) !== id
    ? undefined
    : structure.address;
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
