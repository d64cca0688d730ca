/** Findings as a whole: none in a healthy system, order, scope, cost; and structures that contradict themselves. */
import assert from "node:assert/strict";
import { findFindings } from "../../../src/analysis/findings.ts";
import { rules } from "../../../src/analysis/rules/rules.ts";
import type { Scope } from "../../../src/analysis/scope.ts";
import { Word64 } from "../../../src/target/word64.ts";
import { type Setting, newSetting, findOnly, assertSilent } from "./findings-setting.ts";

describe("findings", () => {
  it("are none in a healthy system: a served request, a queued one with an idle worker, a short wait", () => {
    const { scene, client, server, port, connection } = newSetting();
    const worker = server.thread(0x2c0);
    port.hasWorkers(worker);
    server.thread(0x2c4).idlesOn(port);
    client.thread(0x9a4).awaitsReplyFrom(worker, connection);
    const second = client.thread(0x9a8);
    second.awaitsReplyQueuedOn(connection);
    second.hasWaited(2);
    client.thread(0x9ac).waitsFor(scene.object("event"));
    assertSilent(scene);
  });

  it("name every rule of the table once, each with its meaning", () => {
    assert.equal(new Set(rules.map((rule) => rule.id)).size, 13);
    for (const rule of rules) {
      assert.match(rule.meaning, /^[A-Z].*\.$/);
    }
  });

  describe("alpc-inconsistent", () => {
    const damages: readonly (readonly [string, (setting: Setting) => void, RegExp])[] = [
      [
        "a length that differs from the walk",
        ({ port }) => {
          port.queue("Main").declaredLength = 5;
        },
        /The Main queue says that its length is 5, but 0 messages are on it\./,
      ],
      [
        "what the decoder found in a port",
        ({ port }) => {
          port.parts.contradictions.push("The Type bits say client.");
        },
        /The Type bits say client/,
      ],
      [
        "two ends that do not name each other",
        ({ connection, port }) => {
          (connection.peer ?? port).facts.clientPort = port.address;
        },
        /names port 0x\w+ as its own other end/,
      ],
      [
        "a message that names another queue",
        ({ scene, port, connection }) => {
          const message = scene.newMessage({ type: "LPC_DATAGRAM" });
          port.holds("Main", message);
          message.queuePort = connection.address;
        },
        /is on the Main queue but says that its queue belongs to port/,
      ],
      [
        "what the decoder found in a message",
        ({ scene }) => {
          scene.messageContradictions.set(scene.newMessage({ id: Word64.fromNumber(3) }).address.key, [
            "Its queue type is 4.",
          ]);
        },
        /Its queue type is 4/,
      ],
    ];
    for (const [what, damage, expected] of damages) {
      it(`reports ${what}`, () => {
        const setting = newSetting();
        assertSilent(setting.scene);
        damage(setting);
        assert.match(findOnly(setting.scene, "alpc-inconsistent").explanation, expected);
      });
    }

    it("takes an LPC semaphore's smaller count for a contradiction only while every thread of the owner waits", () => {
      const { scene, port, server } = newSetting();
      Object.assign(scene, { generation: "LPC" });
      const worker = server.thread(0x2c0);
      const message = scene.newMessage({ type: "LPC_DATAGRAM" });
      port.holds("Main", message);
      Object.assign(port.queue("Main"), { declaredLength: 0 });
      assertSilent(scene);
      worker.waitsFor(scene.object("event"));
      assert.match(findOnly(scene, "alpc-inconsistent").explanation, /its length is 0, but 1 message is on it/);
      worker.facts.state = "Ready";
      Object.assign(port.queue("Main"), { declaredLength: 2 });
      assert.match(findOnly(scene, "alpc-inconsistent").explanation, /its length is 2, but 1 message is on it/);
    });

    it("does not take the length of a broken walk for a contradiction", () => {
      const { scene, port } = newSetting();
      Object.assign(port.queue("Main"), { declaredLength: 5, end: { kind: "unreadable", reason: "gone", count: 0 } });
      assertSilent(scene);
    });
  });

  it("come sorted by how many threads they block", () => {
    const { scene, client, server, port, connection } = newSetting();
    port.parts.contradictions.push("A contradiction.");
    const worker = server.thread(0x2c0);
    worker.waitsFor(scene.object("event"));
    port.hasWorkers(worker);
    for (let id = 0; id < 3; id++) {
      client.thread(id).awaitsReplyQueuedOn(connection);
    }
    const found = findFindings(scene);
    assert.deepEqual(
      found.map((finding) => [finding.rule, finding.holdsUp]),
      [
        ["alpc-no-server-thread", 3],
        ["alpc-inconsistent", 0],
      ],
    );
  });

  describe("of a scope", () => {
    function twoTroubles() {
      const setting = newSetting();
      setting.port.parts.contradictions.push("Here.");
      const other = setting.scene.newProcess("spoolsv.exe", 0x500);
      const otherPort = other.creates("spoolss");
      otherPort.parts.contradictions.push("There.");
      return { ...setting, other, otherPort };
    }

    it("are those of a process", () => {
      const { scene, other, otherPort } = twoTroubles();
      assert.equal(
        findOnly(scene, "alpc-inconsistent", { kind: "process", address: other.address }).subject.address,
        otherPort.address,
      );
    });

    it("are those of a port and, for a connection port, of its connections", () => {
      const { scene, port, otherPort, connection } = twoTroubles();
      assert.equal(
        findOnly(scene, "alpc-inconsistent", { kind: "port", address: otherPort.address }).subject.address,
        otherPort.address,
      );
      connection.parts.contradictions.push("In the client port.");
      const keys = findFindings(scene, { scope: { kind: "port", address: port.address } }).map(
        (finding) => finding.subject.address.key,
      );
      assert.deepEqual(keys.sort(), [port.address.key, connection.address.key].sort());
      assert.deepEqual(
        findFindings(scene, { scope: { kind: "port", address: connection.address } }).map(
          (finding) => finding.subject.address,
        ),
        [connection.address],
      );
    });

    it("see the waits of the process's and the port's own clients", () => {
      const { scene, client, server, port, connection, other } = twoTroubles();
      const worker = server.thread(0x2c0);
      port.hasWorkers(worker);
      const asker = client.thread(0x9a4);
      asker.awaitsReplyFrom(worker, connection);
      asker.hasWaited(60);
      const scopes: readonly Scope[] = [
        { kind: "process", address: client.address },
        { kind: "port", address: port.address },
        { kind: "port", address: connection.address },
        { kind: "process", address: other.address },
      ];
      const counts = scopes.map(
        (scope) => findFindings(scene, { scope }).filter((finding) => finding.rule === "alpc-long-wait").length,
      );
      assert.deepEqual(counts, [1, 1, 1, 0]);
    });
  });

  it("of thousands of queued requests and as many ports take a linear number of reads", () => {
    const counts = [400, 4_000].map((size) => {
      const { scene, client, port, connection, server } = newSetting();
      port.hasWorkers(server.thread(1).waitsFor(scene.object("event")));
      for (let id = 0; id < size; id++) {
        client.thread(id).awaitsReplyQueuedOn(connection);
        client.creates(`port${id}`);
      }
      let reads = 0;
      const counted = new Proxy(scene, {
        get: (target, name) => {
          const value: unknown = Reflect.get(target, name, target);
          if (typeof value === "function") {
            reads++;
          }
          return typeof value === "function" ? (value.bind(target) as unknown) : value;
        },
      });
      assert.ok(findFindings(counted).length > 0);
      return reads;
    });
    assert.ok((counts[1] ?? 0) < 11 * (counts[0] ?? 0), `${counts.join(" and ")} reads`);
  });
});
