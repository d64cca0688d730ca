/** Handle tables of images of every layout: levels, encodings, and holders. */
import assert from "node:assert/strict";
import { indexHandles, indexHandlesByType } from "../../../src/nt/handle-index.ts";
import { walkHandles, type HandleFacts } from "../../../src/nt/handle-table.ts";
import { collectWalk, type WalkEnd } from "../../../src/nt/walk.ts";
import { findTypeObject } from "../../../src/nt/object-type.ts";
import { limits } from "../../../src/target/limits.ts";
import { Absence } from "../../../src/target/absence.ts";
import type { Target } from "../../../src/target/target.ts";
import { layoutIds, type LayoutId } from "../../kernel/layouts/layouts.ts";
import { toBigInt, word } from "../words.ts";
import { buildScene, type Scene } from "./scene.ts";

/** Handles beyond one page of entries, for either size of an entry. */
const LEVELS: readonly (readonly number[])[] = [[], [0x2004, 0x2ffc]];

/** The first handle beyond a page of pointers to pages of entries: on these layouts, one for each form of an entry. */
const LARGE: readonly (readonly [LayoutId, number])[] = [
  ["winxp-sp3-x86", 0x20_0004],
  ["win7-sp1-x64", 0x8_0004],
  ["win10-10240-x86", 0x20_0004],
  ["win10-19041-x64", 0x8_0004],
];

function handlesOf(target: Target, process: bigint): { readonly handles: readonly object[]; readonly end: WalkEnd } {
  const { entries, end } = collectWalk(walkHandles(target, word(process)));
  return {
    handles: entries.map(({ handle, object, grantedAccess }: HandleFacts) => ({
      handle,
      object: toBigInt(object),
      grantedAccess,
    })),
    end,
  };
}

function lsassOf(scene: Scene): Scene["image"]["facts"]["processes"][number] {
  const lsass = scene.image.facts.processes.find(({ name }) => name === "lsass.exe");
  assert.ok(lsass !== undefined);
  return lsass;
}

for (const layout of layoutIds) {
  describe(`handles on ${layout}`, () => {
    LEVELS.forEach((handles, level) => {
      it(`are all found in a table of level ${level}, with object and access`, () => {
        const scene = buildScene(layout, { handles });
        const lsass = lsassOf(scene);
        assert.equal(lsass.handleTableLevel, level);
        const { handles: found, end } = handlesOf(scene.target, lsass.address);
        assert.deepEqual(
          found,
          lsass.handles.map(({ handle, object, grantedAccess }) => ({ handle, object, grantedAccess })),
        );
        assert.deepEqual([end.kind, end.count], ["head", lsass.handles.length]);
      });
    });

    it("are none in an exited process", () => {
      const { image, target } = buildScene(layout);
      const gone = image.facts.processes.find(({ hasExited }) => hasExited);
      assert.deepEqual(handlesOf(target, gone?.address ?? 0n), {
        handles: [],
        end: { kind: "head", reason: "the end of the list was reached", count: 0 },
      });
    });

    it("give the holders of every port", () => {
      const { image, target } = buildScene(layout);
      const types = image.facts.generation === "ALPC" ? ["ALPC Port"] : ["Port", "WaitablePort"];
      const index = indexHandlesByType(target, types);
      const held = image.facts.ports.filter(({ heldBy }) => heldBy.length > 0);
      assert.equal(index.size, held.length);
      assert.ok(held.some(({ heldBy }) => heldBy.length > 1));
      for (const port of held) {
        const entry = index.get(word(port.address).id);
        assert.deepEqual(
          entry?.holders.map(({ process, handle, grantedAccess }) => ({
            process: toBigInt(process),
            handle,
            grantedAccess,
          })),
          port.heldBy,
        );
        assert.equal(entry?.object.key, port.address.toString(16));
      }
      assert.equal(indexHandlesByType(target, types), index, "one pass a stop");
    });

    it("are distinguished by the requested type objects", () => {
      const { image, target } = buildScene(layout);
      const type = findTypeObject(
        target,
        image.facts.generation === "ALPC" ? "AlpcPortObjectType" : "LpcPortObjectType",
      );
      assert.ok(!(type instanceof Absence));
      const ports = indexHandles(target, (wanted) => wanted.equals(type));
      const others = indexHandles(target, (wanted) => !wanted.equals(type));
      const expected = image.facts.ports
        .filter(({ heldBy }) => heldBy.length > 0)
        .map(({ address }) => word(address).id);
      assert.deepEqual(new Set(ports.keys()), new Set(expected));
      assert.ok(others.size > 0 && [...others.keys()].every((key) => !ports.has(key)));
    });
  });
}

describe("a handle table of level 2", () => {
  for (const [layout, handle] of LARGE) {
    it(`is walked on ${layout}`, () => {
      const scene = buildScene(layout, { handles: [handle] });
      const lsass = lsassOf(scene);
      assert.equal(lsass.handleTableLevel, 2);
      assert.deepEqual(
        handlesOf(scene.target, lsass.address).handles,
        lsass.handles.map(({ handle: value, object, grantedAccess }) => ({ handle: value, object, grantedAccess })),
      );
    }).timeout(20000);
  }
});

