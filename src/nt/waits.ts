/** What a waiting thread waits for, as its wait blocks say: dispatcher objects, whatever lies around them. */
import { isAbsent, notApplicable, type Maybe } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { decodeDispatcherKind, WAITING, type DispatcherKind } from "./kernel-names.ts";
import { walkNotBegun, type WalkEnd } from "./walk.ts";
import { threadOfScheduler, type ThreadFacts } from "./thread.ts";
import { readDispatcherType } from "./wait/dispatcher-type.ts";
import { liesInThread, readTimerRuns } from "./wait/time-out.ts";
import { isNoObject, readWaitBlocks, WAIT_ALL } from "./wait/wait-blocks.ts";

export { readWaitedSeconds } from "./wait/wait-time.ts";

/** One object that a thread waits for. */
export interface WaitObjectFacts {
  /** The dispatcher object: its `_DISPATCHER_HEADER`. */
  readonly object: Word64;
  readonly kind: DispatcherKind;
  /** Name of its object type; NotApplicable where it lies inside another structure, as most that the kernel itself waits for do. */
  readonly typeName: Maybe<string>;
  /** Of a mutant only: the `_ETHREAD` that owns it; NotApplicable while it is free. */
  readonly owner?: Maybe<Word64>;
  readonly signaled: Maybe<boolean>;
}

/** The wait of one thread. */
export interface WaitFacts {
  /** Whether one object ends the wait or only all of them together. */
  readonly mode: "any" | "all";
  /** In the order of the wait blocks; without the thread's own timer, which stands for a timeout. */
  readonly objects: readonly WaitObjectFacts[];
  /** The thread's own timer is among its wait blocks, or is running: the wait ends by itself. */
  readonly hasTimeout: boolean;
  /** "head" where all wait blocks could be read. */
  readonly end: WalkEnd;
}

/** What the thread waits for. NotApplicable while it does not wait. */
export function readWaits(target: Target, thread: ThreadFacts): Maybe<WaitFacts> {
  if (thread.stateNumber !== WAITING) {
    return notApplicable(`the thread does not wait (${thread.state})`);
  }
  const { blocks, end } = readWaitBlocks(target, thread.structure);
  const objects: WaitObjectFacts[] = [];
  let hasTimeout = readTimerRuns(target, thread.structure);
  let mode: WaitFacts["mode"] = "any";
  for (const block of blocks) {
    const object = block.pointer("Object");
    if (isAbsent(object)) {
      return object;
    }
    if (isNoObject(target, object)) {
      continue;
    }
    const facts = readWaitObject(target, object);
    if (isAbsent(facts)) {
      return { mode, objects, hasTimeout, end: { ...walkNotBegun(facts), count: objects.length } };
    }
    if (facts.kind === "timer" && liesInThread(thread.structure, object)) {
      hasTimeout = true;
      continue;
    }
    if (block.number("WaitType") === WAIT_ALL) {
      mode = "all";
    }
    objects.push(facts);
  }
  return { mode, objects, hasTimeout, end };
}

function readWaitObject(target: Target, object: Word64): Maybe<WaitObjectFacts> {
  const header = target.readStructure("_DISPATCHER_HEADER", object);
  const type = isAbsent(header) ? header : header.number("Type");
  const state = isAbsent(header) ? header : header.signed("SignalState");
  if (isAbsent(type)) {
    return type;
  }
  const kind = decodeDispatcherKind(type);
  const signaled = isAbsent(state) ? state : state > 0;
  const typeName = readDispatcherType(target, object, kind);
  return kind === "mutant" ? { object, kind, typeName, signaled, owner: readMutantOwner(target, object) } : { object, kind, typeName, signaled };
}

function readMutantOwner(target: Target, object: Word64): Maybe<Word64> {
  const mutant = target.readStructure("_KMUTANT", object);
  const owner = isAbsent(mutant) ? mutant : mutant.pointer("OwnerThread");
  if (isAbsent(owner)) {
    return owner;
  }
  return owner.isZero ? notApplicable("nobody owns the mutant") : threadOfScheduler(target, owner);
}
