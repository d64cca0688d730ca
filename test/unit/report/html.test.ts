/** The report's text. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { encodeTables } from "../../../src/view/report/page-table.ts";
import { formatReport } from "../../../src/view/report/html.ts";
import { hostileName } from "../graph/hostile-names.ts";
import { buildReport } from "./report-data.ts";

const RUNS = { seed: 1707, numRuns: 60 };

const tags = (text: string): readonly string[] =>
  text.match(/<[a-zA-Z!/][^>]*>/g)?.map((tag) => tag.replace(/aria-label="[^"]*"/, "")) ?? [];

describe("report (seed 1707)", () => {
  it("is ASCII, and its markup does not depend on names", () => {
    const expected = tags(formatReport(buildReport({ name: "plain", rows: 3 })));
    assert.ok(expected.length > 200);
    fc.assert(
      fc.property(hostileName, (name) => {
        const html = formatReport(buildReport({ name, rows: 3 }));
        assert.match(html, /^[\n\x20-\x7e]*$/);
        assert.deepEqual(tags(html), expected);
      }),
      RUNS,
    );
  });

  it("names each text and each node of its tables once", () => {
    const { tables, graph } = buildReport({ rows: 3 });
    const [first] = tables;
    assert.ok(first);
    const rows = Array.from({ length: 500 }, (_unused, place) =>
      first.rows[0]?.map((cell) => (cell.sort === undefined ? cell : { ...cell, text: String(place), sort: place })),
    ).map((row) => row ?? []);
    const encoded = encodeTables([{ ...first, rows }], graph.nodes);
    assert.ok(encoded.texts.length <= first.columns.length, encoded.texts.join());
    assert.equal(encoded.tables[0]?.rows.length, 500);
    assert.ok(JSON.stringify(encoded).length / 500 < 12 * first.columns.length);
  });

  it("forbids any network", () => {
    const html = formatReport(buildReport());
    assert.match(html, /default-src 'none'/);
    assert.doesNotMatch(html.replace(/http:\/\/www\.w3\.org\/2000\/svg/g, ""), /https?:|url\((?!#)|@import|src=/);
  });

  it("is read without scripts too: summary, roots, findings, first rows, gaps, facts", () => {
    const html = formatReport(buildReport({ rows: 60 }))
      .replace(/<script[^]*?<\/script>/g, "")
      .replace(/<[^>]+>/g, " ");
    for (const text of [
      "a deadlock.",
      "blocks 7 threads",
      "awaits the reply to message 0x8 on lsasspirpc",
      "second line",
      "port 49",
      "is not in the dump",
      "3 d 4 h",
      "alpcx 0.1.0",
    ]) {
      assert.ok(html.includes(text), text);
    }
    assert.ok(!html.includes("port 50 "));
  });

  it("shows both ends of a long chain", () => {
    const data = buildReport({ roots: 1 });
    const [root] = data.roots;
    assert.ok(root);
    const chain = Array.from({ length: 50 }, (_unused, place) => ({ name: `thread ${place};`, wait: "waits" }));
    const html = formatReport({ ...data, roots: [{ ...root, chain }] });
    assert.deepEqual(
      Array.from(html.matchAll(/class="who">([^<]*)</g), ([, name]) => name),
      [
        "thread 0;",
        "thread 1;",
        "thread 2;",
        "thread 3;",
        "42 more",
        "thread 46;",
        "thread 47;",
        "thread 48;",
        "thread 49;",
      ],
    );
  });

  it("says that nothing was found and everything was read", () => {
    const html = formatReport({ ...buildReport(), roots: [], rules: [], gaps: [] });
    assert.match(html, /Nothing found\./);
    assert.match(html, /Everything could be read\./);
    assert.doesNotMatch(html, /id="roots"/);
  });
});
