/** Ports and messages that contradict themselves: the more reliable member is believed, and a finding reports it. */
import assert from "node:assert/strict";
import { fragileSystem, hex, portAt } from "./robustness-scene.ts";
import { PORT, MESSAGE, client, set, contradictions, assertRestUnaffected } from "./robustness-checks.ts";

describe("ports and messages that contradict themselves", () => {
  it("a communication info full of garbage: the state still gives the kind", () => {
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

  it("a message whose PortQueue is wrong: its links are believed, and a finding reports it", () => {
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

  it("a type index out of range: the communication info still identifies the port, and a finding reports it", () => {
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
