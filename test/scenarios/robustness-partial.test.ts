/**
 * Structures across a page boundary with one page missing: members on the other page have their values, and the missing
 * ones are reported as such, never as zero.
 */
import assert from "node:assert/strict";
import { KernelScenario, type KernelImage, type LayoutId } from "../kernel/index.ts";
import { Desk } from "./desk.ts";
import { openOffice } from "./findings-scenes.ts";
import { openPack, type Pack } from "./pack.ts";

const PAGE = 0x1000n;
const LAYOUTS: readonly LayoutId[] = ["win7-sp1-x64", "win10-19041-x64", "win11-22621-x64"];

/** A property of the object, and the members of the structure that it comes from. */
type Field = readonly [property: string, ...members: readonly string[]];

interface Kind {
  readonly type: string;
  readonly expression: (address: string) => string;
  readonly fields: readonly Field[];
}

const PORT: Kind = {
  type: "_ALPC_PORT",
  expression: (address) => `@$cursession.Alpc.Port(${address})`,
  fields: [
    ["Owner.Address", "OwnerProcess"],
    ["SequenceNo", "SequenceNo"],
    ["PortContext", "PortContext"],
    ["Attributes.MaxMessageLength", "PortAttributes.MaxMessageLength"],
    ["MainQueue.Length", "MainQueueLength"],
    ["PendingQueue.Length", "PendingQueueLength"],
    ["State", "u1.State"],
  ],
};

const MESSAGE: Kind = {
  type: "_KALPC_MESSAGE",
  expression: (address) => `@$cursession.Alpc.Message(${address})`,
  fields: [
    ["Id", "PortMessage.MessageId"],
    ["Type", "PortMessage.u2.s2.Type"],
    ["DataLength", "PortMessage.u1.s1.DataLength"],
    ["SequenceNo", "SequenceNo"],
    ["ServerContext", "MessageAttributes.ServerContext"],
    ["PortContext", "MessageAttributes.PortContext"],
    ["WaitingThread.Address", "WaitingThread"],
    ["QuotaProcess.Address", "QuotaProcess"],
  ],
};

const THREAD: Kind = {
  type: "_ETHREAD",
  expression: (address) => `Debugger.Utility.Alpc.Thread(${address})`,
  fields: [
    ["Id", "Cid.UniqueThread"],
    ["State", "Tcb.State"],
    // The reason of a thread that does not wait is that of its last wait.
    ["WaitReason", "Tcb.WaitReason", "Tcb.State"],
    ["SuspendCount", "Tcb.SuspendCount"],
    ["Process.Address", "Tcb.Process"],
  ],
};

interface Scene {
  readonly image: KernelImage;
  readonly address: bigint;
}

/** One port, message and thread; the one of `kind` begins `before` bytes in front of a page. */
function createScene(layout: LayoutId, { type }: Kind, before: bigint): Scene {
  const scenario = new KernelScenario(layout, { isDump: true });
  const { machine } = scenario;
  const at = (pool: "pagedPool" | "nonPagedPool"): bigint => machine.addresses[pool] + 0x4000_0000n + PAGE - before;
  const place = (wanted: string, pool: "pagedPool" | "nonPagedPool"): { readonly address?: bigint } =>
    type === wanted ? { address: at(pool) } : {};
  scenario.process("System", { id: 4 }).thread({ id: 8 });
  const server = scenario.process("spoolsv.exe", { id: 0x300, session: 0 });
  const client = scenario.process("winword.exe", { id: 0x800, session: 1 });
  const port = server.createsPort("\\RPC Control\\spoolss", {
    ...place(PORT.type, "pagedPool"),
    context: 0x1234n,
    sequenceNo: 0x77,
  });
  const waiter = client.thread({ id: 0x810, ...place(THREAD.type, "nonPagedPool") });
  const message = waiter.asks(client.connectsTo(port), {
    ...place(MESSAGE.type, "pagedPool"),
    data: "print",
    serverContext: 0x55n,
    portContext: 0x66n,
    sequenceNo: 0x12,
    secondsAgo: 40,
  });
  const address = { [PORT.type]: port.address, [MESSAGE.type]: message.address, [THREAD.type]: waiter.address }[type];
  return { image: scenario.build(), address: address ?? assert.fail(type) };
}

