/** What messages carry: RPC headers, attributes, payloads. */
import assert from "node:assert/strict";
import { alpcLayoutIds, KernelScenario, type KernelImage, type LayoutId } from "../kernel/index.ts";
import { rpcBind, rpcRequest } from "../kernel/targets/rpc.ts";
import { World } from "./expected/world.ts";
import { openPack } from "./pack.ts";

const SERVICE_CONTROL = "367abb81-9844-35f1-ad32-98f038001003";
const PRIVATE_INTERFACE = "11111111-2222-3333-4444-555566667777";
const OBJECT = "1d1a2b0e-7c43-4f5a-9d0e-2b9f6c1e8a55";

/** Words at offsets of an otherwise zero payload. */
function payload(length: number, words: Readonly<Record<number, number>>): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  for (const [offset, value] of Object.entries(words)) {
    view.setUint32(Number(offset), value, true);
  }
  return bytes;
}

/** Ids by what the messages are. */
const ids = {
  bind: 0x100,
  request: 0x104,
  otherNumber: 0x108,
  response: 0x10c,
  fault: 0x110,
  short: 0x114,
  notRpc: 0x118,
  otherConnection: 0x11c,
  privateBind: 0x120,
  privateRequest: 0x124,
  connecting: 0x128,
  unknownKind: 0x12c,
  inline: 0x200,
  extension: 0x204,
  user: 0x208,
  none: 0x20c,
  gone: 0x210,
  canceled: 0x214,
  long: 0x218,
} as const;

function createScene(layout: LayoutId): KernelImage {
  const scenario = new KernelScenario(layout);
  scenario.process("System", { id: 4 }).thread();
  const services = scenario.process("services.exe", { id: 0x204 });
  const client = scenario.process("winlogon.exe", { id: 0x300 });
  const other = scenario.process("LogonUI.exe", { id: 0x400 });
  const gone = scenario.process("setup.exe", { id: 0x500 });
  const rpc = services.createsPort("\\RPC Control\\ntsvcs");
  const plain = services.createsPort("\\SmApiPort");
  const connection = client.connectsTo(rpc);
  const second = other.connectsTo(rpc);
  const thread = client.thread();
  const stranger = other.thread();
  const worker = services.thread();
  thread.sends(connection, {
    id: ids.bind,
    type: "LPC_REQUEST",
    data: rpcBind({ interfaceUuid: SERVICE_CONTROL, major: 2, minor: 0, ndr: 2, ndr64: 3 }),
  });
  thread.sends(connection, {
    id: ids.privateBind,
    type: "LPC_REQUEST",
    data: rpcBind({ interfaceUuid: PRIVATE_INTERFACE, major: 1, minor: 5, ndr: 8 }),
  });
  thread.asks(connection, {
    id: ids.request,
    data: rpcRequest({ callId: 2, interfaceNumber: 3, procedure: 7, objectUuid: OBJECT, argumentBytes: 0x20 }),
  });
  client
    .thread()
    .asks(connection, { id: ids.otherNumber, data: rpcRequest({ callId: 9, interfaceNumber: 5, procedure: 1 }) });
  client
    .thread()
    .asks(connection, { id: ids.privateRequest, data: rpcRequest({ callId: 10, interfaceNumber: 8, procedure: 0 }) });
  stranger.asks(second, { id: ids.otherConnection, data: rpcRequest({ callId: 4, interfaceNumber: 3, procedure: 6 }) });
  worker.sends(connection, { id: ids.response, type: "LPC_REPLY", data: payload(0x20, { 0: 3, 0xc: 2 }) });
  worker.sends(connection, { id: ids.fault, type: "LPC_REPLY", data: payload(0x10, { 0: 2, 8: 0x6ba }) });
  thread.sends(connection, { id: ids.short, data: payload(8, { 0: 1 }) });
  thread.sends(connection, { id: ids.unknownKind, data: payload(0x60, { 0: 17 }) });
  client.thread().connectsTo(rpc, {
    message: { id: ids.connecting, data: rpcRequest({ callId: 1, interfaceNumber: 1, procedure: 1 }) },
  });
  const toPlain = client.connectsTo(plain);
  thread.sends(toPlain, { id: ids.notRpc, data: rpcRequest({ callId: 1, interfaceNumber: 1, procedure: 1 }) });
  thread.sends(toPlain, { id: ids.inline, data: "inline" });
  thread.sends(toPlain, { id: ids.extension, data: "extension", location: "ExtensionBuffer" });
  thread.sends(toPlain, { id: ids.user, data: "with the sender", location: "UserMemory" });
  thread.sends(toPlain, { id: ids.none });
  thread.sends(toPlain, { id: ids.long, data: 0x1100, location: "ExtensionBuffer" });
  const lost = gone.thread();
  lost.sends(gone.connectsTo(plain), { id: ids.gone, data: "gone", location: "UserMemory" });
  client.thread().asks(toPlain, { id: ids.canceled, data: 4, sequenceNo: 0x10, cancelPortContext: 0x99n }).isCanceled();
  return scenario.build();
}

