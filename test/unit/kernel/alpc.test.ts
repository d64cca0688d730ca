/** ALPC ports, queues, messages and resources of built images, read back from memory. */
import assert from "node:assert/strict";
import { alpcLayoutIds, KernelScenario, type LayoutId } from "../../kernel/index.ts";
import { readersOf, type StructureReader } from "../../kernel/reader/index.ts";
import { openScene } from "./scene.ts";

const queues = {
  Main: "MainQueue",
  LargeMessage: "LargeMessageQueue",
  Pending: "PendingQueue",
  Direct: "DirectQueue",
  Canceled: "CanceledQueue",
} as const;

/** A port with every kind of resource, and messages that use them. */
function openResources(id: LayoutId) {
  const scenario = new KernelScenario(id);
  const system = scenario.process("System", { id: 4 });
  system.thread();
  const server = scenario.process("server.exe");
  const client = scenario.process("client.exe");
  const port = server.createsPort("\\RPC Control\\test", {
    attributes: { flags: 0x10000 | 0x80000, maxMessageLength: 0x400, dupObjectTypes: 0x11 },
    security: { kind: "Dynamic", level: 3, effectiveOnly: false, token: scenario.event().address },
    state: { Lpc: 1 },
    sequenceNo: 77,
  });
  const connection = client.connectsTo(port);
  const end = connection.clientPort;
  const section = end.creates.section({ size: 0x20000n, secure: true });
  const region = end.creates.region(section, { offset: 0x1000n, size: 0x2000n });
  const view = end.creates.view(region, server, { base: 0x5a0000n });
  const readOnly = end.creates.view(region, client, { base: 0x6a0000n, writable: false });
  const reserve = end.creates.reserve({ size: 0x80n, active: true });
  const security = end.creates.securityContext({ level: 1, impersonated: true });
  const handleData = end.creates.handleData({
    objectType: 0x10,
    object: scenario.event().object,
    process: client,
    sourceHandle: 0x44,
  });
  const thread = client.thread();
  const rich = thread.sends(connection, {
    data: 0x30,
    view,
    handleData,
    securityData: security,
    reserve,
    onResourceList: true,
    clientContext: 0x11n,
    serverContext: 0x22n,
    portContext: 0x33n,
    cancelPortContext: 0x44n,
    directEvent: 0x1234_5671n,
    workOnBehalf: { threadId: 0x9a4, creationTimeLow: 0xabcd },
  });
  const extended = client.thread().asks(connection, {
    data: Uint8Array.from({ length: 300 }, (_unused, i) => i & 0xff),
    location: "ExtensionBuffer",
    queue: "LargeMessage",
  });
  const user = client.thread().asks(connection, { data: "in my own memory", location: "UserMemory" });
  const canceled = client.thread().asks(connection, { data: 4 });
  canceled.isCanceled();
  const workers = [server.thread(), server.thread(), server.thread()];
  port.hasCompletionPort({ threads: workers, maximumCount: 2, key: 0xbeefn });
  port.hasCompletionList({ head: 5, tail: 9, activeThreads: 2, lastMessageId: 0x40 });
  workers[0]?.waitsForWork();
  const image = scenario.build();
  return {
    scenario,
    server,
    client,
    port,
    connection,
    end,
    section,
    region,
    view,
    readOnly,
    reserve,
    security,
    handleData,
    rich,
    extended,
    user,
    canceled,
    workers,
    image,
    facts: image.facts,
    ...readersOf(image.target),
  };
}

/** Reads a port's state bit by name. */
function stateBit(memory: StructureReader, port: bigint, bit: string): number | undefined {
  return memory.has("_ALPC_PORT", `u1.s1.${bit}`)
    ? Number(memory.field(port, "_ALPC_PORT", `u1.s1.${bit}`))
    : undefined;
}

