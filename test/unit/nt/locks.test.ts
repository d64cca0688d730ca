/** The list of all kernel locks with waiters. */
import assert from "node:assert/strict";
import { readLocks, readLocksHeldBy } from "../../../src/nt/lock/locks.ts";
import { readMutant } from "../../../src/nt/lock/mutant.ts";
import { Absence } from "../../../src/target/absence.ts";
import { layoutIds } from "../../kernel/layouts/layouts.ts";
import { toBigInt, word } from "../words.ts";

import { at, has, open, scene, sorted } from "./lock-scene.ts";

describe("the locks that somebody waits for", () => {
  for (const layout of layoutIds.filter((id) => has(id, "_ERESOURCE"))) {
    it(`are listed once each on ${layout}, with holders and waiters`, () => {
      const made = scene(layout, 6);
      const { system, threads } = made;
      const resource = system.resource({ owner: at(threads, 0) });
      const mutant = system.mutant({ owner: at(threads, 1), path: "\\BaseNamedObjects\\TheMutant" });
      system.resource({ owner: at(threads, 2) });
      at(threads, 1).waitsForResource(resource);
      at(threads, 3).waitsForResource(resource);
      at(threads, 4).waitsForMutant(mutant);
      at(threads, 5).waitsFor(system.event());
      const { target } = open(made);
      const locks = readLocks(target);
      assert.deepEqual(
        locks.map(({ kind, address }) => [kind, toBigInt(address)]),
        [
          ["resource", resource.address],
          ["mutant", mutant.address],
        ],
      );
      assert.deepEqual(
        locks.map(({ holders }) =>
          holders instanceof Absence ? holders.reason : holders.map(({ thread }) => toBigInt(thread)),
        ),
        [[at(threads, 0).address], [at(threads, 1).address]],
      );
      assert.deepEqual(
        locks.map(({ waiters }) => sorted(waiters.map(({ thread }) => toBigInt(thread)))),
        [sorted([at(threads, 1).address, at(threads, 3).address]), [at(threads, 4).address]],
      );
      assert.equal(locks[1]?.name, "\\BaseNamedObjects\\TheMutant");
      assert.deepEqual(
        readLocksHeldBy(target, word(at(threads, 1).address)).map(({ address }) => toBigInt(address)),
        [mutant.address],
      );
      const facts = readMutant(target, word(mutant.address));
      assert.ok(!(facts instanceof Absence) && !(facts.holders instanceof Absence));
      assert.deepEqual(
        facts.holders.map(({ thread }) => toBigInt(thread)),
        [at(threads, 1).address],
      );
    });
  }
});
