/** The layouts of all Windows versions: known offsets and bits, and consistency. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { LayoutTable } from "../../host/target.ts";
import { fieldOf, findField, layoutIds, loadLayout, sizeOf, sizeOfType, type LayoutId } from "../../kernel/index.ts";
import { formatLayout, parseLayout } from "../../kernel/layouts/layout-text.ts";

/** Known figures of each build: member, offset, and for a bit field its first bit and length. */
const pinned: Readonly<
  Record<LayoutId, readonly (readonly [type: string, path: string, offset: number, bit?: readonly [number, number]])[]>
> = {
  "winxp-sp3-x86": [
    ["_LPCP_PORT_OBJECT", "LpcReplyChainHead", 0x78],
    ["_LPCP_PORT_OBJECT", "MsgQueue.ReceiveHead", 0x10],
    ["_ETHREAD", "LpcReplyMessageId", 0x23c],
    ["_ETHREAD", "LpcReceivedMsgIdValid", 0x250, [0, 1]],
    ["_EPROCESS", "ActiveProcessLinks", 0x88],
    ["_KTHREAD", "WaitBlockList", 0x5c],
    ["_LPCP_MESSAGE", "Request", 0x18],
  ],
  "win2003-sp2-x64": [
    ["_LPCP_PORT_OBJECT", "Flags", 0xe4],
    ["_LPCP_MESSAGE", "Request.u2.s2.Type", 0x2c],
    ["_ETHREAD", "LpcReplyChain", 0x310],
    ["_EPROCESS", "ObjectTable", 0x158],
    ["_KTHREAD", "State", 0x154],
    ["_HANDLE_TABLE", "HandleTableList", 0x38],
  ],
  "vista-sp2-x86": [
    ["_ALPC_PORT", "MainQueue", 0x60],
    ["_ALPC_PORT", "PendingQueueLength", 0xe4],
    ["_KALPC_MESSAGE", "PortMessage.MessageId", 0x88],
    ["_KALPC_MESSAGE", "u1.s1.QueueType", 0x18, [0, 2]],
    ["_OBJECT_HEADER", "NameInfoOffset", 0xc],
    ["_ETHREAD", "AlpcMessageId", 0x270],
  ],
  "win7-sp1-x64": [
    ["_ALPC_PORT", "u1.s1.Type", 0x16c, [1, 2]],
    ["_ALPC_PORT", "PortAttributes.Flags", 0xd0],
    ["_KALPC_MESSAGE", "WaitingThread", 0x58],
    ["_EPROCESS", "UniqueProcessId", 0x180],
    ["_OBJECT_HEADER", "TypeIndex", 0x18],
    ["_KTHREAD", "WaitReason", 0x26b],
    ["_ETHREAD", "AlpcWaitListEntry", 0x470],
  ],
  "win81-x64": [
    ["_HANDLE_TABLE_ENTRY", "ObjectPointerBits", 0, [20, 44]],
    ["_KALPC_MESSAGE", "u1.s1.QueuePortType", 0x28, [2, 4]],
    ["_BLOB", "ReferenceCount", 0x18],
    ["_EPROCESS", "ActiveProcessLinks", 0x2e8],
    ["_KTHREAD", "WaitBlockCount", 0x243],
    ["_ALPC_HANDLE_TABLE", "TotalHandles", 0x10],
  ],
  "win10-10240-x86": [
    ["_HANDLE_TABLE_ENTRY", "ObjectPointerBits", 0, [3, 29]],
    ["_ALPC_PORT", "DirectQueue", 0x80],
    ["_KALPC_MESSAGE", "PortMessage.u2.s2.Type", 0x7c],
    ["_KALPC_MESSAGE", "MessageAttributes.DirectEvent", 0x54],
    ["_ETHREAD", "AlpcMessage", 0x3dc],
    ["_EPROCESS", "ExceptionPortState", 0xf0, [0, 3]],
  ],
  "win10-14393-x64": [
    ["_ETHREAD", "AlpcMessageId", 0x6d0],
    ["_KALPC_MESSAGE", "MessageAttributes.WorkOnBehalfData.Ticket.ThreadId", 0xa8],
    ["_ALPC_PORT", "u1.s1.Lpc", 0x1a0, [12, 1]],
    ["_EPROCESS", "ImageFileName", 0x450],
    ["_KTHREAD", "SuspendCount", 0x284],
  ],
  "win10-17763-x64": [
    ["_ETHREAD", "AlpcMessageId", 0x6e0],
    ["_ETHREAD", "AlpcWaitListEntry", 0x6f0],
    ["_KALPC_MESSAGE", "WakeReference2", 0xd8],
    ["_ALPC_PORT", "MainQueueLength", 0x1c0],
    ["_KALPC_MESSAGE", "u1.s1.QueueType", 0x28, [0, 3]],
  ],
  "win10-19041-x64": [
    ["_ALPC_PORT", "MainQueue", 0x90],
    ["_ALPC_PORT", "WaitQueueLength", 0x1d4],
    ["_KALPC_MESSAGE", "PortMessage", 0xf0],
    ["_KALPC_MESSAGE", "ServerThread", 0xc8],
    ["_EPROCESS", "UniqueProcessId", 0x440],
    ["_ETHREAD", "AlpcMessageId", 0x528],
    ["_KALPC_MESSAGE", "u1.s1.QueuePortType", 0x28, [3, 4]],
  ],
  "win11-22000-x64": [
    ["_ALPC_PORT", "MainQueue", 0x90],
    ["_ALPC_HANDLE_TABLE", "TotalHandles", 0x10],
    ["_KLOCK_ENTRY", "WaitingByte", 0x11],
    ["_KLOCK_ENTRY", "LockState", 0],
    ["_ETHREAD", "LockEntries", 0x6a0],
    ["_KTHREAD", "FreezeNormal", 0x31a, [1, 1]],
    ["_ERESOURCE", "ExclusiveWaiters", 0x28],
  ],
  "win11-22621-x64": [
    ["_ETHREAD", "AlpcMessageId", 0x578],
    ["_ETHREAD", "AlpcMessage", 0x580],
    ["_ALPC_COMMUNICATION_INFO", "CommunicationList", 0x18],
    ["_ALPC_HANDLE_TABLE", "TotalHandles", 8],
    ["_OBJECT_DIRECTORY", "SessionId", 0x154],
  ],
};

