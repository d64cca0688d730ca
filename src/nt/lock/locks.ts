/** All locks that some thread waits for, and the locks of one thread. */
import { Absence, isAbsent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import { lockKinds, type LockFacts, type LockUser } from "../../facts/lock.ts";
import type { WaitObject } from "../../facts/wait.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { walkAllThreads } from "../thread/thread-list.ts";
import { readOwner } from "../thread/thread-members.ts";
import { readPresentWait } from "../wait/present-wait.ts";
import { readFastMutex } from "./fast-mutex.ts";
import { findHoldersByEntries, findWaitersByEntries, readLockEntries } from "./lock-entries.ts";
import { readMutant, readMutantsOf } from "./mutant.ts";
import { readResource } from "./resource.ts";

type AnyLockKind = LockFacts["kind"];

/** Kinds that lie in the memory of a process. */
const USER_KINDS: readonly string[] = ["critical section", "user-mode lock"] satisfies readonly AnyLockKind[];

/**
 * Every lock that a thread waits for now, in the order in which its first waiter is found; remembered for this stop.
 */
export function readLocks(target: Target): readonly LockFacts[] {
  return target.stop.once("locks", () =>
    target.pin(() => {
      const locks = new Map<string, Gathered>();
      for (const thread of walkAllThreads(target)) {
        for (const object of readAwaitedLocks(target, thread)) {
          gather(target, locks, thread, object);
        }
      }
      return Array.from(locks.values()).map((gathered) => describe(target, gathered));
    }),
  );
}

/**
 * The lock of that kind at an address, if a thread waits for it now; else NotApplicable. `process`: whose memory it
 * lies in; absent for a lock of the kernel.
 */
export function findContendedLock(
  target: Target,
  { kind, address, process }: { readonly kind: string } & Pick<LockFacts, "address" | "process">,
): Maybe<LockFacts> {
  return (
    readLocks(target).find(
      (lock) =>
        lock.kind === kind &&
        lock.address.equals(address) &&
        (isAbsent(process) || (!isAbsent(lock.process) && lock.process.equals(process))),
    ) ?? notApplicable("no thread waits for it anymore")
  );
}

/** The locks that a thread (its `_ETHREAD`) waits for now: at most one, except in a wait for several mutants. */
function readAwaitedLocks(target: Target, thread: Word64): readonly WaitObject[] {
  const wait = readPresentWait(target, thread);
  return isAbsent(wait) ? [] : wait.objects.filter(({ kind }) => isLockKind(kind));
}

/** The locks that a thread holds: contended ones, its mutants, and those that its lock entries name. */
export function readLocksHeldBy(target: Target, thread: Word64): readonly LockFacts[] {
  const held = new Map<WordId, LockFacts>();
  const add = (lock: LockFacts): void => {
    if (!held.has(lock.address.id)) {
      held.set(lock.address.id, lock);
    }
  };
  readLocks(target)
    .filter(({ holders }) => names(holders, thread))
    .forEach(add);
  const structure = present(target.readStructure("_ETHREAD", thread));
  const mutants = structure === undefined ? [] : readMutantsOf(target, structure);
  mutants
    .map((address) => readLockAt(target, "mutant", address))
    .filter((lock) => names(lock.holders, thread))
    .forEach(add);
  ownEntries(target, structure)
    .filter((lock) => names(lock.holders, thread))
    .forEach(add);
  return Array.from(held.values());
}

/** A kernel lock of a known kind. Holders and waiters come from the lock itself, or from the threads' lock entries. */
export function readLockAt(target: Target, kind: AnyLockKind, address: Word64): LockFacts {
  const facts =
    kind === "resource"
      ? readResource(target, address)
      : kind === "mutant"
        ? readMutant(target, address)
        : kind === "fast mutex"
          ? readFastMutex(target, address)
          : kind === "guarded mutex"
            ? readFastMutex(target, address, "_KGUARDED_MUTEX")
            : undefined;
  const name = facts !== undefined && "name" in facts ? facts.name : notApplicable(`a ${kind} has no name`);
  const process = notApplicable(`the ${kind} lies in the kernel`);
  const byEntries = (): LockFacts => ({
    kind,
    address,
    name,
    process,
    holders: usersByEntries(
      findHoldersByEntries(target, address),
      new Absence("Unreadable", "owner not recorded", address),
    ),
    waiters: findWaitersByEntries(target, address).map((thread) => ({ thread, mode: "unknown" })),
  });
  return facts === undefined || isAbsent(facts)
    ? byEntries()
    : {
        kind,
        address,
        name,
        process,
        waiters: facts.waiters,
        isAbandoned: "isAbandoned" in facts && facts.isAbandoned,
        holders: isAbsent(facts.holders)
          ? usersByEntries(findHoldersByEntries(target, address), facts.holders)
          : facts.holders,
      };
}

interface Gathered {
  readonly object: WaitObject;
  readonly process: Maybe<Word64>;
  readonly waiters: Word64[];
}

function isLockKind(kind: WaitObject["kind"]): kind is AnyLockKind {
  return lockKinds.indexOf(kind) >= 0;
}

function gather(target: Target, locks: Map<string, Gathered>, thread: Word64, object: WaitObject): void {
  const process = processOfLock(target, thread, object);
  const key = `${object.kind} ${object.address.key} ${isAbsent(process) ? "" : process.key}`;
  const known = locks.get(key);
  if (known === undefined) {
    locks.set(key, { object, process, waiters: [thread] });
  } else {
    known.waiters.push(thread);
  }
}

/** User-mode locks belong to a process: the same address is another lock in every process. */
function processOfLock(target: Target, thread: Word64, { kind }: WaitObject): Maybe<Word64> {
  if (USER_KINDS.indexOf(kind) < 0) {
    return notApplicable(`the ${kind} lies in the kernel`);
  }
  const structure = target.readStructure("_ETHREAD", thread);
  return isAbsent(structure) ? structure : readOwner(target, structure);
}

/** The lock as read from memory; waiters that it does not list itself are added. */
function describe(target: Target, { object, process, waiters }: Gathered): LockFacts {
  const kind = object.kind as AnyLockKind;
  const isKnown = !object.address.equals(object.dispatcher) || kind === "mutant";
  const lock: LockFacts =
    isKnown && isAbsent(process)
      ? readLockAt(target, kind, object.address)
      : {
          kind,
          address: object.address,
          isBehind: !isKnown && kind !== "user-mode lock" && kind !== "keyed event",
          process,
          name: notApplicable(`a ${kind} has no name`),
          waiters: [],
          holders: isAbsent(object.holders)
            ? object.holders
            : object.holders.map((thread) => ({ thread, mode: "exclusive" })),
        };
  const users = new Map<WordId, LockUser>();
  lock.waiters.forEach((user) => users.set(user.thread.id, user));
  waiters
    .filter((thread) => !users.has(thread.id))
    .forEach((thread) => users.set(thread.id, { thread, mode: "unknown" }));
  return { ...lock, waiters: Array.from(users.values()) };
}

/**
 * The locks that a thread's own entries name and that it does not wait for: a resource or mutex if one lies there, else
 * a push lock.
 */
function ownEntries(target: Target, thread: Structure | undefined): readonly LockFacts[] {
  const entries = thread === undefined ? [] : readLockEntries(target, thread).filter(({ isWaiting }) => !isWaiting);
  return entries.map(({ lock }) => readLockAt(target, kindOfLock(target, lock), lock));
}

function kindOfLock(target: Target, address: Word64): AnyLockKind {
  if (!isAbsent(readResource(target, address))) {
    return "resource";
  }
  const mutex = readFastMutex(target, address);
  return isAbsent(mutex) || isAbsent(mutex.holders) || mutex.holders.length === 0 ? "push lock" : "fast mutex";
}

function usersByEntries(threads: readonly Word64[], otherwise: Absence): Maybe<readonly LockUser[]> {
  return threads.length === 0 ? otherwise : threads.map((thread) => ({ thread, mode: "unknown" }));
}

function names(users: Maybe<readonly LockUser[]>, thread: Word64): boolean {
  return !isAbsent(users) && users.some((user) => user.thread.equals(thread));
}
