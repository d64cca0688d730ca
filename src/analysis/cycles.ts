/** Cycles of waits: those that nothing can end, and those that only time-outs keep breaking, in vain. */
import { findCircularComponents } from "./components.ts";
import { computeRelease, type Release } from "./release.ts";
import type { WaitGraph } from "./wait-graph.ts";

/** "stuck": cannot get free. "renewed": would be stuck if no wait timed out that is begun again at once. */
export type Level = "stuck" | "renewed" | "free";

export interface Cycle {
  readonly level: "stuck" | "renewed";
  /** Indices of its nodes. */
  readonly members: readonly number[];
}

export interface Cycles {
  readonly cycles: readonly Cycle[];
  findLevel(index: number): Level;
  /** Place in `cycles` of the one that the node is part of; undefined for nodes that merely lead into one. */
  findCycle(index: number): number | undefined;
}

/** `release`: in which renewed waits count as able to end. */
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
