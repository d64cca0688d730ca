/** Graphs as DOT, Mermaid, JSON and HTML: hostile names never break the format. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { GraphModel } from "../../../src/analysis/graph-model.ts";
import { formatDot, quoteDot } from "../../../src/view/graph/dot.ts";
import { formatHtml } from "../../../src/view/graph/html.ts";
import { escapeHtml } from "../../../src/view/html-text.ts";
import { formatGraphJson } from "../../../src/view/graph/json.ts";
import { formatMermaid, quoteMermaid } from "../../../src/view/graph/mermaid.ts";
import { hostileName } from "./hostile-names.ts";

const RUNS = { seed: 77007, numRuns: 600 };

function modelOf(name: string): GraphModel {
  const details = [{ label: "Name", value: name }];
  return {
    title: name,
    clusters: [{ id: "process-1", label: name, isDead: true, details }],
    nodes: [
      { id: "port-2", kind: "connection port", label: name, cluster: "process-1", isDeadlocked: false, details },
      { id: "thread-3", kind: "thread", label: name, isDeadlocked: true, details },
    ],
    edges: [{ from: "thread-3", to: "port-2", kind: "wait", label: name, isDeadlocked: true }],
  };
}

/** The tokens of a DOT text: quoted strings with escapes, words and punctuation. Throws on what is none of them. */
function readDot(text: string): readonly string[] {
  const tokens: string[] = [];
  const token = /\s*("(?:[^"\\]|\\.)*"|[A-Za-z0-9_.]+|->|[{}[\];,=])/y;
  for (let at = 0; text.slice(at).trim() !== ""; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (found?.[1] === undefined) {
      throw new Error(`no token at ${text.slice(at, at + 40)}`);
    }
    tokens.push(found[1].startsWith('"') ? '""' : found[1]);
  }
  return tokens;
}

describe("graph formats (seed 77007)", () => {
  it("write DOT whose structure does not depend on names", () => {
    const expected = readDot(formatDot(modelOf("plain")));
    assert.ok(expected.includes("subgraph") && expected.includes("->"));
    fc.assert(
      fc.property(hostileName, (name) => {
        assert.deepEqual(readDot(formatDot(modelOf(name))), expected);
      }),
      RUNS,
    );
  });

  it("write Mermaid whose lines do not depend on names", () => {
    const skeleton = (text: string): readonly string[] =>
      text.split("\n").map((line, place) => (place === 0 ? "%%" : line.replace(/"[^"]*"/g, '""')));
    const expected = skeleton(formatMermaid(modelOf("plain")));
    assert.ok(expected.some((line) => line.includes("==>")));
    fc.assert(
      fc.property(hostileName, (name) => {
        assert.deepEqual(skeleton(formatMermaid(modelOf(name))), expected);
        assert.doesNotMatch(quoteMermaid(name).slice(1, -1), /["<>`\\[\]{}|&]/);
      }),
      RUNS,
    );
  });

  it("write JSON in ASCII that gives every name back in full", () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const text = formatGraphJson(modelOf(name));
        assert.match(text, /^[\n\x20-\x7e]*$/);
        assert.deepEqual(JSON.parse(text), modelOf(name));
      }),
      RUNS,
    );
  });

  it("write HTML in ASCII whose markup does not depend on names", () => {
    const tags = (text: string): readonly string[] =>
      text.match(/<[a-zA-Z!/][^>]*>/g)?.map((tag) => tag.replace(/aria-label="[^"]*"/, "")) ?? [];
    const expected = tags(formatHtml(modelOf("plain")));
    assert.ok(expected.length > 30);
    fc.assert(
      fc.property(hostileName, (name) => {
        const html = formatHtml(modelOf(name));
        assert.match(html, /^[\n\x20-\x7e]*$/);
        assert.deepEqual(tags(html), expected);
      }),
      { ...RUNS, numRuns: 200 },
    );
  });

  it("shorten long labels visibly", () => {
    const long = "y".repeat(32_768);
    for (const text of [formatDot(modelOf(long)), formatMermaid(modelOf(long)), formatHtml(modelOf(long))]) {
      assert.match(text, /yyy\.\.\. .{0,8}32768 characters/);
      assert.ok(text.length < 64_000, `${text.length} characters`);
    }
  });

  it("mark deadlocks and draw waits unlike connections", () => {
    assert.match(formatDot(modelOf("x")), /"thread-3" -> "port-2" \[label="x", color="#c00000", penwidth=3\]/);
    assert.match(
      formatMermaid(modelOf("x")),
      /linkStyle 0 stroke:#c00000.*\n {2}classDef deadlock .*\n {2}class n1 deadlock/,
    );
  });

  it("quote and escape single texts", () => {
    assert.equal(quoteDot('a"b\\c'), '"a\\"b\\\\c"');
    assert.equal(quoteMermaid('a"<b>#'), '"a#34;#60;b#62;#35;"');
    assert.equal(escapeHtml('<a href="x">\u00e9\ud83d\ude00'), "&lt;a href=&quot;x&quot;&gt;&#233;&#128512;");
  });

  it("forbid the page any network", () => {
    const html = formatHtml(modelOf("x"));
    assert.match(html, /default-src 'none'/);
    assert.doesNotMatch(html.replace("http://www.w3.org/2000/svg", ""), /https?:|url\((?!#)|@import|src=/);
  });
});