describe("layout fixtures", () => {
  for (const id of layoutIds) {
    describe(id, () => {
      const layout = loadLayout(id);

      it("has the known figures", () => {
        for (const [type, path, offset, bit] of pinned[id]) {
          const place = fieldOf(layout, type, path);
          assert.deepEqual({ offset: place.offset, bit: place.bit }, { offset, bit }, `${type}.${path}`);
        }
      });

      it("says the pointer size that half a list entry has", () => {
        assert.equal(sizeOf(layout, "_LIST_ENTRY"), layout.pointerSize * 2);
        assert.equal(id.endsWith("x86") ? 4 : 8, layout.pointerSize);
      });

      it("keeps every member inside its structure", () => {
        for (const [name, type] of Object.entries(layout.types)) {
          for (const [member, field] of Object.entries(type.fields)) {
            const size = sizeOfType(layout, field.type) ?? 0;
            assert.ok(field.offset + size <= type.size || field.type.endsWith("[1]"), `${name}.${member}`);
            if (field.bit !== undefined) {
              assert.ok(field.bit[0] + field.bit[1] <= size * 8, `${name}.${member} bits`);
            }
          }
        }
      });

      it("survives the round trip through its text form", () => {
        assert.deepEqual(parseLayout(formatLayout(layout)), layout);
      });

      it("places no two invented symbols on the same bytes", () => {
        const offsets = Object.values(layout.symbols);
        assert.equal(new Set(offsets).size, offsets.length);
        assert.ok(
          layout.symbols["PsActiveProcessHead"] !== undefined && layout.symbols["ObpRootDirectoryObject"] !== undefined,
        );
      });
    });
  }

  it("distinguishes the generations by the thread's fields, not by the types", () => {
    for (const id of layoutIds) {
      const layout = loadLayout(id);
      assert.ok(layout.types["_LPCP_PORT_OBJECT"] !== undefined, `${id} still carries the LPC types`);
      const isAlpc = findField(layout, "_ETHREAD", "AlpcMessageId") !== undefined;
      assert.notEqual(isAlpc, findField(layout, "_ETHREAD", "LpcReplyMessageId") !== undefined, id);
    }
  });

  it("has the figures of one build in full: a message of Windows 10 2004", () => {
    const layout = loadLayout("win10-19041-x64");
    assert.equal(sizeOf(layout, "_KALPC_MESSAGE"), 280);
    assert.equal(layout.symbols["AlpcpPortList"], 12756784);
    assert.equal(layout.enums["_BLOB_ID"]?.["BLOB_TYPE_HANDLE_DATA"], 9);
  });
});

describe("layout text", () => {
  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_:]{0,12}$/);
  const type = fc.constantFrom("unsigned long", "void*", "_LIST_ENTRY", "unsigned char[16]", "_A::b*[2]", "long long");
  const field = fc
    .record({ offset: fc.nat(0xffff), type }, { requiredKeys: ["offset", "type"] })
    .chain((place) =>
      fc
        .option(fc.tuple(fc.nat(63), fc.integer({ min: 1, max: 64 })), { nil: undefined })
        .map((bit) => (bit === undefined ? place : { ...place, bit })),
    );
  const table: fc.Arbitrary<LayoutTable> = fc.record({
    build: fc.stringMatching(/^[A-Za-z0-9 ().]{1,20}$/),
    arch: fc.constantFrom("x86", "x64", "arm64"),
    pointerSize: fc.constantFrom(4, 8),
    types: fc.dictionary(
      name,
      fc.record({
        kind: fc.constantFrom("struct", "union"),
        size: fc.nat(0xffff),
        fields: fc.dictionary(name, field, { maxKeys: 5 }),
      }),
      { maxKeys: 5 },
    ),
    enums: fc.dictionary(name, fc.dictionary(name, fc.nat(0xffff), { minKeys: 1, maxKeys: 4 }), { maxKeys: 3 }),
    symbols: fc.dictionary(name, fc.nat(0xffffff), { maxKeys: 4 }),
  });

  it("round trip: what is written is read again (seed 20250117)", () => {
    fc.assert(
      fc.property(table, (layout) => {
        const plain = JSON.parse(JSON.stringify(layout)) as LayoutTable;
        assert.deepEqual(JSON.parse(JSON.stringify(parseLayout(formatLayout(plain)))), plain);
      }),
      { seed: 20250117, numRuns: 300 },
    );
  });

  it("names the line that it does not understand", () => {
    assert.throws(() => parseLayout("build x\narch x64\npointer 8\nstrukt _A 10: B 0 long\n"), /line 4: "strukt/);
    assert.throws(
      () => parseLayout("arch x64\npointer 8\nstruct _A 10: B long\n"),
      /line 3: "B long" is not "name offset type"/,
    );
    assert.throws(() => parseLayout("arch vax\npointer 8\n"), /arch "vax"/);
    assert.throws(() => parseLayout("arch x64\npointer 6\n"), /pointer "6"/);
  });
});
