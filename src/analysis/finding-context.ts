/** The context given to every rule: the system, narrowed to a scope, and facts that several rules need. */
import { isAbsent, present, type Maybe } from "../target/absence.ts";
import { append } from "../target/lists-by-key.ts";
import type { Word64, WordId } from "../target/word64.ts";
import type { MessageFacts } from "../facts/message.ts";
import type { PortFacts } from "../facts/port.ts";
import type { QueueFacts } from "../facts/queue.ts";
import { findAwaited } from "./awaited.ts";
import type { FindingLimits } from "./limits.ts";
import { PossibleServers, type PossibleServer } from "./possible-servers.ts";
import { ROOT_CAUSES } from "./root-causes.ts";
import { groupByRoot, type RootGroup } from "./roots.ts";
import { walkMessages, walkPortAddresses, walkWaitingThreads, type Scope } from "./scope.ts";
import type { System } from "./system.ts";
import { isLock } from "../text/waited-object.ts";
import { isIdle, isRunning, isStopped } from "./thread-state.ts";
import { describeSituation } from "./thread-wait.ts";
import { analyzeWaits, type WaitAnalysis } from "./wait-analysis.ts";

/** One port of the walk over all ports, with facts that several rules need, each read once. */
export interface SeenPort {
  readonly port: PortFacts;
  /** Queues that are not empty or are out of order. */
  readonly queues: readonly QueueFacts[];
  /** Contradictions in the port and its links, as sentences. */
  readonly contradictions: readonly string[];
  /** True only when the port's owner is known to be gone. */
  readonly hasDeadOwner: boolean;
  /** The other end of its connection, if there is one that can be read. */
  readonly peer: PortFacts | undefined;
  /** True only when the owner of the other end is known to be gone. */
  readonly hasDeadPeer: boolean;
  /** What the other end names as its own other end, where that is another port than this one. */
  readonly namedByPeer: Word64 | undefined;
  /**
   * Whether any of this is out of the ordinary, or the port or its connection port is closing or left by its owner. Of
   * most ports nothing is, and rules are not shown them.
   */
  readonly isUnusual: boolean;
}

/** The connection port of a connection. */
export interface SeenConnectionPort {
  /** Undefined where it cannot be read. */
  readonly port: PortFacts | undefined;
  /** True only when its owner is known to be gone. */
  readonly hasDeadOwner: boolean;
}

/** A thread whose reply a known thread owes. */
export interface Waiter {
  readonly thread: Word64;
  /** The port that it asked. */
  readonly port: Maybe<Word64>;
}

const NO_QUEUES: readonly QueueFacts[] = [];
const NO_WAITERS: readonly Waiter[] = [];
/** The id of no address. */
const NO_OWNER: WordId = "";
const NO_CONNECTION_PORT: SeenConnectionPort = { port: undefined, hasDeadOwner: false };

/** One run of the rules over a scope. What costs much is computed when the first rule asks, and kept for the others. */
export class FindingContext {
  readonly system: System;
  readonly limits: FindingLimits;
  readonly scope: Scope;
  private analysis: WaitAnalysis | undefined;
  private readonly busy: SeenPort[] = [];
  private threads: readonly Word64[] | undefined;
  private readonly servers: PossibleServers;
  private groups: readonly RootGroup[] | undefined;
  private groupOfThread: ReadonlyMap<WordId, RootGroup> | undefined;
  private waitersOfServer: ReadonlyMap<WordId, readonly Waiter[]> | undefined;
  private readonly exited = new Map<WordId, boolean>();
  /** Why there is no process at the address that ports name as their owner: a few sentences, none as a rule. */
  private readonly invalidOwners = new Map<WordId, string>();
  private readonly reported = new Set<WordId>();
  /** By the lower half of the address: what is asked for every port costs no key of the whole. */
  private readonly connectionPorts = new Map<number, { readonly address: Word64; readonly seen: SeenConnectionPort }>();
  /** The port seen last, where its other end names it. */
  private partner: SeenPort | undefined;

