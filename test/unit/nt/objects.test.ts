/** Headers, types, names and the directory tree of images of every layout. */
import assert from "node:assert/strict";
import { collectWalk } from "../../../src/nt/walk.ts";
import { walkNamedObjects } from "../../../src/nt/object-directory.ts";
import {
  findHeaderInfo,
  readHandleCount,
  readObjectHeader,
  readPointerCount,
  type HeaderInfo,
} from "../../../src/nt/object-header.ts";
import { readObjectName, readObjectPath } from "../../../src/nt/object-name.ts";
import { findTypeObject, readTypeName, readTypeObject } from "../../../src/nt/object-type.ts";
import { Absence } from "../../../src/target/absence.ts";
import type { LayoutTable } from "../../host/target.ts";
import type { KernelObject } from "../../kernel/kernel-object.ts";
import { layoutIds, type LayoutId } from "../../kernel/layouts/layouts.ts";
import { toBigInt, word } from "../words.ts";
import { buildScene } from "./scene.ts";

const HEADER_INFOS: readonly HeaderInfo[] = ["creator", "name", "handle", "quota", "process"];

function without(symbol: string): (layout: LayoutTable) => LayoutTable {
  return (layout) => ({
    ...layout,
    symbols: Object.fromEntries(Object.entries(layout.symbols).filter(([name]) => name !== symbol)),
  });
}

for (const layout of layoutIds) {
  describe(`objects on ${layout}`, () => {
    const { system, image, target } = buildScene(layout, { maintainTypeLists: true });
    const { objects } = system.objects;

    it("have the type that their header leads to", () => {
      for (const object of objects) {
        assert.equal(readTypeName(target, word(object.address)), object.type);
      }
    });

    it("have types that symbols name, too", () => {
      const [port] = image.facts.ports;
      const symbol = image.facts.generation === "ALPC" ? "AlpcPortObjectType" : "LpcPortObjectType";
      const type = readTypeObject(target, word(port?.address ?? 0n));
      const named = findTypeObject(target, symbol);
      assert.ok(!(type instanceof Absence) && !(named instanceof Absence) && type.equals(named));
      assert.equal(
        toBigInt(type),
        system.objects.typeObject(image.facts.generation === "ALPC" ? "ALPC Port" : "Port").address,
      );
    });

    it("count their references and handles", () => {
      for (const object of objects) {
        assert.equal(readPointerCount(target, word(object.address)), object.pointerCount);
        assert.equal(readHandleCount(target, word(object.address)), object.shownHandleCount);
      }
    });

    it("have names, and paths through their directories", () => {
      for (const object of objects) {
        assert.equal(readObjectName(target, word(object.address)), object.name);
        assert.equal(readObjectPath(target, word(object.address)), object.path);
      }
    });

    it("are all in the tree that have a path", () => {
      const { entries, end } = collectWalk(walkNamedObjects(target));
      const found = entries.map(({ object, path, typeName }) => `${path} ${typeName} ${object.key}`).sort();
      const expected = [...image.facts.namedObjects]
        .filter(([path]) => path !== "\\")
        .map(([path, { address, typeName }]) => `${path} ${typeName} ${address.toString(16)}`)
        .sort();
      assert.deepEqual(found, expected);
      assert.deepEqual([end.kind, end.count], ["head", expected.length]);
    });

    it("have their optional headers where the encoder put them", () => {
      for (const object of objects) {
        const header = readObjectHeader(target, word(object.address));
        assert.ok(!(header instanceof Absence));
        for (const info of HEADER_INFOS) {
          const at = findHeaderInfo(target, header, info);
          assert.equal(!(at instanceof Absence), object.headers.has(info), `${info} info of a ${object.type}`);
        }
        const creator = findHeaderInfo(target, header, "creator");
        const entry = object.typeListEntry(system.machine);
        assert.equal(creator instanceof Absence ? undefined : toBigInt(creator), entry);
      }
    });
  });
}

describe("optional headers", () => {
  const layouts: readonly LayoutId[] = ["win7-sp1-x64", "win10-10240-x86", "win11-22621-x64"];
  for (const layout of layouts) {
    it(`of ${layout} are found by the sizes of the infos where the kernel's table has no symbol`, () => {
      const withTable = buildScene(layout, { maintainTypeLists: true });
      const header = (scene: typeof withTable, object: KernelObject | undefined): string => {
        const read = readObjectHeader(scene.target, word(object?.address ?? 0n));
        assert.ok(!(read instanceof Absence));
        return HEADER_INFOS.map((info) => String(findHeaderInfo(scene.target, read, info))).join();
      };
      const expected = withTable.system.objects.objects.map((object) => header(withTable, object));
      const bare = buildScene(layout, { maintainTypeLists: true, adaptShownLayout: without("ObpInfoMaskToOffset") });
      assert.deepEqual(
        bare.system.objects.objects.map((object) => header(bare, object)),
        expected,
      );
    });
  }
});

