/** Cycles of waits: deadlocks, and those whose waits time out but are begun again. */
import { findCircularComponents } from "./components.ts";
import { computeRelease, type Release } from "./release.ts";
import type { WaitGraph } from "./wait-graph.ts";

/** "stuck": cannot get free. "renewed": would be stuck if renewed waits did not time out. */
export type Level = "stuck" | "renewed" | "free";

export interface Cycle {
  readonly level: "stuck" | "renewed";
  /** Indices of its nodes. */
  readonly members: readonly number[];
}

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
  const findLevel = (index: number): Level =>
    release.isStuck(index) ? "stuck" : lasting.isStuck(index) ? "renewed" : "free";
  const componentsOf = (level: "stuck" | "renewed", isPart: (index: number) => boolean): readonly Cycle[] =>
    findCircularComponents(graph.nodes.length, (index) =>
      isPart(index) ? (graph.nodes[index]?.edges ?? []).map(({ to }) => to).filter(isPart) : [],
    ).map((members) => ({ level, members }));
  const cycles = componentsOf("stuck", (index) => findLevel(index) === "stuck").concat(
    hasRenewed ? componentsOf("renewed", (index) => findLevel(index) === "renewed") : [],
  );
  const cycleOf = new Map<number, number>();
  cycles.forEach(({ members }, place) => members.forEach((member) => cycleOf.set(member, place)));
  return { cycles, findLevel, findCycle: (index) => cycleOf.get(index) };
}
