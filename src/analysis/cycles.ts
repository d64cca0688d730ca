/** Cycles of waits: deadlocks, and those whose waits time out but are begun again. */
import { findCircularComponents } from "./components.ts";
import { computeRelease, type Release } from "./release.ts";
import type { WaitGraph } from "./wait-graph.ts";

/** "stuck": cannot get free. "renewed": would be stuck if renewed waits did not time out. */
export type Level = "stuck" | "renewed" | "free";

/** Nodes that all reach each other through waits of one level: a cycle, or several that cross (a knot). */
export interface Cycle {
  readonly level: "stuck" | "renewed";
  /** Indices of its nodes. */
  readonly members: readonly number[];
}

/** The cycles of a wait graph. Nodes are given by their index in it. */
export interface Cycles {
  readonly cycles: readonly Cycle[];
  findLevel(index: number): Level;
  /**
   * Index in `cycles` of the one that the node is part of; undefined for all other nodes, including those that lead
   * into one.
   */
  findCycle(index: number): number | undefined;
}

/** `release`: computed with renewed waits counted as able to end. */
export function findCycles(graph: WaitGraph, release: Release): Cycles {
  const hasRenewed = graph.nodes.some(({ isRenewed }) => isRenewed);
  const lasting = hasRenewed ? computeRelease(graph, false) : release;
  const levels = graph.nodes.map(({ index }): Level =>
    release.isStuck(index) ? "stuck" : lasting.isStuck(index) ? "renewed" : "free",
  );
  const componentsOf = (level: "stuck" | "renewed"): readonly Cycle[] =>
    findCircularComponents(graph.nodes.length, (index) =>
      levels[index] === level ? within(graph, levels, index) : [],
    ).map((members) => ({ level, members }));
  const cycles = (levels.indexOf("stuck") < 0 ? [] : componentsOf("stuck")).concat(
    hasRenewed ? componentsOf("renewed") : [],
  );
  const cycleOf = new Map<number, number>();
  cycles.forEach(({ members }, place) => members.forEach((member) => cycleOf.set(member, place)));
  return { cycles, findLevel: (index) => levels[index] ?? "free", findCycle: (index) => cycleOf.get(index) };
}

/** Where a node's edges lead within its own level. */
function within(graph: WaitGraph, levels: readonly Level[], index: number): readonly number[] {
  return (graph.nodes[index]?.edges ?? []).map(({ to }) => to).filter((to) => levels[to] === levels[index]);
}
