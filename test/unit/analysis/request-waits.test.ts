/** Requests that block whom they should not: put aside, renewed, mutual, of every kind. */
import assert from "node:assert/strict";
import { findFindings } from "../../../src/analysis/findings.ts";
import { analyzeWaits } from "../../../src/analysis/wait-analysis.ts";
import { Absence } from "../../../src/target/absence.ts";
import { formatRoot } from "../../../src/text/wait-root.ts";
import { formatChain, formatLink } from "../../../src/view/chain-line.ts";
import type { Scene } from "./scene.ts";
import { type Setting, newSetting, hidden, chainOf, lineOf, findingsOf } from "./hang-setting.ts";

describe("requests put aside", () => {
  it("name no thread if the server took the request and its thread went back to receive", () => {
    const setting = newSetting();
    const { scene, asker, worker, port } = setting;
    worker.idlesOn(port);
    asker.hasWaited(3600);
    assert.equal(
      lineOf(setting),
      "explorer.exe (804.9a4) awaits 'LRPC-1' of svchost.exe (2a0), which took the request, and its thread went back to receive: answered asynchronously; unknown who will",
    );
    assert.deepEqual([chainOf(asker).root.kind, chainOf(asker).root.cause], ["Process", "asynchronous"]);
    const found = findFindings(scene);
    assert.deepEqual(
      found.map(({ rule, severity, holdsUp }) => [rule, severity, holdsUp]),
      [["alpc-abandoned-request", "Warning", 1]],
    );
    assert.match(
      found[0]?.explanation ?? "",
      /message 0x1 of explorer\.exe \(804\.9a4\) \(60 min\).*svchost\.exe \(2a0\.c\)\) went back to receive/,
    );
  });

  it("are reported as information while they are young, and not at all while the thread works on them", () => {
    const { scene, worker, port, asker } = newSetting();
    asker.hasWaited(10);
    assert.deepEqual(findingsOf(scene, "alpc-abandoned-request"), []);
    worker.receivesOn(port);
    assert.deepEqual(
      findingsOf(scene, "alpc-abandoned-request").map(({ severity }) => severity),
      ["Information"],
    );
  });

  it("are reported by age, the oldest first, once for a server's port", () => {
    const { scene, client, worker, port, connection } = newSetting();
    worker.idlesOn(port);
    client.thread(0x9b0).hasWaited(900).awaitsReplyFrom(worker, connection);
    const [finding, more] = findingsOf(scene, "alpc-abandoned-request");
    assert.equal(more, undefined);
    assert.match(
      finding?.explanation ?? "",
      /explorer\.exe \(804\.9b0\) \(15 min\).*explorer\.exe \(804\.9a4\) \(5 min\)/,
    );
    assert.equal(finding?.holdsUp, 2);
  });

  it("that queue up without a waiter are reported as possibly not completed by the receiver", () => {
    const { scene, port } = newSetting();
    for (let count = 0; count < 101; count++) {
      port.holds("Pending", scene.newMessage({ type: "LPC_DATAGRAM" }));
    }
    const [first] = findingsOf(scene, "alpc-queue-backlog");
    assert.match(first?.explanation ?? "", /102 messages.*1 thread awaits a reply|102 messages.*replies to them/);
  });
});

describe("renewed waits", () => {
  function renewedCycle(isRenewed: boolean): Setting {
    const setting = newSetting();
    const { scene, worker, asker } = setting;
    worker.waits("any", [scene.lock("resource", asker)], true, isRenewed);
    worker.hasWaited(2);
    return setting;
  }

  it("form cycles that are reported as such, not as deadlocks, by the age of the request behind them", () => {
    const setting = renewedCycle(true);
    const analysis = analyzeWaits(setting.scene);
    assert.deepEqual([analysis.deadlocks.length, analysis.renewedCycles.length], [0, 1]);
    assert.match(
      lineOf(setting),
      /held by explorer\.exe \(804\.9a4\) \(a cycle of waits that time out and are begun again\)$/,
    );
    assert.deepEqual(
      [chainOf(setting.asker).isDeadlock, chainOf(setting.asker).endsInDeadlock, chainOf(setting.asker).root.cause],
      [false, false, "renewed"],
    );
    const found = findFindings(setting.scene);
    assert.deepEqual(
      found.map(({ rule, severity, holdsUp }) => [rule, severity, holdsUp]),
      [["alpc-renewed-wait", "Warning", 2]],
    );
    assert.match(found[0]?.title ?? "", /^Renewed waits of 2 threads for 5 min: /);
  });

  it("end by themselves unless they are begun again", () => {
    const setting = renewedCycle(false);
    assert.deepEqual(analyzeWaits(setting.scene).renewedCycles, []);
    assert.equal(chainOf(setting.asker).root.cause, "loop");
  });

  it("do not hide a true deadlock that they lead into", () => {
    const { scene, client, asker, worker } = newSetting();
    worker.waitsFor(scene.mutantOf(asker));
    const late = client.thread(0x9b0);
    late.waits("any", [scene.lock("resource", worker)], true, true);
    const analysis = analyzeWaits(scene, [asker.address, late.address]);
    assert.deepEqual([analysis.deadlocks.length, analysis.renewedCycles.length], [1, 0]);
    assert.equal(analysis.findChain(late.address)?.root.cause, "deadlock");
  });

  it("have no age of their own: that of a thread in one is not its present wait's", () => {
    const setting = renewedCycle(true);
    assert.equal(chainOf(setting.worker).waitedSeconds, undefined);
  });
});

