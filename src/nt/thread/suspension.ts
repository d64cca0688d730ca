/** Suspended and frozen threads: they do not run, whatever they wait for. */
import { isAbsent, present } from "../../target/absence.ts";
import { PerLayout, type FieldLayout, type Member } from "../../target/layout.ts";
import type { Suspension } from "../../facts/thread.ts";
import { NO_FIELDS, type Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { TERMINATED, waitReason, WAITING } from "../kernel-names.ts";
import { readOwner } from "./thread-members.ts";
import { liesInThread } from "../wait/time-out.ts";
import { isNoObject, readWaitBlocks } from "../wait/wait-blocks.ts";

/**
 * The object inside the thread that it waits for while it is suspended or frozen: a semaphore up to Windows 7, an event
 * from 8 on. Nobody else signals it.
 */
const SUSPEND_OBJECTS = ["Tcb.SuspendEvent", "Tcb.SuspendSemaphore"];

/** Bytes from the start of the thread to each that its build has. */
const suspendObjects = new PerLayout((layout) =>
  SUSPEND_OBJECTS.map((path) => layout.find(path)?.offset).filter((offset): offset is number => offset !== undefined),
);

/** Members of an `_ETHREAD` that are read for every thread. */
const STATE = "Tcb.State";
const WAIT_REASON = "Tcb.WaitReason";
const SUSPEND_COUNT = "Tcb.SuspendCount";
const FREEZE_DEEP = "Tcb.FreezeDeep";
const FREEZE_MEMBERS = ["Tcb.FreezeCount", "Tcb.FreezeNormal", "Tcb.FreezeFlags"];

const threadMembers = new PerLayout((layout) => ({
  state: layout.find(STATE) ?? STATE,
  waitReason: layout.find(WAIT_REASON) ?? WAIT_REASON,
  /** Those that this build has: all of them are 0 in a thread that nobody suspends or freezes. */
  counts: [SUSPEND_COUNT, FREEZE_DEEP, ...FREEZE_MEMBERS]
    .map((path) => layout.find(path))
    .filter((field): field is FieldLayout => field !== undefined),
}));

/** Freeze state of a process or thread. */
export type Freeze = "none" | "frozen" | "deep frozen";

/**
 * Whether a wait block's object is the thread's own suspend object. If the symbols lack that member, an object inside
 * the thread counts if the wait reason fits.
 */
export function isSuspendObject(
  thread: { readonly structure: Structure; readonly reason: number | undefined },
  object: Word64,
): boolean {
  const { address, layout } = thread.structure;
  const places = suspendObjects.latest?.layout === layout ? suspendObjects.latest.value : suspendObjects.of(layout);
  return places.length === 0
    ? thread.reason === waitReason.suspended && liesInThread(thread.structure, object)
    : places.indexOf(object.distanceFrom(address)) >= 0;
}

/**
 * Whether the thread (its `_ETHREAD`) is suspended or frozen. Both take effect only once the thread waits on its own
 * suspend object; until then its present wait goes on and the suspension is pending.
 */
export function readSuspension(target: Target, thread: Structure): Suspension {
  const { layout } = thread;
  const members = threadMembers.latest?.layout === layout ? threadMembers.latest.value : threadMembers.of(layout);
  const state = thread.number(members.state);
  if (isAbsent(state) || state === TERMINATED) {
    return "none";
  }
  const isFree = thread.areUnused(NO_FIELDS, members.counts);
  const own = isFree ? "none" : readThreadFreeze(thread);
  const isCounted = !isFree && thread.isSet(SUSPEND_COUNT);
  if (!isStopped(target, thread, state, members.waitReason)) {
    return isCounted || own !== "none" ? "suspension pending" : "none";
  }
  const ofProcess = own === "none" && isCounted ? "none" : readFreezeOfOwner(target, thread);
  const freeze =
    own === "deep frozen" || ofProcess === "deep frozen" ? "deep frozen" : own === "none" ? ofProcess : own;
  return freeze === "none" ? "suspended" : freeze;
}

/**
 * `Pcb.FreezeCount` and `Pcb.DeepFreeze` of an `_EPROCESS` (Windows 8 on): packaged apps that the system has suspended,
 * frozen jobs, processes under a debugger.
 */
export function readProcessFreeze(process: Structure): Freeze {
  if (present(process.flag("Pcb.DeepFreeze")) === true) {
    return "deep frozen";
  }
  return (present(process.number("Pcb.FreezeCount")) ?? 0) > 0 ? "frozen" : "none";
}

/**
 * `FreezeCount` of the thread: a number up to Windows 7, a bit from 8 on; Windows 11 adds flags that distinguish kinds
 * of freezes.
 */
function readThreadFreeze(thread: Structure): Freeze {
  if (thread.isSet(FREEZE_DEEP)) {
    return "deep frozen";
  }
  return FREEZE_MEMBERS.some((path) => thread.isSet(path)) ? "frozen" : "none";
}

/** Whether it waits on its own suspend object now. If the wait block cannot be read, the wait reason alone decides. */
function isStopped(target: Target, structure: Structure, state: number, member: Member): boolean {
  const reason = state === WAITING ? present(structure.number(member)) : undefined;
  if (reason !== waitReason.suspended) {
    return false;
  }
  const [block] = readWaitBlocks(target, structure).blocks;
  const object = block === undefined ? undefined : present(block.pointer("Object"));
  return object === undefined || isNoObject(target, object) || isSuspendObject({ structure, reason }, object);
}

function readFreezeOfOwner(target: Target, thread: Structure): Freeze {
  const address = present(readOwner(target, thread));
  const process = address === undefined ? undefined : present(target.readStructure("_EPROCESS", address));
  return process === undefined ? "none" : readProcessFreeze(process);
}
