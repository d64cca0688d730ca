/** Wait blocks (`_KWAIT_BLOCK`): one for each object that a thread waits for. */
import { firstAbsence, invalid, isAbsent, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { closedWalk, walkNotBegun, type WalkEnd } from "../walk.ts";
import { threadOfScheduler } from "../thread/scheduler-thread.ts";

/** `MAXIMUM_WAIT_OBJECTS` of winnt.h (64 in every SDK), plus the timer of a time-out. */
const MOST_WAIT_BLOCKS = 65;

/**
 * `_KWAIT_BLOCK.WaitType` of a wait for all objects: `WaitAll` of `WAIT_TYPE` in ntdef.h. 1 is any, since NT; higher
 * numbers came with the header of Windows 8 and are queues and notifications of one object.
 */
export const WAIT_ALL = 0;

/**
 * `WaitNotification` of the same `WAIT_TYPE`, Windows 8 on. In the public symbols of 8.1 to 11 `Thread` of such a block
 * shares its place with `NotificationQueue`, the queue to notify.
 */
const WAIT_NOTIFICATION = 2;

/**
 * The wait blocks of a thread, given its `_ETHREAD`. Up to Windows 7 a circular chain through `NextWaitBlock`; from 8
 * on an array of `WaitBlockCount`.
 */
export function readWaitBlocks(
  target: Target,
  thread: Structure,
): { readonly blocks: readonly Structure[]; readonly end: WalkEnd } {
  const layout = target.layout("_KWAIT_BLOCK");
  const first = thread.pointer("Tcb.WaitBlockList");
  if (isAbsent(layout) || isAbsent(first)) {
    return { blocks: [], end: walkNotBegun(firstAbsence(layout, first)) };
  }
  const chained = layout.has("NextWaitBlock");
  const counted = chained ? MOST_WAIT_BLOCKS : thread.number("Tcb.WaitBlockCount");
  if (isAbsent(counted)) {
    return { blocks: [], end: walkNotBegun(counted) };
  }
  const blocks: Structure[] = [];
  let at = first;
  while (blocks.length < Math.min(counted, MOST_WAIT_BLOCKS)) {
    const block = readWaitBlock(target, thread, at);
    if (isAbsent(block)) {
      return { blocks, end: { ...walkNotBegun(block), count: blocks.length } };
    }
    blocks.push(block);
    const next = chained ? block.pointer("NextWaitBlock") : at.plus(layout.size);
    if (isAbsent(next)) {
      return { blocks, end: { ...walkNotBegun(next), count: blocks.length } };
    }
    if (next.isZero || (chained && next.equals(first))) {
      return { blocks, end: closedWalk(blocks.length) };
    }
    at = next;
  }
  return {
    blocks,
    end:
      chained || counted > MOST_WAIT_BLOCKS
        ? { kind: "cycle", reason: `more than ${MOST_WAIT_BLOCKS} wait blocks`, at, count: blocks.length }
        : closedWalk(blocks.length),
  };
}

/** A wait block of this thread; Invalid if the block belongs to another one. */
function readWaitBlock(target: Target, thread: Structure, at: Word64): Maybe<Structure> {
  const block = target.readStructure("_KWAIT_BLOCK", at);
  const owner = isAbsent(block) ? block : block.pointer("Thread");
  if (isAbsent(block) || isAbsent(owner)) {
    return firstAbsence(block, owner);
  }
  if (block.has("NotificationQueue") && block.number("WaitType") === WAIT_NOTIFICATION) {
    return block;
  }
  return threadOfScheduler(target, owner).equals(thread.address)
    ? block
    : invalid(`the wait block at ${at} belongs to ${owner}, not to the thread ${thread.address}`, at);
}

/**
 * Whether the object is all ones, which stands for none: in the one wait block of a plain sleep from Windows 8 on
 * (public debugger listings of Windows 10 show it so).
 */
export function isNoObject(target: Target, object: Word64): boolean {
  return object.low === 0xffffffff && (target.pointerSize === 4 || object.high === 0xffffffff);
}
