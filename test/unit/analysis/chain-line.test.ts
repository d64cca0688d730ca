/** Wait chains in one line of text. */
import assert from "node:assert/strict";
import { formatName, formatPath } from "../../../src/text/printable.ts";
import { analyzeWaits } from "../../../src/analysis/wait-analysis.ts";
import { formatRoot } from "../../../src/text/wait-root.ts";
import { groupByRoot } from "../../../src/analysis/roots.ts";
import { formatGroup } from "../../../src/analysis/why.ts";
import { formatChain, formatLink } from "../../../src/view/chain-line.ts";
import { formatWaitTree } from "../../../src/view/chain-tree.ts";
import { Scene } from "./scene.ts";
import type { ThreadActor } from "./thread-actor.ts";

function setting() {
  const scene = new Scene();
  const client = scene.newProcess("explorer.exe", 0x804);
  const server = scene.newProcess("services.exe", 0x298);
  const port = server.creates("ntsvcs");
  const asker = client.thread(0x9a4);
  const worker = server.thread(0x2c0);
  const owner = scene.newProcess("svchost.exe", 0x3a8).thread(0x4c);
  return { scene, client, server, port, connection: client.connectsTo(port), asker, worker, owner };
}

function lineOf(thread: ThreadActor): string {
  const chain = analyzeWaits(thread.scene).findChain(thread.address);
  assert.ok(chain);
  return formatChain(thread.scene, chain).replace(/0x[0-9a-f]{16}/g, "0x...");
}