for (const id of alpcLayoutIds) {
  describe(`ALPC on ${id}`, () => {
    const { facts, memory, port, received, pending } = openScene(id);

    it("all ports stand on the kernel's list, in both directions", () => {
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

    it("messages say who, whence, whither and what", () => {
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

    it("waiting threads name their message; idle ones hang on the wait queue", () => {
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

  describe(`ALPC resources on ${id}`, () => {
    const scene = openResources(id);
    const { facts, memory, end, section, region, view, readOnly } = scene;
    const blob = (body: bigint, path: string): bigint | undefined =>
      memory.field(body - BigInt(scene.scenario.machine.sizeOf("_BLOB")), "_BLOB", path);

    it("every resource has a header that tells its kind", () => {
      const kinds = { section: 4n, region: 5n, view: 6n, reserve: 7n, security: 3n, handleData: 9n, message: 2n };
      for (const resource of facts.resources) {
        assert.equal(blob(resource.address, "ResourceId"), kinds[resource.kind]);
        assert.equal(blob(resource.address, "ReferenceCount"), BigInt(resource.referenceCount));
      }
      assert.equal(blob(scene.rich.address, "ResourceId"), 2n);
      assert.equal(blob(end.communicationInfo, "ResourceId"), 1n);
      const sectionType = memory.symbol("AlpcSectionType") ?? 0n;
      assert.equal(memory.field(sectionType, "_BLOB_TYPE", "ResourceId"), 4n);
      assert.equal(
        memory.pointer((memory.symbol("AlpcpRegisteredTypes") ?? 0n) + 4n * BigInt(scene.scenario.machine.pointerSize)),
        sectionType,
      );
    });

    it("the port's resource list has them in order, kept messages last", () => {
      const entries = memory.list(memory.place(end.address, "_ALPC_PORT", "ResourceListHead"));
      const bodies = entries.entries.map(
        (entry) => entry - memory.place(0n, "_BLOB", "ResourceList") + BigInt(scene.scenario.machine.sizeOf("_BLOB")),
      );
      assert.deepEqual(bodies, facts.ports.find(({ address }) => address === end.address)?.resources);
      assert.deepEqual(bodies.at(-1), scene.rich.address);
    });

    it("sections own regions, regions own views, processes know their views", () => {
      assert.deepEqual(
        memory.structures(
          memory.place(section.address, "_KALPC_SECTION", "RegionListHead"),
          "_KALPC_REGION",
          "RegionListEntry",
        ),
        [region.address],
      );
      assert.deepEqual(
        memory.structures(
          memory.place(region.address, "_KALPC_REGION", "ViewListHead"),
          "_KALPC_VIEW",
          "ViewListEntry",
        ),
        [view.address, readOnly.address],
      );
      assert.deepEqual(
        memory.structures(
          memory.place(scene.server.address, "_EPROCESS", "AlpcContext.ViewListHead"),
          "_KALPC_VIEW",
          "ProcessViewListEntry",
        ),
        [view.address],
      );
      assert.equal(memory.field(section.address, "_KALPC_SECTION", "Size"), 0x20000n);
      assert.equal(memory.field(section.address, "_KALPC_SECTION", "u1.s1.Secure"), 1n);
      assert.equal(memory.field(region.address, "_KALPC_REGION", "ReadWriteView"), view.address);
      assert.equal(memory.field(region.address, "_KALPC_REGION", "ReadOnlyView"), readOnly.address);
      assert.equal(memory.field(view.address, "_KALPC_VIEW", "Address"), 0x5a0000n);
      assert.equal(memory.field(scene.reserve.address, "_KALPC_RESERVE", "Message"), scene.rich.address);
      assert.equal(
        memory.field(scene.security.address, "_KALPC_SECURITY_DATA", "DynamicSecurity.SecurityQos.ImpersonationLevel"),
        1n,
      );
      assert.equal(memory.field(scene.handleData.address, "_KALPC_HANDLE_DATA", "ObjectType"), 0x10n);
    });

    it("the handle table of the communication info leads to what has a handle", () => {
      const info = end.communicationInfo;
      const array = memory.field(info, "_ALPC_COMMUNICATION_INFO", "HandleTable.Handles") ?? 0n;
      const total = Number(memory.field(info, "_ALPC_COMMUNICATION_INFO", "HandleTable.TotalHandles"));
      const read = Array.from({ length: total }, (_unused, i) =>
        memory.pointer(array + BigInt(i * scene.scenario.machine.pointerSize)),
      ).filter((object) => object !== 0n);
      assert.deepEqual(read, [section.address, scene.reserve.address, scene.security.address]);
      assert.equal(memory.field(section.address, "_KALPC_SECTION", "SectionHandle"), 0x10n);
    });

    it("message attributes are there as far as the build has them", () => {
      const read = (path: string): bigint | undefined =>
        memory.field(scene.rich.address, "_KALPC_MESSAGE", `MessageAttributes.${path}`);
      assert.deepEqual(
        [read("ClientContext"), read("ServerContext"), read("PortContext"), read("CancelPortContext")],
        [0x11n, 0x22n, 0x33n, 0x44n],
      );
      assert.deepEqual(
        [read("View"), read("HandleData"), read("SecurityData")],
        [view.address, scene.handleData.address, scene.security.address],
      );
      if (memory.has("_KALPC_MESSAGE", "MessageAttributes.DirectEvent")) {
        const member = memory.has("_KALPC_DIRECT_EVENT", "Value") ? "Value" : "Event";
        assert.equal(read(`DirectEvent.${member}`), 0x1234_5671n);
      }
      if (memory.has("_KALPC_MESSAGE", "MessageAttributes.WorkOnBehalfData")) {
        assert.equal(read("WorkOnBehalfData.Ticket.ThreadId"), 0x9a4n);
      }
    });

    it("payloads lie behind the structure, in an extension buffer, or with their sender", () => {
      const inline =
        memory.place(scene.rich.address, "_KALPC_MESSAGE", "PortMessage") +
        BigInt(scene.scenario.machine.sizeOf("_PORT_MESSAGE"));
      assert.equal(scene.rich.dataAddress, inline);
      assert.equal(
        memory.field(scene.extended.address, "_KALPC_MESSAGE", "ExtensionBuffer"),
        scene.extended.dataAddress,
      );
      assert.equal(memory.field(scene.extended.address, "_KALPC_MESSAGE", "ExtensionBufferSize"), 300n);
      assert.equal(memory.bytes(scene.extended.dataAddress, 300)?.[299], 299 & 0xff);
      assert.equal(memory.field(scene.user.address, "_KALPC_MESSAGE", "DataUserVa"), scene.user.dataAddress);
      assert.equal(memory.bytes(scene.user.dataAddress, 4), undefined);
    });

    it("a canceled message hangs by its other link, and is on no queue by its queue type", () => {
      const { canceled, port } = scene;
      assert.deepEqual(
        memory.structures(
          memory.place(port.address, "_ALPC_PORT", "CanceledQueue"),
          "_KALPC_MESSAGE",
          "CancelListEntry",
        ),
        [canceled.address],
      );
      assert.equal(memory.field(canceled.address, "_KALPC_MESSAGE", "CancelQueuePort"), port.address);
      assert.equal(memory.field(canceled.address, "_KALPC_MESSAGE", "u1.s1.QueueType"), 0n);
      assert.equal(memory.field(canceled.address, "_KALPC_MESSAGE", "u1.s1.Canceled"), 1n);
    });

    it("the completion port has its threads, its counts and its key", () => {
      const { port, workers } = scene;
      const queue = memory.field(port.address, "_ALPC_PORT", "CompletionPort") ?? 0n;
      assert.equal(scene.objects.typeName(queue), "IoCompletion");
      assert.deepEqual(
        memory.structures(memory.place(queue, "_KQUEUE", "ThreadListHead"), "_KTHREAD", "QueueListEntry"),
        workers.map(({ address }) => address),
      );
      assert.equal(memory.field(queue, "_KQUEUE", "CurrentCount"), 2n);
      assert.equal(memory.field(queue, "_KQUEUE", "MaximumCount"), 2n);
      assert.equal(memory.field(port.address, "_ALPC_PORT", "CompletionKey"), 0xbeefn);
      for (const worker of workers) {
        assert.equal(memory.field(worker.address, "_KTHREAD", "Queue"), queue);
      }
      assert.equal(memory.field(port.address, "_ALPC_PORT", "PortAttributes.Flags"), 0x90000n);
      assert.equal(memory.field(port.address, "_ALPC_PORT", "StaticSecurity.SecurityQos.ImpersonationLevel"), 3n);
      assert.equal(stateBit(memory, port.address, "DynamicSecurity"), 1);
      const list = memory.field(port.address, "_ALPC_PORT", "CompletionList") ?? 0n;
      const header = memory.field(list, "_ALPC_COMPLETION_LIST", "Header") ?? 0n;
      assert.deepEqual(
        ["Head", "Tail", "ActiveThreadCount"].map((bit) =>
          memory.field(header, "_ALPC_COMPLETION_LIST_HEADER", `State.u1.s1.${bit}`),
        ),
        [5n, 9n, 2n],
      );
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
