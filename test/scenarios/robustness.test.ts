/** Damaged kernel structures: the damage is named, and everything else stays visible. */
import assert from "node:assert/strict";
import type { FieldValue } from "../kernel/structure.ts";
import type { ScenarioPort } from "../kernel/scenario/port.ts";
import { fragileSystem, hex, portAt, type FragileSystem } from "./robustness-scene.ts";

const PORT = "_ALPC_PORT";
const MESSAGE = "_KALPC_MESSAGE";
const INFO = "_ALPC_COMMUNICATION_INFO";

type Undamaged = Omit<FragileSystem, "pack">;

/** Where the members of a list link an element. */
function link(system: Undamaged, object: bigint, type: string, path: string): bigint {
  return system.image.fieldAddress(object, type, path);
}

function messageLink(system: Undamaged, index: number): bigint {
  return link(system, system.messages[index]?.address ?? 0n, MESSAGE, "Entry");
}

function client(system: Undamaged, index: number): ScenarioPort {
  return system.connections[index]?.clientPort ?? assert.fail("no such connection");
}

function set(system: Undamaged, object: bigint, type: string, path: string, value: FieldValue): void {
  system.image.writeField(object, type, path, value);
}

/** The `_UNICODE_STRING` of a named port. */
function nameOf({ image }: Undamaged, port: ScenarioPort): { readonly at: bigint; readonly buffer: bigint } {
  const { machine } = image.scenario;
  const info =
    port.address - machine.offsetOf("_OBJECT_HEADER", "Body") - BigInt(machine.sizeOf("_OBJECT_HEADER_NAME_INFO"));
  const at = image.fieldAddress(info, "_OBJECT_HEADER_NAME_INFO", "Name");
  const bytes =
    image.target.memory.read(image.fieldAddress(at, "_UNICODE_STRING", "Buffer"), 8) ?? assert.fail("no name");
  return { at, buffer: new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true) };
}

/** All ports that the list shows, and what is printed beside it. */
function listed({ pack }: FragileSystem): { readonly ports: ReadonlySet<bigint>; readonly printed: string } {
  pack.debugger.output.take();
  const ports = new Set(pack.addresses(pack.evaluate("@$cursession.Alpc.Ports")));
  return { ports, printed: pack.debugger.output.take() };
}

/** Explanations of the rule that names contradictions. */
function contradictions({ pack }: FragileSystem): readonly string[] {
  return pack
    .elements(pack.evaluate("@$cursession.Alpc.Findings"))
    .filter((finding) => pack.property(finding, "Rule") === "alpc-inconsistent")
    .map((finding) => `${String(pack.property(finding, "Title"))}: ${String(pack.property(finding, "Explanation"))}`);
}

/** What holds in every damaged system: the whole rest is listed, and what is said of it is what it was. */
function assertRestUnaffected(system: FragileSystem, without: readonly bigint[] = []): void {
  const { ports } = listed(system);
  for (const { address } of system.image.scenario.ports.all) {
    assert.equal(ports.has(address), !without.includes(address), `port ${hex(address)}`);
  }
  const { pack, quiet, quietConnection } = system;
  assert.equal(
    pack.ask(`${portAt(quiet.address)}`),
    `${hex(quiet.address)} ALPC_CONNECTION_PORT '\\RPC Control\\quiet' of svchost.exe (380)`,
  );
  assert.equal(pack.ask(`${portAt(quiet.address)}.Connections.Count()`), 1);
  assert.equal(
    pack.ask(`${portAt(quietConnection.clientPort.address)}`),
    `${hex(quietConnection.clientPort.address)} ALPC_CLIENT_COMMUNICATION_PORT of winword.exe (800) to 'quiet' of svchost.exe (380)`,
  );
  assert.ok(!contradictions(system).some((text) => text.includes("quiet")));
}

describe("a sound system", () => {
  it("has no contradictions", () => {
    const system = fragileSystem();
    assert.deepEqual(contradictions(system), []);
    assert.equal(listed(system).printed, "");
    assertRestUnaffected(system);
  });
});

