/** How large graphs are folded for pictures and texts. */
import assert from "node:assert/strict";
import type {
  GraphEdge,
  GraphEdgeKind,
  GraphModel,
  GraphNode,
  GraphNodeKind,
} from "../../../src/analysis/graph-model.ts";
import { buildGraph } from "../../../src/analysis/graph.ts";
import { chooseNodes } from "../../../src/view/graph/choice.ts";
import { formatDot } from "../../../src/view/graph/dot.ts";
import { describeFolding, foldGraph } from "../../../src/view/graph/folding.ts";
import { findRoots, indexGraph, weighNodes } from "../../../src/view/graph/graph-index.ts";
import { formatMermaid, LONGEST_MERMAID, MOST_MERMAID_EDGES } from "../../../src/view/graph/mermaid.ts";
import { buildHungSystem } from "./hung-system.ts";
import { buildLargeModel } from "./large-model.ts";

const node = (id: string, kind: GraphNodeKind, cluster?: string, isDeadlocked = false): GraphNode => ({
  id,
  kind,
  label: id,
  isDeadlocked,
  details: [],
  ...(cluster === undefined ? {} : { cluster }),
});
const edge = (from: string, to: string, kind: GraphEdgeKind = "wait", label = "waits"): GraphEdge => ({
  from,
  to,
  kind,
  label,
  isDeadlocked: false,
});
const modelOf = (nodes: readonly GraphNode[], edges: readonly GraphEdge[]): GraphModel => {
  const clusters = Array.from(new Set(nodes.flatMap(({ cluster }) => cluster ?? []))).map((id) => ({
    id,
    label: id.toUpperCase(),
    isDead: false,
    details: [],
  }));
  return { title: "test", clusters, nodes, edges };
};

/**
 * `crowd` threads of process a wait for a thread of b, which waits for an event; two threads of c wait for another
 * event.
 */
function crowded(crowd: number): GraphModel {
  const threads = Array.from({ length: crowd }, (_unused, place) => node(`a${place}`, "thread", "a"));
  return modelOf(
    [
      ...threads,
      node("holder", "thread", "b"),
      node("event", "object"),
      node("c1", "thread", "c"),
      node("c2", "thread", "c"),
      node("other", "object"),
      node("quiet", "client port", "d"),
      node("service", "connection port", "e"),
    ],
    [
      ...threads.map(({ id }) => edge(id, "holder")),
      edge("holder", "event"),
      edge("c1", "c2"),
      edge("c2", "other"),
      edge("quiet", "service", "connection", "connected to"),
    ],
  );
}

