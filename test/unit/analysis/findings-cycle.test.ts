/** The rules over threads that wait in a cycle. */
import assert from "node:assert/strict";
import { findFindings } from "../../../src/analysis/findings.ts";
import { type Setting, newSetting, findOnly, assertSilent } from "./findings-setting.ts";

describe("findings", () => {
  describe("alpc-deadlock", () => {
    function twoServers(spare: boolean): Setting {
      const setting = newSetting();
      const { client, server, port, connection } = setting;
      const back = client.creates("answers");
      const asker = client.thread(0x9a4);
      const worker = server.thread(0x2c0);
      asker.awaitsReplyFrom(worker, connection);
      worker.awaitsReplyQueuedOn(server.connectsTo(back));
      back.hasWorkers(asker);
      if (spare) {
        client.thread(0x9b0).idlesOn(back);
      }
      port.hasWorkers(worker);
      client.thread(0x9c0).awaitsReplyFrom(worker, connection);
      return setting;
    }

    it("reports both threads, their messages and who waits behind them", () => {
      const { scene } = twoServers(false);
      const finding = findOnly(scene, "alpc-deadlock");
      assert.equal(finding.severity, "Error");
      assert.equal(finding.holdsUp, 3);
      assert.match(finding.title, /explorer\.exe \(804\.9a4\), services\.exe \(298\.2c0\)/);
      assert.match(finding.explanation, /explorer\.exe \(804\.9a4\) awaits the reply to message 0x1 on 'ntsvcs'\./);
      assert.match(
        finding.explanation,
        /awaits the reply to message 0x\w+ on 'answers', still queued: its possible servers all wait in this cycle/,
      );
      assert.match(finding.explanation, /1 more thread waits behind them/);
      assert.deepEqual(finding.evidence.map((reference) => reference.kind).sort(), [
        "Message",
        "Message",
        "Port",
        "Port",
        "Thread",
      ]);
    });

    it("is silent when a thread is left to receive", () => assertSilent(twoServers(true).scene));
  });

  describe("alpc-mutual-request", () => {
    function serverAsksClient(receiver: boolean): Setting {
      const setting = newSetting();
      const { scene, client, server, connection, port } = setting;
      const worker = server.thread(0x2c0);
      const window = client.thread(0x9a4);
      client.thread(0x9a8).waitsFor(scene.object("event"));
      window.awaitsReplyFrom(worker, connection);
      port.hasWorkers(worker, server.thread(0x2c4).idlesOn(port));
      if (connection.peer === undefined) {
        throw new Error("not connected");
      }
      worker.awaitsReplyQueuedOn(connection.peer, connection);
      if (receiver) {
        client.thread(0x9b0).receivesOn(connection);
      }
      return setting;
    }

    it("names the server thread, the client and what each waits for", () => {
      const { scene, server } = serverAsksClient(false);
      const finding = findOnly(scene, "alpc-mutual-request");
      assert.equal(finding.subject.address, server.threads[0]);
      assert.match(
        finding.title,
        /services\.exe \(298\.2c0\) asks its client explorer\.exe \(804\), which is waiting for it/,
      );
      assert.match(
        finding.explanation,
        /Meanwhile explorer\.exe \(804\.9a4\) awaits a reply from services\.exe \(298\)/,
      );
      assert.equal(finding.holdsUp, 2);
      assert.deepEqual(
        findFindings(scene).map((other) => other.rule),
        ["alpc-mutual-request"],
      );
    });

    it("alone reports waits that have lasted long", () => {
      const { scene } = serverAsksClient(false);
      scene.threadActors.forEach((thread) => thread.hasWaited(300));
      assert.deepEqual(
        findFindings(scene).map(({ rule }) => rule),
        ["alpc-mutual-request"],
      );
    });

    it("is silent when a thread of the client receives", () => assertSilent(serverAsksClient(true).scene));

    it("leaves a request to a client that waits for nobody to alpc-no-server-thread", () => {
      const { scene, server, connection } = newSetting();
      if (connection.peer === undefined) {
        throw new Error("not connected");
      }
      server.thread(0x2c0).awaitsReplyQueuedOn(connection.peer, connection);
      assert.match(
        findOnly(scene, "alpc-no-server-thread").explanation,
        /on the queue of explorer\.exe \(804\)'s own port, its connection to 'ntsvcs' of services\.exe/,
      );
      assert.equal(findFindings(scene).length, 1);
    });
  });
});
