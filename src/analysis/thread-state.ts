/** The state of a thread, as far as its waits are concerned. */
import { isAbsent, present } from "../target/absence.ts";
import type { ThreadFacts } from "../facts/thread.ts";
import type { System } from "./system.ts";

/** `WaitReason`s of a thread that waits for work. */
const IDLE_REASONS: readonly string[] = ["WrLpcReceive", "WrQueue"];

/**
 * True while the thread waits. False in the state WaitingForProcessInSwap: such a thread is ready, and its wait reason
 * is that of its last wait.
 */
export function isWaiting(thread: ThreadFacts): boolean {
  const { hasExited, state } = thread;
  return !hasExited && (state === "Waiting" || state === "GateWait");
}

/** True if the thread cannot run, whatever it waits for. Not for a pending suspension: its present wait goes on. */
export function isStopped({ suspension }: ThreadFacts): boolean {
  return suspension === "suspended" || suspension === "frozen" || suspension === "deep frozen";
}

/** True if the thread runs, or could as soon as a processor is free. */
export function isRunning(thread: ThreadFacts): boolean {
  return (
    !thread.hasExited &&
    !isStopped(thread) &&
    !isAbsent(thread.state) &&
    !isWaiting(thread) &&
    thread.state !== "WaitingForProcessInSwap" &&
    thread.state !== "Transition"
  );
}

/** True if the thread waits for work: to receive a message, or for a packet on a completion port. */
export function isIdle(system: System, thread: ThreadFacts): boolean {
  if (!isWaiting(thread) || isStopped(thread) || !isAbsent(system.awaitedReply(thread.address))) {
    return false;
  }
  if (IDLE_REASONS.indexOf(present(thread.waitReason) ?? "") >= 0 || system.receivesOn(thread.address).length > 0) {
    return true;
  }
  const objects = present(system.wait(thread.address))?.objects ?? [];
  return objects.length > 0 && objects.every(({ kind }) => kind === "queue");
}
