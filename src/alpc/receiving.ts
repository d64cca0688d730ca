/** Where a thread waits to receive. */
import { Absence, isAbsent } from "../target/absence.ts";
import { isKernelAddress } from "../target/address.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { ReceivingOn } from "../facts/server.ts";
import { WAITING } from "../nt/kernel-names.ts";
import { isWaitingFor, THREAD } from "./thread-state.ts";
import { findWaitQueuePort } from "./wait-queue.ts";

/** A port's wait queue, or the completion port that the thread waits on for the next packet. Empty while it does something else. */
export function readReceivingOn(target: Target, address: Word64): readonly ReceivingOn[] {
  const thread = target.readStructure(THREAD, address);
  if (thread instanceof Absence || thread.number("Tcb.State") !== WAITING) {
    return [];
  }
  const receiving: ReceivingOn[] = [];
  const port = findWaitQueuePort(target, thread);
  if (port !== undefined) {
    receiving.push({ kind: "Port", address: port });
  }
  const queue = thread.pointer("Tcb.Queue");
  // A thread stays bound to its queue while it works; only the wait reason tells that it waits for the next packet.
  if (!isAbsent(queue) && isKernelAddress(queue, target.pointerSize) && isWaitingFor(thread, "WrQueue")) {
    receiving.push({ kind: "CompletionPort", address: queue });
  }
  return receiving;
}
