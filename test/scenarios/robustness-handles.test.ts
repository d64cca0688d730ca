/** Damaged handle tables: the intact pages are read. */
import assert from "node:assert/strict";
import { fragileSystem, hex, type FragileSystem } from "./robustness-scene.ts";
import { type Undamaged, set, assertRestUnaffected } from "./robustness-checks.ts";

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