  constructor(system: System, limits: FindingLimits, scope: Scope) {
    this.system = system;
    this.limits = limits;
    this.servers = new PossibleServers(system);
    this.scope = scope;
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

  /**
   * What several rules need of a port in scope, read once in the walk that all rules share; undefined where it cannot
   * be read.
   */
  examinePort(address: Word64): SeenPort | undefined {
    const { system } = this;
    const port = system.port(address);
    if (isAbsent(port)) {
      return undefined;
    }
    // The port itself comes before its other end: the system still remembers the last port it read.
    const isOrdinary = system.isOrdinary(port);
    const queues = isOrdinary ? NO_QUEUES : system.queues(address);
    const found = isOrdinary ? port.contradictions : system.contradictions("Port", address);
    const { role } = port;
    // The ends of a connection are created one after the other and mostly follow each other in the list of ports: what
    // was seen of the first is not read again.
    const { partner } = this;
    const isSecondEnd =
      partner?.peer === port && partner.port.role !== role && (role === "client" || role === "server");
    const end = isSecondEnd
      ? undefined
      : role === "client"
        ? port.serverPort
        : role === "server"
          ? port.clientPort
          : undefined;
    const other = end === undefined || isAbsent(end) ? undefined : system.port(end);
    const peer = isSecondEnd ? partner.port : other === undefined || isAbsent(other) ? undefined : other;
    // Few processes own all ports and few ports accept all clients: what is known is looked up here, without a call.
    const { exited, invalidOwners } = this;
    const hasDeadOwner = isSecondEnd
      ? partner.hasDeadPeer
      : (exited.get(port.ownerId ?? NO_OWNER) ?? this.hasDeadOwner(port));
    const invalidOwner = invalidOwners.size === 0 ? undefined : invalidOwners.get(port.ownerId ?? NO_OWNER);
    const contradictions = invalidOwner === undefined ? found : found.concat(invalidOwner);
    const hasDeadPeer = isSecondEnd
      ? partner.hasDeadOwner
      : peer !== undefined && (exited.get(peer.ownerId ?? NO_OWNER) ?? this.hasDeadOwner(peer));
    const server = role === "client" ? port.connectionPort : undefined;
    const known = server === undefined || isAbsent(server) ? undefined : this.connectionPorts.get(server.low);
    const hasDeadServer =
      server !== undefined &&
      !isAbsent(server) &&
      (known?.address.high === server.high ? known.seen : this.findConnectionPort(port)).hasDeadOwner;
    // The two ends must point to each other.
    const back = isSecondEnd ? undefined : role === "client" ? peer?.clientPort : peer?.serverPort;
    const isNamed = back !== undefined && !isAbsent(back) && back.low === address.low && back.high === address.high;
    const namedByPeer = back === undefined || isAbsent(back) || isNamed ? undefined : back;
    const isUnusual =
      !isOrdinary ||
      invalidOwner !== undefined ||
      hasDeadOwner ||
      hasDeadPeer ||
      namedByPeer !== undefined ||
      port.isClosed ||
      port.isDisconnected ||
      hasDeadServer;
    const seen = { port, queues, contradictions, hasDeadOwner, peer, hasDeadPeer, namedByPeer, isUnusual };
    this.partner = isNamed ? seen : undefined;
    if (queues.length > 0) {
      this.busy.push(seen);
    }
    return seen;
  }

  /** The connection port of a communication port, looked at once: many share one. */
  findConnectionPort({ connectionPort: address }: PortFacts): SeenConnectionPort {
    if (isAbsent(address)) {
      return NO_CONNECTION_PORT;
    }
    const known = this.connectionPorts.get(address.low);
    if (known?.address.high === address.high) {
      return known.seen;
    }
    const port = present(this.system.port(address));
    const seen = { port, hasDeadOwner: this.hasDeadOwner(port) };
    this.connectionPorts.set(address.low, { address, seen });
    return seen;
  }

  /** The ports in scope with messages queued, or queues out of order: few of all. Complete after the walk. */
  get busyPorts(): readonly SeenPort[] {
    return this.busy;
  }

  walkMessages(): IterableIterator<MessageFacts> {
    return walkMessages(this.system, this.scope, this.scope.kind === "system" ? this.walkQueued() : undefined);
  }

  private *walkQueued(): IterableIterator<Word64> {
    for (const { queues } of this.busy) {
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

  /** True only when the process is known to have exited. */
  hasExited(process: Word64 | undefined): boolean {
    if (process === undefined) {
      return false;
    }
    const { id } = process;
    const known = this.exited.get(id);
    if (known !== undefined) {
      return known;
    }
    const facts = this.system.process(process);
    const hasExited = !isAbsent(facts) && facts.hasExited;
    if (isAbsent(facts) && facts.kind === "Invalid") {
      this.invalidOwners.set(id, `No process lies at the address of its owner: ${facts.reason}.`);
    }
    this.exited.set(id, hasExited);
    return hasExited;
  }

  /** True only when the port's owner is known to be gone. */
  hasDeadOwner(port: PortFacts | undefined): boolean {
    if (port === undefined) {
      return false;
    }
    const { owner } = port;
    return isAbsent(owner) ? port.ownerIsGone : this.hasExited(owner);
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
