/** The layered layout of the page: properties that hold for any boxes and lines. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { layoutGraph } from "../../../src/page/layout/components.ts";
import { layoutLayered } from "../../../src/page/layout/layered.ts";
import type { Box, Layout, Line } from "../../../src/page/layout/shapes.ts";
import { countCrossings, orderColumns } from "../../../src/page/layout/order.ts";
import { rankNodes } from "../../../src/page/layout/rank.ts";

const BOX: Box = { width: 100, height: 40 };
const LABEL: Box = { width: 60, height: 20 };
const GAPS = { row: 10, column: 20 };
const RUNS = { seed: 90210, numRuns: 300 };

const lineOf = (from: number, to: number): Line => ({ from, to, label: LABEL });

/** Up to 24 boxes and any lines between different ones. */
const graphs = fc.integer({ min: 1, max: 24 }).chain((count) =>
  fc.tuple(
    fc.constant(count),
    fc.array(
      fc
        .tuple(fc.nat(count - 1), fc.nat(count - 1))
        .filter(([from, to]) => from !== to)
        .map(([from, to]) => lineOf(from, to)),
      { maxLength: count < 2 ? 0 : 40 },
    ),
  ),
);

function rectangles(
  layout: Layout,
  lines: readonly Line[],
): readonly { readonly x: number; readonly y: number; readonly box: Box }[] {
  return [
    ...layout.places.map(({ x, y }) => ({ x, y, box: BOX })),
    ...lines.map(({ label: box }, place) => ({ ...(layout.routes[place]?.label ?? { x: 0, y: 0 }), box })),
  ];
}

describe("layered layout (seed 90210)", () => {
  it("lays no box or label over another, and all within the picture", () => {
    fc.assert(
      fc.property(graphs, ([count, lines]) => {
        const layout = layoutGraph(
          Array.from({ length: count }, () => BOX),
          lines,
          GAPS,
          600,
        );
        const all = rectangles(layout, lines);
        all.forEach((a, place) => {
          assert.ok(
            a.x - a.box.width / 2 >= -0.01 &&
              a.y - a.box.height / 2 >= -0.01 &&
              a.x + a.box.width / 2 <= layout.width + 0.01 &&
              a.y + a.box.height / 2 <= layout.height + 0.01,
          );
          for (const b of all.slice(place + 1)) {
            const overlaps =
              Math.abs(a.x - b.x) < (a.box.width + b.box.width) / 2 - 0.01 &&
              Math.abs(a.y - b.y) < (a.box.height + b.box.height) / 2 - 0.01;
            assert.ok(!overlaps, `${JSON.stringify(a)} over ${JSON.stringify(b)}`);
          }
        });
      }),
      RUNS,
    );
  });

  it("makes the boxes of a column as wide as its widest, and others not", () => {
    const lines = [lineOf(0, 2), lineOf(1, 2)];
    const widths = [100, 180, 120].map((width) => ({ width, height: 40 }));
    const { places, sizes, routes, width } = layoutGraph(widths, lines, GAPS, 600);
    assert.deepEqual(
      sizes.map((size) => size.width),
      [180, 180, 120],
    );
    assert.equal(places[0]?.x, places[1]?.x);
    assert.equal(width, 180 + 20 + LABEL.width + 20 + 120);
    routes.forEach(({ points }) => assert.deepEqual([points[0]?.x, points[points.length - 1]?.x], [180, 280]));
  });

  it("draws every line from its start to its end", () => {
    fc.assert(
      fc.property(graphs, ([count, lines]) => {
        const layout = layoutGraph(
          Array.from({ length: count }, () => BOX),
          lines,
          GAPS,
          600,
        );
        lines.forEach((line, place) => {
          const points = layout.routes[place]?.points ?? [];
          for (const [end, box] of [
            [points[0], layout.places[line.from]],
            [points[points.length - 1], layout.places[line.to]],
          ] as const) {
            assert.ok(
              end !== undefined &&
                box !== undefined &&
                Math.abs(Math.abs(end.x - box.x) - BOX.width / 2) < 0.01 &&
                Math.abs(end.y - box.y) < 0.01,
            );
          }
        });
      }),
      RUNS,
    );
  });

  it("leads every line to a higher rank, but for one of each cycle", () => {
    fc.assert(
      fc.property(graphs, ([count, lines]) => {
        const { ranks, isReversed } = rankNodes(count, lines);
        lines.forEach(({ from, to }, place) => {
          const distance = (ranks[to] ?? 0) - (ranks[from] ?? 0);
          assert.ok(isReversed[place] === true ? distance < 0 : distance > 0);
        });
      }),
      RUNS,
    );
    assert.deepEqual(rankNodes(3, [lineOf(0, 1), lineOf(1, 2), lineOf(2, 0)]).isReversed, [false, false, true]);
    assert.deepEqual(rankNodes(4, [lineOf(0, 1), lineOf(1, 2), lineOf(3, 2)]).ranks, [0, 1, 2, 1]);
  });

  it("counts crossings as two loops over pairs do, and orders a crossed pair straight", () => {
    const cells = [0, 0, 1, 1].map((column) => ({ column, width: 1, height: 1, isBend: false }));
    const grid = { cells, left: [[], [], [1], [0]], right: [[3], [2], [], []] };
    assert.equal(
      countCrossings(grid, [
        [0, 1],
        [2, 3],
      ]),
      1,
    );
    assert.equal(countCrossings(grid, orderColumns(grid)), 0);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 }), (pairs) => {
        const right = Array.from({ length: 16 }, (_unused, cell) =>
          pairs.filter(([from]) => from === cell).map(([, to]) => 8 + to),
        );
        const expected = pairs.reduce(
          (sum, [a, b], place) => sum + pairs.slice(place + 1).filter(([c, d]) => (a - c) * (b - d) < 0).length,
          0,
        );
        const column = (start: number): readonly number[] =>
          Array.from({ length: 8 }, (_unused, place) => start + place);
        assert.equal(countCrossings({ cells: [], left: [], right }, [column(0), column(8)]), expected);
      }),
      RUNS,
    );
  });

  it("lays out a long chain and a wide crowd quickly and straight", () => {
    const chain = Array.from({ length: 299 }, (_unused, place) => lineOf(place, place + 1));
    const { places } = layoutLayered(
      Array.from({ length: 300 }, () => BOX),
      chain,
      GAPS,
    );
    assert.ok(places.every(({ y }) => Math.abs(y - (places[0]?.y ?? 0)) < 0.5));
    const crowd = Array.from({ length: 299 }, (_unused, place) => lineOf(place + 1, 0));
    const wide = layoutLayered(
      Array.from({ length: 300 }, () => BOX),
      crowd,
      GAPS,
    );
    assert.ok(
      Math.abs((wide.places[0]?.y ?? 0) - wide.height / 2) < BOX.height,
      "what all lead to stands in their middle",
    );
  });
});
