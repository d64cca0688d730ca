/** Pointers of the kernel to threads: what they name is believed only where a thread lies there. */
import { isAbsent } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { decodeDispatcherType, THREAD_OBJECT } from "../kernel-names.ts";

/**
 * Structures are aligned, so the low bits of a pointer to a thread are flags: two of a resource's owner, the lowest of
 * a fast mutex's.
 */
export const OWNER_FLAG_BITS = 2;

/**
 * The `_ETHREAD` that a pointer to its `_KTHREAD` names, flags in its low bits ignored; undefined where no thread lies
 * there.
 */
export function findThreadAt(target: Target, pointer: Word64): Word64 | undefined {
  const address = pointer.withoutLowBits(OWNER_FLAG_BITS);
  const header = address.isZero ? undefined : target.readStructure("_DISPATCHER_HEADER", address);
  const type = header === undefined || isAbsent(header) ? undefined : header.number("Type");
  return type === undefined || isAbsent(type) || decodeDispatcherType(type) !== THREAD_OBJECT
    ? undefined
    : threadOfScheduler(target, address);
}

/** The `_ETHREAD` of the `_KTHREAD` that a scheduler's pointer names. */
export function threadOfScheduler(target: Target, thread: Word64): Word64 {
  const layout = target.layout("_ETHREAD");
  const tcb = isAbsent(layout) ? undefined : layout.find("Tcb");
  return tcb === undefined ? thread : thread.minus(tcb.offset);
}
