/** Damaged lists, and a target that changes while they are walked: each walk ends and says why. */
import assert from "node:assert/strict";
import { fragileSystem, portAt } from "./robustness-scene.ts";
import {
  PORT,
  MESSAGE,
  type Undamaged,
  client,
  set,
  listed,
  contradictions,
  assertRestUnaffected,
} from "./robustness-checks.ts";

const INFO = "_ALPC_COMMUNICATION_INFO";

/** Where the members of a list link an element. */
function link(system: Undamaged, object: bigint, type: string, path: string): bigint {
  return system.image.fieldAddress(object, type, path);
}

function messageLink(system: Undamaged, index: number): bigint {
  return link(system, system.messages[index]?.address ?? 0n, MESSAGE, "Entry");
}

describe("lists that lead astray", () => {
  const places: readonly {
    readonly name: string;
    readonly to: (system: Undamaged) => bigint;
    readonly says: RegExp;
  }[] = [
    {
      name: "in a circle without the head",
      to: (system) => messageLink(system, 0),
      says: /names 0x[0-9a-f]+ as the one before it|runs in a circle/,
    },
    {
      name: "to themselves",
      to: (system) => messageLink(system, 1),
      says: /names 0x[0-9a-f]+ as the one before it|runs in a circle/,
    },
    { name: "to user space", to: () => 0x7ffe_0000n, says: /0x7ffe0000 is not in kernel space/ },
    { name: "to null", to: () => 0n, says: /the pointer is null/ },
    {
      name: "to memory that is not there",
      to: () => 0xffff_c0de_0000_1000n,
      says: /memory at 0xffffc0de00001000 \(16 bytes\) cannot be read/,
    },
    {
      name: "to freed memory",
      to: (system) => system.image.scenario.machine.allocate("paged", 0x100, "Free") + 0x40n,
      says: /names 0x0 as the one before it|leads to|null/,
    },
    {
      name: "to another port's queue",
      to: (system) => link(system, system.audio.address, PORT, "PendingQueue"),
      says: /names 0x[0-9a-f]+ as the one before it/,
    },
  ];

  for (const { name, to, says } of places) {
    it(`a queue ${name}: every message is found, the walk ends, and the reason is given`, () => {
      const system = fragileSystem(undefined, (whole) => {
        whole.image.writePointer(messageLink(whole, 1), to(whole));
      });
      const queue = system.pack.evaluate(`${portAt(system.port.address)}.MainQueue`);
      assert.deepEqual(
        system.pack.addresses(queue),
        system.messages.map(({ address }) => address),
      );
      assert.equal(system.pack.property(queue, "IsConsistent"), false);
      assert.match(String(system.pack.property(queue, "End")), says);
      const isMissing = name === "to memory that is not there";
      assert.equal(
        contradictions(system).some((text) => text.includes("Its Main queue is broken")),
        !isMissing,
        contradictions(system).join("\n"),
      );
      assert.equal(/alpc-unreadable/.test(system.pack.print("!alpcx_findings")), isMissing);
      assertRestUnaffected(system);
    });

    it(`the list of ports ${name}: every port is found and the reason is given`, () => {
      const system = fragileSystem(undefined, (whole) => {
        const at = link(whole, client(whole, 1).address, PORT, "PortListEntry");
        whole.image.writePointer(
          at,
          name === "to themselves"
            ? at
            : name.startsWith("in a circle")
              ? link(whole, whole.port.address, PORT, "PortListEntry")
              : to(whole),
        );
      });
      assert.match(listed(system).printed, /^alpcx: not all ports could be seen: .* \(13 seen\)\.\n$/);
      assertRestUnaffected(system);
    });

    it(`the connections of a port ${name}: all of them are found`, () => {
      const system = fragileSystem(undefined, (whole) => {
        const at = link(whole, client(whole, 1).communicationInfo, INFO, "CommunicationList");
        whole.image.writePointer(
          at,
          name === "to themselves"
            ? at
            : name.startsWith("in a circle")
              ? link(whole, client(whole, 0).communicationInfo, INFO, "CommunicationList")
              : to(whole),
        );
      });
      assert.equal(system.pack.ask(`${portAt(system.port.address)}.Connections.Count()`), 3);
      assertRestUnaffected(system);
    });
  }

  it("threads of a process: those behind the break are found", () => {
    const system = fragileSystem(undefined, (whole) => {
      const [, second] = whole.client.threads;
      set(whole, second?.address ?? 0n, "_ETHREAD", "ThreadListEntry.Flink", 0x41414141n);
    });
    assert.equal(system.pack.ask("@$cursession.Alpc.WaitingThreads.Count()"), 4);
    assertRestUnaffected(system);
  });
});

describe("a target that changes between two reads", () => {
  it("a queue whose messages are received meanwhile: no exception, no endless walk, and the next stop is right", () => {
    const system = fragileSystem(undefined, () => undefined);
    const { pack, image } = system;
    const queue = pack.evaluate(`${portAt(system.port.address)}.MainQueue`);
    // The first element is handed out, then the list becomes empty.
    const walk = pack.access.iterate(queue)[Symbol.iterator]();
    assert.equal(pack.address(walk.next().value?.value), system.messages[0]?.address);
    const head = link(system, system.port.address, PORT, "MainQueue");
    image.writePointer(head, head);
    image.writePointer(head + 8n, head);
    set(system, system.port.address, PORT, "MainQueueLength", 0n);
    let rest = 0;
    while (walk.next().done !== true && rest < 10) {
      rest += 1;
    }
    assert.ok(rest <= 2, `${rest} more`);
    pack.evaluate("@$cursession.Alpc.Refresh()");
    assert.equal(pack.ask(`${portAt(system.port.address)}.MainQueue`), "0 messages");
    assertRestUnaffected(system);
  });

  it("the list of ports cut in the middle of its walk: the walk ends and says why", () => {
    const system = fragileSystem(undefined, () => undefined);
    const { pack, image } = system;
    const walk = pack.access.iterate(pack.evaluate("@$cursession.Alpc.Ports"))[Symbol.iterator]();
    walk.next();
    // The one that comes next is freed, and what lay there is something else now.
    for (const { address } of image.scenario.ports.all.slice(1, 3)) {
      image.write(link(system, address, PORT, "PortListEntry"), new Uint8Array(16).fill(0x41));
    }
    pack.debugger.output.take();
    let count = 1;
    while (walk.next().done !== true && count < 100) {
      count += 1;
    }
    assert.ok(count >= 11 && count <= 13, `${count} ports`);
    assert.match(pack.debugger.output.take(), /not all ports could be seen/);
  });
});
