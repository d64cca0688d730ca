/** Missing memory and wrong lengths: the rest is shown, with the reason for what is missing. */
import assert from "node:assert/strict";
import type { ScenarioPort } from "../kernel/scenario/port.ts";
import { fragileSystem, hex, portAt } from "./robustness-scene.ts";
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

describe("a sound system", () => {
  it("has no contradictions", () => {
    const system = fragileSystem();
    assert.deepEqual(contradictions(system), []);
    assert.equal(listed(system).printed, "");
    assertRestUnaffected(system);
  });
});

describe("memory that is not there", () => {
  it("a port on the list: the others are found, and the break is reported", () => {
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

  it("a message of a queue: those after it are found, and the queue says what is missing", () => {
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

for (const layout of ["win7-sp1-x64", "win10-19041-x64", "win11-22621-x64"] as const) {
  describe(`a wait of which a page is missing on ${layout}`, () => {
    /** What is told: the waits, and the findings that there must and must not be. */
    function tell(gone: (whole: Undamaged) => bigint): readonly string[] {
      const system = fragileSystem(layout, (whole) => {
        whole.image.unmap(gone(whole));
      });
      assert.deepEqual(contradictions(system), []);
      assert.match(
        system.pack.print("!alpcx_findings"),
        /Information alpc-unreadable: 1 page is not in the dump or target/,
      );
      return system.pack
        .elements(system.pack.evaluate("@$cursession.Alpc.WaitChains"))
        .map((chain) => system.pack.display(chain));
    }

    it("the waiter's thread: the message table knows that it waits", () => {
      const lines = tell((whole) => whole.pending.waitingThread?.address ?? 0n);
      assert.equal(lines.length, 4, lines.join("\n"));
      assert.ok(
        lines.some((line) => /^thread 0x[0-9a-f]+ awaits .*audiosrv\.exe \(340\.344\)/.test(line)),
        lines.join("\n"),
      );
    });

    it("the message: the thread's own field knows that it waits", () => {
      const lines = tell((whole) => whole.pending.address);
      assert.equal(lines.length, 4, lines.join("\n"));
      assert.ok(
        lines.some((line) => /^winword\.exe \(800\.840\) awaits .*cannot be read/.test(line)),
        lines.join("\n"),
      );
    });

    it("a message of a queue: the queue's other end leads to those behind it", () => {
      const lines = tell((whole) => whole.messages[0]?.address ?? 0n);
      assert.equal(lines.filter((line) => /\(800\.81[048]\) awaits /.test(line)).length, 3, lines.join("\n"));
      assert.equal(lines.filter((line) => line.includes("'spooler'")).length >= 2, true, lines.join("\n"));
    });
  });
}

describe("wrong lengths", () => {
  it("of a queue: the count of the walk is shown beside the kernel's, and a finding reports the difference", () => {
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
    it(`of a name, ${what}: it is absent, with the reason`, () => {
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
