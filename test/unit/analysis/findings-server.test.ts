/** The rules over ends of a connection that have gone or that no thread serves. */
import assert from "node:assert/strict";
import { findFindings } from "../../../src/analysis/findings.ts";
import type { Scope } from "../../../src/analysis/scope.ts";
import { NONE } from "./draft.ts";
import type { PortActor } from "./port-actor.ts";
import type { ProcessActor } from "./process-actor.ts";
import type { Scene } from "./scene.ts";
import type { ThreadActor } from "./thread-actor.ts";
import { type Setting, newSetting, findOnly, assertSilent } from "./findings-setting.ts";

describe("findings", () => {
  describe("alpc-dead-server", () => {
    it("reports the clients of a server that has exited", () => {
      const { scene, client, server, port, connection } = newSetting();
      client.thread(0x9a4);
      server.exits();
      const finding = findOnly(scene, "alpc-dead-server");
      assert.equal(finding.subject.address, port.address);
      assert.match(finding.title, /Nobody serves 'ntsvcs' anymore: services\.exe \(298\) has exited/);
      assert.match(finding.explanation, /1 client still has a connection to it \(explorer\.exe \(804\)\)/);
      assert.ok(finding.evidence.some((reference) => reference.address === connection.address));
    });

    it("reports requests that stay unanswered, and who awaits them", () => {
      const { scene, client, server, connection } = newSetting();
      client.thread(0x9a4).awaitsReplyQueuedOn(connection);
      server.exits();
      const finding = findOnly(scene, "alpc-dead-server");
      assert.match(
        finding.explanation,
        /1 request stays unanswered\. explorer\.exe \(804\.9a4\) awaits a reply that cannot come/,
      );
      assert.equal(finding.holdsUp, 1);
      assert.equal(findFindings(scene).length, 1, "and no second finding for the same trouble");
    });

    it("reports a thread that awaits a received request's reply of an exited process", () => {
      const { scene, client, server, connection } = newSetting();
      client.thread(0x9a4).awaitsReplyFrom(server.thread(0x2c0), connection);
      server.exits();
      assert.equal(findOnly(scene, "alpc-dead-server").holdsUp, 1);
    });

    for (const state of ["closed", "disconnected"] as const) {
      it(`reports the clients of a connection port that is ${state}`, () => {
        const { scene, port } = newSetting();
        port.facts[state === "closed" ? "isClosed" : "isDisconnected"] = true;
        assert.match(findOnly(scene, "alpc-dead-server").title, new RegExp(`the port is ${state}`));
      });
    }

    for (const state of ["closed", "disconnected"] as const) {
      it(`reports a thread that waits through a client port that is ${state}, and not that the service is dead`, () => {
        const { scene, client, server, port, connection } = newSetting();
        const worker = server.thread(0x2c0);
        port.hasWorkers(worker);
        client.thread(0x9a4).awaitsReplyFrom(worker, connection);
        connection.facts[state === "closed" ? "isClosed" : "isDisconnected"] = true;
        const finding = findOnly(scene, "alpc-dead-server");
        assert.equal(finding.subject.address, connection.address);
        assert.equal(
          finding.title,
          `No reply comes over the connection of explorer.exe (804) to 'ntsvcs' anymore: the client's own port is ${state}`,
        );
        assert.match(
          finding.explanation,
          new RegExp(
            "^What 'ntsvcs' of services\\.exe \\(298\\) replies does not reach explorer\\.exe \\(804\\) anymore: " +
              `the client's own port is ${state}\\. 1 request stays unanswered\\. explorer\\.exe \\(804\\.9a4\\) awaits a reply`,
          ),
        );
      });
    }

    it("reports a client whose other end is gone", () => {
      const { scene, connection } = newSetting();
      connection.facts.connectionPort = NONE;
      connection.facts.serverPort = NONE;
      connection.facts.isDisconnected = true;
      assert.equal(findOnly(scene, "alpc-dead-server").subject.address, connection.address);
    });

    it("does not count a client port that is closed", () => {
      const { scene, connection, port } = newSetting();
      port.facts.isClosed = true;
      assert.equal(findOnly(scene, "alpc-dead-server").evidence[0]?.address, connection.address);
      connection.facts.isClosed = true;
      assertSilent(scene);
    });

    it("is silent when the clients have gone too, and for a client that merely was disconnected", () => {
      const { scene, client, server, connection } = newSetting();
      connection.facts.isDisconnected = true;
      assertSilent(scene);
      client.exits();
      server.exits();
      assertSilent(scene);
    });
  });

  describe("alpc-no-server-thread", () => {
    function allBlocked(more: (setting: Setting) => void = () => undefined): Setting {
      const setting = newSetting();
      const { scene, client, server, port, connection } = setting;
      const holder = scene.newProcess("svchost.exe", 0x3a8).thread(0x4c);
      port.hasWorkers(server.thread(0x2c0).waitsForMutantOf(holder), server.thread(0x2c4).isSuspended());
      client.thread(0x9a4).awaitsReplyQueuedOn(connection);
      client.thread(0x9a8).awaitsReplyQueuedOn(connection);
      more(setting);
      return setting;
    }

    it("reports what blocks each worker and who waits", () => {
      const { scene, port } = allBlocked();
      const finding = findOnly(scene, "alpc-no-server-thread");
      assert.equal(finding.subject.address, port.address);
      assert.equal(finding.holdsUp, 2);
      assert.match(finding.title, /no thread available$/, "each of the two has a culprit of its own");
      assert.match(finding.explanation, /2 requests are waiting on the queue of 'ntsvcs' of services\.exe \(298\)/);
      assert.match(
        finding.explanation,
        /Both workers are blocked: services\.exe \(298\.2c0\) waits for mutant 0x\w+ held by svchost\.exe \(3a8\.4c\), services\.exe \(298\.2c4\) is suspended/,
      );
    });

    it("is silent as soon as one worker is idle, running or in a wait that a time-out ends", () => {
      assertSilent(allBlocked(({ server, port }) => server.thread(0x2c8).idlesOn(port)).scene);
      assertSilent(allBlocked(({ server, port }) => port.hasWorkers(server.thread(0x2c8))).scene);
      assertSilent(
        allBlocked(({ scene, server, port }) =>
          port.hasWorkers(server.thread(0x2c8).waits("any", [scene.object("event")], true)),
        ).scene,
      );
    });

    it("is silent about what a busy system explains: a worker that has just blocked, requests that have just come", () => {
      const blocked = (seconds: number): Setting =>
        allBlocked(({ scene, server, port }) =>
          port.hasWorkers(server.thread(0x2c8).waitsFor(scene.object("event")).hasWaited(seconds)),
        );
      assertSilent(blocked(0.2).scene);
      findOnly(blocked(1).scene, "alpc-no-server-thread");
      const queued = (seconds: number): Setting => {
        const setting = newSetting();
        setting.server.thread(0x2d0).waitsFor(setting.scene.object("event"));
        setting.client.thread(0x9a4).hasWaited(seconds).awaitsReplyQueuedOn(setting.connection);
        return setting;
      };
      assertSilent(queued(0.2).scene);
      findOnly(queued(1).scene, "alpc-no-server-thread");
    });

    it("speaks of a port without any worker, also for connection requests, unless a thread of its owner runs", () => {
      const { scene, client, server, port } = newSetting();
      const request = scene.newMessage({ type: "LPC_CONNECTION_REQUEST", senderProcessId: client.facts.id });
      port.holds("Main", request);
      server.thread(0x2d0).waitsFor(scene.object("event"));
      assert.match(
        findOnly(scene, "alpc-no-server-thread").explanation,
        /No thread waits to receive there.* none of the owner's threads is running: services\.exe \(298\.2d0\) waits for event 0x\w+ \(UserRequest\); signaler unknown\.$/,
      );
      server.thread(0x2d4);
      assertSilent(scene);
    });

    it("is silent about datagrams and about what a client has not read yet", () => {
      const { scene, port, connection } = newSetting();
      for (const [place, type] of [
        [port, "LPC_DATAGRAM"],
        [connection, "LPC_REQUEST"],
        [connection, "LPC_REPLY"],
      ] as const) {
        const message = scene.newMessage({ type });
        place.holds("Main", message);
      }
      assertSilent(scene);
    });
  });

  describe("one thread that blocks all workers of a port", () => {
    /** The holder of a mutant, two workers that want it with a request each in hand, and another one on the queue. */
    function allBehindOne(): Setting & { readonly holder: ThreadActor } {
      const setting = newSetting();
      const { scene, client, server, port, connection } = setting;
      const holder = scene.newProcess("svchost.exe", 0x3a8).thread(0x4c).waitsFor(scene.object("event"));
      const mutant = scene.object("mutant", { holders: [holder.address] });
      [0x2c0, 0x2c4].forEach((id, index) => {
        const worker = server.thread(id).waitsFor(mutant);
        port.hasWorkers(worker);
        client
          .thread(0x9a0 + 4 * index)
          .hasWaited(300 - index)
          .awaitsReplyFrom(worker, connection);
      });
      client.thread(0x9a8).hasWaited(100).awaitsReplyQueuedOn(connection);
      return { ...setting, holder };
    }
    const rulesOf = (scene: Scene): readonly string[] => findFindings(scene).map(({ rule }) => rule);

    it("gives one finding, which names the thread and who has waited longest", () => {
      const { scene, holder } = allBehindOne();
      assert.deepEqual(rulesOf(scene), ["alpc-no-server-thread"]);
      const { title, explanation, evidence, holdsUp } = findOnly(scene, "alpc-no-server-thread");
      assert.match(title, /no thread available: blocked by svchost\.exe \(3a8\.4c\), which waits for event 0x/);
      assert.match(
        explanation,
        / What holds all of them up in the end is svchost\.exe \(3a8\.4c\), which waits for event .*unknown\. explorer\.exe \(804\.9a0\) has been waiting for 5 min for the reply to what a worker has taken\.$/,
      );
      assert.ok(evidence.some(({ address }) => address.equals(holder.address)));
      assert.equal(holdsUp, 3);
    });

    it("gives one for each port that it blocks, and counts a worker that awaits its reply among what it blocks", () => {
      const { scene, client, server, holder } = allBehindOne();
      const port = server.creates("spoolss");
      const worker = server.thread(0x2d0);
      port.hasWorkers(worker);
      const connection = client.connectsTo(port);
      worker.hasWaited(150).awaitsReplyFrom(holder, server.connectsTo(scene.newProcess("b.exe", 0x500).creates("B")));
      client.thread(0x9b0).hasWaited(160).awaitsReplyFrom(worker, connection);
      client.thread(0x9b4).hasWaited(170).awaitsReplyQueuedOn(connection);
      const found = findFindings(scene);
      assert.deepEqual(
        found.map(({ rule, title }) => `${rule}: ${/blocked by svchost\.exe \(3a8\.4c\)/.exec(title)?.[0] ?? ""}`),
        Array.from({ length: 2 }, () => "alpc-no-server-thread: blocked by svchost.exe (3a8.4c)"),
      );
    });

    it("is not told twice where it is the worker, and may be a process that all workers wait for", () => {
      const { scene, client, server, port, connection } = newSetting();
      const setup = scene.newProcess("setup.exe", 0x500);
      setup.thread(0x504).waitsFor(scene.object("event"));
      setup.thread(0x508).waitsFor(scene.object("event"));
      [0x2c0, 0x2c4].forEach((id, index) => {
        const worker = server.thread(id).waitsForProcess(setup);
        port.hasWorkers(worker);
        client
          .thread(0x9a0 + 4 * index)
          .hasWaited(300 - index)
          .awaitsReplyFrom(worker, connection);
      });
      client.thread(0x9a8).hasWaited(100).awaitsReplyQueuedOn(connection);
      assert.deepEqual(rulesOf(scene), ["alpc-no-server-thread"]);
      assert.match(
        findOnly(scene, "alpc-no-server-thread").explanation,
        / awaits its reply\. explorer\.exe \(804\.9a0\) has been waiting for 5 min for the reply to what a worker has taken\.$/,
      );
    });

    it("gives two where others wait behind it, too", () => {
      const { scene, client, holder, connection } = allBehindOne();
      client.thread(0x9ac).hasWaited(300).awaitsReplyFrom(holder, connection);
      assert.deepEqual(rulesOf(scene).slice().sort(), ["alpc-long-wait", "alpc-no-server-thread"]);
    });

    it("tells a backlog of that queue within it; one of received messages is a finding of its own", () => {
      for (const [name, rules] of [
        ["Main", ["alpc-no-server-thread"]],
        ["Pending", ["alpc-no-server-thread", "alpc-queue-backlog"]],
      ] as const) {
        const { scene, port } = allBehindOne();
        for (let count = 0; count < 150; count++) {
          port.holds(name, scene.newMessage({ type: "LPC_DATAGRAM" }));
        }
        assert.deepEqual(rulesOf(scene), rules);
        assert.equal(
          / The Main queue holds 151 messages, more than the limit of \d+\.$/.test(
            findOnly(scene, "alpc-no-server-thread").explanation,
          ),
          name === "Main",
        );
      }
    });
  });

  describe("a long wait whose root another rule reports", () => {
    const told = (scene: Scene, scope?: Scope): readonly string[] =>
      findFindings(scene, scope === undefined ? {} : { scope }).map(({ rule }) => rule);

    /** Two hops: the client's request is in the hands of a worker, whose own lies on a queue. */
    function behindQueue(): Setting & { readonly last: PortActor; readonly owner: ProcessActor } {
      const setting = newSetting();
      const { scene, client, server, port, connection } = setting;
      const owner = scene.newProcess("spoolsv.exe", 0x500);
      const last = owner.creates("spoolss");
      const worker = server.thread(0x2c0);
      port.hasWorkers(worker);
      client.thread(0x9a4).hasWaited(300).awaitsReplyFrom(worker, connection);
      worker.hasWaited(290).awaitsReplyQueuedOn(server.connectsTo(last));
      owner.thread(0x504).waitsFor(scene.object("event")).hasWaited(900);
      return { ...setting, last, owner };
    }

    it("is one finding: a queue from which nobody receives, and for how long it is awaited", () => {
      const { scene, last } = behindQueue();
      assert.deepEqual(told(scene), ["alpc-no-server-thread"]);
      const finding = findOnly(scene, "alpc-no-server-thread");
      assert.deepEqual([finding.subject.address, finding.holdsUp], [last.address, 2]);
      assert.match(finding.title, /: 1 request queued, awaited for 4 min, no thread available$/);
    });

    it("is reported by itself where the queue is out of scope, or may yet be received from", () => {
      const { scene, client, owner } = behindQueue();
      assert.deepEqual(told(scene, { kind: "process", address: client.address }), ["alpc-long-wait"]);
      owner.thread(0x508);
      assert.deepEqual(told(scene), ["alpc-long-wait"]);
    });

    it("is one finding: a server that has exited, with a request on its queue or in its thread's hands", () => {
      for (const isQueued of [true, false]) {
        const { scene, client, server, connection } = newSetting();
        const asker = client.thread(0x9a4).hasWaited(300);
        if (isQueued) {
          asker.awaitsReplyQueuedOn(connection);
        } else {
          asker.awaitsReplyFrom(server.thread(0x2c0), connection);
        }
        server.exits();
        assert.deepEqual(told(scene), ["alpc-dead-server"]);
        assert.match(
          findOnly(scene, "alpc-dead-server").explanation,
          /awaits a reply that cannot come, so far for 5 min\.$/,
        );
      }
    });

    it("is one finding: a thread that has exited without the message that it owes a reply to lying on a queue", () => {
      const { scene, client, server, connection } = newSetting();
      const worker = server.thread(0x2c0);
      const message = client.thread(0x9a4).hasWaited(300).awaitsReplyFrom(worker);
      Object.assign(message, { queue: "None", ownerPort: connection.address });
      worker.facts.hasExited = true;
      assert.deepEqual(told(scene), ["alpc-orphan-message"]);
    });

    it("is reported, too, where the thread that has exited still holds a lock", () => {
      const { scene, client, server, connection } = newSetting();
      const gone = server.thread(0x2c0);
      client.thread(0x9a4).hasWaited(300).awaitsReplyFrom(gone, connection);
      const other = scene.newProcess("spoolsv.exe", 0x500);
      const waiter = other.thread(0x504).waitsForMutantOf(gone);
      client
        .thread(0x9a8)
        .hasWaited(400)
        .awaitsReplyFrom(waiter, client.connectsTo(other.creates("spoolss")));
      server.exits();
      assert.deepEqual(told(scene).slice().sort(), ["alpc-dead-server", "alpc-long-wait"]);
    });
  });

  describe("alpc-dead-client", () => {
    it("reports the ports and messages kept for a client that has exited, as information", () => {
      const { scene, client, server, port, connection } = newSetting();
      const worker = server.thread(0x2c0);
      port.hasWorkers(worker);
      client.thread(0x9a4).awaitsReplyFrom(worker, connection);
      client.exits();
      const finding = findOnly(scene, "alpc-dead-client");
      assert.equal(finding.severity, "Information");
      assert.match(finding.title, /'ntsvcs' of services\.exe \(298\) still holds 1 port and 1 message/);
      assert.match(finding.explanation, /explorer\.exe \(804\)/);
    });

    it("reports a server port that has lost its other end altogether", () => {
      const { scene, connection } = newSetting();
      const serverPort = connection.peer;
      assert.ok(serverPort);
      serverPort.facts.clientPort = NONE;
      assertSilent(scene);
      serverPort.facts.isDisconnected = true;
      assert.match(findOnly(scene, "alpc-dead-client").explanation, /1 port for clients of which nothing is left/);
    });

    it("is silent while the client lives", () => assertSilent(newSetting().scene));
  });
});
