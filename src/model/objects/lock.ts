/** A lock as an object: who holds it, who waits for it. */
import { isAbsent, mapPresent, notApplicable, type Absence, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { LockFacts, LockUser } from "../../facts/lock.ts";
import { readFastMutex } from "../../nt/lock/fast-mutex.ts";
import { findContendedLock, readLockAt } from "../../nt/lock/locks.ts";
import { readMutant } from "../../nt/lock/mutant.ts";
import { readResource } from "../../nt/lock/resource.ts";
import { formatCount, formatSome } from "../../text/counts.ts";
import { formatName } from "../../text/printable.ts";
import { describeFree } from "../../text/waited-object.ts";
import { type Collection, rereadList } from "../base/collection.ts";
import { type ModelContext, fact, FactObject, factObject, type ReadFacts } from "../base/object.ts";
import { dispatcherObject } from "./waited-object.ts";
import { defineClass, property } from "../base/members.ts";
import { processName, threadName } from "../naming.ts";
import { threadProperties, threadTable } from "./thread.ts";

type LockKind = LockFacts["kind"];

/** Displayed names of the kinds. */
const LOCK_KIND_NAMES: Readonly<Record<LockKind, string>> = {
  resource: "Resource",
  "fast mutex": "FastMutex",
  "guarded mutex": "GuardedMutex",
  "push lock": "PushLock",
  mutant: "Mutant",
  "critical section": "CriticalSection",
  "user-mode lock": "UserModeLock",
  "keyed event": "KeyedEvent",
};

/**
 * A lock with its holders and waiters. Kept while the target moves on, it is the lock of that kind at the same address;
 * one in user memory is absent once nobody waits for it.
 */
export class Lock extends FactObject<LockFacts> {
  /** The lock's own address, so that it is accepted wherever an address is. */
  readonly __address: Word64;

  constructor(context: ModelContext, facts: LockFacts, read: ReadFacts<LockFacts> = () => findLock(context, facts)) {
    super(context, facts, read);
    this.__address = facts.address;
  }

  protected override __describe(facts: LockFacts): string {
    return formatLock(this.__context, facts);
  }
}

/** `resource 0x..., held by svchost.exe (2a0.c): 8 threads wait`. */
function formatLock(context: ModelContext, facts: LockFacts): string {
  const { kind, address, name, process, holders, waiters, isBehind } = facts;
  const what = isBehind === true ? `the ${kind} behind object` : kind;
  const named = isAbsent(name) || name === "" ? "" : ` '${formatName(name)}'`;
  const place = isAbsent(process) ? "" : ` of ${processName(context, process)}`;
  const held = isAbsent(holders)
    ? holders.reason
    : holders.length === 0
      ? describeFree(facts)
      : `held by ${formatUsers(context, holders)}`;
  return `${what}${named} ${address}${place}, ${held}: ${waiters.length === 0 ? "nobody waits" : `${formatCount(waiters.length, "thread")} ${waiters.length === 1 ? "waits" : "wait"}`}`;
}

function formatUsers(context: ModelContext, users: readonly LockUser[]): string {
  const shared = users.some(({ mode }) => mode === "shared") ? " (shared)" : "";
  return `${formatSome(users.map(({ thread }) => threadName(context, thread)))}${shared}`;
}

/** The same lock at the present stop; one in user memory is absent if no thread waits for it anymore. */
function findLock({ target }: ModelContext, known: Pick<LockFacts, "kind" | "address" | "process">): Maybe<LockFacts> {
  const found = findContendedLock(target, known);
  return isAbsent(found) && isAbsent(known.process) ? readLockAt(target, known.kind, known.address) : found;
}

/** The kinds whose native types have `.Alpcx`. */
type NativeLockKind = "resource" | "mutant" | "fast mutex";

/** The lock at an address of a native object, or why there is none. */
export function lockAt(context: ModelContext, kind: NativeLockKind, address: Word64): Maybe<Lock> {
  const { target } = context;
  const read = (): Maybe<LockFacts> => {
    const there =
      kind === "resource"
        ? readResource(target, address)
        : kind === "mutant"
          ? readMutant(target, address)
          : readFastMutex(target, address);
    return mapPresent<object, Maybe<LockFacts>>(there, () =>
      findLock(context, { kind, address, process: notApplicable(`the ${kind} lies in the kernel`) }),
    );
  };
  return factObject<LockFacts, Lock>(Lock, context, read);
}

/** A thread at a lock: a thread like any other, with its mode. */
export class LockThread extends FactObject<LockUser> {
  readonly __address: Word64;

  constructor(context: ModelContext, user: LockUser, read: ReadFacts<LockUser>) {
    super(context, user, read);
    this.__address = user.thread;
  }

  protected override __describe({ thread, mode }: LockUser): string {
    return `${String(this.__context.thread(thread))}${mode === "unknown" ? "" : `, ${mode}`}`;
  }
}

export const lockThreadClass = defineClass<LockThread>(
  "lock-thread",
  "A thread that holds a lock or waits for it.",
  LockThread,
  {
    ...threadProperties,
    Mode: fact("How it is held or wanted: exclusive, shared or unknown.", ({ mode }: LockUser) => mode),
  },
);

function usersOf(
  lock: Lock,
  noun: string,
  pick: (facts: LockFacts) => Maybe<readonly LockUser[]>,
): Maybe<Collection<LockThread | Absence>> {
  return rereadList<LockUser, LockThread>(lock.__context, {
    noun: "thread",
    display: (length) => (length === 0 ? `no ${noun}` : formatCount(length, noun)),
    read: () => mapPresent(lock.__facts, pick),
    make: (user, find) => new LockThread(lock.__context, user, find),
    isSame: (one, other) => one.thread.equals(other.thread),
    gone: "the thread is no longer at the lock",
    rows: threadTable,
  });
}

export const lockClass = defineClass<Lock>("lock", "A lock: who holds it, and who waits for it.", Lock, {
  Kind: fact(
    "Resource, FastMutex, GuardedMutex, PushLock, Mutant, CriticalSection, UserModeLock or KeyedEvent.",
    ({ kind }: LockFacts) => LOCK_KIND_NAMES[kind],
  ),
  Address: fact(
    "Address of the lock; of user-mode locks in the memory of their process.",
    ({ address }: LockFacts) => address,
  ),
  Name: fact("Name in the object directory, where it has one.", ({ name }: LockFacts) => name),
  Process: fact(
    "The process in whose memory it lies; absent for locks of the kernel.",
    ({ process }: LockFacts, context) => context.maybe(process, "process"),
  ),
  Holders: property("Threads that hold it now, where that is recorded.", (lock) =>
    usersOf(lock, "holder", ({ holders }) => holders),
  ),
  Waiters: property("Threads that wait for it.", (lock) => usersOf(lock, "waiter", ({ waiters }) => waiters)),
  Object: fact("The native structure of a lock of the kernel.", (facts: LockFacts, context) => {
    const { kind, address, process, isBehind } = facts;
    return isAbsent(process)
      ? dispatcherObject(context, { kind, address, ...(isBehind === true ? { dispatcher: address } : {}) })
      : notApplicable(`it lies in the memory of ${processName(context, process)}: .process /p ${process} leads there`);
  }),
});
