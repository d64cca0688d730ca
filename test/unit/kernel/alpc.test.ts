/** Ports, messages and queues of ALPC in the built kernel. */
import assert from "node:assert/strict";
import { alpcLayoutIds, KernelScenario, type LayoutId } from "../../kernel/index.ts";
import { openScene } from "./scene.ts";
import { stateBit } from "./alpc-bench.ts";

const queues = {
  Main: "MainQueue",
  LargeMessage: "LargeMessageQueue",
  Pending: "PendingQueue",
  Direct: "DirectQueue",
  Canceled: "CanceledQueue",
} as const;

for (const id of alpcLayoutIds) {
  describe(`ALPC on ${id}`, () => {
    const { facts, memory, port, received, pending } = openScene(id);

    it("all ports are on the kernel's list, in both directions", () => {
      const head = memory.symbol("AlpcpPortList") ?? 0n;
      assert.deepEqual(
        memory.structures(head, "_ALPC_PORT", "PortListEntry"),
        facts.ports.map(({ address }) => address),
      );
      assert.deepEqual(memory.listBackwards(head).entries, memory.list(head).entries);
    });

    it("each port is in its slot of its communication info, and its state says the same", () => {
      const slots = {
        connection: "ConnectionPort",
        server: "ServerCommunicationPort",
        client: "ClientCommunicationPort",
        unconnected: "ConnectionPort",
      } as const;
      const bits = { unconnected: 0, connection: 1, client: 2, server: 3 };
      for (const { address, kind, owner, state } of facts.ports) {
        const info = memory.field(address, "_ALPC_PORT", "CommunicationInfo") ?? 0n;
        assert.equal(memory.field(info, "_ALPC_COMMUNICATION_INFO", slots[kind]), address);
        assert.equal(memory.field(address, "_ALPC_PORT", "u1.s1.Type"), BigInt(bits[kind]));
        assert.equal(memory.field(address, "_ALPC_PORT", "OwnerProcess"), owner);
        for (const [bit, value] of Object.entries(state)) {
          const read = stateBit(memory, address, bit);
          if (read !== undefined) {
            assert.equal(read, value, bit);
          }
        }
      }
    });

    it("a connection port lists its connections; a pending one has no server port", () => {
      const info = memory.field(port.address, "_ALPC_PORT", "CommunicationInfo") ?? 0n;
      const listed = memory.structures(
        memory.place(info, "_ALPC_COMMUNICATION_INFO", "CommunicationList"),
        "_ALPC_COMMUNICATION_INFO",
        "CommunicationList",
      );
      assert.deepEqual(
        listed,
        facts.connections.map(({ communicationInfo }) => communicationInfo),
      );
      for (const connection of facts.connections) {
        const shared = connection.communicationInfo ?? 0n;
        assert.equal(memory.field(shared, "_ALPC_COMMUNICATION_INFO", "ConnectionPort"), connection.connectionPort);
        assert.equal(
          memory.field(shared, "_ALPC_COMMUNICATION_INFO", "ServerCommunicationPort"),
          connection.serverPort ?? 0n,
        );
        assert.equal(
          memory.field(shared, "_ALPC_COMMUNICATION_INFO", "ClientCommunicationPort"),
          connection.clientPort,
        );
      }
      assert.equal(facts.connections[2]?.serverPort, undefined);
      assert.equal(stateBit(memory, pending.clientPort.address, "ConnectionPending"), 1);
    });

    it("queues hold their messages in order, with the length that they claim", () => {
      for (const { address, queues: expected } of facts.ports) {
        for (const [name, field] of Object.entries(queues)) {
          const queue = expected[name as keyof typeof queues];
          if (!memory.has("_ALPC_PORT", field)) {
            assert.deepEqual(queue, { length: 0, messages: [] });
            continue;
          }
          const link = name === "Canceled" ? "CancelListEntry" : "Entry";
          assert.deepEqual(
            memory.structures(memory.place(address, "_ALPC_PORT", field), "_KALPC_MESSAGE", link),
            queue.messages,
          );
          assert.equal(memory.field(address, "_ALPC_PORT", `${field}Length`), BigInt(queue.length));
        }
      }
      assert.deepEqual(facts.ports[0]?.queues.Pending.messages, [received.address]);
      assert.equal(facts.ports[0]?.queues.Main.length, 3);
    });

    it("messages have sender, ports and payload", () => {
      for (const message of facts.messages) {
        const read = (path: string): bigint | undefined => memory.field(message.address, "_KALPC_MESSAGE", path);
        assert.equal(read("PortMessage.MessageId"), BigInt(message.id));
        assert.equal(read("PortMessage.CallbackId"), BigInt(message.callbackId));
        assert.equal(read("SequenceNo"), BigInt(message.sequenceNo));
        assert.equal(read("PortMessage.ClientId.UniqueProcess"), BigInt(message.sender.processId));
        assert.equal(read("PortMessage.ClientId.UniqueThread"), BigInt(message.sender.threadId));
        assert.equal(read("PortMessage.u1.s1.DataLength"), BigInt(message.dataLength));
        assert.equal(read("PortMessage.u1.s1.TotalLength"), BigInt(message.totalLength));
        assert.equal(read("OwnerPort"), message.ownerPort);
        assert.equal(read("PortQueue"), message.queuePort ?? 0n);
        assert.equal(read("ConnectionPort"), message.connectionPort);
        assert.equal(read("WaitingThread"), message.waitingThread ?? 0n);
        assert.equal(read("ServerThread"), message.serverThread ?? 0n);
        const types = { LPC_REQUEST: 0x2001n, LPC_DATAGRAM: 3n, LPC_CONNECTION_REQUEST: 10n } as const;
        assert.equal(read("PortMessage.u2.s2.Type"), types[message.type as keyof typeof types]);
        const data =
          message.dataLength === 0 ? new Uint8Array(0) : memory.bytes(message.data.address, message.dataLength);
        assert.deepEqual(data, message.data.bytes);
      }
      const queueTypes = facts.messages.map((message) =>
        memory.field(message.address, "_KALPC_MESSAGE", "u1.s1.QueueType"),
      );
      assert.deepEqual(queueTypes, [3n, 1n, 1n, 1n]);
    });

    it("waiting threads name their message; idle ones are on the wait queue", () => {
      for (const thread of facts.threads) {
        assert.equal(memory.field(thread.address, "_ETHREAD", "AlpcMessageId"), thread.awaits?.message ?? 0n);
        assert.equal(memory.field(thread.address, "_ETHREAD", "AlpcMessage"), 0n);
      }
      for (const { address, waitQueue } of facts.ports) {
        assert.deepEqual(
          memory.structures(memory.place(address, "_ALPC_PORT", "WaitQueue"), "_ETHREAD", "AlpcWaitListEntry"),
          waitQueue,
        );
      }
    });
  });
}

describe("a direct queue", () => {
  it("exists from Windows 10 on; asking for it before is an error of the scene", () => {
    const asksDirectly = (id: LayoutId) => {
      const scenario = new KernelScenario(id);
      const server = scenario.process("a.exe");
      server.thread();
      const client = scenario.process("b.exe");
      const message = client.thread().asks(client.connectsTo(server.createsPort("\\a")), { queue: "Direct" });
      return { image: scenario.build(), message };
    };
    const { image, message } = asksDirectly("win10-10240-x86");
    assert.deepEqual(image.facts.ports[0]?.queues.Direct, { length: 1, messages: [message.address] });
    assert.throws(() => asksDirectly("win81-x64"), /has no _ALPC_PORT\.DirectQueueLength/);
  });
});
