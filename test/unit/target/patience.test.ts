/** Patience: what long walks print, and when they stop. */
import assert from "node:assert/strict";
import { limits } from "../../../src/target/limits.ts";
import { Patience } from "../../../src/target/patience.ts";
import { walkOnce } from "../../../src/nt/walk.ts";
import { scaled } from "../../kernel/targets/index.ts";
import { openPack, type Pack } from "../pack.ts";

/** A clock that is set by hand; each test has one that begins later than that of the test before. */
let now = 1e9;

/** A computation that began at a time, or that is about to begin. */
function since(computingSince: number | undefined): ConstructorParameters<typeof Patience>[1] {
  return { computingSince, stop: { isCutShort: false } };
}

describe("Patience", () => {
  const { seconds, progressInterval } = limits;
  let pack: Pack;

  before(() => {
    pack = openPack(scaled(30).target);
  });
  beforeEach(() => {
    now += 1e6;
    pack.debugger.output.take();
  });
  afterEach(() => {
    Object.assign(limits, { seconds, progressInterval });
  });

  const walkFor = (patience: Patience, elements: number, millisecondsEach: number): number => {
    for (let count = 1; count <= elements; count += 1) {
      now += millisecondsEach;
      if (!patience.mayContinue(count)) {
        return count;
      }
    }
    return elements;
  };

  it("is silent for what takes less than a second", () => {
    assert.equal(walkFor(new Patience("ports", since(undefined), undefined, () => now), 900, 1), 900);
    assert.equal(pack.debugger.output.take(), "");
  });

  it("prints a line after one second, then at most one a second, with the time left if known", () => {
    walkFor(new Patience("ports", since(undefined), 4000, () => now), 3200, 1);
    assert.deepEqual(
      pack.debugger.output
        .take()
        .split("\n")
        .map((line) => line.replace(/\d+ of/, "N of")),
      [
        "alpcx: N of 4000 ports after 1 s ... (to stop: Ctrl+Break; Limits.Seconds bounds long walks)",
        "alpcx: N of 4000 ports after 2 s ...",
        "alpcx: N of 4000 ports after 3 s ...",
        "",
      ],
    );
  });

  it("two walks in a row do not both speak within a second", () => {
    walkFor(new Patience("ports", since(now), undefined, () => now), 1100, 1);
    walkFor(new Patience("messages", since(now - 1100), undefined, () => now), 500, 1);
    assert.equal(pack.debugger.output.take().split("alpcx:").length - 1, 1);
  });

  it("says nothing where the interval is 0", () => {
    limits.progressInterval = 0;
    walkFor(new Patience("ports", since(undefined), undefined, () => now), 5000, 1);
    assert.equal(pack.debugger.output.take(), "");
  });

  it("stops when the time that the user allows is over, of the whole computation where it is part of one", () => {
    limits.seconds = 2;
    const alone = walkFor(new Patience("ports", since(undefined), undefined, () => now), 5000, 1);
    assert.ok(alone >= 2000 && alone < 2032, String(alone));
    const computation = since(now - 1500);
    walkFor(new Patience("ports", computation, undefined, () => now), 300, 1);
    assert.ok(!computation.stop.isCutShort);
    assert.ok(walkFor(new Patience("ports", computation, undefined, () => now), 5000, 1) < 532);
    assert.ok(computation.stop.isCutShort, "the stop knows");
  });

  it("a walk that ran out of time says why, gives what it has, and is repeated the next time", () => {
    const numbers = function* (): Generator<
      number,
      { readonly kind: "head"; readonly reason: string; readonly count: number }
    > {
      for (let number = 0; number < 100; number += 1) {
        yield number;
      }
      return { kind: "head", reason: "all", count: 100 };
    };
    const { target } = pack;
    // Less than any clock can tell from nothing.
    limits.seconds = 1e-9;
    const cut = target.pin(() => {
      for (const began = Date.now(); Date.now() === began;) {
        /* until the clock has moved */
      }
      const walk = walkOnce(target, "numbers", numbers);
      return { met: Array.from(walk).length, end: walk.end };
    });
    assert.equal(cut.end.kind, "limit");
    assert.match(cut.end.reason, /Limits\.Seconds/);
    assert.ok(cut.met < 100);
    limits.seconds = 0;
    assert.equal(Array.from(walkOnce(target, "numbers", numbers)).length, 100);
    assert.equal(
      Array.from(
        walkOnce(target, "numbers", () => {
          throw new Error("walked twice");
        }),
      ).length,
      100,
    );
  });
});
