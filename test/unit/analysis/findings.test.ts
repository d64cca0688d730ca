/** Each rule of the findings over plain facts: when it speaks, when not, and with which evidence. */
import assert from "node:assert/strict";
import type { Finding, RuleId } from "../../../src/analysis/finding.ts";
import { findFindings } from "../../../src/analysis/findings.ts";
import { rules } from "../../../src/analysis/rules/rules.ts";
import type { Scope } from "../../../src/analysis/scope.ts";
import { Word64 } from "../../../src/target/word64.ts";
import { NONE, Scene } from "./scene.ts";
import type { PortActor, ProcessActor } from "./scene.ts";

/** A client with a connection to a server of two idle workers: everything is well. */
interface Setting {
  readonly scene: Scene;
  readonly client: ProcessActor;
  readonly server: ProcessActor;
  readonly port: PortActor;
  readonly connection: PortActor;
}

function newSetting(): Setting {
  const scene = new Scene();
  const client = scene.newProcess("explorer.exe", 0x804);
  const server = scene.newProcess("services.exe", 0x298);
  const port = server.creates("ntsvcs");
  return { scene, client, server, port, connection: client.connectsTo(port) };
}

function findOnly(scene: Scene, rule: RuleId, scope: Scope = { kind: "system" }): Finding {
  const found = findFindings(scene, { scope }).filter((finding) => finding.rule === rule);
  assert.equal(found.length, 1, `${rule}: ${found.length} findings`);
  const only = found[0];
  assert.ok(only);
  return only;
}

function assertSilent(scene: Scene): void {
  assert.deepEqual(
    findFindings(scene).map((finding) => `${finding.rule}: ${finding.explanation}`),
    [],
  );
}

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

    it("tells both threads, their messages and who waits behind them", () => {
      const { scene } = twoServers(false);
      const finding = findOnly(scene, "alpc-deadlock");
      assert.equal(finding.severity, "Error");
      assert.equal(finding.holdsUp, 3);
      assert.match(finding.title, /explorer\.exe \(804\.9a4\), services\.exe \(298\.2c0\)/);
      assert.match(finding.explanation, /explorer\.exe \(804\.9a4\) awaits the reply to message 0x1 on 'ntsvcs'\./);
      assert.match(finding.explanation, /still queued on 'answers', whose possible servers all wait in this cycle/);
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
        /1 thread of the client \(explorer\.exe \(804\.9a4\)\) awaits a reply of services\.exe \(298\)/,
      );
      assert.equal(finding.holdsUp, 2);
      assert.deepEqual(
        findFindings(scene).map((other) => other.rule),
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

  describe("alpc-dead-server", () => {
    it("tells the clients of a server that has exited", () => {
      const { scene, client, server, port, connection } = newSetting();
      client.thread(0x9a4);
      server.exits();
      const finding = findOnly(scene, "alpc-dead-server");
      assert.equal(finding.subject.address, port.address);
      assert.match(finding.title, /Nobody serves 'ntsvcs' any more: services\.exe \(298\) has exited/);
      assert.match(finding.explanation, /1 client still has a connection to it \(explorer\.exe \(804\)\)/);
      assert.ok(finding.evidence.some((reference) => reference.address === connection.address));
    });

    it("tells requests that stay unanswered, and who awaits them", () => {
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

    it("tells a thread that awaits a received request's reply of an exited process", () => {
      const { scene, client, server, connection } = newSetting();
      client.thread(0x9a4).awaitsReplyFrom(server.thread(0x2c0), connection);
      server.exits();
      assert.equal(findOnly(scene, "alpc-dead-server").holdsUp, 1);
    });

    for (const state of ["closed", "disconnected"] as const) {
      it(`tells the clients of a connection port that is ${state}`, () => {
        const { scene, port } = newSetting();
        port.facts[state === "closed" ? "isClosed" : "isDisconnected"] = true;
        assert.match(findOnly(scene, "alpc-dead-server").title, new RegExp(`the port is ${state}`));
      });
    }

    it("tells a thread that waits through a disconnected client port", () => {
      const { scene, client, server, port, connection } = newSetting();
      const worker = server.thread(0x2c0);
      port.hasWorkers(worker);
      client.thread(0x9a4).awaitsReplyFrom(worker, connection);
      connection.facts.isDisconnected = true;
      assert.equal(findOnly(scene, "alpc-dead-server").subject.address, port.address);
    });

    it("tells a client at whose other end nothing is left", () => {
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

    it("tells what blocks each worker and who waits", () => {
      const { scene, port } = allBlocked();
      const finding = findOnly(scene, "alpc-no-server-thread");
      assert.equal(finding.subject.address, port.address);
      assert.equal(finding.holdsUp, 2);
      assert.match(finding.explanation, /2 requests lie unreceived on the queue of 'ntsvcs' of services\.exe \(298\)/);
      assert.match(
        finding.explanation,
        /All 2 workers are blocked: services\.exe \(298\.2c0\) waits for mutant 0x\w+ held by svchost\.exe \(3a8\.4c\), services\.exe \(298\.2c4\) is suspended/,
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

    it("speaks of a port without any worker, also for connection requests, unless a thread of its owner runs", () => {
      const { scene, client, server, port } = newSetting();
      const request = scene.newMessage({ type: "LPC_CONNECTION_REQUEST", senderProcessId: client.facts.id });
      port.holds("Main", request);
      server.thread(0x2d0).waitsFor(scene.object("event"));
      assert.match(findOnly(scene, "alpc-no-server-thread").explanation, /No thread waits to receive there/);
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

  describe("alpc-dead-client", () => {
    it("tells the ports and messages kept for a client that has exited, as information", () => {
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

    it("tells a server port that has lost its other end altogether", () => {
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

    it("tells those with the same root as one, the longest first, with what holds them up", () => {
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
      assertSilent(scene);
      assert.equal(findFindings(scene, { limits: { longWaitSeconds: 5 } }).length, 1);
      assert.equal(findFindings(scene, { limits: { longWaitSeconds: 14 } }).length, 1, "at the limit itself");
    });
  });

  describe("alpc-lost-reply", () => {
    it("tells an LPC_LOST_REPLY wherever it lies", () => {
      const { scene, connection } = newSetting();
      const message = scene.newMessage({ id: Word64.fromNumber(0x22), type: "LPC_LOST_REPLY" });
      connection.holds("Main", message);
      assert.match(
        findOnly(scene, "alpc-lost-reply").explanation,
        /Message 0x22 is an LPC_LOST_REPLY.*It lies on a queue of 'ntsvcs'/,
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
      it(`tells a pending message whose thread waits for ${what} by now`, () => {
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
      it(`tells a message on no queue whose ${role} has exited, and is silent while it lives`, () => {
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
        /is on the Main queue but names port/,
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
      it(`tells ${what}`, () => {
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

    it("is silent at the limit, which can be set", () => {
      assertSilent(withBacklog(100));
      assert.equal(findFindings(withBacklog(100), { limits: { backlog: 99 } }).length, 1);
    });
  });

  it("come sorted by what holds up most threads", () => {
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

  it("of ten thousand queued requests and as many ports take a linear number of reads", () => {
    const counts = [1_000, 10_000].map((size) => {
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