describe("memory that is not there", () => {
  it("a port on the list: the others are seen, and it is told where the list breaks", () => {
    const system = fragileSystem(undefined, (whole) => {
      whole.image.unmap(client(whole, 1).address);
    });
    const gone = client(system, 1).address;
    assert.match(
      listed(system).printed,
      new RegExp(`not all ports could be seen: memory at ${hex(gone)} .* cannot be read, linked from 0x`),
    );
    assert.equal(listed(system).printed, "", "it is told once");
    assertRestUnaffected(system, [gone]);
    assert.match(
      String(system.pack.ask(`${portAt(client(system, 1).connection?.serverPort?.address ?? 0n)}.Peer`)),
      new RegExp(`<_ALPC_PORT at ${hex(gone)} .* cannot be read>`),
    );
  });

  it("a name's characters: the port is shown by its address, with the reason in the place of its name", () => {
    const system = fragileSystem(undefined, (whole) => {
      whole.image.unmap(nameOf(whole, whole.port).buffer);
    });
    assert.match(
      String(system.pack.ask(`${portAt(system.port.address)}.Name`)),
      /^<the characters of a string at 0x[0-9a-f]+ \(14 bytes\) cannot be read>$/,
    );
    assert.match(
      String(system.pack.ask(portAt(system.port.address))),
      /ALPC_CONNECTION_PORT.* of spoolsv\.exe \(300\), 3 messages queued/,
    );
    assertRestUnaffected(system);
  });

  it("a message of a queue: those behind it are seen, and the queue says what is missing", () => {
    const system = fragileSystem(undefined, (whole) => {
      whole.image.unmap(whole.messages[1]?.address ?? 0n);
    });
    const queue = system.pack.evaluate(`${portAt(system.port.address)}.MainQueue`);
    assert.deepEqual(system.pack.addresses(queue), [system.messages[0]?.address, system.messages[2]?.address]);
    assert.equal(system.pack.property(queue, "IsConsistent"), false);
    assert.match(
      system.pack.display(queue),
      /^2 messages <the kernel says 3; memory at 0x[0-9a-f]+ \(16 bytes\) cannot be read, linked from 0x/,
    );
    // A page that is missing contradicts nothing: it is told as missing.
    assert.equal(contradictions(system).filter((text) => text.includes("Its Main queue is broken")).length, 0);
    assert.match(system.pack.print("!alpcx_findings"), /alpc-unreadable/);
    assertRestUnaffected(system);
  });

  it("the payload of a message: its header is shown", () => {
    const system = fragileSystem(undefined, (whole) => {
      set(whole, whole.messages[0]?.address ?? 0n, MESSAGE, "ExtensionBuffer", 0xffff_c0de_0000_1000n);
      set(whole, whole.messages[0]?.address ?? 0n, MESSAGE, "ExtensionBufferSize", 0x1000n);
    });
    const message = `@$cursession.Alpc.Message(${hex(system.messages[0]?.address ?? 0n)})`;
    assert.equal(system.pack.ask(`${message}.Type`), "LPC_REQUEST");
    assert.match(String(system.pack.ask(`${message}.Data.Bytes`)), /^<.*cannot be read>$/);
    assert.match(String(system.pack.ask(`${message}.Rpc`)), /^<.*>$/);
    assertRestUnaffected(system);
  });

  it("a process: its ports are shown with the reason in the place of its name", () => {
    const system = fragileSystem(undefined, (whole) => {
      whole.image.unmap(whole.spooler.address, 0x1000);
    });
    assert.match(
      String(system.pack.ask(`${portAt(system.port.address)}.Owner.Name`)),
      /^<_EPROCESS at 0x[0-9a-f]+ .* cannot be read>$/,
    );
    assert.match(
      String(system.pack.ask(portAt(system.port.address))),
      /'\\RPC Control\\spooler' of <.*cannot be read>, 3 messages queued$/,
    );
    assertRestUnaffected(system);
  });

  it("the list's head: ports come from names, handles and connections", () => {
    const system = fragileSystem(undefined, (whole) => {
      whole.image.writePointer(whole.image.scenario.machine.findSymbol("AlpcpPortList") ?? 0n, 0xffff_c0de_0000_1000n);
    });
    assert.match(listed(system).printed, /not all ports could be seen: .*cannot be read/);
    assertRestUnaffected(system);
  });
});

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

