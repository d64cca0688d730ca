/** A waiting thread, reduced to what reading its wait needs. */
import { firstAbsence, isAbsent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import type { MemoryOwner } from "../../target/process-memory.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { formatThreadState, GATE_WAIT, isWaitState } from "../kernel-names.ts";
import { readOwner } from "../thread/thread-members.ts";

/** A thread that waits now, by its state. */
export interface WaitingThread {
  /** Its `_ETHREAD`. */
  readonly structure: Structure;
  /** `_KTHREAD.WaitReason`; undefined where it cannot be read. */
  readonly reason: number | undefined;
  /** Waits for a gate. */
  readonly isGateWait: boolean;
}

/** NotApplicable for a thread that does not wait: its wait members still describe its last wait. */
export function readWaitingThread(target: Target, address: Word64): Maybe<WaitingThread> {
  const structure = target.readStructure("_ETHREAD", address);
  const state = isAbsent(structure) ? structure : structure.number("Tcb.State");
  if (isAbsent(structure) || isAbsent(state)) {
    return firstAbsence(structure, state);
  }
  return isWaitState(state)
    ? { structure, reason: present(structure.number("Tcb.WaitReason")), isGateWait: state === GATE_WAIT }
    : notApplicable(`the thread does not wait (${formatThreadState(state)})`);
}

/** The thread's own process, whose memory its locks lie in; undefined if the thread does not name it. */
export function memoryOwnerOf(target: Target, thread: Structure): MemoryOwner | undefined {
  const process = present(readOwner(target, thread));
  const id = present(thread.pointer("Cid.UniqueProcess"))?.toNumber();
  return process === undefined || id === undefined ? undefined : { address: process, id };
}
