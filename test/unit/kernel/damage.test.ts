/** Images can be changed and damaged member by member, and restored. */
import assert from "node:assert/strict";
import { alpcLayoutIds, KernelScenario } from "../../kernel/index.ts";
import { readersOf } from "../../kernel/reader/index.ts";
import { openScene } from "./scene.ts";

describe("damage and change", () => {
  for (const id of alpcLayoutIds) {
    it(`${id}: any member can be broken, and update() heals it`, () => {
      const { image, memory, port, received } = openScene(id);
      const head = image.fieldAddress(port.address, "_ALPC_PORT", "MainQueue");
      const first = memory.pointer(head) ?? 0n;
      image.writePointer(first, first);
      assert.equal(memory.list(head).end, "cycle");
      image.writePointer(first, 0n);
      assert.equal(memory.list(head).end, "null");
      image.writeField(received.address, "_KALPC_MESSAGE", "u1.s1.QueueType", 2);
      assert.equal(memory.field(received.address, "_KALPC_MESSAGE", "u1.s1.QueueType"), 2n);
      image.unmap(first);
      assert.equal(memory.list(head).end, "unreadable");
      image.update();
      assert.equal(memory.list(head).end, "head");
      assert.equal(memory.field(received.address, "_KALPC_MESSAGE", "u1.s1.QueueType"), 3n);
    });
  }

  it("a scene that goes on reaches memory with update()", () => {
    const { scenario, image, client, connection, worker, received, memory, port } = openScene("win11-22621-x64");
    worker.runs().repliesTo(received);
    const next = client.thread().asks(connection, { data: "next" });
    image.update();
    const main = memory.structures(memory.place(port.address, "_ALPC_PORT", "MainQueue"), "_KALPC_MESSAGE", "Entry");
    assert.equal(main.at(-1), next.address);
    assert.deepEqual(image.facts.ports[0]?.queues.Pending.messages, []);
    assert.equal(scenario.messages.all.includes(received), false);
  });

  it("an exited server leaves its port closed, nameless and without an owner, its clients disconnected", () => {
    const scenario = new KernelScenario("win10-19041-x64");
    const server = scenario.process("server.exe");
    server.thread();
    const client = scenario.process("client.exe");
    const port = server.createsPort("\\RPC Control\\gone");
    const connection = client.connectsTo(port);
    client.thread().asks(connection, { data: 4 });
    server.exits();
    const { memory, objects } = readersOf(scenario.build().target);
    assert.equal(memory.field(port.address, "_ALPC_PORT", "OwnerProcess"), server.address | 1n);
    assert.equal(memory.field(port.address, "_ALPC_PORT", "u1.s1.Closed"), 1n);
    assert.equal(memory.field(connection.clientPort.address, "_ALPC_PORT", "u1.s1.Disconnected"), 1n);
    assert.equal(objects.name(port.address), undefined);
    assert.equal(memory.field(port.address, "_ALPC_PORT", "MainQueueLength"), 1n);
  });

  it("claims wrong lengths and states on request", () => {
    const scenario = new KernelScenario("win7-sp1-x64");
    const port = scenario
      .process("a.exe")
      .createsPort("\\a", { state: { Initialized: 0, Closed: 1 }, handleCount: 7, pointerCount: 9 })
      .claimsLength("Main", 19);
    const { memory, objects } = readersOf(scenario.build().target);
    assert.equal(memory.field(port.address, "_ALPC_PORT", "MainQueueLength"), 19n);
    assert.equal(memory.field(port.address, "_ALPC_PORT", "u1.s1.Initialized"), 0n);
    assert.deepEqual([objects.facts(port.address).handleCount, objects.facts(port.address).pointerCount], [7n, 9n]);
  });

  it("symbols can lack what memory has", () => {
    const scenario = new KernelScenario("win10-19041-x64", {
      adaptShownLayout: (layout) => ({
        ...layout,
        symbols: Object.fromEntries(Object.entries(layout.symbols).filter(([name]) => name !== "AlpcpPortList")),
      }),
    });
    scenario.process("a.exe").createsPort("\\a");
    const { target } = scenario.build();
    assert.equal(target.modules[0]?.symbols.get("AlpcpPortList"), undefined);
    assert.ok(target.modules[0]?.symbols.get("PsActiveProcessHead") !== undefined);
  });
});
