/** Graphs of ports and waits: their contents and connections. */
import assert from "node:assert/strict";
import type { GraphEdgeKind, GraphModel } from "../../../src/analysis/graph-model.ts";
import { buildGraph } from "../../../src/analysis/graph.ts";
import { buildHungSystem } from "./hung-system.ts";

function countEdges(model: GraphModel, kind: GraphEdgeKind): number {
  return model.edges.filter((edge) => edge.kind === kind).length;
}

/** Every edge joins nodes, every node's cluster exists, and ids are unique. */
function assertSound(model: GraphModel): void {
  const ids = [...model.nodes, ...model.clusters].map((one) => one.id);
  assert.equal(new Set(ids).size, ids.length);
  const known = new Set(ids);
  for (const edge of model.edges) {
    assert.ok(known.has(edge.from) && known.has(edge.to), `${edge.from} -> ${edge.to}`);
  }
  for (const node of model.nodes) {
    assert.ok(node.cluster === undefined || known.has(node.cluster));
  }
}

describe("graph of a snapshot", () => {
  it("of the system has every process, connection, queued message and wait", () => {
    const { scene, asker } = buildHungSystem();
    const model = buildGraph(scene, { kind: "system" });
    assertSound(model);
    assert.equal(model.clusters.length, 12);
    assert.equal(countEdges(model, "connection"), 18);
    assert.equal(countEdges(model, "queued"), 7);
    assert.equal(countEdges(model, "sent"), 4);
    const thread = model.nodes.find((node) => node.id === `thread-${asker.address.key}`);
    assert.deepEqual(
      thread?.details.filter(({ label }) => label === "Waited" || label === "State"),
      [
        { label: "State", value: "Waiting" },
        { label: "Waited", value: "6 min" },
      ],
    );
  });

  it("marks exactly the deadlock's threads and edges", () => {
    const { scene, deadlocked } = buildHungSystem();
    const model = buildGraph(scene, { kind: "system" });
    const marked = model.nodes.filter((node) => node.isDeadlocked);
    assert.deepEqual(marked.map((node) => node.label).sort(), ["spoolsv.exe (5d0.5e0)", "svchost.exe (3a8.50)"]);
    assert.ok(marked.some((node) => node.id === `thread-${deadlocked.address.key}`));
    assert.deepEqual(
      model.edges
        .filter((edge) => edge.isDeadlocked)
        .map((edge) => edge.kind)
        .sort(),
      ["could serve", "queued", "sent", "wait"],
    );
  });

  it("of a chain has what the thread depends on, and nothing else", () => {
    const { scene, asker, holder } = buildHungSystem();
    const model = buildGraph(scene, { kind: "chain", address: asker.address });
    assertSound(model);
    assert.deepEqual(model.nodes.map((node) => node.kind).sort(), [
      "object",
      "object",
      "thread",
      "thread",
      "thread",
      "thread",
    ]);
    assert.ok(model.nodes.some((node) => node.id === `thread-${holder.address.key}`));
    assert.equal(model.title, "Why explorer.exe (804.9a4) waits");
  });

  it("of a process and of a port has these and what they are connected to", () => {
    const { scene, asker } = buildHungSystem();
    const ofProcess = buildGraph(scene, { kind: "process", address: asker.process.address });
    assertSound(ofProcess);
    assert.ok(ofProcess.clusters.some((cluster) => cluster.label === "csrss.exe (1a4)"));
    assert.ok(!ofProcess.clusters.some((cluster) => cluster.label.startsWith("dllhost")));
    const port = [...scene.ports()].find((key) => scene.paths.get(key.key) === "spoolss");
    assert.ok(port);
    const ofPort = buildGraph(scene, { kind: "port", address: port });
    assertSound(ofPort);
    assert.deepEqual(ofPort.clusters.map((cluster) => cluster.label).sort(), [
      "spoolsv.exe (5d0)",
      "svchost.exe (3a8)",
    ]);
  });

  it("is the same whatever the order in which the snapshot walks", () => {
    const { scene } = buildHungSystem();
    const expected = buildGraph(scene, { kind: "system" });
    const walks = { ports: [...scene.ports()].reverse(), threads: [...scene.waitingThreads()].reverse() };
    scene.ports = () => walks.ports;
    scene.waitingThreads = () => walks.threads;
    assert.deepEqual(buildGraph(scene, { kind: "system" }), expected);
  });

  it("draws a long queue's first messages and counts the rest", () => {
    const { scene, asker } = buildHungSystem();
    const port = asker.process.creates("busy");
    for (let count = 0; count < 500; count++) {
      const message = scene.newMessage({ type: "LPC_DATAGRAM" });
      port.holds("Main", message);
    }
    const model = buildGraph(scene, { kind: "port", address: port.address });
    assert.equal(countEdges(model, "queued"), 12);
    assert.deepEqual(
      model.nodes
        .find((node) => node.id === `port-${port.address.key}`)
        ?.details.find(({ label }) => label === "Main queue"),
      {
        label: "Main queue",
        value: "500 messages, 488 of them not drawn",
      },
    );
  });
});

describe("the cost of drawing", () => {
  /** How often the busiest port, csrss.exe's, is asked for its connections. */
  function countReads(quiet: number): number {
    const { scene } = buildHungSystem(quiet);
    const counts = new Map<string, number>();
    const connections = scene.connections.bind(scene);
    scene.connections = (port) => {
      counts.set(port.key, (counts.get(port.key) ?? 0) + 1);
      return connections(port);
    };
    buildGraph(scene, { kind: "system" });
    return Math.max(...counts.values());
  }

  it("of a port is the same whatever the number of its connections", () => {
    assert.equal(countReads(200), countReads(20));
  });
});
