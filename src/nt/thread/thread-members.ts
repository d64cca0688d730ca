/** Single members of an `_ETHREAD`, for callers that need no more of a thread. */
import { invalid, isAbsent, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";

/**
 * Members that point to a thread's own process, best first: `ThreadsProcess` up to Server 2003, `_KTHREAD.Process` from
 * Vista on; `ApcState.Process` is the process that the thread is attached to, nearly always the same.
 */
const PROCESS_MEMBERS = ["ThreadsProcess", "Tcb.Process", "Tcb.ApcState.Process"];

/** One half of the client id, by its path. */
export function readClientId(structure: Structure, path: "Cid.UniqueThread" | "Cid.UniqueProcess"): Maybe<number> {
  const id = structure.pointer(path);
  return isAbsent(id) ? id : (id.toNumber() ?? invalid(`${id} is not an id`, structure.address));
}

/** The `_EPROCESS` that a thread belongs to, given its `_ETHREAD`; Invalid if there is none. */
export function readOwner(target: Target, structure: Structure): Maybe<Word64> {
  const layout = target.layout("_EPROCESS");
  const pcb = isAbsent(layout) ? undefined : layout.find("Pcb");
  for (const path of PROCESS_MEMBERS) {
    const process = structure.pointer(path);
    if (isAbsent(process)) {
      continue;
    }
    if (process.isZero) {
      return invalid("the thread names no process", structure.address);
    }
    return path === "ThreadsProcess" ? process : process.minus(pcb?.offset ?? 0);
  }
  return structure.pointer("Tcb.Process");
}
