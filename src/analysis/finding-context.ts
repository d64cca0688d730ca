/** What every rule is given: the snapshot, narrowed to a scope, and what several rules need to know of it. */
import type { FindingLimits } from "./limits.ts";
import { findPossibleServers } from "./possible-servers.ts";
import type { PossibleServer } from "./possible-servers.ts";
import { walkMessages, walkPorts, walkWaitingThreads } from "./scope.ts";
import type { Scope } from "./scope.ts";
import type { MessageFacts, PortFacts, PortKey, ProcessKey, ThreadKey, WaitSnapshot } from "./snapshot.ts";
import { describeSituation, isIdle, isWaitingState } from "./thread-wait.ts";
import { analyseWaits } from "./wait-analysis.ts";
import type { WaitAnalysis } from "./wait-analysis.ts";

export class FindingContext {
  readonly snapshot: WaitSnapshot;
  readonly limits: FindingLimits;
  readonly scope: Scope;
  private analysis: WaitAnalysis | undefined;
  private readonly servers = new Map<PortKey, readonly PossibleServer[]>();

  constructor(snapshot: WaitSnapshot, limits: FindingLimits, scope: Scope) {
    this.snapshot = snapshot;
    this.limits = limits;
    this.scope = scope;
  }

  /** The waits of the threads in scope. */
  get waits(): WaitAnalysis {
    return (this.analysis ??= analyseWaits(this.snapshot, this.walkWaitingThreads()));
  }

  walkPorts(): IterableIterator<PortFacts> { return walkPorts(this.snapshot, this.scope); }
  walkMessages(): IterableIterator<MessageFacts> { return walkMessages(this.snapshot, this.scope); }
  walkWaitingThreads(): IterableIterator<ThreadKey> { return walkWaitingThreads(this.snapshot, this.scope); }

  findPossibleServers(port: PortKey): readonly PossibleServer[] {
    const known = this.servers.get(port);
    if (known !== undefined) return known;
    const found = findPossibleServers(this.snapshot, port);
    this.servers.set(port, found);
    return found;
  }

  /** True only when the process is known to have exited. */
  hasExited(process: ProcessKey | undefined): boolean {
    return process !== undefined && this.snapshot.process(process)?.exited === true;
  }

  /** True only when the port's owner is known to be gone. */
  hasDeadOwner(port: PortFacts | undefined): boolean {
    return port !== undefined && (port.ownerGone === true || this.hasExited(port.owner));
  }

  /** Threads held up at these threads, themselves included, each once. */
  countHeldUpWith(threads: readonly ThreadKey[]): number {
    return this.waits.countHeldUpAt(threads);
  }

  /**
   * Whether a thread is left to receive what is queued on the port: one that receives there and is idle or still at work,
   * one that serves another of its messages, or, where no thread is known to receive there, one of the owner's that runs.
   * A thread in a wait that can end by itself, and one that cannot be read, count as left.
   */
  hasThreadLeft(port: PortKey): boolean {
    return this.findPossibleServers(port).some(({ thread, sign }) =>
      sign === "thread of the owner" ? this.isRunning(thread) : this.isAble(thread));
  }

  private isRunning(key: ThreadKey): boolean {
    const thread = this.snapshot.thread(key);
    return thread !== undefined && !thread.exited && !thread.suspended && thread.state !== undefined && !isWaitingState(thread.state);
  }

  private isAble(key: ThreadKey): boolean {
    const thread = this.snapshot.thread(key);
    if (thread === undefined || isIdle(thread)) return true;
    if (thread.exited || thread.suspended) return false;
    const situation = describeSituation(this.snapshot, key);
    return thread.awaits === undefined ? situation.gate === "free" : thread.wait?.hasTimeout === true;
  }
}
