/** Random wait graphs: deadlocks and chains agree with their definitions. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { computeRelease } from "../../../src/analysis/release.ts";
import type { Word64 } from "../../../src/target/word64.ts";
import { analyzeWaits } from "../../../src/analysis/wait-analysis.ts";

import { build, systems, type Act } from "./random-plan.ts";
import { findCyclesByForce, findStuckByForce, targetsOf } from "./stuck-by-definition.ts";

const SEED = 20240611;
const RUNS = { seed: SEED, numRuns: 400 };

describe(`random waits (seed ${SEED})`, () => {
  it("have the cycles and the stuck threads of the definition, each cycle once", () => {
    let cyclesSeen = 0;
    fc.assert(
      fc.property(systems, (plan) => {
        const { scene, threads } = build(plan);
        const analysis = analyzeWaits(
          scene,
          threads.map((thread) => thread.address),
        );
        const stuck = findStuckByForce(plan);
        const release = computeRelease(analysis.graph);
        threads.forEach((thread, place) => {
          const isStuck = release.isStuck(analysis.graph.findNode("Thread", thread.address) ?? -1);
          assert.equal(isStuck, stuck.has(place), `thread ${place}`);
          if (isStuck) {
            assert.equal(analysis.findChain(thread.address)?.endsInDeadlock, true);
          }
        });
        const place = (address: Word64 | undefined): number =>
          threads.findIndex((thread) => address?.equals(thread.address) === true);
        const cycles = analysis.deadlocks.map((deadlock) =>
          deadlock
            .links()
            .map((link) => place(link.thread))
            .sort()
            .join(),
        );
        assert.deepEqual(cycles.slice().sort(), findCyclesByForce(plan, stuck));
        cyclesSeen += cycles.length;
        const onCycle = new Set(
          cycles
            .join()
            .split(",")
            .filter((text) => text !== "")
            .map(Number),
        );
        threads.forEach((thread, number) =>
          assert.equal(analysis.findChain(thread.address)?.isDeadlock, onCycle.has(number)),
        );
      }),
      RUNS,
    );
    assert.ok(cyclesSeen > 50, `only ${cyclesSeen} cycles met`);
  });

  it("have chains that follow real dependencies, each thread once, to a root that fits", () => {
    fc.assert(
      fc.property(systems, (plan) => {
        const { scene, threads } = build(plan);
        const analysis = analyzeWaits(
          scene,
          threads.map((thread) => thread.address),
        );
        for (const chain of analysis.walkChains()) {
          const places = chain
            .links()
            .map((link) => threads.findIndex((thread) => link.thread?.equals(thread.address) === true))
            .filter((place) => place >= 0);
          assert.equal(new Set(places).size, places.length, "no thread twice");
          places.slice(1).forEach((next, index) => {
            const from = places[index];
            const act = from === undefined ? undefined : plan[from];
            assert.ok(from !== undefined && act !== undefined && targetsOf(act, from).includes(next));
          });
          assert.equal(chain.root.cause === "deadlock", chain.endsInDeadlock);
          if (chain.root.kind === "Thread") {
            assert.ok(
              chain
                .links()
                .some((link) => chain.root.thread !== undefined && link.thread?.equals(chain.root.thread) === true),
            );
          }
        }
      }),
      RUNS,
    );
  });

  it("with one dependency each have the root at which plain following arrives", () => {
    const single = fc
      .integer({ min: 1, max: 9 })
      .chain((count) => fc.array(fc.oneof(fc.nat(count - 1), fc.constant(-1)), { minLength: count, maxLength: count }));
    fc.assert(
      fc.property(single, (nexts) => {
        const { scene, threads } = build(
          nexts.map((next, place): Act =>
            next < 0 || next === place ? { kind: "runs" } : { kind: "reply", from: next },
          ),
        );
        const analysis = analyzeWaits(
          scene,
          threads.map((thread) => thread.address),
        );
        threads.forEach((thread, start) => {
          const seen = new Set<number>();
          let place = start;
          while (!seen.has(place)) {
            seen.add(place);
            const next = nexts[place] ?? -1;
            if (next < 0 || next === place) {
              break;
            }
            place = next;
          }
          const chain = analysis.findChain(thread.address);
          assert.equal(chain?.root.address, threads[place]?.address);
          assert.equal(chain?.links().length, seen.size);
        });
        const held = (address: Word64): number => analysis.countHeldUp("Thread", address);
        for (const thread of threads) {
          const root = analysis.findChain(thread.address);
          if (root?.root.cause === "busy" && root.root.address?.equals(thread.address) === true) {
            const behind =
              [...analysis.walkChains()].filter((chain) => chain.root.address?.equals(thread.address) === true).length -
              1;
            assert.equal(held(thread.address), behind);
          }
        }
      }),
      RUNS,
    );
  });
});
