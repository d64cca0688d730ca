/** Random wait graphs: deadlocks and chains agree with their definitions. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { findCircularComponents } from "../../../src/analysis/components.ts";
import { computeRelease } from "../../../src/analysis/release.ts";
import type { WaitObject } from "../../../src/facts/wait.ts";
import type { Word64 } from "../../../src/target/word64.ts";
import { analyseWaits } from "../../../src/analysis/wait-analysis.ts";
import { Scene } from "./scene.ts";
import type { ThreadActor } from "./thread-actor.ts";

const SEED = 20240611;
const RUNS = { seed: SEED, numRuns: 400 };

/** What a random thread does. Threads are named by number; a number may be the thread's own. */
type Act =
  | { readonly kind: "runs" | "suspended" | "event" }
  | { readonly kind: "reply"; readonly from: number }
  | { readonly kind: "queued"; readonly workers: readonly number[] }
  | {
      readonly kind: "objects";
      readonly mode: "any" | "all";
      readonly hasTimeout: boolean;
      readonly objects: readonly ObjectChoice[];
    };

interface ObjectChoice {
  readonly kind: "mutant" | "thread" | "event";
  readonly of: number;
}

function acts(count: number): fc.Arbitrary<readonly Act[]> {
  const number = fc.nat(count - 1);
  const object = fc.record({ kind: fc.constantFrom("mutant", "mutant", "thread", "event"), of: number });
  const act: fc.Arbitrary<Act> = fc.oneof(
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("runs", "suspended", "event") }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("reply"), from: number }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("queued"),
        workers: fc.uniqueArray(number, { minLength: 1, maxLength: 3 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("objects"),
        mode: fc.constantFrom("any", "all"),
        hasTimeout: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
        objects: fc.array(object, { minLength: 1, maxLength: 3 }),
      }),
    },
  );
  return fc.array(act, { minLength: count, maxLength: count });
}

const systems = fc.integer({ min: 1, max: 8 }).chain(acts);

function build(plan: readonly Act[]): { readonly scene: Scene; readonly threads: readonly ThreadActor[] } {
  const scene = new Scene();
  const client = scene.newProcess("client.exe", 1);
  const threads = plan.map((_, id) => scene.newProcess(`p${id}.exe`, id + 2).thread(id));
  const at = (place: number): ThreadActor => {
    const thread = threads[place];
    assert.ok(thread);
    return thread;
  };
  plan.forEach((act, place) => {
    const thread = at(place);
    if (act.kind === "suspended") {
      thread.isSuspended();
    }
    if (act.kind === "event") {
      thread.waitsFor(scene.object("event"));
    }
    if (act.kind === "reply") {
      thread.awaitsReplyFrom(at(act.from));
    }
    if (act.kind === "queued") {
      const port = scene
        .newProcess("server.exe", 100 + place)
        .creates("port")
        .hasWorkers(...act.workers.map(at));
      thread.awaitsReplyQueuedOn(client.connectsTo(port));
    }
    if (act.kind === "objects") {
      const objects = act.objects.map(({ kind, of }): WaitObject =>
        kind === "thread"
          ? scene.object("thread", { address: at(of).address })
          : kind === "mutant"
            ? scene.mutantOf(at(of))
            : scene.object("event"),
      );
      thread.waits(act.mode, objects, act.hasTimeout);
    }
  });
  return { scene, threads };
}

/** Whether the wait of `self` cannot end as long as none of `blocked` moves. */
function isBlockedBy(act: Act, self: number, blocked: ReadonlySet<number>): boolean {
  if (act.kind === "reply") {
    return act.from !== self && blocked.has(act.from);
  }
  if (act.kind === "queued") {
    return act.workers.every((worker) => blocked.has(worker));
  }
  if (act.kind !== "objects" || act.hasTimeout) {
    return false;
  }
  const isOwnEnd = (object: ObjectChoice): boolean => object.kind === "thread" && object.of === self;
  const others = act.objects.filter((object) => !isOwnEnd(object));
  if (others.length === 0 || (act.mode === "all" && others.length < act.objects.length)) {
    return false;
  }
  const isHeld = (object: ObjectChoice): boolean =>
    object.kind !== "event" && !(object.kind === "mutant" && object.of === self) && blocked.has(object.of);
  return act.mode === "any" ? others.every(isHeld) : others.some(isHeld);
}

/** The stuck threads by definition: the union of all sets of threads in which each is blocked by the set itself. */
function findStuckByForce(plan: readonly Act[]): ReadonlySet<number> {
  const stuck = new Set<number>();
  for (let bits = 1; bits < 1 << plan.length; bits++) {
    const members = plan.map((_, place) => place).filter((place) => (bits >> place) % 2 === 1);
    const set = new Set(members);
    if (
      members.every((place) => {
        const act = plan[place];
        return act !== undefined && isBlockedBy(act, place, set);
      })
    ) {
      for (const place of members) {
        stuck.add(place);
      }
    }
  }
  return stuck;
}

/** Which threads a stuck thread depends on. */
function targetsOf(act: Act, self: number): readonly number[] {
  if (act.kind === "reply") {
    return [act.from];
  }
  if (act.kind === "queued") {
    return act.workers;
  }
  return act.kind === "objects"
    ? act.objects.filter((object) => object.kind !== "event" && object.of !== self).map((object) => object.of)
    : [];
}

/** Circles by definition: stuck threads that reach each other over stuck threads, as sorted lists. */
function findCirclesByForce(plan: readonly Act[], stuck: ReadonlySet<number>): readonly string[] {
  const reaches = plan.map(
    (act, place) => new Set(stuck.has(place) ? targetsOf(act, place).filter((target) => stuck.has(target)) : []),
  );
  for (let middle = 0; middle < plan.length; middle++) {
    for (const from of reaches) {
      if (from.has(middle)) {
        for (const target of reaches[middle] ?? []) {
          from.add(target);
        }
      }
    }
  }
  const circles = new Set<string>();
  reaches.forEach((reached, place) => {
    if (reached.has(place)) {
      circles.add(
        [...reached]
          .filter((other) => reaches[other]?.has(place))
          .sort()
          .join(),
      );
    }
  });
  return [...circles].sort();
}

describe(`random waits (seed ${SEED})`, () => {
  it("have the circles and the stuck threads that the definition gives, each circle once", () => {
    let circlesSeen = 0;
    fc.assert(
      fc.property(systems, (plan) => {
        const { scene, threads } = build(plan);
        const analysis = analyseWaits(
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
        const circles = analysis.deadlocks.map((deadlock) =>
          deadlock
            .links()
            .map((link) => place(link.thread))
            .sort()
            .join(),
        );
        assert.deepEqual(circles.slice().sort(), findCirclesByForce(plan, stuck));
        circlesSeen += circles.length;
        const onCircle = new Set(
          circles
            .join()
            .split(",")
            .filter((text) => text !== "")
            .map(Number),
        );
        threads.forEach((thread, number) =>
          assert.equal(analysis.findChain(thread.address)?.isDeadlock, onCircle.has(number)),
        );
      }),
      RUNS,
    );
    assert.ok(circlesSeen > 50, `only ${circlesSeen} circles met`);
  });

  it("have chains that follow real dependencies, each thread once, to a root that fits", () => {
    fc.assert(
      fc.property(systems, (plan) => {
        const { scene, threads } = build(plan);
        const analysis = analyseWaits(
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
        const analysis = analyseWaits(
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
