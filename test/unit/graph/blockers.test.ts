/** The root blockers that the page of a graph lists. */
import assert from "node:assert/strict";
import { buildGraph } from "../../../src/analysis/graph.ts";
import { findBlockers } from "../../../src/page/blockers.ts";
import { indexGraph } from "../../../src/view/graph/graph-index.ts";
import { Scene } from "../analysis/scene.ts";

describe("the list of root blockers beside the graph", () => {
  it("has one row for a cycle of renewed waits, with the threads behind all of it, and one for any other root", () => {
    const scene = new Scene();
    const client = scene.newProcess("explorer.exe", 0x804);
    const server = scene.newProcess("svchost.exe", 0x298);
    const connection = client.connectsTo(server.creates("LRPC-1"));
    const [first, second, free] = [server.thread(0x29c), server.thread(0x2a0), server.thread(0x2a4)];
    first.waits("any", [scene.lock("resource", second)], true, true);
    second.waits("any", [scene.lock("resource", first)], true, true);
    [first, second, free].forEach((worker, index) => {
      client.thread(0x808 + 4 * index).awaitsReplyFrom(worker, connection);
    });
    const blockers = findBlockers(indexGraph(buildGraph(scene, { kind: "system" })));
    assert.deepEqual(
      blockers.map(({ node, state, heldUp }) => [/^svchost\.exe/.test(node.label), state, heldUp]),
      [
        [true, "in a cycle of waits of 2 threads", 4],
        [true, "", 1],
      ],
    );
  });
});
