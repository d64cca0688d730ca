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
  const { round, rest } = orderMembers(state, members);
  const findLinks = (nodes: readonly WaitNode[]): readonly ChainLink[] =>
    nodes
      .filter(({ kind }) => kind === "Thread")
      .map((node) => builder.findLink(node))
      .filter((link): link is ChainLink => link !== undefined);
  const inRound = findLinks(round);
  const links = inRound.concat(findLinks(rest));
  const thread = inRound[0]?.thread;
  const isRenewed = level === "renewed";
  return thread === undefined
    ? undefined
    : {
        thread,
        links: () => links,
        isKnot: rest.length > 0,
        round: inRound.length,
        isRenewed,
        isDeadlock: !isRenewed,
        endsInDeadlock: !isRenewed,
        root: buildCycleRoot(thread, isRenewed),
        holdsUp: countHeldUp(state, members),
        waitedSeconds: present(state.graph.system.secondsWaited(thread)),
      };
}

/**
 * `round`: a cycle in wait order, from its thread with the smallest address; `rest`: in a knot, all other members by
 * address.
 */
function orderMembers(
  state: WaitState,
  members: readonly number[],
): { readonly round: readonly WaitNode[]; readonly rest: readonly WaitNode[] } {
  const nodes = members.map((index) => state.graph.nodes[index]).filter((node) => node !== undefined);
  nodes.sort((a, b) => a.address.compare(b.address));
  const path = new Set<WaitNode>();
  let node = nodes.find(({ kind }) => kind === "Thread");
  while (node !== undefined && !path.has(node)) {
    path.add(node);
    node = state.graph.nodes[state.forest.findNext(node.index)?.to ?? -1];
  }
  // In a knot, the first member may lead into a cycle that it is not on.
  const walked = Array.from(path);
  const loop = node === undefined ? walked : walked.slice(walked.indexOf(node));
  const isOnLoop = new Set(loop);
  const start = nodes.find((member) => member.kind === "Thread" && isOnLoop.has(member));
  const place = start === undefined ? 0 : loop.indexOf(start);
  return {
    round: loop.slice(place).concat(loop.slice(0, place)),
    rest: nodes.filter((member) => !isOnLoop.has(member)),
  };
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