describe("what messages carry", () => {
  function compare(layout: LayoutId): void {
    describe(layout, () => {
      let world: World;
      const ask = (id: number, path: string): unknown =>
        world.pack.ask(`@$cursession.Alpc.Message(0x${id.toString(16)}).${path}`);

      before(() => {
        const image = createScene(layout);
        // Payloads of other processes can be read where the debugger lists these.
        world = new World(openPack(image.target, { targets32: "plain" }), image);
      });

      it("a bind names its interface, its version and the well-known name", () => {
        assert.deepEqual(
          ["Kind", "InterfaceUuid", "InterfaceVersion", "InterfaceName"].map((name) => ask(ids.bind, `Rpc.${name}`)),
          ["Bind", SERVICE_CONTROL, "2.0", "svcctl"],
        );
        assert.equal(ask(ids.bind, "Rpc"), "Bind to svcctl 2.0");
        assert.match(String(ask(ids.bind, "Rpc.CallId")), /^<.*Bind.*>$/);
        assert.equal(ask(ids.privateBind, "Rpc.InterfaceUuid"), PRIVATE_INTERFACE);
        assert.match(
          String(ask(ids.privateBind, "Rpc.InterfaceName")),
          /^<unknown: not one of the well-known interfaces>$/,
        );
      });

      it("a request is joined to the bind that is still queued on its connection", () => {
        assert.deepEqual(
          [
            "Kind",
            "CallId",
            "InterfaceNumber",
            "ProcedureNumber",
            "ObjectUuid",
            "InterfaceUuid",
            "InterfaceVersion",
            "InterfaceName",
          ].map((name) => ask(ids.request, `Rpc.${name}`)),
          ["Request", 2, 3, 7, OBJECT, SERVICE_CONTROL, "2.0", "svcctl"],
        );
        assert.equal(ask(ids.request, "Rpc"), "Request, call 0x2, procedure 7 of svcctl");
        assert.equal(ask(ids.privateRequest, "Rpc.InterfaceUuid"), PRIVATE_INTERFACE);
        assert.match(String(ask(ids.privateRequest, "Rpc.ObjectUuid")), /^<.+>$/);
      });

      it("without that bind the interface is unknown: another number, or another connection", () => {
        for (const id of [ids.otherNumber, ids.otherConnection]) {
          assert.match(String(ask(id, "Rpc.InterfaceUuid")), /^<unknown: .*>$/);
          assert.match(String(ask(id, "Rpc.InterfaceName")), /^<unknown: .*>$/);
        }
        assert.equal(ask(ids.otherConnection, "Rpc"), "Request, call 0x4, procedure 6 of interface number 3");
      });

      it("a response has its call id, a fault its error code", () => {
        assert.deepEqual([ask(ids.response, "Rpc.Kind"), ask(ids.response, "Rpc.CallId")], ["Response", 2]);
        assert.deepEqual([ask(ids.fault, "Rpc.Kind"), ask(ids.fault, "Rpc.ErrorCode")], ["Fault", 0x6ba]);
        assert.match(String(ask(ids.fault, "Rpc.ProcedureNumber")), /^<.+>$/);
      });

      it("what cannot be RPC is not read as RPC", () => {
        for (const id of [ids.short, ids.unknownKind]) {
          assert.equal(ask(id, "Rpc"), "<the payload does not read as local RPC>");
        }
        assert.equal(ask(ids.notRpc, "Rpc"), "<the message goes through no port of an RPC server>");
        assert.equal(ask(ids.connecting, "Rpc"), "<a connection request carries connection information, not RPC>");
      });

      it("payloads are read from wherever they lie", () => {
        const texts: readonly (readonly [id: number, location: string, text: string])[] = [
          [ids.inline, "Inline", "inline"],
          [ids.extension, "ExtensionBuffer", "extension"],
          [ids.user, "UserMemory", "with the sender"],
        ];
        for (const [id, location, text] of texts) {
          assert.equal(ask(id, "Data.Location"), location);
          assert.equal(ask(id, "Data.Length"), text.length * 2);
          const bytes = world.pack
            .elements(world.pack.evaluate(`@$cursession.Alpc.Message(0x${id.toString(16)}).Data.Bytes`))
            .map(Number);
          assert.equal(Buffer.from(bytes).toString("utf16le"), text);
          assert.match(
            String(ask(id, "Data.HexDump.AsText()")),
            new RegExp(`${text.slice(0, 4).split("").join("\\.")}`),
          );
        }
        assert.deepEqual([ask(ids.none, "Data.Location"), ask(ids.none, "Data.Length")], ["None", 0]);
        assert.equal(ask(ids.none, "Data.HexDump"), "<the message carries no data>");
      });

      it("a dump is bounded, says what is left, and follows the limit", () => {
        assert.equal(ask(ids.long, "Data.HexDump"), "4096 bytes (256 more not read)");
        assert.match(String(ask(ids.long, "Data.HexDump[0xff0]")), /^[0-9a-f]{2} .* {2}.{16}$/);
        world.pack.print("dx @$cursession.Alpc.Limits.PayloadBytes = 32");
        assert.equal(String(ask(ids.long, "Data.HexDump.AsText()")).split("\n").length, 2);
        assert.equal(ask(ids.long, "Data.HexDump"), "32 bytes (4320 more not read)");
        world.pack.print("dx @$cursession.Alpc.Limits.PayloadBytes = 4096");
      });

      it("missing memory of a sender is reported with its address", () => {
        const image = createScene(layout);
        const own = new World(openPack(image.target), image);
        const { machine } = image.scenario;
        const message = image.facts.messages.find(({ id }) => id === ids.gone)?.address ?? 0n;
        // An id that nobody has (anymore).
        image.write(
          message + machine.offsetOf("_KALPC_MESSAGE", "PortMessage.ClientId.UniqueProcess"),
          new Uint8Array([0xfc, 0x7f, 0, 0]),
        );
        own.pack.evaluate("@$cursession.Alpc.Refresh()");
        const data = own.pack.evaluate(`@$cursession.Alpc.Message(0x${ids.gone.toString(16)}).Data`);
        own.plain(own.get(data, "Location"), "UserMemory");
        assert.match(
          own.pack.display(own.get(data, "Bytes")),
          /^<the payload lies at 0x[0-9a-f]+ in the sender's memory, and there is no process 0x7ffc anymore>$/,
        );
      });

      it("a canceled message knows where it was", () => {
        assert.equal(ask(ids.canceled, "Queue"), "Canceled");
        assert.equal(ask(ids.canceled, "CancelSequenceNo"), 0x11);
        assert.equal(ask(ids.canceled, "CancelPortContext"), 0x99n);
        assert.equal(ask(ids.canceled, "State.Canceled"), 1);
        const port = world.facts.ports.find(({ path }) => path === "\\SmApiPort")?.address;
        for (const name of ["CancelQueuePort", "CancelSequencePort", "QueuePort"]) {
          world.leadsTo(world.pack.evaluate(`@$cursession.Alpc.Message(0x${ids.canceled.toString(16)}).${name}`), port);
        }
      });
    });
  }

  for (const layout of alpcLayoutIds) {
    compare(layout);
  }
});
