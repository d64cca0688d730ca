/** What the scheduler says of a thread, as far as it bears on waits for messages. */
import { isAbsent } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import { formatWaitReason, WAITING } from "../nt/kernel-names.ts";

export const THREAD = "_ETHREAD";

const MEMBERS = { state: "Tcb.State", waitReason: "Tcb.WaitReason" };

/** Whether a thread (its `_ETHREAD`) waits, and for that reason ("WrLpcReply"). A thread that runs keeps its last reason, so the state counts too. */
export function isWaitingFor(thread: Structure, reason: string): boolean {
  const members = thread.layout.pick(MEMBERS);
  const number = thread.number(members.waitReason);
  return thread.number(members.state) === WAITING && !isAbsent(number) && formatWaitReason(number) === reason;
}
