/** Kernel pointers to threads: accepted only if a thread lies there. */
import { isAbsent } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { decodeDispatcherType, THREAD_OBJECT } from "../kernel-names.ts";

/**
 * Structures are aligned, so the low bits of a pointer to a thread are flags: two in a resource's owner, one in a fast
 * mutex's.
 */
export const OWNER_FLAG_BITS = 2;

/**
 * The `_ETHREAD` for a pointer to its `_KTHREAD`, ignoring flags in the low bits; undefined if no thread lies there.
 */
export function findThreadAt(target: Target, pointer: Word64): Word64 | undefined {
  const address = pointer.withoutLowBits(OWNER_FLAG_BITS);
  const header = address.isZero ? undefined : target.readStructure("_DISPATCHER_HEADER", address);
  const type = header === undefined || isAbsent(header) ? undefined : header.number("Type");
  return type === undefined || isAbsent(type) || decodeDispatcherType(type) !== THREAD_OBJECT
    ? undefined
    : threadOfScheduler(target, address);
}

/**
 * The `_ETHREAD` that contains a `_KTHREAD`. If the symbols lack `_ETHREAD.Tcb`, no member of a thread can be read: the
 * address then only says which thread is meant, and is passed on as it is.
 */
export function threadOfScheduler(target: Target, thread: Word64): Word64 {
  const layout = target.layout("_ETHREAD");
  const tcb = isAbsent(layout) ? undefined : layout.find("Tcb");
  return tcb === undefined ? thread : thread.minus(tcb.offset);
}
