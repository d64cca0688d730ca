/** Kernel locks of a scene: resources, fast and guarded mutexes, push locks; their holders and waiters. */
import type { ScenarioThread } from "./thread.ts";
import type { Waitable } from "./waits.ts";

export type LockKind = "resource" | "fastMutex" | "guardedMutex" | "pushLock";
export type LockAccess = "exclusive" | "shared";

export interface LockOptions {
  readonly address?: bigint;
  /** Holds it exclusively. */
  readonly owner?: ScenarioThread;
  /** How often that owner has acquired it (resources). Default: 1. */
  readonly ownerCount?: number;
  /** Hold it together (resources and push locks). */
  readonly sharedOwners?: readonly ScenarioThread[];
  /** Low bits that a resource keeps with each owner's address. */
  readonly ownerFlags?: number;
  /** How often somebody had to wait for it. Default: the number of waiters. */
  readonly contentionCount?: number;
}

export interface LockOwner {
  readonly thread: ScenarioThread;
  readonly count: number;
}

/** A thread that waits for a lock. */
export interface LockWaiter {
  readonly thread: ScenarioThread;
  readonly access: LockAccess;
  /**
   * Block on the waiter's own kernel stack that leads to its event: a `_KWAIT_CHAIN_ENTRY` or a push lock's wait block.
   */
  readonly block: bigint | undefined;
  /** The object that the wait block names. */
  readonly object: Waitable;
}

export class ScenarioLock {
  readonly kind: LockKind;
  readonly address: bigint;
  readonly options: LockOptions;
  /** In the order in which they acquired it. */
  readonly owners: LockOwner[] = [];
  /** How its owners hold it. */
  access: LockAccess = "exclusive";
  /** In the order in which they came. */
  readonly waiters: LockWaiter[] = [];
  /** `_OWNER_ENTRY`s of a resource's further shared owners; 0 until there are some. */
  ownerTable = 0n;
  /**
   * Objects that all waiters of a resource share up to Windows 8.1: a semaphore for shared, an event for exclusive
   * access.
   */
  readonly sharedObjects = new Map<LockAccess, Waitable>();

  constructor(kind: LockKind, address: bigint, options: LockOptions) {
    this.kind = kind;
    this.address = address;
    this.options = options;
    if (options.owner !== undefined) {
      this.isHeldBy(options.owner, { count: options.ownerCount ?? 1 });
    }
    for (const owner of options.sharedOwners ?? []) {
      this.isHeldBy(owner, { access: "shared" });
    }
  }

  /** A thread acquires it. Throws where that would break the lock's rules. */
  isHeldBy(thread: ScenarioThread, options: { access?: LockAccess; count?: number } = {}): this {
    const access = options.access ?? "exclusive";
    if (access === "shared" && (this.kind === "fastMutex" || this.kind === "guardedMutex")) {
      throw new Error(`a ${this.kind} is never shared`);
    }
    if (this.owners.length > 0 && (access === "exclusive" || this.access === "exclusive")) {
      throw new Error(`the ${this.kind} is held already`);
    }
    this.access = access;
    this.owners.push({ thread, count: options.count ?? 1 });
    return this;
  }

  /** All owners give it up; its waiters have not run yet. */
  isReleased(): this {
    this.owners.length = 0;
    return this;
  }

  /** Takes a thread's wait away. */
  forgets(thread: ScenarioThread): void {
    const position = this.waiters.findIndex((waiter) => waiter.thread === thread);
    if (position >= 0) {
      this.waiters.splice(position, 1);
    }
  }
}