describe("wrong lengths", () => {
  it("of a queue: the count of the walk stands beside the kernel's, and a finding says so", () => {
    const system = fragileSystem(undefined, (whole) => {
      set(whole, whole.port.address, PORT, "MainQueueLength", 7n);
    });
    const queue = system.pack.evaluate(`${portAt(system.port.address)}.MainQueue`);
    assert.deepEqual(
      ["Length", "Count", "IsConsistent"].map((name) => system.pack.property(queue, name)),
      [7, 3, false],
    );
    assert.ok(contradictions(system).some((text) => text.includes("7") && text.includes("Main queue")));
    assertRestUnaffected(system);
  });

  for (const [what, length, maximum] of [
    ["odd", 13, 14],
    ["over its maximum", 40, 14],
    ["65,535", 0xffff, 0xffff],
  ] as const) {
    it(`of a name, ${what}: it is none, and says so`, () => {
      const system = fragileSystem(undefined, (whole) => {
        set(whole, nameOf(whole, whole.port).at, "_UNICODE_STRING", "Length", length);
        set(whole, nameOf(whole, whole.port).at, "_UNICODE_STRING", "MaximumLength", maximum);
      });
      assert.match(
        String(system.pack.ask(`${portAt(system.port.address)}.Name`)),
        new RegExp(`^<corrupt string: Length ${length}, MaximumLength ${maximum}>$`),
      );
      assertRestUnaffected(system);
    });
  }

  it("of a message's data: a finding names the contradiction, and no more is read than there is", () => {
    const system = fragileSystem(undefined, (whole) => {
      set(whole, whole.messages[0]?.address ?? 0n, MESSAGE, "PortMessage.u1.s1.DataLength", 0x7fff);
    });
    const message = `@$cursession.Alpc.Message(${hex(system.messages[0]?.address ?? 0n)})`;
    assert.equal(system.pack.ask(`${message}.DataLength`), 0x7fff);
    const { bytes } = system.pack.cost(() => {
      system.pack.ask(`${message}.Data.HexDump`);
    });
    assert.ok(bytes <= 16 * 4096, `${bytes} bytes`);
    assert.ok(contradictions(system).some((text) => text.includes("Its data length 0x7fff exceeds its total length")));
    assertRestUnaffected(system);
  });
});

