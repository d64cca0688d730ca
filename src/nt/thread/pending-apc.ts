/** Asynchronous procedure calls (`_KAPC`) that are queued for a thread and have not been delivered. */
import { isAbsent, present } from "../../target/absence.ts";
import { isKernelAddress } from "../../target/address.ts";
import type { PendingApc } from "../../facts/thread.ts";
import { readWord, type Structure } from "../../target/structure.ts";

/**
 * Index of the user APCs in `_KAPC_STATE.ApcListHead`: ntifs.h declares the array by `MODE`, whose `UserMode` is 1
 * (wdm.h). Two lists in the public symbols of XP to Windows 11.
 */
const USER_LIST = 1;

/**
 * What is queued for a waiting thread (its `_ETHREAD`). A user APC is delivered when the thread waits alertably or
 * returns to user mode; until then it stays on the list, whatever `UserApcPending` says.
 */
export function readPendingApc(thread: Structure): PendingApc {
  if (hasEntry(thread, USER_LIST)) {
    return present(thread.flag("Tcb.Alertable")) === false ? "user, wait not alertable" : "user";
  }
  return present(thread.flag("Tcb.ApcState.KernelApcPending")) === true ? "kernel" : "none";
}

/** Whether one of the two lists is not empty. */
function hasEntry(thread: Structure, list: number): boolean {
  const heads = thread.addressOf("Tcb.ApcState.ApcListHead");
  const bytes = thread.slice("Tcb.ApcState.ApcListHead");
  if (isAbsent(heads) || isAbsent(bytes)) {
    return false;
  }
  const offset = list * 2 * thread.pointerSize;
  if (offset + thread.pointerSize > bytes.length) {
    return false;
  }
  const first = readWord(bytes, offset, thread.pointerSize);
  return isKernelAddress(first, thread.pointerSize) && !first.equals(heads.plus(offset));
}
