/** On every ALPC layout, everything that the decoders say is what the image was built from. */
import assert from "node:assert/strict";
import { alpcLayoutIds } from "../../kernel/layouts/layouts.ts";
import { isAbsent } from "../../../src/target/absence.ts";
import { all, bigOrNone, busySystem, has, open, sure, type Opened } from "./scene.ts";
import { toBigInt, word } from "../words.ts";

for (const id of alpcLayoutIds) {
  describe(`ALPC on ${id}`, () => {
    let opened: Opened;
    before(() => {
      opened = open(busySystem(id));
    });
    // Another suite of the same run installs another host.
    beforeEach(() => {
      opened = open(opened.image);
    });

    it("walks every port once", () => {
      const walk = opened.generation.walkPorts();
      const found = all(walk);
      assert.deepEqual(
        found,
        opened.image.facts.ports.map(({ address }) => address),
      );
      assert.equal(walk.end.kind, "head");
      assert.equal(walk.end.count, found.length);
    });

    it("decodes identity, ends and state of each port", () => {
      for (const expected of opened.image.facts.ports) {
        const port = sure(opened.generation.readPort(word(expected.address)));
        assert.equal(port.kind, expected.kindName);
        assert.equal(port.role, expected.kind);
        assert.equal(bigOrNone(port.owner), expected.owner);
        assert.equal(bigOrNone(port.connectionPort), expected.connectionPort);
        assert.equal(bigOrNone(port.serverPort), expected.serverPort);
        assert.equal(bigOrNone(port.clientPort), expected.clientPort);
        assert.deepEqual(port.contradictions, []);
        const bits = new Map(sure(port.state).bits.map(({ name, value }) => [name, value]));
        for (const [name, value] of Object.entries(expected.state)) {
          if (has(opened.image, "_ALPC_PORT", `u1.s1.${name}`)) {
            assert.equal(bits.get(name), value, `${name} of ${expected.path}`);
          }
        }
        assert.equal(bits.has("EnableCompletionList"), has(opened.image, "_ALPC_PORT", "u1.s1.EnableCompletionList"));
      }
    });

    it("walks every queue", () => {
      for (const expected of opened.image.facts.ports) {
        const port = sure(opened.generation.readPort(word(expected.address)));
        for (const name of opened.generation.queueNames()) {
          const queue = sure(opened.generation.readQueue(port, name));
          assert.deepEqual(all(queue.messages), expected.queues[name].messages, `${name} of ${expected.path}`);
          assert.equal(queue.declaredLength, expected.queues[name].length);
          assert.equal(queue.end.kind, "head");
        }
      }
    });

    it("says that there is no direct queue before Windows 10", () => {
      const port = sure(opened.generation.readPort(word(opened.image.facts.ports[0]?.address ?? 0n)));
      const direct = opened.generation.readQueue(port, "Direct");
      assert.equal(
        isAbsent(direct) ? direct.kind : "present",
        has(opened.image, "_ALPC_PORT", "DirectQueue") ? "present" : "NotInThisBuild",
      );
    });

    it("lists the connections of each port", () => {
      for (const expected of opened.image.facts.ports.filter(({ kind }) => kind === "connection")) {
        const port = sure(opened.generation.readPort(word(expected.address)));
        const own = opened.image.facts.connections.filter(({ connectionPort }) => connectionPort === expected.address);
        assert.deepEqual(
          opened.generation.readConnections(port).map((connection) => ({
            info: bigOrNone(connection.communicationInfo),
            client: bigOrNone(connection.clientPort),
            server: bigOrNone(connection.serverPort),
            port: bigOrNone(connection.connectionPort),
          })),
          own.map((connection) => ({
            info: connection.communicationInfo,
            client: connection.clientPort,
            server: connection.serverPort,
            port: connection.connectionPort,
          })),
        );
      }
    });

    it("decodes every message", () => {
      for (const expected of opened.image.facts.messages) {
        const message = sure(opened.generation.readMessage(word(expected.address)));
        assert.deepEqual(
          {
            id: toBigInt(sure(message.id)),
            callbackId: message.callbackId,
            sequenceNo: message.sequenceNo,
            type: message.type,
            dataLength: message.dataLength,
            totalLength: message.totalLength,
            process: message.senderProcessId,
            thread: message.senderThreadId,
            queue: message.queue,
            queuePort: bigOrNone(message.queuePort),
            ownerPort: bigOrNone(message.ownerPort),
            connectionPort: bigOrNone(message.connectionPort),
            waitingThread: bigOrNone(message.waitingThread),
            serverThread: bigOrNone(message.serverThread),
          },
          {
            id: BigInt(expected.id),
            callbackId: expected.callbackId,
            sequenceNo: expected.sequenceNo,
            type: expected.type,
            dataLength: expected.dataLength,
            totalLength: expected.totalLength,
            process: expected.sender.processId,
            thread: expected.sender.threadId,
            queue: expected.queue,
            queuePort: expected.queuePort,
            ownerPort: expected.ownerPort,
            connectionPort: expected.connectionPort,
            waitingThread: expected.waitingThread,
            serverThread: expected.serverThread,
          },
        );
        assert.deepEqual(message.contradictions, []);
        assert.deepEqual(message.typeFlags, (expected.typeFlags & 0x2000) !== 0 ? ["continuation required"] : []);
        const bits = new Map(sure(message.state).bits.map(({ name, value }) => [name, value]));
        for (const [name, value] of Object.entries(expected.state)) {
          assert.equal(bits.get(name), value, name);
        }
      }
    });

    it("walks every message once and finds each by its id", () => {
      const found = all(opened.generation.walkMessages());
      assert.deepEqual([...found].sort(), opened.image.facts.messages.map(({ address }) => address).sort());
      for (const { id: messageId, address } of opened.image.facts.messages) {
        assert.deepEqual(all(opened.generation.findMessages(word(BigInt(messageId)))), [address]);
      }
    });

    it("knows what each thread awaits, owes and receives on", () => {
      const waiting = opened.image.facts.threads.filter(({ awaits }) => awaits !== undefined);
      assert.deepEqual(
        [...all(opened.generation.walkWaitingThreads())].sort(),
        waiting.map(({ address }) => address).sort(),
      );
      for (const { address, awaits } of waiting) {
        const awaited = sure(opened.generation.readAwaitedReply(word(address)));
        const message = opened.image.facts.messages.find((candidate) => candidate.address === awaits?.message);
        assert.equal(toBigInt(sure(awaited.messageId)), BigInt(awaits?.messageId ?? 0));
        // A message that was canceled no longer names the thread, so nothing vouches for it.
        assert.equal(bigOrNone(awaited.message), message?.waitingThread === undefined ? undefined : message.address);
        assert.equal(
          bigOrNone(awaited.port),
          message?.waitingThread === undefined ? undefined : message.connectionPort,
        );
        assert.equal(bigOrNone(awaited.serverThread), message?.serverThread);
      }
      for (const expected of opened.image.facts.threads) {
        assert.deepEqual(all(opened.generation.readServing(word(expected.address))), expected.serving);
        const receiving = opened.generation.readReceivingOn(word(expected.address));
        const bound = expected.waitReason === "WrQueue" ? [expected.boundTo] : [];
        assert.deepEqual(
          receiving.map(({ address }) => toBigInt(address)),
          [...(expected.receivingOn === undefined ? [] : [expected.receivingOn]), ...bound],
        );
      }
    });

    it("knows the ports of each process", () => {
      for (const expected of opened.image.facts.processes) {
        const ports = opened.generation.portsOfProcess(word(expected.address));
        assert.deepEqual(all(ports.created), expected.createdPorts);
        assert.deepEqual(all(ports.connected), expected.connectedPorts);
        assert.deepEqual(all(ports.server), expected.serverPorts);
      }
    });

    it("knows the threads that wait on a port", () => {
      for (const expected of opened.image.facts.ports) {
        const port = sure(opened.generation.readPort(word(expected.address)));
        assert.deepEqual(all(opened.generation.readWaitQueue(port)), expected.waitQueue);
      }
    });
  });
}