describe("ports and messages that contradict themselves", () => {
  it("a communication info full of garbage: the state still tells the kind", () => {
    const system = fragileSystem(undefined, (whole) => {
      whole.image.write(client(whole, 0).communicationInfo, new Uint8Array(0x40).fill(0xdd));
    });
    const display = String(system.pack.ask(portAt(client(system, 0).address)));
    assert.match(display, /(ALPC_CLIENT_COMMUNICATION_PORT|UNKNOWN) of winword\.exe \(800\).*inconsistent/);
    assert.ok(contradictions(system).some((text) => text.includes(hex(client(system, 0).address))));
    assertRestUnaffected(system);
  });

  it("a communication info that belongs to another connection", () => {
    const system = fragileSystem(undefined, (whole) => {
      set(whole, client(whole, 0).address, PORT, "CommunicationInfo", client(whole, 1).communicationInfo);
    });
    assert.match(String(system.pack.ask(portAt(client(system, 0).address))), /inconsistent/);
    assert.ok(
      contradictions(system).some(
        (text) => text.includes(hex(client(system, 0).address)) && text.includes("No slot of its communication info"),
      ),
    );
    assertRestUnaffected(system);
  });

  it("a communication info in user space", () => {
    const system = fragileSystem(undefined, (whole) => {
      set(whole, client(whole, 0).address, PORT, "CommunicationInfo", 0x7ffe_0000n);
    });
    assert.equal(system.pack.ask(`${portAt(client(system, 0).address)}.Kind`), "ALPC_CLIENT_COMMUNICATION_PORT");
    assert.match(String(system.pack.ask(`${portAt(client(system, 0).address)}.ServerPort`)), /0x7ffe0000/);
    assertRestUnaffected(system);
  });

  it("a message whose PortQueue lies: its links are believed, and a finding says so", () => {
    const system = fragileSystem(undefined, (whole) => {
      set(whole, whole.messages[1]?.address ?? 0n, MESSAGE, "PortQueue", whole.audio.address);
    });
    const message = `@$cursession.Alpc.Message(${hex(system.messages[1]?.address ?? 0n)})`;
    assert.equal(system.pack.ask(`${portAt(system.port.address)}.MainQueue.Count`), 3);
    assert.equal(system.pack.ask(`${portAt(system.audio.address)}.PendingQueue.Count`), 1);
    assert.equal(system.pack.ask(`${message}.WaitingThread.Id`), 0x814);
    assert.ok(
      contradictions(system).some((text) => text.includes(hex(system.messages[1]?.address ?? 0n))),
      contradictions(system).join("\n"),
    );
    assertRestUnaffected(system);
  });

  it("an owner's pointer with its low bit set: the owner has gone", () => {
    const system = fragileSystem(undefined, (whole) => {
      set(whole, whole.port.address, PORT, "OwnerProcess", whole.spooler.address | 1n);
    });
    const owner = system.pack.evaluate(`${portAt(system.port.address)}.Owner`);
    assert.equal(system.pack.property(owner, "Kind"), "NotApplicable");
    assert.equal(
      system.pack.display(owner),
      `<the owner has gone (it was the process ${hex(system.spooler.address)})>`,
    );
    assertRestUnaffected(system);
  });

  it("a thread that bears another's id: a message's sender is the one of its process", () => {
    const [first] = fragileSystem().messages;
    const other = fragileSystem(undefined, (whole) => {
      const [impostor] = whole.spooler.threads;
      set(whole, impostor?.address ?? 0n, "_ETHREAD", "Cid.UniqueThread", 0x810n);
    });
    assert.equal(
      other.pack.ask(`@$cursession.Alpc.Message(${hex(first?.address ?? 0n)}).Sender`),
      "winword.exe (800.810)",
    );
    assert.match(
      String(other.pack.ask(`@$cursession.Alpc.Message(${hex(first?.address ?? 0n)}).Sender.Thread`)),
      /winword\.exe \(800\.810\)/,
    );
    assertRestUnaffected(other);
  });

  it("an owner that is no process", () => {
    const system = fragileSystem(undefined, (whole) => {
      set(whole, whole.port.address, PORT, "OwnerProcess", whole.audio.address);
    });
    assert.equal(
      system.pack.ask(`${portAt(system.port.address)}.Owner.Name`),
      `<there is no process at ${hex(system.audio.address)}>`,
    );
    assertRestUnaffected(system);
  });

  it("a type index out of range: the communication info still bears witness, and a finding says so", () => {
    const system = fragileSystem(undefined, (whole) => {
      const { machine } = whole.image.scenario;
      set(
        whole,
        client(whole, 0).address - machine.offsetOf("_OBJECT_HEADER", "Body"),
        "_OBJECT_HEADER",
        "TypeIndex",
        0xeen,
      );
    });
    assert.match(
      String(system.pack.ask(portAt(client(system, 0).address))),
      /ALPC_CLIENT_COMMUNICATION_PORT of winword\.exe \(800\) .*inconsistent/,
    );
    assert.ok(
      contradictions(system).some((text) => text.includes("Its object header does not say that it is an ALPC port")),
    );
    assertRestUnaffected(system);
  });
});

