/** The present wait of a thread: its objects, their holders, and whether a time-out ends it. */
import { isAbsent, present, type Maybe } from "../../target/absence.ts";
import type { WaitFacts, WaitObject } from "../../facts/wait.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { waitReason } from "../kernel-names.ts";
import { isSuspendObject } from "../thread/suspension.ts";
import { readDispatcherKind } from "./dispatcher-type.ts";
import { isOwnTimer, readTimeoutSeconds, readTimerRuns } from "./time-out.ts";
import { isNoObject, readWaitBlocks, WAIT_ALL } from "./wait-blocks.ts";
import { readWaitObject } from "./wait-object.ts";
import { readWaitingThread, type WaitingThread } from "./waiting-thread.ts";

/**
 * Seconds. A wait with a shorter or equal time-out is taken for one of a polling loop, such as services run every five
 * seconds.
 */
const RENEWED_TIMEOUT = 10;

/** What the thread (its `_ETHREAD`) waits for now; remembered for this stop. NotApplicable while it does not wait. */
export function readPresentWait(target: Target, thread: Word64): Maybe<WaitFacts> {
  return target.stop.onceOf("wait of", thread.id, () => {
    const waiting = readWaitingThread(target, thread);
    return isAbsent(waiting)
      ? waiting
      : ((waiting.isGateWait ? readGateWait(target, waiting) : undefined) ?? readBlocks(target, waiting));
  });
}

function readBlocks(target: Target, thread: WaitingThread): WaitFacts {
  const { blocks, end } = readWaitBlocks(target, thread.structure);
  const objects: WaitObject[] = [];
  let broken = end.kind === "head" ? undefined : end.reason;
  let hasTimeout = readTimerRuns(target, thread.structure);
  let mode: WaitFacts["mode"] = "any";
  for (const block of blocks) {
    const dispatcher = present(block.pointer("Object"));
    if (dispatcher === undefined || isNoObject(target, dispatcher) || isSuspendObject(thread, dispatcher)) {
      continue;
    }
    if (isOwnTimer(target, thread.structure, dispatcher)) {
      hasTimeout = true;
      continue;
    }
    const object = readWaitObject(target, thread, dispatcher);
    if (isAbsent(object)) {
      broken = broken ?? object.reason;
    } else {
      mode = block.number("WaitType") === WAIT_ALL ? "all" : mode;
      objects.push(object);
    }
  }
  // An unreadable object may be the thread's timer.
  hasTimeout = hasTimeout || broken !== undefined;
  return { mode, objects, hasTimeout, isRenewed: isRenewed(target, thread, hasTimeout, objects), broken };
}

/**
 * Members that name the gate itself. `GateObject` shares storage with `WaitBlockList` where both exist (Windows
 * Research Kernel: `KeWaitForGate` sets it, and fills the thread's first wait block without putting it on the list);
 * symbols may know that storage by its other name only.
 */
const GATE_MEMBERS = ["Tcb.GateObject", "Tcb.WaitBlockList"];

/**
 * A gate wait that the thread records itself; undefined if it does not: then its wait blocks name the gate. Gate waits
 * have no time-out.
 */
function readGateWait(target: Target, thread: WaitingThread): WaitFacts | undefined {
  const gate = GATE_MEMBERS.map((path) => present(thread.structure.pointer(path))).find(
    (at) => at !== undefined && isGate(target, at),
  );
  const object = gate === undefined ? undefined : readWaitObject(target, thread, gate);
  return object === undefined
    ? undefined
    : {
        mode: "any",
        hasTimeout: false,
        isRenewed: false,
        objects: isAbsent(object) ? [] : [object],
        broken: isAbsent(object) ? object.reason : undefined,
      };
}

function isGate(target: Target, at: Word64): boolean {
  return readDispatcherKind(target, at) === "gate";
}

/**
 * Waits for resources time out every few seconds to check for a deadlock, and are resumed. Other waits with so short a
 * time-out belong to polling loops.
 */
function isRenewed(
  target: Target,
  thread: WaitingThread,
  hasTimeout: boolean,
  objects: readonly WaitObject[],
): boolean {
  if (thread.reason === waitReason.wrResource) {
    return true;
  }
  const timeout = hasTimeout && objects.length > 0 ? readTimeoutSeconds(target, thread.structure) : undefined;
  return timeout !== undefined && !isAbsent(timeout) && timeout <= RENEWED_TIMEOUT;
}
