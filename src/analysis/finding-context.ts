/** The context given to every rule: the system, narrowed to a scope, and facts that several rules need. */
import { isAbsent, present, type Maybe } from "../target/absence.ts";
import { append } from "../target/lists-by-key.ts";
import type { Word64, WordId } from "../target/word64.ts";
import type { MessageFacts } from "../facts/message.ts";
import { findAwaited } from "./awaited.ts";
import type { FindingLimits } from "./limits.ts";
import { PossibleServers, type PossibleServer } from "./possible-servers.ts";
import { ROOT_CAUSES } from "./root-causes.ts";
import { groupByRoot, type RootGroup } from "./roots.ts";
import { walkMessages, walkPortAddresses, walkWaitingThreads, type Scope } from "./scope.ts";
import { SeenPorts } from "./seen-ports.ts";
import type { System } from "./system.ts";
import { isLock } from "../text/waited-object.ts";
import { isIdle, isRunning, isStopped } from "./thread-state.ts";
import { describeSituation } from "./thread-wait.ts";
import { analyzeWaits, type WaitAnalysis } from "./wait-analysis.ts";

/** A thread whose reply a known thread owes. */
export interface Waiter {
  readonly thread: Word64;
  /** The port that it asked. */
  readonly port: Maybe<Word64>;
}

const NO_WAITERS: readonly Waiter[] = [];

/** One run of the rules over a scope. What costs much is computed when the first rule asks, and kept for the others. */
export class FindingContext {
  readonly system: System;
  readonly limits: FindingLimits;
  readonly scope: Scope;
  /** The ports in scope, as the walk over them has met them. */
  readonly ports: SeenPorts;
  private analysis: WaitAnalysis | undefined;
  private threads: readonly Word64[] | undefined;
  private readonly servers: PossibleServers;
  private groups: readonly RootGroup[] | undefined;
  private groupOfThread: ReadonlyMap<WordId, RootGroup> | undefined;
  private waitersOfServer: ReadonlyMap<WordId, readonly Waiter[]> | undefined;
  private readonly reported = new Set<WordId>();

  constructor(system: System, limits: FindingLimits, scope: Scope) {
    this.system = system;
    this.limits = limits;
    this.servers = new PossibleServers(system);
    this.scope = scope;
    this.ports = new SeenPorts(system);
  }

  /** The waits of the threads in scope. */
  get waits(): WaitAnalysis {
    return (this.analysis ??= analyzeWaits(this.system, this.waitingThreads, this.servers));
  }

  /** The roots of the waits in scope. */
  get roots(): readonly RootGroup[] {
    return (this.groups ??= groupByRoot(this.waits));
  }

  /** The root of a thread in scope that awaits a reply, with all that is behind it; undefined for other threads. */
  findRoot({ id }: Word64): RootGroup | undefined {
    this.groupOfThread ??= indexByThread(this.roots);
    return this.groupOfThread.get(id);
  }

  /** The threads in scope whose replies a thread owes, with the port that they used. */
  findWaitersOf({ id }: Word64): readonly Waiter[] {
    this.waitersOfServer ??= indexWaiters(this.system, this.waitingThreads);
    return this.waitersOfServer.get(id) ?? NO_WAITERS;
  }

  /** The threads in scope that await a reply. */
  get waitingThreads(): readonly Word64[] {
    return (this.threads ??= Array.from(walkWaitingThreads(this.system, this.scope)));
  }

  walkPorts(): Iterable<Word64> {
    return walkPortAddresses(this.system, this.scope);
  }

  walkMessages(): IterableIterator<MessageFacts> {
    return walkMessages(this.system, this.scope, this.scope.kind === "system" ? this.walkQueued() : undefined);
  }

  private *walkQueued(): IterableIterator<Word64> {
    for (const { queues } of this.ports.busy) {
      for (const { messages } of queues) {
        yield* messages;
      }
    }
  }

  findPossibleServers(port: Word64): readonly PossibleServer[] {
    return this.servers.of(port);
  }

  /** Threads that are known to receive on the port, or work for it. */
  findWorkers(port: Word64): readonly PossibleServer[] {
    return this.servers.of(port).filter(({ sign }) => sign !== "thread of the owner");
  }

  /**
   * Notes that a rule reports why the replies that these threads await do not come, or what these threads and ports
   * hold up.
   */
  noteReported(reported: readonly Word64[]): void {
    reported.forEach(({ id }) => this.reported.add(id));
  }

  /** Whether a rule that came earlier in the table has noted the thread or port. */
  isReported({ id }: Word64): boolean {
    return this.reported.has(id);
  }

  /** Threads blocked at these threads, including themselves, each once. */
  countHeldUpWith(threads: readonly Word64[]): number {
    return this.waits.countHeldUpAt(threads);
  }

  /**
   * Whether a thread is left to receive what is queued on the port: one that receives there and is idle or working, one
   * that serves another of its messages, or, if no thread is known to receive there, a running one of the owner.
   * Threads in a wait that can end by itself, and unreadable threads, count as left.
   */
  hasThreadLeft(port: Word64): boolean {
    return this.servers
      .of(port)
      .some(({ thread, sign }) => (sign === "thread of the owner" ? this.isRunning(thread) : this.isAble(thread)));
  }

  private isRunning(address: Word64): boolean {
    const thread = this.system.thread(address);
    return !isAbsent(thread) && isRunning(thread);
  }

  /** Whether the thread's wait has begun so recently that a busy system explains it. False if that is not known. */
  isFresh(address: Word64): boolean {
    const seconds = present(this.system.secondsWaited(address));
    return seconds !== undefined && seconds < FRESH_SECONDS;
  }

  /**
   * Whether the thread may return to receive by itself: it is idle, working, asleep, in a wait that has only just begun
   * or can end without help, or unreadable.
   */
  isAble(address: Word64): boolean {
    const thread = this.system.thread(address);
    if (isAbsent(thread) || isIdle(this.system, thread)) {
      return true;
    }
    if (thread.hasExited || isStopped(thread)) {
      return false;
    }
    const wait = present(this.system.wait(address));
    const isRenewedLock = wait?.isRenewed === true && wait.objects.some(isLock);
    if (!isRenewedLock && (wait?.hasTimeout === true || this.isFresh(address))) {
      return true;
    }
    if (!isAbsent(this.system.awaitedReply(address))) {
      return false;
    }
    const { gate, ways, end } = describeSituation(this.system, address);
    return ways.length === 0 ? ROOT_CAUSES[end.cause].mayReturn : gate === "free";
  }
}

/** Workers of a busy system wait for the disk, a lock or each other all the time, each time for far less than this. */
const FRESH_SECONDS = 0.5;

/** Waiting threads by the thread that owes the reply. */
function indexWaiters(system: System, threads: readonly Word64[]): ReadonlyMap<WordId, readonly Waiter[]> {
  const index = new Map<WordId, Waiter[]>();
  for (const thread of threads) {
    const awaited = findAwaited(system, thread);
    if (awaited !== undefined && !isAbsent(awaited.serverThread)) {
      append(index, awaited.serverThread.id, { thread, port: awaited.port });
    }
  }
  return index;
}

function indexByThread(groups: readonly RootGroup[]): ReadonlyMap<WordId, RootGroup> {
  const index = new Map<WordId, RootGroup>();
  for (const group of groups) {
    for (const { thread } of group.chains) {
      index.set(thread.id, group);
    }
  }
  return index;
}