function valuesOf({ expression, fields }: Kind, pack: Pack, address: bigint): ReadonlyMap<string, unknown> {
  const subject = expression(`0x${address.toString(16)}`);
  return new Map(fields.map(([property]) => [property, readProperty(pack, subject, property.split("."))]));
}

/** The scene with both pages, and what it shows. */
function openWhole(
  desk: Desk,
  layout: LayoutId,
  kind: Kind,
  before: bigint,
): Scene & { readonly values: ReadonlyMap<string, unknown> } {
  const scene = createScene(layout, kind, before);
  return { ...scene, values: valuesOf(kind, desk.open(scene.image.target), scene.address) };
}

/** The value at the end of the path, or the absence that stands on it. */
function readProperty(pack: Pack, subject: string, path: readonly string[]): unknown {
  let value: unknown = pack.evaluate(subject);
  for (const name of path) {
    const display = pack.data(value);
    if (typeof display === "string" && /^<.*>$/.test(display)) {
      return display;
    }
    value = pack.property(value, name);
  }
  return pack.data(value);
}

function isUnreadable(value: unknown): boolean {
  return typeof value === "string" && /^<.*cannot be read.*>$/.test(value);
}

/** A page that is missing is told, and is no contradiction. */
function assertNoContradiction(pack: Pack, isMissed: boolean): void {
  const findings = pack.elements(pack.evaluate("@$cursession.Alpc.Findings"));
  const told = findings.map((finding) => `${pack.display(finding)}: ${String(pack.property(finding, "Explanation"))}`);
  assert.ok(!told.some((text) => text.includes("alpc-inconsistent")), told.join("\n"));
  assert.ok(
    !isMissed || told.some((text) => /^Information alpc-unreadable: 1 page is not in the dump or target/.test(text)),
    told.join("\n"),
  );
}

for (const layout of LAYOUTS) {
  it(`a port's owner on a missing page of ${layout} is told, and is no contradiction`, () => {
    const { scenario, port } = openOffice(layout);
    const image = scenario.build();
    const [type, field] = scenario.machine.hasAlpc
      ? ["_ALPC_PORT", "OwnerProcess"]
      : ["_LPCP_PORT_OBJECT", "ServerProcess"];
    image.writeField(port.address, type, field, port.address - 0x100_0000n);
    assertNoContradiction(openPack(image.target), true);
  });

  for (const kind of [PORT, MESSAGE, THREAD]) {
    describe(`a page boundary through ${kind.type} on ${layout}`, () => {
      const desk = new Desk();
      const { machine } = new KernelScenario(layout);
      const size = BigInt(machine.sizeOf(kind.type));
      for (const quarter of [1n, 2n, 3n]) {
        const before = ((size * quarter) / 4n) & ~0xfn;
        let whole: Scene & { readonly values: ReadonlyMap<string, unknown> };

        beforeEach(() => {
          whole ??= openWhole(desk, layout, kind, before);
        });

        for (const missing of ["first", "second"] as const) {
          it(`0x${before.toString(16)} bytes in, without its ${missing} page`, () => {
            const broken = createScene(layout, kind, before);
            assert.equal(broken.address, whole.address);
            const boundary = broken.address + before;
            assert.equal(boundary % PAGE, 0n);
            broken.image.unmap(missing === "first" ? broken.address : boundary);
            const pack = desk.open(broken.image.target);
            const found = valuesOf(kind, pack, broken.address);
            // Of an object that neither its header nor anything on this page identifies, nothing is believed.
            const isIdentified = kind === THREAD || ![...found.values()].every((value) => isUnreadable(value));
            assert.ok(isIdentified || missing === "first");
            for (const [property, ...members] of kind.fields) {
              const value = found.get(property);
              const isThere = members.every((member) => {
                const offset = machine.offsetOf(kind.type, member);
                return missing === "first" ? offset >= before : offset < before;
              });
              // What can be known in another way is known.
              if ((isThere && isIdentified) || !isUnreadable(value)) {
                assert.deepEqual(value, whole.values.get(property), property);
              }
            }
            const isMissed = [...found.values()].some((value) => isUnreadable(value));
            assertNoContradiction(pack, isMissed);
          });
        }
      }
    });
  }
}
