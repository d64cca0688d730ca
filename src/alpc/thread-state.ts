/** What the scheduler says of a thread, as far as it bears on waits for messages. */
import { isAbsent } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import { formatWaitReason, WAITING } from "../nt/kernel-names.ts";

export const THREAD = "_ETHREAD";

/** Whether a thread (its `_ETHREAD`) waits, and for that reason ("WrLpcReply"). A thread that runs keeps its last reason, so the state counts too. */
export function isWaitingFor(thread: Structure, reason: string): boolean {
  const number = thread.number("Tcb.WaitReason");
  return thread.number("Tcb.State") === WAITING && !isAbsent(number) && formatWaitReason(number) === reason;
}