describe("damaged objects", () => {
  it("have no type where the header does not lead to one", () => {
    const xp = buildScene("winxp-sp3-x86");
    const port = xp.image.facts.ports[0]?.address ?? 0n;
    const header = port - xp.system.machine.offsetOf("_OBJECT_HEADER", "Body");
    xp.image.writeField(header, "_OBJECT_HEADER", "Type", xp.image.facts.processes[0]?.address ?? 0n);
    const type = readTypeName(xp.target, word(port));
    assert.ok(type instanceof Absence && type.kind === "Invalid");

    const eleven = buildScene("win11-22621-x64");
    const other = eleven.image.facts.ports[0]?.address ?? 0n;
    eleven.image.writeField(
      other - eleven.system.machine.offsetOf("_OBJECT_HEADER", "Body"),
      "_OBJECT_HEADER",
      "TypeIndex",
      0,
    );
    const index = readTypeName(eleven.target, word(other));
    assert.ok(index instanceof Absence || index !== "ALPC Port");
  });

  it("have an unreadable type where its page is missing, and none where the header holds no address", () => {
    const { image, target, system } = buildScene("winxp-sp3-x86");
    const [port, other] = image.facts.ports.map(({ address }) => address);
    assert.ok(port !== undefined && other !== undefined);
    const body = system.machine.offsetOf("_OBJECT_HEADER", "Body");
    image.writeField(other - body, "_OBJECT_HEADER", "Type", 0x1234n);
    image.unmap(system.objects.typeObject("Port").address - body);
    const [missing, wrong] = [port, other].map((address) => readTypeName(target, word(address)));
    assert.ok(missing instanceof Absence && missing.kind === "Unreadable", String(missing));
    assert.ok(wrong instanceof Absence && wrong.kind === "Invalid", String(wrong));
  });

  it("have no type where the header leads to something that only looks like one", () => {
    const { image, target, system } = buildScene("winxp-sp3-x86");
    const port = image.facts.ports[0]?.address ?? 0n;
    const process = image.facts.processes[1]?.address ?? 0n;
    const type = system.machine.memory.read(
      system.objects.typeObject("Port").address,
      system.machine.sizeOf("_OBJECT_TYPE"),
    );
    assert.ok(type !== undefined);
    image.write(process, type);
    image.writeField(port - system.machine.offsetOf("_OBJECT_HEADER", "Body"), "_OBJECT_HEADER", "Type", process);
    const name = readTypeName(target, word(port));
    assert.ok(name instanceof Absence && name.reason.includes("no object header precedes it"));
  });

  it("keep the known end of their path where a directory cannot be read", () => {
    const { image, target, system } = buildScene("win10-19041-x64");
    const port = image.facts.ports.find(({ path }) => path === "\\RPC Control\\lsasspirpc");
    const directory = system.objects.directory("\\RPC Control");
    const info =
      directory.address -
      system.machine.offsetOf("_OBJECT_HEADER", "Body") -
      BigInt(system.machine.sizeOf("_OBJECT_HEADER_NAME_INFO"));
    image.writeField(info, "_OBJECT_HEADER_NAME_INFO", "Name.Buffer", 0x1000n);
    assert.equal(readObjectPath(target, word(port?.address ?? 0n)), "...\\lsasspirpc");
    const own = readObjectPath(target, word(directory.address));
    assert.ok(own instanceof Absence && own.kind === "Invalid");
  });

  it("end for directories that contain each other", () => {
    const { image, target, system } = buildScene("win7-sp1-x64");
    const outer = system.objects.directory("\\Sessions\\1");
    const inner = system.objects.directory("\\Sessions\\1\\Windows");
    const size = BigInt(system.machine.sizeOf("_OBJECT_HEADER_NAME_INFO"));
    const body = system.machine.offsetOf("_OBJECT_HEADER", "Body");
    image.writeField(outer.address - body - size, "_OBJECT_HEADER_NAME_INFO", "Directory", inner.address);
    const path = readObjectPath(target, word(inner.address));
    assert.ok(typeof path === "string" && path.startsWith("...\\") && path.endsWith("\\1\\Windows"));
    const entry = system.machine.allocate("paged", system.machine.sizeOf("_OBJECT_DIRECTORY_ENTRY"), "ObDi");
    image.write(
      entry,
      system.machine.structure("_OBJECT_DIRECTORY_ENTRY").putAll({ Object: outer.address, ChainLink: entry }).bytes,
    );
    image.writeField(inner.address, "_OBJECT_DIRECTORY", "HashBuckets[0]", entry);
    target.dropStop();
    const { entries, end } = collectWalk(walkNamedObjects(target));
    assert.equal(end.kind, "cycle");
    assert.equal(entries.filter(({ object }) => toBigInt(object) === outer.address).length, 2);
  });

  it("hide no other named object", () => {
    const { image, target } = buildScene("win10-14393-x64");
    const whole = collectWalk(walkNamedObjects(target)).entries.length;
    const port = image.facts.ports.find(({ path }) => path === "\\RPC Control\\lsasspirpc");
    image.unmap(port?.address ?? 0n);
    image.unmap((port?.address ?? 0n) - 0x60n);
    target.dropStop();
    const { entries, end } = collectWalk(walkNamedObjects(target));
    assert.ok(entries.length < whole && entries.length > whole / 2);
    assert.notEqual(end.kind, "head");
  });
});
