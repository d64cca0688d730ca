/** Single members of an `_ETHREAD`, for callers that need no more of a thread. */
import { invalid, isAbsent, type Maybe } from "../../target/absence.ts";
import type { FieldLayout, StructureLayout } from "../../target/layout.ts";
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
  return isAbsent(id)
    ? id
    : id.high === 0
      ? id.low
      : (id.toNumber() ?? invalid(`${id} is not an id`, structure.address));
}

/**
 * The `_EPROCESS` that a thread belongs to, given its `_ETHREAD`; Invalid if there is none, absent where the symbols do
 * not say where a process begins around the `_KPROCESS` that the thread names.
 */
export function readOwner(target: Target, structure: Structure): Maybe<Word64> {
  for (const { member, distance } of findOwnerMembers(target, structure.layout)) {
    const process = structure.pointer(member);
    if (isAbsent(process)) {
      continue;
    }
    if (process.high === 0 && process.low === 0) {
      return invalid("the thread names no process", structure.address);
    }
    return distance === 0 ? process : isAbsent(distance) ? distance : process.minus(distance);
  }
  return structure.pointer("Tcb.Process");
}

/** A member that leads to a thread's process, and how far behind the start of the `_EPROCESS` it leads. */
interface OwnerMember {
  readonly member: FieldLayout;
  readonly distance: Maybe<number>;
}

/** Those of the threads asked about last: nearly always the same layout. */
let latest: { readonly layout: StructureLayout; readonly members: readonly OwnerMember[] } | undefined;

function findOwnerMembers(target: Target, layout: StructureLayout): readonly OwnerMember[] {
  if (latest?.layout === layout) {
    return latest.members;
  }
  const process = target.layout("_EPROCESS");
  const pcb = isAbsent(process) ? process : process.field("Pcb");
  const ofScheduler = isAbsent(pcb) ? pcb : pcb.offset;
  const members: OwnerMember[] = [];
  for (const path of PROCESS_MEMBERS) {
    const member = layout.find(path);
    if (member !== undefined) {
      members.push({ member, distance: path === "ThreadsProcess" ? 0 : ofScheduler });
    }
  }
  // Symbols that could not be had may be there the next time.
  latest = isAbsent(process) ? undefined : { layout, members };
  return members;
}
