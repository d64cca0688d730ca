/** What a waiting thread waits for: its wait blocks, and since when. */
import { Absence, invalid, notApplicable, type Maybe } from "../target/absence.ts";
import { readWord, type Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { decodeDispatcherKind, WAITING, type DispatcherKind } from "./kernel-names.ts";
import { closedWalk, walkNotBegun, type WalkEnd } from "./list.ts";
import { readTypeName } from "./object-type.ts";
import { threadOfScheduler, type ThreadFacts } from "./thread.ts";

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

/** `MAXIMUM_WAIT_OBJECTS` of the Windows headers, and the timer of a timeout. */
const MOST_WAIT_BLOCKS = 65;

/** `TIMER_WAIT_BLOCK`: which of the four wait blocks inside a thread is its timer's. The same from NT 5 to Windows 11. */
const TIMER_WAIT_BLOCK = 3;

/** `_KWAIT_BLOCK.WaitType`: all objects together. 1 is any; higher numbers (Windows 8 on) are queues and notifications of one object. */
const WAIT_ALL = 0;

/** `_KWAIT_BLOCK.WaitType` from Windows 8 on: the block's `Thread` is a queue to notify instead. */
const WAIT_NOTIFICATION = 2;

/** Object types by the kind of dispatcher object that is their body. */
const typesOfKinds: { readonly [Kind in DispatcherKind]: readonly string[] } = {
  event: ["Event"], mutant: ["Mutant"], process: ["Process"], queue: ["IoCompletion"], semaphore: ["Semaphore"], thread: ["Thread"], timer: ["Timer"], other: [],
};

/** What the thread waits for. NotApplicable while it does not wait. */
export function readWaits(target: Target, thread: ThreadFacts): Maybe<WaitFacts> {
  if (thread.stateNumber !== WAITING) {
    return notApplicable(`the thread does not wait (${thread.state})`);
  }
  const { blocks, end } = readWaitBlocks(target, thread);
  const objects: WaitObjectFacts[] = [];
  let hasTimeout = readTimerRuns(target, thread);
  let mode: WaitFacts["mode"] = "any";
  for (const block of blocks) {
    const object = block.pointer("Object");
    if (object instanceof Absence) {
      return object;
    }
    if (isNoObject(target, object)) {
      continue;
    }
    const facts = readWaitObject(target, object);
    if (facts instanceof Absence) {
      return { mode, objects, hasTimeout, end: { ...walkNotBegun(facts), count: objects.length } };
    }
    if (facts.kind === "timer" && liesInThread(thread, object)) {
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

/** Seconds since the wait began, by the target's tick count. NotApplicable while the thread does not wait. */
export function readWaitedSeconds(target: Target, thread: ThreadFacts): Maybe<number> {
  if (thread.stateNumber !== WAITING) {
    return notApplicable(`the thread does not wait (${thread.state})`);
  }
  const began = thread.structure.number("Tcb.WaitTime");
  const now = readTicks(target);
  if (began instanceof Absence) {
    return began;
  }
  if (now instanceof Absence) {
    return now;
  }
  const ticks = (now.low - began) >>> 0;
  return ticks * readTickLength(target) / HUNDRED_NANOSECONDS;
}

/** 100 ns units of a second. */
const HUNDRED_NANOSECONDS = 10000000;

/** 15.625 ms: what nearly every machine has, for kernels that do not say. */
const USUAL_TICK = 156250;

/** The tick count of the shared user page; where that page is missing `KeTickCount` (x86, and x64 up to Server 2003). */
function readTicks(target: Target): Maybe<Word64> {
  const shared = target.readTickCount();
  if (!(shared instanceof Absence)) {
    return shared;
  }
  const at = target.symbol("KeTickCount");
  const bytes = at instanceof Absence ? at : target.read(at, 4);
  return bytes instanceof Absence ? shared : readWord(bytes, 0, 4);
}

/** 100 ns units of a tick. */
function readTickLength(target: Target): number {
  return target.stop.once("tick length", () => {
    for (const name of ["KeMaximumIncrement", "KeTimeIncrement"]) {
      const at = target.symbol(name);
      const bytes = at instanceof Absence ? at : target.read(at, 4);
      const length = bytes instanceof Absence ? 0 : readWord(bytes, 0, 4).low;
      // Anything between 0.1 ms and 1 s can be a tick.
      if (length >= 1000 && length <= HUNDRED_NANOSECONDS) {
        return length;
      }
    }
    return USUAL_TICK;
  });
}

/** Up to Windows 7 a chain that closes in a circle, by `NextWaitBlock`; from 8 on an array of `WaitBlockCount`. */
function readWaitBlocks(target: Target, thread: ThreadFacts): { readonly blocks: readonly Structure[]; readonly end: WalkEnd } {
  const layout = target.layout("_KWAIT_BLOCK");
  const first = thread.structure.pointer("Tcb.WaitBlockList");
  if (layout instanceof Absence || first instanceof Absence) {
    return { blocks: [], end: walkNotBegun(layout instanceof Absence ? layout : first as Absence) };
  }
  const chained = layout.has("NextWaitBlock");
  const counted = chained ? MOST_WAIT_BLOCKS : thread.structure.number("Tcb.WaitBlockCount");
  if (counted instanceof Absence) {
    return { blocks: [], end: walkNotBegun(counted) };
  }
  const blocks: Structure[] = [];
  let at = first;
  while (blocks.length < Math.min(counted, MOST_WAIT_BLOCKS)) {
    const block = readWaitBlock(target, thread, at);
    if (block instanceof Absence) {
      return { blocks, end: { ...walkNotBegun(block), count: blocks.length } };
    }
    blocks.push(block);
    const next = chained ? block.pointer("NextWaitBlock") : at.plus(layout.size);
    if (next instanceof Absence || next.isZero || (chained && next.equals(first))) {
      return { blocks, end: closedWalk(blocks.length) };
    }
    at = next;
  }
  return { blocks, end: chained || counted > MOST_WAIT_BLOCKS
    ? { kind: "cycle", reason: `more than ${MOST_WAIT_BLOCKS} wait blocks`, at, count: blocks.length }
    : closedWalk(blocks.length) };
}

/** A wait block of this thread; Invalid where the block belongs to another one. */
function readWaitBlock(target: Target, thread: ThreadFacts, at: Word64): Maybe<Structure> {
  const block = target.readStructure("_KWAIT_BLOCK", at);
  const owner = block instanceof Absence ? block : block.pointer("Thread");
  if (block instanceof Absence || owner instanceof Absence) {
    return block instanceof Absence ? block : owner as Absence;
  }
  if (block.has("NotificationQueue") && block.number("WaitType") === WAIT_NOTIFICATION) {
    return block;
  }
  return threadOfScheduler(target, owner).equals(thread.address) ? block
    : invalid(`the wait block at ${at} belongs to ${owner}, not to the thread ${thread.address}`, at);
}

function readWaitObject(target: Target, object: Word64): Maybe<WaitObjectFacts> {
  const header = target.readStructure("_DISPATCHER_HEADER", object);
  const type = header instanceof Absence ? header : header.number("Type");
  const state = header instanceof Absence ? header : header.signed("SignalState");
  if (type instanceof Absence) {
    return type;
  }
  const kind = decodeDispatcherKind(type);
  const signaled = state instanceof Absence ? state : state > 0;
  const typeName = readTypeOfKind(target, object, kind);
  return kind === "mutant" ? { object, kind, typeName, signaled, owner: readMutantOwner(target, object) } : { object, kind, typeName, signaled };
}

/** Dispatcher objects inside other structures have no object header, so what lies before them counts only where it fits the kind. */
function readTypeOfKind(target: Target, object: Word64, kind: DispatcherKind): Maybe<string> {
  const name = readTypeName(target, object);
  return !(name instanceof Absence) && typesOfKinds[kind].indexOf(name) >= 0 ? name
    : notApplicable(`the ${kind} is part of another structure`);
}

function readMutantOwner(target: Target, object: Word64): Maybe<Word64> {
  const mutant = target.readStructure("_KMUTANT", object);
  const owner = mutant instanceof Absence ? mutant : mutant.pointer("OwnerThread");
  if (owner instanceof Absence) {
    return owner;
  }
  return owner.isZero ? notApplicable("nobody owns the mutant") : threadOfScheduler(target, owner);
}

/**
 * Whether the thread's own timer runs: from Windows 8 on the only sign of a timeout, since the timer's wait block is not among those counted.
 * Symbols that lack `_KTHREAD.Timer` still lead there by that block, which hangs on the timer's list for the thread's life.
 */
function readTimerRuns(target: Target, thread: ThreadFacts): boolean {
  const named = thread.structure.flag("Tcb.Timer.Header.Inserted");
  if (!(named instanceof Absence)) {
    return named;
  }
  const blocks = thread.structure.addressOf("Tcb.WaitBlock");
  const layout = target.layout("_KWAIT_BLOCK");
  const header = target.layout("_DISPATCHER_HEADER");
  if (blocks instanceof Absence || layout instanceof Absence || header instanceof Absence) {
    return false;
  }
  const entry = layout.find("WaitListEntry")?.offset ?? 0;
  const waiters = target.readPointer(blocks.plus(TIMER_WAIT_BLOCK * layout.size + entry));
  const timer = waiters instanceof Absence ? undefined : waiters.minus(header.find("WaitListHead")?.offset ?? 0);
  if (timer === undefined || !liesInThread(thread, timer)) {
    return false;
  }
  const found = target.readStructure("_DISPATCHER_HEADER", timer);
  const type = found instanceof Absence ? found : found.number("Type");
  return !(found instanceof Absence) && !(type instanceof Absence)
    && decodeDispatcherKind(type) === "timer" && found.flag("Inserted") === true;
}

/** From Windows 8 on the one wait block of a mere sleep names no object but all ones (public debugger listings of Windows 10 show it so). */
function isNoObject(target: Target, object: Word64): boolean {
  return object.low === 0xffffffff && (target.pointerSize === 4 || object.high === 0xffffffff);
}

function liesInThread(thread: ThreadFacts, object: Word64): boolean {
  const distance = object.distanceFrom(thread.address);
  return distance >= 0 && distance < thread.structure.layout.size;
}
