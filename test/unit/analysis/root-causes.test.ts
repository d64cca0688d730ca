/** What the cause of a root implies: advice, the command to type next, and which waits share a root. */
import assert from "node:assert/strict";
import { findAdvice, ROOT_CAUSES } from "../../../src/analysis/root-causes.ts";
import { groupByRoot } from "../../../src/analysis/roots.ts";
import { analyzeWaits } from "../../../src/analysis/wait-analysis.ts";
import { formatWaitTree } from "../../../src/view/chain-tree.ts";
import { chainOf, newSetting, onlyRoot } from "./hang-setting.ts";

describe("the cause of a root", () => {
  it("gives the advice, unless an idle thread has kept a lock", () => {
    const { scene, port, worker } = newSetting();
    worker.facts.state = "Running";
    assert.equal(findAdvice(onlyRoot(scene).root), ROOT_CAUSES.busy.advice);
    worker.waitsAs("WrPushLock", scene.lock("resource", worker.process.thread(0x20).idlesOn(port)));
    assert.match(findAdvice(onlyRoot(scene).root), /without releasing it/);
  });

  it("gives other advice for a port that is no longer in use", () => {
    const { asker, port, connection, worker } = newSetting();
    worker.facts.hasExited = true;
    asker.awaitsReplyQueuedOn(connection, port);
    assert.equal(findAdvice(chainOf(asker).root), ROOT_CAUSES["no receiver"].advice);
    port.facts.isClosed = true;
    assert.match(findAdvice(chainOf(asker).root), /no longer in use/);
  });

  it("names the process of a frozen thread, and nothing for one that runs", () => {
    const { scene, asker, worker, server } = newSetting();
    worker.isFrozen();
    const { root } = chainOf(asker);
    assert.equal(ROOT_CAUSES[root.cause].command?.(scene, root), `!process ${server.address} 2`);
    assert.equal(ROOT_CAUSES.busy.command, undefined);
  });

  it("keeps apart what stops the workers of one process, and a sleep that can end from one that cannot", () => {
    const { scene, server, client, worker, connection } = newSetting();
    const other = server.thread(0x10);
    client.thread(0x9b0).awaitsReplyFrom(other, connection);
    const countRoots = (): number => groupByRoot(analyzeWaits(scene)).length;
    worker.isFrozen();
    other.isFrozen();
    assert.equal(countRoots(), 1);
    other.isFrozen("deep frozen");
    assert.equal(countRoots(), 2);
    worker.facts.suspension = "none";
    other.facts.suspension = "none";
    worker.sleeps();
    other.sleeps();
    assert.equal(countRoots(), 1);
    other.waitsAs("DelayExecution", scene.object("thread", { address: other.address }));
    assert.equal(countRoots(), 2);
  });
});

describe("the tree of a wait", () => {
  it("says of a queue in the words of lines why nobody receives", () => {
    const { scene, asker, worker, connection, port } = newSetting();
    worker.facts.hasExited = true;
    asker.awaitsReplyQueuedOn(connection, port);
    const end = (): string | undefined => formatWaitTree(analyzeWaits(scene), asker.address)[1]?.trim();
    assert.match(
      end() ?? "",
      /^awaits the reply to message 0x\w+, queued on the queue of 'LRPC-1' .*, where no thread/,
    );
    port.facts.isDisconnected = true;
    assert.match(end() ?? "", /, which is disconnected$/);
  });
});
