/** Deadlocks over plain facts: which cycles of waits are deadlocks, and which threads belong to them. */
import assert from "node:assert/strict";
import { analyzeWaits } from "../../../src/analysis/wait-analysis.ts";
import { twoProcesses } from "./two-processes.ts";
import { Scene } from "./scene.ts";

describe("deadlocks", () => {
  it("are found once, starting at the smallest address, with every message and object in order", () => {
    const { scene, asker, worker, connection } = twoProcesses();
    const message = asker.awaitsReplyFrom(worker, connection);
    const mutant = scene.mutantOf(asker);
    worker.waitsFor(mutant);
    const { deadlocks } = analyzeWaits(scene);
    assert.equal(deadlocks.length, 1);
    assert.deepEqual(
      deadlocks[0]?.links().map((link) => [link.thread, link.message ?? link.object?.address]),
      [
        [asker.address, message.address],
        [worker.address, mutant.address],
      ],
    );
    assert.equal(deadlocks[0]?.holdsUp, 2);
  });

  it("distinguish the threads of the cycle from those that lead into it", () => {
    const { scene, client, asker, worker, connection } = twoProcesses();
    const victim = client.thread(0x9b0);
    victim.awaitsReplyFrom(asker);
    asker.awaitsReplyFrom(worker, connection);
    worker.waitsForMutantOf(asker);
    const analysis = analyzeWaits(scene);
    const chain = analysis.findChain(victim.address);
    assert.deepEqual([chain?.isDeadlock, chain?.endsInDeadlock], [false, true]);
    assert.deepEqual([chain?.root.cause, chain?.root.address], ["deadlock", asker.address]);
    assert.deepEqual(
      chain?.links().map((link) => link.thread),
      [victim.address, asker.address, worker.address],
    );
    assert.equal(analysis.findChain(asker.address)?.isDeadlock, true);
    assert.equal(analysis.findDeadlock(victim.address), analysis.deadlocks[0]);
    assert.equal(analysis.deadlocks[0]?.holdsUp, 3);
  });

  it("are none when a time-out ends one of the waits; the chain then names that thread", () => {
    const { scene, asker, worker, connection } = twoProcesses();
    asker.awaitsReplyFrom(worker, connection);
    worker.waits("any", [scene.mutantOf(asker)], true);
    const analysis = analyzeWaits(scene);
    assert.deepEqual(analysis.deadlocks, []);
    const root = analysis.findChain(asker.address)?.root;
    assert.deepEqual([root?.kind, root?.cause, root?.address], ["Thread", "loop", worker.address]);
  });

  it("need all objects of a wait-any to be stuck, but only one of a wait-all", () => {
    for (const mode of ["any", "all"] as const) {
      const { scene, asker, worker, connection } = twoProcesses();
      asker.awaitsReplyFrom(worker, connection);
      worker.waits(mode, [scene.mutantOf(asker), scene.object("event")]);
      assert.equal(analyzeWaits(scene).deadlocks.length, mode === "all" ? 1 : 0, mode);
    }
  });

  it("include a queued request only if every possible server is in the cycle", () => {
    for (const spare of [false, true]) {
      const { scene, asker, worker, server, port, connection } = twoProcesses();
      const mutant = scene.mutantOf(asker);
      port.hasWorkers(worker.waitsFor(mutant), server.thread(0x2c4).waitsFor(mutant));
      if (spare) {
        port.hasWorkers(server.thread(0x2c8));
      }
      asker.awaitsReplyQueuedOn(connection);
      const { deadlocks } = analyzeWaits(scene);
      assert.equal(deadlocks.length, spare ? 0 : 1);
      if (!spare) {
        assert.equal(deadlocks[0]?.isKnot, true);
        assert.equal(deadlocks[0]?.links().length, 3);
        assert.equal(deadlocks[0]?.round, 2);
        assert.equal(deadlocks[0]?.links()[0]?.relation, "could be served by");
      }
    }
  });

  it("include a wait for a process only if each of its threads is in the cycle", () => {
    for (const spare of [false, true]) {
      const { scene, client, asker, worker, connection } = twoProcesses();
      asker.awaitsReplyFrom(worker, connection);
      worker.waitsForProcess(client);
      if (spare) {
        client.thread(0x9b0);
      }
      assert.equal(analyzeWaits(scene).deadlocks.length, spare ? 0 : 1);
    }
  });

  it("include a thread that alone could receive its own request", () => {
    const scene = new Scene();
    const lonely = scene.newProcess("lonely.exe", 0x10);
    const thread = lonely.thread(0x14);
    thread.awaitsReplyQueuedOn(lonely.connectsTo(lonely.creates("self")));
    const { deadlocks } = analyzeWaits(scene);
    assert.deepEqual(
      deadlocks.map((deadlock) => deadlock.links().length),
      [1],
    );
  });

  it("do not come from threads that wait for their own end or that of their own process", () => {
    const { scene, asker, worker, connection, server } = twoProcesses();
    asker.awaitsReplyFrom(worker, connection);
    for (const object of [
      scene.object("thread", { address: worker.address }),
      scene.object("process", { address: server.address }),
    ]) {
      worker.waits("all", [object, scene.mutantOf(asker)]);
      assert.deepEqual(analyzeWaits(scene).deadlocks, []);
    }
  });
});
