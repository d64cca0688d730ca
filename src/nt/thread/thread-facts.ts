/** The facts of one thread. */
import { invalid, isAbsent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { ThreadFacts } from "../../facts/thread.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import {
  decodeDispatcherType,
  formatThreadState,
  formatWaitReason,
  isWaitState,
  TERMINATED,
  THREAD_OBJECT,
} from "../kernel-names.ts";
import { readPendingApc } from "./pending-apc.ts";
import { readClientId, readOwner } from "./thread-members.ts";
import { readSuspension } from "./suspension.ts";

/**
 * The thread at an address (an `_ETHREAD`). Invalid if there is no thread; members that cannot be read are absent one
 * by one.
 */
export function readThreadFacts(target: Target, address: Word64): Maybe<ThreadFacts> {
  const structure = target.readStructure("_ETHREAD", address);
  if (isAbsent(structure)) {
    return structure;
  }
  const type = structure.number("Tcb.Header.Type");
  return !isAbsent(type) && decodeDispatcherType(type) !== THREAD_OBJECT
    ? invalid(`there is no thread at ${address}`, address)
    : decodeThread(target, structure);
}

function decodeThread(target: Target, structure: Structure): ThreadFacts {
  const stateNumber = structure.number("Tcb.State");
  return {
    address: structure.address,
    id: readClientId(structure, "Cid.UniqueThread"),
    processId: readClientId(structure, "Cid.UniqueProcess"),
    process: readOwner(target, structure),
    state: isAbsent(stateNumber) ? stateNumber : formatThreadState(stateNumber),
    stateNumber,
    waitReason: readWaitReason(structure, stateNumber),
    suspension: readSuspension(target, structure),
    suspendCount: structure.signed("Tcb.SuspendCount"),
    isTerminating: stateNumber !== TERMINATED && isTerminationRequested(structure),
    pendingApc: isAbsent(stateNumber) || !isWaitState(stateNumber) ? "none" : readPendingApc(structure),
    hasExited: stateNumber === TERMINATED,
  };
}

/** `CrossThreadFlags` bit 0, the same since Windows XP (named `Terminated` in some builds' symbols). */
const TERMINATED_FLAG = 1;

function isTerminationRequested(structure: Structure): boolean {
  const flags = structure.number("CrossThreadFlags");
  return !isAbsent(flags) && (flags & TERMINATED_FLAG) !== 0;
}

/** A thread that does not wait still has the reason of its last wait. */
function readWaitReason(structure: Structure, state: Maybe<number>): Maybe<string> {
  if (isAbsent(state)) {
    return state;
  }
  if (!isWaitState(state)) {
    return notApplicable(`the thread does not wait (${formatThreadState(state)})`);
  }
  const reason = structure.number("Tcb.WaitReason");
  return isAbsent(reason) ? reason : formatWaitReason(reason);
}
