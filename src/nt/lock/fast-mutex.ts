/**
 * Fast mutexes (`_FAST_MUTEX`) and guarded mutexes (`_KGUARDED_MUTEX`, up to Windows 7): kernel locks with one owner.
 */
import { invalid, isAbsent, present, type Maybe } from "../../target/absence.ts";
import type { LockUser } from "../../facts/lock.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { decodeDispatcherKind } from "../kernel-names.ts";
import { findThreadAt, OWNER_FLAG_BITS } from "../thread/scheduler-thread.ts";
import { readWaiters } from "../wait/dispatcher-waiters.ts";

/** The structures that are read here, by their names in the symbols. */
export type MutexTypeName = "_FAST_MUTEX" | "_KGUARDED_MUTEX";

/** The event or gate inside: `Event`, or `Gate` in some builds of either structure. */
const SIGNAL_MEMBERS = ["Event", "Gate"];

/** One mutex. */
export interface FastMutexFacts {
  readonly kind: "fast mutex" | "guarded mutex";
  readonly address: Word64;
  readonly structure: Structure;
  /** Empty while it is free. */
  readonly holders: Maybe<readonly LockUser[]>;
  readonly waiters: readonly LockUser[];
}

/** The mutex at an address. Invalid if that cannot be one: no event inside, or an owner that is not a thread. */
export function readFastMutex(
  target: Target,
  address: Word64,
  typeName: MutexTypeName = "_FAST_MUTEX",
): Maybe<FastMutexFacts> {
  const structure = target.readStructure(typeName, address);
  const member = isAbsent(structure) ? undefined : SIGNAL_MEMBERS.find((name) => structure.has(name));
  if (isAbsent(structure) || member === undefined) {
    return isAbsent(structure) ? structure : invalid(`the symbols do not describe ${typeName}`, address);
  }
  const signal = present(structure.addressOf(member));
  const type = present(structure.number(`${member}.Header.Type`));
  const kind = type === undefined ? "other" : decodeDispatcherKind(type);
  const owner = structure.pointer("Owner");
  const thread = isAbsent(owner) ? undefined : findThreadAt(target, owner);
  const isFree = !isAbsent(owner) && owner.withoutLowBits(OWNER_FLAG_BITS).isZero;
  if (signal === undefined || (kind !== "event" && kind !== "gate") || (thread === undefined && !isFree)) {
    return invalid(`there is no ${typeName === "_FAST_MUTEX" ? "fast" : "guarded"} mutex at ${address}`, address);
  }
  const waiters = present(readWaiters(target, signal)) ?? [];
  return {
    kind: typeName === "_FAST_MUTEX" ? "fast mutex" : "guarded mutex",
    address,
    structure,
    holders: thread === undefined ? [] : [{ thread, mode: "exclusive" }],
    waiters: waiters.map((waiter) => ({ thread: waiter, mode: "exclusive" })),
  };
}

/**
 * The mutex of that type around the event or gate that a thread waits on; undefined if there is none. Requires an owner
 * that is a thread: a mutex with waiters is held, and any event in zeroed memory looks like that of a free one.
 */
export function findMutexAround(target: Target, signal: Word64, typeName: MutexTypeName): FastMutexFacts | undefined {
  const layout = target.layout(typeName);
  const member = isAbsent(layout) ? undefined : SIGNAL_MEMBERS.find((name) => layout.has(name));
  const field = isAbsent(layout) || member === undefined ? undefined : layout.find(member);
  const mutex = field === undefined ? undefined : present(readFastMutex(target, signal.minus(field.offset), typeName));
  return mutex === undefined || isAbsent(mutex.holders) || mutex.holders.length === 0 ? undefined : mutex;
}
