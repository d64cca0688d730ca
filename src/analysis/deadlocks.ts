/** Deadlocks: circles of stuck waits, each once, told in the order of the circle. */
import { buildDeadlockRoot } from "./chain-builder.ts";
import type { ChainBuilder, WaitState } from "./chain-builder.ts";
import type { ChainLink, Deadlock } from "./wait-chain.ts";
import type { WaitNode } from "./wait-graph.ts";

/** One deadlock with the nodes (threads, and ports or processes between them) that form it. */
export interface FoundDeadlock {
  readonly deadlock: Deadlock;
  readonly members: readonly number[];
}

/** Builds a deadlock per component, sorted by the address of its first thread. */
export function buildDeadlocks(state: WaitState, builder: ChainBuilder, components: readonly (readonly number[])[]): readonly FoundDeadlock[] {
  const found: FoundDeadlock[] = [];
  for (const members of components) {
    const deadlock = buildDeadlock(state, builder, members);
    if (deadlock !== undefined) found.push({ deadlock, members });
  }
  return found.sort((a, b) => (a.deadlock.thread < b.deadlock.thread ? -1 : 1));
}

function buildDeadlock(state: WaitState, builder: ChainBuilder, members: readonly number[]): Deadlock | undefined {
  const { order, isKnot } = orderMembers(state, members);
  const links: ChainLink[] = [];
  for (const node of order) {
    const link = node.kind === "Thread" ? builder.findLink(node) : undefined;
    if (link !== undefined) links.push(link);
  }
  const thread = order.find((node) => node.kind === "Thread")?.key;
  if (thread === undefined) return undefined;
  const waited = state.graph.snapshot.secondsWaited(thread);
  return {
    thread, links, isKnot, isDeadlock: true, endsInDeadlock: true,
    root: buildDeadlockRoot(thread), holdsUp: countHeldUp(state, members),
    ...(waited === undefined ? {} : { waitedSeconds: waited }),
  };
}

/** Round the circle from the thread with the smallest address; what that round does not meet (in a knot) follows by address. */
function orderMembers(state: WaitState, members: readonly number[]): { readonly order: readonly WaitNode[]; readonly isKnot: boolean } {
  const nodes = members.map((index) => state.graph.nodes[index]).filter((node) => node !== undefined);
  nodes.sort((a, b) => (a.key < b.key ? -1 : 1));
  const order = new Set<WaitNode>();
  let node = nodes.find((candidate) => candidate.kind === "Thread");
  while (node !== undefined && !order.has(node)) {
    order.add(node);
    node = state.graph.nodes[state.forest.findNext(node.index)?.to ?? -1];
  }
  const isKnot = order.size < nodes.length;
  for (const rest of nodes) order.add(rest);
  return { order: Array.from(order), isKnot };
}

function countHeldUp(state: WaitState, members: readonly number[]): number {
  const loops = new Map<number, number>();
  for (const member of members) {
    const loop = state.forest.findLoop(member);
    if (loop !== undefined) loops.set(loop, state.forest.countHeldUp(member));
  }
  return Array.from(loops.values()).reduce((sum, count) => sum + count, 0);
}
