/** Builds a deadlock for each cycle of waits, its links in the order of the cycle. */
import { present } from "../target/absence.ts";
import { buildCycleRoot, type ChainBuilder, type WaitState } from "./chain-builder.ts";
import type { Cycle } from "./cycles.ts";
import type { ChainLink, Deadlock } from "./wait-chain.ts";
import type { WaitNode } from "./wait-graph.ts";

/** A deadlock for each cycle, in the same order; undefined for one without a thread. */
export function buildDeadlocks(state: WaitState, builder: ChainBuilder): readonly (Deadlock | undefined)[] {
  return state.cycles.cycles.map((cycle) => buildDeadlock(state, builder, cycle));
}

/** By the address of the first thread. */
export function sortDeadlocks(deadlocks: readonly Deadlock[]): readonly Deadlock[] {
  return deadlocks.slice().sort((a, b) => a.thread.compare(b.thread));
}

function buildDeadlock(state: WaitState, builder: ChainBuilder, { members, level }: Cycle): Deadlock | undefined {
  const { order, isKnot } = orderMembers(state, members);
  const links = order
    .filter(({ kind }) => kind === "Thread")
    .map((node) => builder.findLink(node))
    .filter((link): link is ChainLink => link !== undefined);
  const thread = order.find((node) => node.kind === "Thread")?.address;
  const isRenewed = level === "renewed";
  return thread === undefined
    ? undefined
    : {
        thread,
        links: () => links,
        isKnot,
        isRenewed,
        isDeadlock: !isRenewed,
        endsInDeadlock: !isRenewed,
        root: buildCycleRoot(thread, isRenewed),
        holdsUp: countHeldUp(state, members),
        waitedSeconds: present(state.graph.system.secondsWaited(thread)),
      };
}

/**
 * The cycle's threads in wait order, from the one with the smallest address; in a knot, those not on this round follow
 * by address.
 */
function orderMembers(
  state: WaitState,
  members: readonly number[],
): { readonly order: readonly WaitNode[]; readonly isKnot: boolean } {
  const nodes = members.map((index) => state.graph.nodes[index]).filter((node) => node !== undefined);
  nodes.sort((a, b) => a.address.compare(b.address));
  const order = new Set<WaitNode>();
  let node = nodes.find((candidate) => candidate.kind === "Thread");
  while (node !== undefined && !order.has(node)) {
    order.add(node);
    node = state.graph.nodes[state.forest.findNext(node.index)?.to ?? -1];
  }
  const isKnot = order.size < nodes.length;
  for (const rest of nodes) {
    order.add(rest);
  }
  return { order: Array.from(order), isKnot };
}

function countHeldUp(state: WaitState, members: readonly number[]): number {
  const loops = new Map<number, number>();
  for (const member of members) {
    const loop = state.forest.findLoop(member);
    if (loop !== undefined) {
      loops.set(loop, state.forest.countHeldUp(member));
    }
  }
  return Array.from(loops.values()).reduce((sum, count) => sum + count, 0);
}
