/** Resources of ALPC ports in the built kernel: sections, views, reserves, contexts, and where payloads lie. */
import assert from "node:assert/strict";
import { alpcLayoutIds, KernelScenario, type LayoutId } from "../../kernel/index.ts";
import { readersOf } from "../../kernel/reader/index.ts";
import { stateBit } from "./alpc-bench.ts";

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

for (const id of alpcLayoutIds) {
  describe(`ALPC resources on ${id}`, () => {
    const scene = openResources(id);
    const { facts, memory, end, section, region, view, readOnly } = scene;
    const blob = (body: bigint, path: string): bigint | undefined =>
      memory.field(body - BigInt(scene.scenario.machine.sizeOf("_BLOB")), "_BLOB", path);

    it("every resource has a header with its kind", () => {
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
