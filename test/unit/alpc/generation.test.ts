/** Opening the generation, and what its questions cost. */
import assert from "node:assert/strict";
import sinon from "sinon";
import type { LayoutTable } from "../../host/target.ts";
import { scatterPools } from "../../bench/scatter.ts";
import { scaled } from "../../kernel/targets/index.ts";
import { KernelScenario } from "../../kernel/scenario/scenario.ts";
import { alpcGeneration } from "../../../src/alpc/generation.ts";
import { decodeMessageAttributes } from "../../../src/alpc/message/message-attributes.ts";
import { readAlpcPort } from "../../../src/alpc/port/port.ts";
import { readBlobKind } from "../../../src/alpc/resource/blob.ts";
import { openPack } from "../pack.ts";
import { all, busySystem, open, sure } from "./scene.ts";
import { toBigInt, word } from "../words.ts";

function without(layout: LayoutTable, ...types: readonly string[]): LayoutTable {
  return {
    ...layout,
    types: Object.fromEntries(Object.entries(layout.types).filter(([name]) => !types.includes(name))),
  };
}

describe("the ALPC generation", () => {
  it("says in one sentence that Vista RTM's symbols do not describe ports", () => {
    const image = busySystem("vista-sp2-x86", {
      adaptShownLayout: (layout) => without(layout, "_ALPC_PORT", "_KALPC_MESSAGE"),
    });
    const { target } = openPack(image.target);
    assert.throws(() => alpcGeneration(target), {
      code: "no-alpc-types",
      message: /do not describe _ALPC_PORT and _KALPC_MESSAGE \(as on Windows Vista/,
    });
  });

  it("keeps of each port and connection its own bytes, not the page around them", () => {
    const image = scaled(200, "win10-19041-x64", scatterPools);
    const { target, generation } = open(image);
    const buffers = new Set<ArrayBufferLike>();
    let own = 0;
    for (const address of generation.walkPorts()) {
      const port = sure(readAlpcPort(target, address));
      for (const { structure } of [port, sure(port.communicationInfo)]) {
        buffers.add(structure.bytes.buffer);
        own += structure.bytes.length;
        assert.deepEqual(structure.bytes, sure(target.read(structure.address, structure.layout.size)));
      }
    }
    const kept = [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
    assert.ok(kept < 2 * own, `${kept} bytes for ${own}`);
  });

  it("finds kinds of resources by their numbers where the symbols name no blob type", () => {
    const image = busySystem("win7-sp1-x64", {
      adaptShownLayout: (layout) => ({
        ...layout,
        symbols: Object.fromEntries(Object.entries(layout.symbols).filter(([name]) => !/^Alpc.*Type$/.test(name))),
      }),
    });
    const { target } = open(image);
    const view = image.facts.resources.find(({ kind }) => kind === "view");
    assert.equal(readBlobKind(target, word(view?.address ?? 0n)), "View");
  });

  it("takes the numbers of kinds from the kernel's own blob types", () => {
    const image = busySystem("win7-sp1-x64");
    const { machine } = image.scenario;
    const view = image.facts.resources.find(({ kind }) => kind === "view");
    machine.writeField(machine.findSymbol("AlpcViewType") ?? 0n, "_BLOB_TYPE", "ResourceId", 0x2a);
    machine.writeField((view?.address ?? 0n) - BigInt(machine.sizeOf("_BLOB")), "_BLOB", "ResourceId", 0x2a);
    assert.equal(readBlobKind(open(image).target, word(view?.address ?? 0n)), "View");
  });

  for (const [id, value] of [
    ["win10-10240-x86", 0x9c000101n],
    ["win10-17763-x64", 0xffffa801_00001001n],
    ["win11-22621-x64", 0xffffa801_00001002n],
  ] as const) {
    it(`takes the flags off a direct event's pointer on ${id}`, () => {
      const image = busySystem(id);
      const address = image.facts.messages[0]?.address ?? 0n;
      const member = image.scenario.machine.has("_KALPC_DIRECT_EVENT", "Value") ? "Value" : "Event";
      image.writeField(address, "_KALPC_MESSAGE", `MessageAttributes.DirectEvent.${member}`, value);
      const event = sure(
        decodeMessageAttributes(sure(open(image).generation.readMessage(word(address))).structure).directEvent,
      );
      assert.equal(toBigInt(event.event), value & ~3n);
      assert.equal(event.isReferenced, true);
    });
  }

  for (const order of ["first to last", "last to first"] as const) {
    it(`asks each message of a long queue from ${order} without walking it for each`, () => {
      const system = new KernelScenario("win7-sp1-x64");
      system.process("System", { id: 4 }).thread();
      const port = system.process("server.exe").createsPort("\\busy");
      const client = system.process("client.exe");
      const connection = client.connectsTo(port);
      const sender = client.thread();
      for (let index = 0; index < 1000; index += 1) {
        sender.sends(connection);
      }
      const { generation, target } = open(system.build());
      const messages = Array.from(generation.walkMessages());
      assert.equal(messages.length, 1000);
      const read = sinon.spy(target, "readPointer");
      for (const address of order === "first to last" ? messages : messages.reverse()) {
        assert.equal(sure(generation.readMessage(address)).queue, "Main");
      }
      // Each link twice at most, and a few more per message for its ports.
      assert.ok(read.callCount < 10 * messages.length, `${read.callCount} pointers read`);
    }).timeout(10000);
  }

  it("costs a handful of memory reads per port, and no typed object", () => {
    const system = new KernelScenario("win11-22621-x64");
    system.process("System", { id: 4 }).thread();
    const server = system.process("server.exe");
    for (let index = 0; index < 100; index += 1) {
      const port = server.createsPort(`\\RPC Control\\port-${index}`);
      system.process(`client${index}.exe`).connectsTo(port);
    }
    const opened = openPack(system.build().target);
    const generation = alpcGeneration(opened.target);
    all(generation.walkPorts());
    opened.target.dropStop();
    opened.debugger.counters.reset();
    let ports = 0;
    for (const address of generation.walkPorts()) {
      sure(generation.readPort(address));
      ports += 1;
    }
    assert.equal(ports, 300);
    assert.equal(opened.debugger.counters.calls("createTypedObject"), 0);
    assert.equal(opened.debugger.counters.calls("getModuleType") < 20, true);
    const reads = opened.debugger.counters.calls("readMemoryValues");
    assert.ok(reads < 2.5 * ports, `${reads} reads for ${ports} ports`);
  }).timeout(10000);
});