describe("folding of graphs", () => {
  it("leaves a small graph as it is", () => {
    const model = buildGraph(buildHungSystem().scene, { kind: "system" });
    const index = indexGraph(model);
    const folded = foldGraph(index, chooseNodes(index, model.nodes.length), 5);
    assert.deepEqual(folded.nodes, model.nodes);
    assert.deepEqual(
      folded.edges,
      model.edges.map((one) => ({ count: 1, ...one })),
    );
    assert.deepEqual([folded.groups, folded.others, folded.loose, describeFolding(folded)], [[], [], [], ""]);
  });

  it("weighs by who waits, over any number of waits, and ranks the roots", () => {
    const index = indexGraph(crowded(40));
    const weights = weighNodes(index);
    assert.deepEqual(
      ["holder", "event", "c2", "other", "quiet"].map((id) => weights.get(id)),
      [41, 41, 2, 2, 0],
    );
    assert.deepEqual(findRoots(index, weights), ["event", "other"]);
  });

  it("counts the threads of a cycle that no wait leaves as roots, not those behind it", () => {
    const threads = ["a", "b", "behind", "out", "back"].map((id) => node(id, "thread", "p"));
    const cycle = [edge("behind", "a"), edge("a", "lock"), edge("lock", "b"), edge("b", "a")];
    const leaving = [edge("out", "back"), edge("back", "out"), edge("out", "event")];
    const index = indexGraph(
      modelOf([...threads, node("lock", "object"), node("event", "object")], [...cycle, ...leaving]),
    );
    assert.deepEqual([...findRoots(index, weighNodes(index))].sort(), ["a", "b", "event"]);
    assert.ok(chooseNodes(index, 4).has("b"), "and they are drawn");
  });

  it("counts a message as a wait only if a thread awaits its reply", () => {
    const index = indexGraph(
      modelOf(
        [
          node("t", "thread", "a"),
          node("m", "message", "b"),
          node("n", "message", "b"),
          node("p", "connection port", "b"),
        ],
        [edge("t", "m", "sent"), edge("m", "p", "queued"), edge("n", "p", "queued")],
      ),
    );
    assert.deepEqual(findRoots(index, weighNodes(index)), ["p"]);
    assert.equal(weighNodes(index).get("p"), 1);
  });

  it("takes every root with some of its crowd before the rest of the greatest crowd", () => {
    const index = indexGraph(crowded(500));
    const chosen = chooseNodes(index, 20);
    assert.ok(chosen.size <= 20);
    for (const id of ["event", "holder", "other", "c1", "c2", "a0", "a1", "a2"]) {
      assert.ok(chosen.has(id), id);
    }
    assert.ok(!chosen.has("quiet") && !chosen.has("service"));
  });

  it("folds the rest of a crowd into its process, with one edge that counts them", () => {
    const index = indexGraph(crowded(500));
    const folded = foldGraph(index, new Set(["event", "holder", "a0"]), 1);
    assert.deepEqual(
      folded.groups.map(({ id, summary }) => [id, summary]),
      [["folded-a", "499 threads"]],
    );
    assert.deepEqual(
      folded.edges.map(({ from, to, label, count }) => [from, to, label, count]),
      [
        ["a0", "holder", "waits", 1],
        ["holder", "event", "waits", 1],
        ["folded-a", "holder", "waits (499)", 499],
      ],
    );
    assert.deepEqual(
      folded.others.map(({ cluster }) => cluster.id),
      ["c", "d", "e"],
    );
    assert.deepEqual(
      folded.loose.map(({ id }) => id),
      ["other"],
    );
    assert.equal(
      describeFolding(folded),
      "folded into 1 process: 499 nodes; not drawn: 2 threads, 1 connection port, 1 client port, 1 object of 3 more processes",
    );
    assert.ok(
      foldGraph(index, new Set(["event"]), 1, new Set(["d"])).groups.some(({ cluster }) => cluster.id === "d"),
      "what is wanted is always drawn",
    );
  });

  it("names a folded connection by its port", () => {
    const folded = foldGraph(indexGraph(crowded(3)), new Set(["quiet"]), 4);
    assert.deepEqual(
      folded.edges.filter(({ kind }) => kind === "connection").map(({ from, to, label }) => [from, to, label]),
      [["quiet", "folded-e", "service"]],
    );
  });

  it("shows the busiest services where nothing waits", () => {
    const ports = Array.from({ length: 30 }, (_unused, place) => node(`p${place}`, "connection port", `s${place}`));
    const clients = Array.from({ length: 90 }, (_unused, place) => node(`c${place}`, "client port", `k${place}`));
    const index = indexGraph(
      modelOf(
        [...ports, ...clients],
        clients.map(({ id }, place) => edge(id, place < 60 ? "p7" : "p3", "connection")),
      ),
    );
    const chosen = chooseNodes(index, 12);
    assert.ok(chosen.has("p7") && chosen.has("p3") && chosen.size <= 12);
  });

  it("cuts cycles without end or recursion", () => {
    const count = 20_000;
    const nodes = Array.from({ length: count }, (_unused, place) => node(`t${place}`, "thread", "a", true));
    const index = indexGraph(
      modelOf(
        nodes,
        nodes.map(({ id }, place) => edge(id, `t${(place + 1) % count}`)),
      ),
    );
    assert.equal(weighNodes(index).get("t19999"), count);
    const { size } = chooseNodes(index, 50);
    assert.ok(size >= 40 && size <= 50, `${size} nodes`);
  });

  it("keeps Mermaid within what its readers take and says what is left out", () => {
    for (const quiet of [6, 150, 3_000]) {
      const model = buildLargeModel(quiet);
      const text = formatMermaid(model);
      assert.ok(text.length <= LONGEST_MERMAID, `${text.length} characters`);
      assert.ok((text.match(/ (?:-->|-\.->|==>)/g) ?? []).length <= MOST_MERMAID_EDGES);
      assert.equal(text.includes("\n  left["), quiet > 100);
      assert.match(text, /"explorer\.exe \(804\.9a4\)"/);
      assert.match(text, /"event 'ScmReady'/);
    }
  });

  it("keeps DOT to what Graphviz lays out and says what is left out", () => {
    const small = formatDot(buildGraph(buildHungSystem().scene, { kind: "system" }));
    assert.doesNotMatch(small, /folded/);
    const large = formatDot(buildLargeModel(3_000));
    assert.match(
      large,
      /^ {2}label="ALPC ports[^"]*\\nfolded into [\d,]+ processes: [\d,]+ nodes; not drawn: [^"]*more processes";$/m,
    );
    assert.ok(large.split("\n").length < 1_500);
    for (const [, from = "", to = ""] of large.matchAll(/^ {2}("[^"]+") -> ("[^"]+")/gm)) {
      assert.ok(large.includes(`${from} [label`) && large.includes(`${to} [label`), `${from} -> ${to}`);
    }
  });
});
