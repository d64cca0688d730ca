/** The simulated machine's parts: sparse memory, structures, pools. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { alpcLayoutIds, KernelScenario, layoutIds, loadLayout } from "../../kernel/index.ts";
import { poolTag } from "../../kernel/pool.ts";
import { SparseMemory } from "../../kernel/sparse-memory.ts";
import { loadInteger, Structure } from "../../kernel/structure.ts";
import { openScene } from "./scene.ts";

describe("sparse memory", () => {
  it("reads across pages that are there", () => {
    const memory = new SparseMemory();
    memory.place(0xffffe00000000ffen, Uint8Array.of(1, 2, 3, 4));
    assert.deepEqual(memory.read(0xffffe00000000ffdn, 6), Uint8Array.of(0, 1, 2, 3, 4, 0));
  });

  it("reads nothing when one byte is missing", () => {
    const memory = new SparseMemory();
    memory.map(0x1000n, 0x1000);
    assert.equal(memory.read(0x1fffn, 2), undefined);
    assert.equal(memory.read(0xfffn, 2), undefined);
    assert.equal(memory.read(0x1fffn, 1)?.length, 1);
  });

  it("writes nothing when one byte is missing", () => {
    const memory = new SparseMemory();
    memory.map(0x1000n, 0x1000);
    assert.equal(memory.write(0x1ffen, Uint8Array.of(1, 2, 3)), false);
    assert.deepEqual(memory.read(0x1ffen, 2), Uint8Array.of(0, 0));
    assert.equal(memory.write(0x5000n, Uint8Array.of(1)), false);
  });

  it("forgets what is unmapped", () => {
    const memory = new SparseMemory();
    memory.place(0x2000n, Uint8Array.of(7));
    memory.unmap(0x2fffn, 1);
    assert.equal(memory.isMapped(0x2000n), false);
  });
});

describe("structures", () => {
  it("bit fields leave their neighbors alone (seed 7)", () => {
    const layout = loadLayout("win10-19041-x64");
    fc.assert(
      fc.property(fc.nat(7), fc.nat(15), fc.nat(1), (queueType, portType, canceled) => {
        const message = new Structure(layout, "_KALPC_MESSAGE");
        message
          .put("u1.State", 0xffffffffn)
          .put("u1.s1.QueueType", queueType)
          .put("u1.s1.QueuePortType", portType)
          .put("u1.s1.Canceled", canceled);
        const expected = ((0xffffffff & ~0xff) >>> 0) | queueType | (portType << 3) | (canceled << 7);
        assert.equal(loadInteger(message.bytes, 0x28, 4), BigInt(expected >>> 0));
      }),
      { seed: 7 },
    );
  });

  it("refuse what does not fit and what is not there", () => {
    const layout = loadLayout("win7-sp1-x64");
    assert.throws(() => new Structure(layout, "_KALPC_MESSAGE").put("u1.s1.QueueType", 4), /does not fit into 2 bits/);
    assert.throws(
      () => new Structure(layout, "_ALPC_PORT").put("DirectQueueLength", 1),
      /has no _ALPC_PORT\.DirectQueueLength/,
    );
    assert.equal(loadInteger(new Structure(layout, "_ALPC_PORT").putIfPresent("DirectQueueLength", 1).bytes, 0, 8), 0n);
  });
});

describe("pools", () => {
  for (const id of layoutIds) {
    it(`${id}: blocks fill each page and know their neighbor's size`, () => {
      const { image, memory, received, waiting } = openScene(id);
      const { machine } = image.scenario;
      const unit = machine.pointerSize * 2;
      const message = machine.hasAlpc ? received : waiting;
      const start = message.address & ~0xfffn;
      const tags = new Map<bigint, number>();
      let previous = 0;
      let offset = 0;
      while (offset < 0x1000) {
        const header = start + BigInt(offset);
        assert.equal(
          Number(memory.field(header, "_POOL_HEADER", "PreviousSize")) * unit,
          previous,
          `at 0x${offset.toString(16)}`,
        );
        previous = Number(memory.field(header, "_POOL_HEADER", "BlockSize")) * unit;
        assert.ok(previous > 0, "a block has a size");
        if (memory.field(header, "_POOL_HEADER", "PoolType") !== 0n) {
          tags.set(
            header + BigInt(machine.sizeOf("_POOL_HEADER")),
            Number(memory.field(header, "_POOL_HEADER", "PoolTag")),
          );
        }
        offset += previous;
      }
      assert.equal(offset, 0x1000);
      const block = machine.hasAlpc ? message.address - BigInt(machine.sizeOf("_BLOB")) : message.address;
      assert.equal(tags.get(block), poolTag(machine.hasAlpc ? "AlMs" : "LpcM"));
    });
  }

  it("keeps a chosen address and refuses one that is taken", () => {
    const scenario = new KernelScenario("win7-sp1-x64");
    const process = scenario.process("a.exe", { address: 0xfffffa80321ac580n });
    assert.equal(process.address, 0xfffffa80321ac580n);
    assert.throws(() => scenario.process("b.exe", { address: 0xfffffa80321ac590n }), /would overlap/);
    const port = process.createsPort("\\x");
    assert.throws(() => process.createsPort("\\y", { address: port.address + 0x10n }), /in use already/);
  });

  it("does not hand out a page that holds a chosen address", () => {
    const scenario = new KernelScenario("win10-19041-x64");
    const first = scenario.event().address;
    const chosen = (first & ~0xfffn) + 0x1080n;
    scenario.event({ address: chosen });
    for (let i = 0; i < 200; i++) {
      const { address } = scenario.event();
      assert.notEqual(address & ~0xfffn, chosen & ~0xfffn);
    }
  });
});

describe("a target's memory", () => {
  it("belongs to a process below the kernel, and to all above", () => {
    for (const id of alpcLayoutIds) {
      const { scenario, client, connection } = openScene(id);
      const thread = client.thread();
      const message = thread.asks(connection, { data: Uint8Array.of(5, 6, 7), location: "UserMemory" });
      const image = scenario.build();
      const [system, , user] = image.target.processes();
      assert.ok(system !== undefined && user !== undefined);
      assert.deepEqual(image.target.memory.read(message.dataAddress, 3, user), Uint8Array.of(5, 6, 7));
      assert.equal(image.target.memory.read(message.dataAddress, 3, system), undefined);
      assert.equal(image.target.memory.read(message.dataAddress, 3), undefined, "the current process is System");
      assert.deepEqual(
        image.target.memory.read(message.address, 8, user),
        image.target.memory.read(message.address, 8, system),
      );
    }
  });

  it("takes 32-bit addresses zero-extended and sign-extended", () => {
    const { image, port } = openScene("win10-10240-x86");
    const extended = port.address | 0xffffffff00000000n;
    assert.deepEqual(image.target.memory.read(extended, 16), image.target.memory.read(port.address, 16));
  });

  it("is writable while live and not in a dump", () => {
    const { image, port } = openScene("win10-19041-x64");
    assert.equal(image.target.memory.write(port.address, Uint8Array.of(1)), true);
    image.setLive(false);
    assert.equal(image.target.isDump, true);
    assert.equal(image.target.memory.write(port.address, Uint8Array.of(2)), false);
    assert.deepEqual(image.target.memory.read(port.address, 1), Uint8Array.of(1));
  });
});
