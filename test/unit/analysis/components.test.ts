/** Circular components of random graphs. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { findCircularComponents } from "../../../src/analysis/components.ts";

const SEED = 20240611;
const RUNS = { seed: SEED, numRuns: 400 };

describe(`circular components (seed ${SEED})`, () => {
  it("are the classes of nodes that reach each other", () => {
    const graphs = fc
      .integer({ min: 1, max: 9 })
      .chain((count) =>
        fc.array(fc.array(fc.nat(count - 1), { maxLength: 3 }), { minLength: count, maxLength: count }),
      );
    fc.assert(
      fc.property(graphs, (edges) => {
        const reaches = edges.map((targets) => new Set(targets));
        edges.forEach((_, middle) => {
          for (const from of reaches) {
            if (from.has(middle)) {
              for (const target of reaches[middle] ?? []) {
                from.add(target);
              }
            }
          }
        });
        const expected = new Set<string>();
        reaches.forEach((reached, node) => {
          if (reached.has(node)) {
            expected.add(
              [...reached]
                .filter((other) => reaches[other]?.has(node))
                .sort()
                .join(),
            );
          }
        });
        const found = findCircularComponents(edges.length, (node) => edges[node] ?? []).map((members) =>
          members.slice().sort().join(),
        );
        assert.deepEqual(found.slice().sort(), [...expected].sort());
      }),
      RUNS,
    );
  });
});