describe("a chain on one line", () => {
  it("names threads, ports and objects up to the root", () => {
    const { asker, worker, owner, connection, scene } = setting();
    asker.awaitsReplyFrom(worker, connection);
    worker.waitsForMutantOf(owner);
    owner.waitsFor(scene.object("event", { name: "Gate" }));
    assert.equal(
      lineOf(asker),
      "explorer.exe (804.9a4) awaits 'ntsvcs' of services.exe (298.2c0) which waits for mutant 0x... held by " +
        "svchost.exe (3a8.4c) which waits for event 'Gate' 0x... (UserRequest); signaler unknown",
    );
  });

  it("says who runs, who is idle and could serve, and where nobody receives", () => {
    const { asker, worker, server, connection, port, client } = setting();
    asker.awaitsReplyFrom(worker, connection);
    assert.equal(lineOf(asker), "explorer.exe (804.9a4) awaits 'ntsvcs' of services.exe (298.2c0) which is running");
    const other = client.thread(0x9a8);
    other.awaitsReplyQueuedOn(connection);
    assert.equal(
      lineOf(other),
      "explorer.exe (804.9a8) awaits 'ntsvcs', which could be served by services.exe (298.2c0) which is running",
    );
    worker.facts.hasExited = true;
    assert.equal(
      lineOf(other),
      "explorer.exe (804.9a8) awaits 'ntsvcs' of services.exe (298), where no thread waits to receive",
    );
    worker.facts.hasExited = false;
    server.thread(0x2c4).idlesOn(port);
    assert.equal(
      lineOf(other),
      "explorer.exe (804.9a8) awaits 'ntsvcs', which could be served by services.exe (298.2c4) which is idle and waits to receive on 'ntsvcs'",
    );
  });

  it("tells a server's question to its client from a client's request", () => {
    const { asker, worker, connection } = setting();
    asker.idlesOn(connection);
    worker.awaitsReplyQueuedOn(connection, connection);
    assert.match(
      lineOf(worker),
      /^services\.exe \(298\.2c0\) awaits a client of 'ntsvcs', where it could be served by explorer\.exe \(804\.9a4\) which is idle/,
    );
  });

  it("ends at the thread that waits for the end of one that has exited", () => {
    const { scene, asker, worker, owner, connection } = setting();
    asker.awaitsReplyFrom(worker, connection);
    worker.waitsForThread(owner);
    assert.match(lineOf(asker), /\(298\.2c0\) which waits for the end of svchost\.exe \(3a8\.4c\) which is running$/);
    owner.facts.hasExited = true;
    assert.match(lineOf(asker), /\(298\.2c0\) which waits for the end of svchost\.exe \(3a8\.4c\), which has exited$/);
    const [group] = groupByRoot(analyzeWaits(scene));
    assert.deepEqual([group?.root.thread, group?.heldUp], [worker.address, 1]);
    assert.match(
      formatWaitTree(analyzeWaits(scene), asker.address).join("\n"),
      /waits for the end of svchost\.exe \(3a8\.4c\), which has exited$/,
    );
  });

  it("shows one true cycle of a knot, then who is stuck with it, from whichever thread the knot is entered", () => {
    const { scene, client, server, asker, worker } = setting();
    // The first thread waits for the others, but only these two close a cycle with each other and not through it.
    const [second, third] = [client.thread(0x9b0), server.thread(0x2c4)];
    asker.waitsForThread(second);
    second.waitsForThread(third);
    third.waitsForAll(scene.mutantOf(second), scene.mutantOf(worker));
    worker.waitsForMutantOf(asker);
    const [deadlock] = analyzeWaits(scene, [asker.address]).deadlocks;
    assert.ok(deadlock);
    assert.equal(
      formatChain(scene, deadlock).replace(/0x[0-9a-f]{16}/g, "0x..."),
      "explorer.exe (804.9b0) waits for the end of services.exe (298.2c4) which waits for mutant 0x... held by " +
        "explorer.exe (804.9b0) (deadlock); stuck with them: explorer.exe (804.9a4), services.exe (298.2c0)",
    );
    assert.equal(deadlock.links().length, 4);
  });

  it("closes a cycle with its first thread", () => {
    const { asker, worker, connection } = setting();
    asker.awaitsReplyFrom(worker, connection);
    worker.waitsForThread(asker);
    assert.equal(
      lineOf(asker),
      "explorer.exe (804.9a4) awaits 'ntsvcs' of services.exe (298.2c0) which waits for the end of explorer.exe (804.9a4) (deadlock)",
    );
  });

  it("says what is not known, and what a process has to do with it", () => {
    const { asker, worker, server, connection, scene } = setting();
    asker.awaitsReplyOfNobodyKnown("no thread claims it");
    assert.equal(lineOf(asker), "explorer.exe (804.9a4) awaits a reply (not known further: no thread claims it)");
    asker.awaitsReplyFrom(worker, connection);
    worker.waitsForProcess(scene.newProcess("setup.exe", 0x99));
    assert.match(lineOf(asker), /which waits for the end of setup\.exe \(99\), which has not exited$/);
    const other = server.thread(0x2c8);
    other.awaitsReplyFrom(worker);
    worker.waits("any", [scene.mutantOf(other)], true);
    assert.match(lineOf(other), /is in a wait that a time-out can end$/);
  });

  it("leaves out the middle of a very long chain and says how many threads", () => {
    const scene = new Scene();
    const process = scene.newProcess("line.exe", 1);
    const threads = Array.from({ length: 100 }, (_, id) => process.thread(id));
    threads.forEach((thread, place) => {
      const next = threads[place + 1];
      if (next !== undefined) {
        thread.awaitsReplyFrom(next);
      }
    });
    const first = threads[0];
    assert.ok(first);
    const line = lineOf(first);
    assert.match(
      line,
      /line\.exe \(1\.8\) which \(89 more threads\) \.\.\. line\.exe \(1\.61\) which awaits a reply from line\.exe \(1\.62\)/,
    );
    assert.match(line, /line\.exe \(1\.63\) which is running$/);
    assert.ok(line.length < 1000);
  });

  it("describes a link and a root separately", () => {
    const { asker, worker, owner, connection, scene } = setting();
    asker.awaitsReplyFrom(worker, connection);
    worker.waitsForMutantOf(owner);
    const chain = analyzeWaits(scene).findChain(asker.address);
    assert.ok(chain);
    assert.deepEqual(
      chain.links().map((link) => formatLink(scene, link).replace(/0x[0-9a-f]{16}/g, "0x...")),
      [
        "explorer.exe (804.9a4) awaits the reply to message 0x1 on 'ntsvcs' of services.exe (298)",
        "services.exe (298.2c0) waits for mutant 0x...",
        "svchost.exe (3a8.4c) is busy",
      ],
    );
    assert.equal(formatRoot(scene, chain.root), "svchost.exe (3a8.4c), which is running");
  });

  it("keeps to one line whatever the names hold", () => {
    const { asker, worker, client, connection, port, scene } = setting();
    client.facts.name = "a\r\nb\u0000\u202ec\ud800d\ud83d\ude00";
    scene.paths.set(port.address.key, "x".repeat(32_768));
    asker.awaitsReplyFrom(worker, connection);
    const line = lineOf(asker);
    assert.ok(line.startsWith("a\\u000d\\u000ab\\u0000\\u202ec\\ud800d\ud83d\ude00 (804.9a4) awaits 'xxx"), line);
    assert.match(line, /x\.\.\. \(32768 characters\)'/);
  });
});

describe("names", () => {
  it("of paths lose their middle, never their end", () => {
    const path = `\\Sessions\\1\\${"deep\\".repeat(30)}epmapper`;
    assert.match(formatPath(path), /^\\Sessions\\1\\.*\.\.\..*\\epmapper$/);
    assert.ok(formatPath(path).length <= 80);
    assert.equal(formatPath("\\RPC Control\\epmapper"), "\\RPC Control\\epmapper");
  });

  it("keep a pair cut in two harmless", () => {
    assert.equal(formatName("ab\ud83d\ude00", 3), "ab\\ud83d... (4 characters)");
    assert.equal(formatName("\ude00\ud83d"), "\\ude00\\ud83d");
  });
});

describe("trees of waits", () => {
  it("show every object of a multiple wait, and what was shown before once", () => {
    const { asker, worker, owner, connection, scene } = setting();
    asker.awaitsReplyFrom(worker, connection);
    worker.waitsForAll(scene.mutantOf(owner), scene.object("event", { name: "Gate" }), scene.mutantOf(owner));
    owner.waitsFor(scene.object("semaphore", { name: "Slots" }));
    const tree = formatWaitTree(analyzeWaits(scene), asker.address).map((line) =>
      line.replace(/0x[0-9a-f]{16}/g, "0x..."),
    );
    assert.deepEqual(tree, [
      "explorer.exe (804.9a4)",
      "  awaits the reply to message 0x1 from services.exe (298.2c0), which waits for all of these:",
      "    waits for mutant 0x...",
      "      held by svchost.exe (3a8.4c)",
      "        waits for semaphore 'Slots' 0x...; signaler unknown",
      "    waits for event 'Gate' 0x...; signaler unknown",
      "    waits for mutant 0x...",
      "      held by svchost.exe (3a8.4c) (shown above)",
    ]);
  });

  it("stop at their limit and say so", () => {
    const { asker, worker, connection, scene } = setting();
    asker.awaitsReplyFrom(worker, connection);
    assert.deepEqual(formatWaitTree(analyzeWaits(scene), asker.address, 1), [
      "explorer.exe (804.9a4)",
      "... further lines are not shown",
    ]);
  });

  it("rank the roots by how many threads they block", () => {
    const { asker, worker, owner, client, connection, scene } = setting();
    asker.awaitsReplyFrom(worker, connection);
    client.thread(0x9a8).awaitsReplyFrom(worker, connection);
    client.thread(0x9ac).awaitsReplyFrom(owner);
    owner.waitsForMutantOf(asker);
    worker.waitsForMutantOf(scene.newProcess("x.exe", 9).thread(10));
    const lonely = scene.newProcess("lonely.exe", 0x10);
    const self = lonely.thread(0x14);
    self.awaitsReplyQueuedOn(lonely.connectsTo(lonely.creates("self")));
    assert.deepEqual(
      groupByRoot(analyzeWaits(scene)).map((group) => [group.heldUp, group.chains.length, formatGroup(scene, group)]),
      [
        [5, 3, "x.exe (9.a), which is running"],
        [1, 1, "a deadlock of 1 thread: lonely.exe (10.14)"],
      ],
    );
  });
});