describe("every kind of request that blocks its sender", () => {
  it("counts where no thread can receive it as long as a thread awaits it: a type that is not known", () => {
    const { scene, client, connection, worker } = newSetting();
    worker.waitsFor(scene.object("event"));
    const waiter = client.thread(0x9b0);
    waiter.awaitsReplyQueuedOn(connection).type = "unknown type 64";
    assert.equal(findingsOf(scene, "alpc-no-server-thread").length, 1);
    waiter.awaitsNothing();
    assert.deepEqual(findingsOf(scene, "alpc-no-server-thread"), []);
  });

  it("counts on the queue that it is on, not where a broken list leads to it", () => {
    const { scene, server, client, connection, port, worker } = newSetting();
    worker.idlesOn(port);
    const message = client.thread(0x9b0).awaitsReplyQueuedOn(connection);
    const other = server.creates("other");
    other.holds("Main", message);
    message.queuePort = port.address;
    assert.deepEqual(findingsOf(scene, "alpc-no-server-thread"), []);
    message.queuePort = other.address;
    assert.equal(findingsOf(scene, "alpc-no-server-thread").length, 1);
  });

  for (const type of ["LPC_REQUEST", "LPC_EXCEPTION", "LPC_ERROR_EVENT", "LPC_DEBUG_EVENT", "LPC_CONNECTION_REQUEST"]) {
    it(`counts where no thread can receive it, and where its server has exited: ${type}`, () => {
      const { scene, client, server, connection, worker } = newSetting();
      worker.waitsAs("WrUserRequest", scene.object("event"));
      const message = client.thread(0x9b0).awaitsReplyQueuedOn(connection);
      message.type = type;
      assert.equal(findingsOf(scene, "alpc-no-server-thread").length, 1);
      server.exits();
      assert.match(findingsOf(scene, "alpc-dead-server")[0]?.explanation ?? "", /2 requests stay unanswered/);
    });
  }

  it("does not include datagrams", () => {
    const { scene, port, worker } = newSetting();
    worker.waitsAs("WrUserRequest", scene.object("event"));
    port.holds("Main", scene.newMessage({ type: "LPC_DATAGRAM" }));
    assert.deepEqual(findingsOf(scene, "alpc-no-server-thread"), []);
  });
});

describe("two servers that ask each other", () => {
  function mutual(spare: boolean): Scene {
    const { scene, client, server, worker } = newSetting();
    const back = client.creates("\\RPC Control\\back");
    client.thread(0x9b0).waitsFor(scene.object("event"));
    worker.awaitsReplyQueuedOn(server.connectsTo(back));
    if (spare) {
      client.thread(0x9b4).idlesOn(back);
    }
    return scene;
  }

  it("are a mutual request on a connection port too", () => {
    const scene = mutual(false);
    scene.threadActors.forEach((thread) => thread.hasWaited(300));
    const [finding] = findingsOf(scene, "alpc-mutual-request");
    assert.equal(finding?.title, "svchost.exe (2a0.c) asks explorer.exe (804), which is waiting for it");
    assert.match(
      finding?.explanation ?? "",
      /the request stays queued on the port\. Meanwhile explorer\.exe \(804\.9a4\) awaits/,
    );
    assert.deepEqual(findingsOf(scene, "alpc-no-server-thread").concat(findingsOf(scene, "alpc-long-wait")), []);
  });

  it("are none where the port's own workers wait for something else", () => {
    const { scene, client, server, worker } = newSetting();
    const back = client.creates("\\RPC Control\\back");
    back.hasWorkers(client.thread(0x9b0).waitsFor(scene.object("event")));
    worker.awaitsReplyQueuedOn(server.connectsTo(back));
    assert.deepEqual(
      [findingsOf(scene, "alpc-mutual-request").length, findingsOf(scene, "alpc-no-server-thread").length],
      [0, 1],
    );
  });

  it("are none while a thread is left to receive", () =>
    assert.deepEqual(findingsOf(mutual(true), "alpc-mutual-request"), []));
});

it("a server's request to its client blames the client", () => {
  const { scene, worker, connection, asker } = newSetting();
  assert.ok(connection.peer);
  asker.awaitsNothing().waitsFor(scene.object("event"));
  worker.awaitsReplyQueuedOn(connection.peer, connection);
  const chain = chainOf(worker);
  assert.equal(
    hidden(formatChain(scene, chain)),
    "svchost.exe (2a0.c) awaits explorer.exe (804), a client of 'LRPC-1', where no thread waits to receive",
  );
  assert.equal(
    formatRoot(scene, chain.root),
    "explorer.exe (804), a client of 'LRPC-1', where no thread waits to receive",
  );
});

it("a server's request to a client whose process is not known is not one to the server", () => {
  const { scene, worker, connection, asker } = newSetting();
  asker.awaitsNothing().waitsFor(scene.object("event"));
  worker.awaitsReplyQueuedOn(connection, connection);
  connection.parts.facts.owner = new Absence("Unreadable", "paged out");
  const chain = chainOf(worker);
  const [link] = chain.links();
  assert.ok(link);
  assert.match(
    formatLink(scene, link),
    /^svchost\.exe \(2a0\.c\) awaits the reply to message 0x\w+ of a client of 'LRPC-1'$/,
  );
  assert.equal(formatRoot(scene, chain.root), "a client of 'LRPC-1', where no thread waits to receive");
});

it("a client of a port without a name is one of that port, not of its own", () => {
  const { scene, worker, connection, port, asker } = newSetting();
  scene.paths.delete(port.address.key);
  asker.awaitsNothing().waitsFor(scene.object("event"));
  worker.awaitsReplyQueuedOn(connection, connection);
  assert.equal(
    formatRoot(scene, chainOf(worker).root),
    `explorer.exe (804), a client of port ${port.address}, where no thread waits to receive`,
  );
});