describe("damaged handle tables", () => {
  const layouts: readonly LayoutId[] = ["winxp-sp3-x86", "win10-19041-x64"];
  for (const layout of layouts) {
    it(`of ${layout} give what is after an unreadable page`, () => {
      const scene = buildScene(layout, { handles: LEVELS[1] ?? [] });
      const { image, target, system } = scene;
      const lsass = lsassOf(scene);
      const code = target.readStructure("_HANDLE_TABLE", word(lsass.handleTable));
      const top = code instanceof Absence ? code : code.word("TableCode");
      assert.ok(!(top instanceof Absence));
      const firstPage = target.readPointer(top.withoutLowBits(2));
      assert.ok(!(firstPage instanceof Absence));
      image.unmap(toBigInt(firstPage));
      target.dropStop();
      const perPage = 0x1000 / system.machine.sizeOf("_HANDLE_TABLE_ENTRY");
      const { handles, end } = handlesOf(target, lsass.address);
      assert.deepEqual(
        handles.map((facts) => (facts as HandleFacts).handle),
        lsass.handles.map(({ handle }) => handle).filter((handle) => handle >= perPage * 4),
      );
      assert.deepEqual([end.kind, end.at?.key], ["unreadable", firstPage.key]);
    });

    it(`of ${layout} are refused with a level that there is not`, () => {
      const scene = buildScene(layout);
      const lsass = lsassOf(scene);
      scene.image.writeField(lsass.handleTable, "_HANDLE_TABLE", "TableCode", 0xf0001003n);
      assert.match(handlesOf(scene.target, lsass.address).end.reason, /level 3/);
      scene.image.writeField(lsass.address, "_EPROCESS", "ObjectTable", 0x10n);
      scene.target.dropStop();
      assert.equal(handlesOf(scene.target, lsass.address).end.kind, "invalid");
    });

    it(`of ${layout} stop at the limit`, () => {
      const scene = buildScene(layout);
      const before = limits.handles;
      try {
        limits.handles = 2;
        const { handles, end } = handlesOf(scene.target, lsassOf(scene).address);
        assert.deepEqual([handles.length, end.kind], [2, "limit"]);
      } finally {
        limits.handles = before;
      }
    });

    it(`of ${layout} hold no handle to what is not in the kernel`, () => {
      const scene = buildScene(layout);
      const lsass = lsassOf(scene);
      const { handles } = handlesOf(scene.target, lsass.address);
      const code = scene.target.readStructure("_HANDLE_TABLE", word(lsass.handleTable));
      const page = code instanceof Absence ? code : code.word("TableCode");
      assert.ok(!(page instanceof Absence));
      const size = scene.system.machine.sizeOf("_HANDLE_TABLE_ENTRY");
      const first = (handles[0] as HandleFacts).handle / 4;
      scene.image.write(toBigInt(page) + BigInt(first * size), new Uint8Array(size).fill(0x11, 0, size / 2));
      scene.target.dropStop();
      assert.deepEqual(handlesOf(scene.target, lsass.address).handles, handles.slice(1));
    });
  }
});

describe("entries of a handle table", () => {
  const layouts: readonly LayoutId[] = ["winxp-sp3-x86", "win7-sp1-x64", "win10-19041-x64"];

  /** Where the entry of a handle lies in a table of one page. */
  function entryOf(scene: Scene, handle: number): bigint {
    const table = scene.target.readStructure("_HANDLE_TABLE", word(lsassOf(scene).handleTable));
    const code = table instanceof Absence ? table : table.word("TableCode");
    assert.ok(!(code instanceof Absence));
    return toBigInt(code) + BigInt((handle / 4) * scene.system.machine.sizeOf("_HANDLE_TABLE_ENTRY"));
  }

  for (const layout of layouts) {
    it(`of ${layout}: the first of a page is reserved, whatever it holds`, () => {
      const scene = buildScene(layout);
      const lsass = lsassOf(scene);
      const before = handlesOf(scene.target, lsass.address).handles;
      const used = entryOf(scene, (before[0] as HandleFacts).handle);
      const bytes = scene.system.machine.memory.read(used, scene.system.machine.sizeOf("_HANDLE_TABLE_ENTRY"));
      assert.ok(bytes !== undefined);
      scene.image.write(entryOf(scene, 0), bytes);
      scene.target.dropStop();
      assert.deepEqual(handlesOf(scene.target, lsass.address).handles, before);
    });
  }

  it("up to Windows 7: flags above the access are no rights", () => {
    const scene = buildScene("winxp-sp3-x86");
    const lsass = lsassOf(scene);
    const before = handlesOf(scene.target, lsass.address).handles;
    const first = before[0] as HandleFacts;
    scene.image.writeField(
      entryOf(scene, first.handle),
      "_HANDLE_TABLE_ENTRY",
      "GrantedAccess",
      first.grantedAccess + 0x2000000,
    );
    scene.target.dropStop();
    assert.deepEqual(handlesOf(scene.target, lsass.address).handles, before);
  });
});

describe("packed object pointers", () => {
  it("of Windows 8.0 (41 bits at bit 23) are widened as those of later builds", () => {
    const scene = buildScene("win81-x64", {
      adaptLayout: (layout) => {
        const entry = layout.types["_HANDLE_TABLE_ENTRY"];
        assert.ok(entry !== undefined);
        const bits = { offset: 0, type: "unsigned long long", bit: [23, 41] } as const;
        return {
          ...layout,
          types: {
            ...layout.types,
            _HANDLE_TABLE_ENTRY: { ...entry, fields: { ...entry.fields, ObjectPointerBits: bits } },
          },
        };
      },
      addresses: { nonPagedPool: 0xfffffa8018000000n, pagedPool: 0xfffff8a000100000n },
    });
    const lsass = lsassOf(scene);
    assert.deepEqual(
      handlesOf(scene.target, lsass.address).handles,
      lsass.handles.map(({ handle, object, grantedAccess }) => ({ handle, object, grantedAccess })),
    );
  });
});
