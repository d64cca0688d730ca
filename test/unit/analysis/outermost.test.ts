/** Outermost nodes of random forests: they cover all of the blocked threads, each once. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { selectOutermost } from "../../../src/analysis/outermost.ts";

const SEED = 4711;

/** Nodes with at most one way on each: -1 is none. */
const forest = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.record({
    next: fc.array(fc.integer({ min: -1, max: size - 1 }), { minLength: size, maxLength: size }),
    chosen: fc.uniqueArray(fc.integer({ min: 0, max: size - 1 })),
  }),
);

/** Everything that a node's chain comes through, the node itself included. */
function reach(next: readonly number[], start: number): ReadonlySet<number> {
  const met = new Set<number>();
  for (let index = start; index >= 0 && !met.has(index); index = next[index] ?? -1) {
    met.add(index);
  }
  return met;
}

describe(`outermost nodes of a forest (seed ${SEED})`, () => {
  it("block the same threads as all of the nodes, each thread by one of them", () => {
    fc.assert(
      fc.property(forest, ({ next, chosen }) => {
        const isOnLoop = (index: number): boolean =>
          (next[index] ?? -1) >= 0 && reach(next, next[index] ?? -1).has(index);
        const findLoop = (index: number): number | undefined =>
          isOnLoop(index) ? Math.min(...reach(next, index)) : undefined;
        const outermost = selectOutermost(
          chosen,
          (index) => ((next[index] ?? -1) < 0 ? undefined : next[index]),
          findLoop,
        );
        assert.ok(outermost.every((index) => chosen.includes(index)));
        next.forEach((_way, index) => {
          const path = reach(next, index);
          const behind = outermost.filter((node) => path.has(node)).length;
          assert.equal(
            behind,
            chosen.some((node) => path.has(node)) ? 1 : 0,
            `node ${index} of ${next.join(" ")}, ${chosen.join(" ")} give ${outermost.join(" ")}`,
          );
        });
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });
});