describe("handle tables half written", () => {
  const tableOf = (system: Undamaged): bigint => system.client.handleTable?.address ?? assert.fail("no table");

  /** A process with so many handles that its table has a page of pointers. */
  function withLargeTable(damage: (system: Undamaged) => void): FragileSystem {
    return fragileSystem(undefined, (whole) => {
      const event = whole.image.scenario.event();
      for (let count = 0; count < 600; count += 1) {
        whole.client.opens(event.object);
      }
      whole.image.update();
      damage(whole);
    });
  }

  /** The page of pointers, and the address of each. */
  function pageOfPointers({ image, client: owner }: Undamaged): bigint {
    const bytes =
      image.target.memory.read(image.fieldAddress(owner.handleTable?.address ?? 0n, "_HANDLE_TABLE", "TableCode"), 8) ??
      assert.fail("no code");
    return new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true) & ~3n;
  }

  const elements = ({ pack }: FragileSystem): readonly unknown[] =>
    pack.elements(pack.evaluate("Debugger.Utility.Alpc.Process(0x800).Alpc.Handles"));

  /** How many handles to ports are shown; the reason why there are no more may stand behind them. */
  const handles = (system: FragileSystem): number =>
    elements(system).filter((element) => system.pack.access.model.has(element, "GrantedAccess")).length;

  /** What stands in the place of handles that could not be read. */
  const reasons = (system: FragileSystem): string =>
    elements(system)
      .filter((element) => !system.pack.access.model.has(element, "GrantedAccess"))
      .map((element) => system.pack.display(element))
      .join();

  it("a sound one of several pages gives all handles to ports", () => {
    assert.equal(handles(withLargeTable(() => undefined)), 5);
  });

  it("a page that leads to itself ends the walk, at little cost", () => {
    const system = withLargeTable((whole) => {
      const page = pageOfPointers(whole);
      for (let index = 0n; index < 512n; index += 1n) {
        whole.image.writePointer(page + index * 8n, page);
      }
      set(whole, tableOf(whole), "_HANDLE_TABLE", "TableCode", page | 2n);
    });
    const { calls } = system.pack.cost(() => {
      assert.equal(handles(system), 0);
    });
    assert.ok(calls < 2000, `${calls} calls of the host`);
    assert.match(reasons(system), /leads to its page 0x[0-9a-f]+ twice/);
    assertRestUnaffected(system);
  });

  it("a pointer to user space, to nowhere and to null: the other pages are read", () => {
    for (const [value, reason] of [
      [0x7ffe_0000n, /0x7ffe0000 is not in kernel space/],
      [0xffff_c0de_0000_1000n, /cannot be read/],
      [0n, /^$/],
    ] as const) {
      const system = withLargeTable((whole) => {
        whole.image.writePointer(pageOfPointers(whole) + 8n, value);
      });
      assert.equal(handles(system), 5, hex(value));
      assert.match(reasons(system), reason);
    }
  });

  it("entries that lead nowhere are left out", () => {
    const system = fragileSystem(undefined, (whole) => {
      const page = pageOfPointers(whole);
      whole.image.write(page + 16n, new Uint8Array(16).fill(0xff));
    });
    assert.equal(handles(system), 4);
    assertRestUnaffected(system);
  });

  it("a level that does not exist", () => {
    const system = fragileSystem(undefined, (whole) => {
      set(whole, tableOf(whole), "_HANDLE_TABLE", "TableCode", pageOfPointers(whole) | 3n);
    });
    assert.equal(handles(system), 0);
    assert.match(reasons(system), /has level 3; there are only 0 to 2/);
    assertRestUnaffected(system);
  });
});

describe("a target that changes between two reads", () => {
  it("a queue whose messages are received meanwhile: no exception, no endless walk, and the next stop is told right", () => {
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
