/** The rules over messages that wait long, whose reply was lost, or whose sender has gone. */
import assert from "node:assert/strict";
import { findFindings, type FindingOptions } from "../../../src/analysis/findings.ts";
import { Word64 } from "../../../src/target/word64.ts";
import type { Scene } from "./scene.ts";
import { type Setting, newSetting, findOnly, assertSilent } from "./findings-setting.ts";

describe("findings", () => {
  describe("alpc-long-wait", () => {
    function waiting(seconds: number): Setting {
      const setting = newSetting();
      const { scene, client, server, port, connection } = setting;
      const worker = server.thread(0x2c0);
      port.hasWorkers(worker, server.thread(0x2c4).idlesOn(port));
      worker.waitsFor(scene.object("event", { name: "Gate" }));
      for (const id of [0x9a4, 0x9a8]) {
        const thread = client.thread(id);
        thread.awaitsReplyFrom(worker, connection);
        thread.hasWaited(seconds + id - 0x9a4);
      }
      return setting;
    }

    it("reports those with the same root as one, the longest first, with what blocks them", () => {
      const { scene } = waiting(3600);
      const finding = findOnly(scene, "alpc-long-wait");
      assert.equal(finding.severity, "Warning");
      assert.match(
        finding.title,
        /^explorer\.exe \(804\.9a8\) and 1 other have been waiting for a reply for up to 60 min, blocked by services\.exe \(298\.2c0\), which waits for event 'Gate'/,
      );
      assert.match(
        finding.explanation,
        /What holds it up in the end is services\.exe \(298\.2c0\), which waits for event 'Gate' 0x\w+ \(UserRequest\); signaler unknown\./,
      );
      assert.equal(finding.holdsUp, 2, "the root itself is not counted");
    });

    it("is silent below the limit, which can be set", () => {
      const { scene } = waiting(10);
      const longWaits = (limits: NonNullable<FindingOptions["limits"]>): number =>
        findFindings(scene, { limits }).filter(({ rule }) => rule === "alpc-long-wait").length;
      assert.equal(longWaits({}), 0);
      assert.equal(longWaits({ longWaitSeconds: 5 }), 1);
      assert.equal(longWaits({ longWaitSeconds: 14 }), 1, "at the limit itself");
    });
  });

  describe("alpc-lost-reply", () => {
    it("reports an LPC_LOST_REPLY wherever it lies", () => {
      const { scene, connection } = newSetting();
      const message = scene.newMessage({ id: Word64.fromNumber(0x22), type: "LPC_LOST_REPLY" });
      connection.holds("Main", message);
      assert.match(
        findOnly(scene, "alpc-lost-reply").explanation,
        /Message 0x22 is an LPC_LOST_REPLY.*It is on a queue of 'ntsvcs'/,
      );
    });

    for (const [what, spoil] of [
      [
        "another message",
        ({ client, server, connection }: Setting) => {
          client.thread(0x9b0).awaitsReplyFrom(server.thread(0x2d0), connection);
        },
      ],
      ["an event", ({ scene }: Setting) => scene.threadActors[0]?.waitsFor(scene.object("event"))],
    ] as const) {
      it(`reports a pending message whose thread waits for ${what} by now`, () => {
        const setting = newSetting();
        const { scene, client, server, port, connection } = setting;
        const asker = client.thread(0x9a4);
        const worker = server.thread(0x2c0);
        const message = asker.awaitsReplyFrom(worker, connection);
        port.hasWorkers(worker);
        assertSilent(scene);
        spoil(setting);
        if (what === "an event") {
          asker.awaitsNothing();
        } else {
          const other = scene.threadActors.find((thread) => thread.facts.id === 0x9b0);
          const awaits = other?.parts.awaited;
          assert.ok(other && awaits);
          asker.parts.awaited = awaits;
          other.facts.state = "Running";
          other.awaitsNothing();
        }
        const found = findFindings(scene).filter((finding) => finding.rule === "alpc-lost-reply");
        assert.equal(found[0]?.subject.address, message.address);
        assert.match(
          found[0]?.explanation ?? "",
          what === "an event" ? /is in another wait \(UserRequest\)/ : /awaits the reply to message 0x2 by now/,
        );
      });
    }
  });

  it("alpc-lost-reply is silent while the thread runs, is suspended or has exited", () => {
    const { scene, client, server, port, connection } = newSetting();
    const asker = client.thread(0x9a4);
    const worker = server.thread(0x2c0);
    port.hasWorkers(worker);
    asker.awaitsReplyFrom(worker, connection);
    asker.awaitsNothing();
    for (const now of [
      { state: "Running" },
      { state: "Waiting", suspension: "suspended" },
      { suspension: "none", hasExited: true },
    ]) {
      Object.assign(asker.facts, now);
      assert.deepEqual(
        findFindings(scene).filter((finding) => finding.rule === "alpc-lost-reply"),
        [],
      );
    }
  });

  describe("alpc-orphan-message", () => {
    it("does not speak of a message that is on a queue", () => {
      const { scene, client, connection } = newSetting();
      const thread = client.thread(0x9a4);
      const message = scene.newMessage({
        id: Word64.fromNumber(7),
        type: "LPC_DATAGRAM",
        waitingThread: thread.address,
      });
      connection.holds("Main", message);
      thread.facts.hasExited = true;
      assert.ok(findFindings(scene).every((finding) => finding.rule !== "alpc-orphan-message"));
    });

    for (const role of ["waitingThread", "serverThread"] as const) {
      it(`reports a message on no queue whose ${role} has exited, and is silent while it lives`, () => {
        const { scene, client } = newSetting();
        const thread = client.thread(0x9a4);
        const message = scene.newMessage({
          id: Word64.fromNumber(7),
          type: "LPC_REQUEST",
          queue: "None" as const,
          [role]: thread.address,
        });
        assertSilent(scene);
        thread.facts.hasExited = true;
        const finding = findOnly(scene, "alpc-orphan-message");
        assert.equal(finding.subject.address, message.address);
        assert.match(
          finding.explanation,
          /explorer\.exe \(804\.9a4\), the thread that (awaits|owes) its reply, has exited/,
        );
      });
    }
  });

  describe("alpc-queue-backlog", () => {
    function withBacklog(...lengths: readonly number[]): Scene {
      const { scene, server } = newSetting();
      lengths.forEach((length, place) => {
        const port = server.creates(`port${place}`);
        for (let count = 0; count < length; count++) {
          const message = scene.newMessage({ type: "LPC_DATAGRAM" });
          port.holds("Main", message);
        }
      });
      return scene;
    }

    it("ranks queues over the limit by their length", () => {
      const found = findFindings(withBacklog(101, 150, 100));
      assert.deepEqual(
        found.map((finding) => finding.title),
        [
          "150 messages on the Main queue of 'port1' of services.exe (298)",
          "101 messages on the Main queue of 'port0' of services.exe (298)",
        ],
      );
    });

    it("says what blocks the workers of the port, if none is left", () => {
      const { scene, server, port } = newSetting();
      const worker = server.thread(0x2c0).waitsFor(scene.object("event", { name: "Disk" }));
      port.hasWorkers(worker);
      for (let count = 0; count < 101; count++) {
        port.holds("Main", scene.newMessage({ type: "LPC_DATAGRAM" }));
      }
      assert.match(
        findOnly(scene, "alpc-queue-backlog").explanation,
        /any of them\. Its only worker is blocked: services\.exe \(298\.2c0\) waits for event 'Disk' 0x/,
      );
      worker.idlesOn(port);
      assert.match(findOnly(scene, "alpc-queue-backlog").explanation, /any of them\.$/);
    });

    it("is silent at the limit, which can be set", () => {
      assertSilent(withBacklog(100));
      assert.equal(findFindings(withBacklog(100), { limits: { backlog: 99 } }).length, 1);
    });
  });
});
