/** Random damage of random systems: no crash, no endless walk, no false answer. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { fuzzCases, runCase } from "../fuzz/case.ts";

/** Printed with a failure, so that the same cases come again; another one, and more of them, by `npm run fuzz`. */
const SEED = 20231;
const RUNS = 12;
/** Objects that each case looks at. */
const OBJECTS = 160;

describe(`random damage of random systems (seed ${SEED})`, () => {
  it("no exception but the documented sentences, no endless walk, no oversized read, and undamaged data as before", function () {
    this.timeout(300000);
    fc.assert(
      fc.property(fuzzCases, (fuzzCase) => {
        assert.deepEqual(runCase(fuzzCase, OBJECTS), []);
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
  });
});
