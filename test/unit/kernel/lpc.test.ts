/** LPC ports, messages and waits of built images, read back from memory. */
import assert from "node:assert/strict";
import { KernelScenario, lpcLayoutIds } from "../../kernel/index.ts";
import { readersOf } from "../../kernel/reader/index.ts";
import { openScene } from "./scene.ts";

for (const id of lpcLayoutIds) {
  describe(`LPC on ${id}`, () => {
    const {
      facts,
      memory,
      objects,
      port,
      unnamed,
      connection,
      asking,
      queued,
      worker,
      waiting,
      datagram,
      pending,
      idle,
      server,
      client,
      scenario,
    } = openScene(id);
    const field = (address: bigint, path: string): bigint | undefined =>
      memory.field(address, "_LPCP_PORT_OBJECT", path);
    const queueOf = (address: bigint): bigint[] =>
      memory.structures(memory.place(address, "_LPCP_PORT_OBJECT", "MsgQueue.ReceiveHead"), "_LPCP_MESSAGE", "Entry");

    it("there is no list of ports and no ALPC symbol", () => {
      assert.equal(memory.symbol("AlpcpPortList"), undefined);
      assert.equal(memory.has("_ETHREAD", "AlpcMessageId"), false);
    });

    it("flags give the kind; pointers lead to the named port and the other end", () => {
      const kinds = { connection: 1n, unconnected: 2n, server: 3n, client: 4n };
      for (const { address, kind, connectionPort, peer, creator } of facts.ports) {
        assert.equal((field(address, "Flags") ?? 0n) & 0xfn, kinds[kind]);
        assert.equal(field(address, "ConnectionPort"), connectionPort);
        assert.equal(field(address, "ConnectedPort"), peer ?? 0n);
        assert.equal(field(address, "Creator.UniqueProcess"), BigInt(creator?.processId ?? -1));
      }
      assert.equal(field(port.address, "ServerProcess"), server.address);
    });

    it("messages wait on queues whose semaphores count them", () => {
      for (const { address, kind, queues, semaphore } of facts.ports) {
        if (kind === "server") {
          assert.deepEqual(
            [field(address, "MsgQueue.Semaphore"), field(address, "MsgQueue.ReceiveHead.Flink")],
            [0n, 0n],
          );
          continue;
        }
        assert.deepEqual(queueOf(address), queues.Main.messages);
        assert.equal(field(address, "MsgQueue.Semaphore"), semaphore?.address);
        assert.equal(
          memory.field(semaphore?.address ?? 0n, "_DISPATCHER_HEADER", "SignalState"),
          BigInt(queues.Main.length),
        );
        const queue = field(address, "MsgQueue.NonPagedPortQueue") ?? 0n;
        assert.equal(memory.field(queue, "_LPCP_NONPAGED_PORT_QUEUE", "BackPointer"), address);
      }
      assert.deepEqual(queueOf(port.address), [waiting.address, datagram.address, pending.request?.address]);
    });

    it("a received request is gone; only the two ids are left", () => {
      const awaited = memory.field(asking.address, "_ETHREAD", "LpcReplyMessageId");
      assert.equal(awaited, memory.field(worker.address, "_ETHREAD", "LpcReceivedMessageId"));
      assert.equal(memory.field(worker.address, "_ETHREAD", "LpcReceivedMsgIdValid"), 1n);
      assert.equal(memory.field(queued.address, "_ETHREAD", "LpcReceivedMsgIdValid"), 0n);
      assert.equal(
        facts.messages.some(({ id: message }) => BigInt(message) === awaited),
        false,
      );
    });

    it("a waiting client names its port with bit 0 set and hangs on the server's end", () => {
      assert.equal(memory.field(asking.address, "_ETHREAD", "LpcWaitingOnPort"), connection.clientPort.address | 1n);
      const chain = memory.structures(
        memory.place(connection.serverPort?.address ?? 0n, "_LPCP_PORT_OBJECT", "LpcReplyChainHead"),
        "_ETHREAD",
        "LpcReplyChain",
      );
      assert.deepEqual(chain, [asking.address]);
      for (const { address, replyChain } of facts.ports) {
        assert.deepEqual(
          memory.structures(
            memory.place(address, "_LPCP_PORT_OBJECT", "LpcReplyChainHead"),
            "_ETHREAD",
            "LpcReplyChain",
          ),
          replyChain,
        );
      }
    });

    it("who connects waits with reason Executive, names its message, hangs on the connection port; its port has no handle", () => {
      const thread = pending.request?.waitingThread;
      assert.equal(memory.field(thread?.address ?? 0n, "_ETHREAD", "LpcReplyMessage"), pending.request?.address);
      assert.equal(memory.field(thread?.address ?? 0n, "_KTHREAD", "WaitReason"), 0n);
      assert.deepEqual(facts.ports[0]?.replyChain, [thread?.address]);
      assert.deepEqual(facts.ports.find(({ address }) => address === pending.clientPort.address)?.heldBy, []);
      const data =
        memory.place(pending.request?.address ?? 0n, "_LPCP_MESSAGE", "Request") +
        BigInt(scenario.machine.sizeOf("_PORT_MESSAGE"));
      assert.equal(
        memory.pointer(data + (scenario.machine.pointerSize === 4 ? 0x18n : 0x30n)),
        pending.clientPort.address,
      );
    });

    it("receivers wait on the port's semaphore", () => {
      const semaphore = field(unnamed.address, "MsgQueue.Semaphore") ?? 0n;
      const waiters = memory.structures(
        memory.place(semaphore, "_DISPATCHER_HEADER", "WaitListHead"),
        "_KWAIT_BLOCK",
        "WaitListEntry",
      );
      assert.deepEqual(
        waiters.map((block) => memory.field(block, "_KWAIT_BLOCK", "Thread")),
        [idle.address],
      );
      assert.equal(memory.field(idle.address, "_KTHREAD", "WaitReason"), 16n);
    });

    it("messages carry their sender, type and data", () => {
      for (const message of facts.messages) {
        const read = (path: string): bigint | undefined => memory.field(message.address, "_LPCP_MESSAGE", path);
        assert.equal(read("Request.MessageId"), BigInt(message.id));
        assert.equal(read("Request.CallbackId"), BigInt(message.callbackId));
        assert.equal(read("SenderPort"), message.ownerPort);
        assert.equal(read("Request.ClientId.UniqueThread"), BigInt(message.sender.threadId));
        assert.equal(read("Request.u1.s1.TotalLength"), BigInt(message.totalLength));
        assert.deepEqual(memory.bytes(message.data.address, message.dataLength), message.data.bytes);
      }
    });

    it("data that the server may still read stays on its own chain", () => {
      const own = new KernelScenario(id);
      const owner = own.process("server.exe");
      const user = own.process("client.exe");
      const link = user.connectsTo(owner.createsPort("\\data"));
      const message = user.thread().asks(link, { data: 0x40, dataInfo: [{ base: 0x12000n, length: 0x30 }] });
      owner.thread().receives(message);
      const { memory: read } = readersOf(own.build().target);
      const head = read.place(link.serverPort?.address ?? 0n, "_LPCP_PORT_OBJECT", "LpcDataInfoChainHead");
      assert.deepEqual(read.structures(head, "_LPCP_MESSAGE", "Entry"), [message.address]);
      const offset = read.field(message.address, "_LPCP_MESSAGE", "Request.u2.s2.DataInfoOffset") ?? 0n;
      const info = read.place(message.address, "_LPCP_MESSAGE", "Request") + offset;
      assert.equal(read.integer(info, 4), 1n);
      assert.equal(read.pointer(info + BigInt(own.machine.pointerSize)), 0x12000n);
    });

    it("a server that asks its client waits on the client's queue and chain", () => {
      const own = new KernelScenario(id);
      const owner = own.process("server.exe");
      const user = own.process("client.exe");
      const link = user.connectsTo(owner.createsPort("\\back"));
      const thread = owner.thread();
      const message = thread.asks(link, { data: 8 });
      const { facts: told } = own.build();
      const end = told.ports.find(({ kind }) => kind === "client");
      assert.deepEqual([end?.queues.Main.messages, end?.replyChain], [[message.address], [thread.address]]);
    });

    it("a waitable port is of the other type; an unconnected one points to itself", () => {
      const own = new KernelScenario(id);
      const process = own.process("a.exe");
      const waitable = process.createsPort("\\w", { waitable: true });
      const lonely = process.createsUnconnectedPort();
      const read = readersOf(own.build().target);
      assert.equal(read.objects.typeName(waitable.address), "WaitablePort");
      assert.equal(read.memory.field(waitable.address, "_LPCP_PORT_OBJECT", "Flags"), 0x20000001n);
      assert.equal(read.memory.field(lonely.address, "_LPCP_PORT_OBJECT", "ConnectionPort"), lonely.address);
    });

    it("the paged pool's limits enclose every message", () => {
      const start = memory.pointer(memory.symbol("MmPagedPoolStart") ?? 0n) ?? 0n;
      const end = memory.pointer(memory.symbol("MmPagedPoolEnd") ?? 0n) ?? 0n;
      for (const { address } of facts.messages) {
        assert.ok(address >= start && address < end);
      }
      assert.equal(objects.typeName(client.address), "Process");
    });
  });
}
