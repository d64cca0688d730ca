/** Object headers, directories, types and handle tables of built images, read back from memory. */
import assert from "node:assert/strict";
import { KernelScenario, layoutIds } from "../../kernel/index.ts";
import { directoryBucket } from "../../kernel/object-manager.ts";
import { readersOf } from "../../kernel/reader/index.ts";
import { openScene } from "./scene.ts";

describe("objects", () => {
  for (const id of layoutIds) {
    describe(id, () => {
      const scene = openScene(id);
      const { facts, objects, memory, image } = scene;

      it("every named object stands in the directory tree under its path, with its type", () => {
        const found = objects.namedObjects();
        for (const [path, { address, typeName }] of facts.namedObjects) {
          if (path === "\\") {
            continue;
          }
          assert.equal(found.get(path), address, path);
          assert.equal(objects.typeName(address), typeName, path);
          assert.equal(objects.path(address), path);
        }
        assert.equal(found.size, facts.namedObjects.size - 1);
      });

      it("stands in the hash bucket that its name asks for", () => {
        const directory = scene.scenario.objects.directory("\\RPC Control").address;
        const bucket = memory.place(directory, "_OBJECT_DIRECTORY", `HashBuckets[${directoryBucket("LSASSPIRPC")}]`);
        const entry = memory.pointer(bucket) ?? 0n;
        assert.equal(memory.field(entry, "_OBJECT_DIRECTORY_ENTRY", "Object"), scene.port.address);
      });

      it("headers have type, counts and names of ports, processes, threads and synchronization objects", () => {
        for (const port of facts.ports) {
          const read = objects.facts(port.address);
          assert.deepEqual([read.name, read.path], [port.name, port.path]);
          assert.deepEqual(
            [read.handleCount, read.pointerCount],
            [BigInt(port.handleCount), BigInt(port.pointerCount)],
          );
          assert.equal(read.typeName, facts.generation === "ALPC" ? "ALPC Port" : "Port");
        }
        assert.equal(objects.typeName(scene.mutant.address), "Mutant");
        assert.equal(objects.typeName(scene.client.address), "Process");
        assert.equal(objects.typeName(scene.asking.address), "Thread");
      });

      it("types are reached through their symbols and link their objects where lists are kept", () => {
        const symbol = facts.generation === "ALPC" ? "AlpcPortObjectType" : "LpcPortObjectType";
        const type = memory.pointer(memory.symbol(symbol) ?? 0n) ?? 0n;
        assert.equal(
          memory.unicodeString(memory.place(type, "_OBJECT_TYPE", "Name")),
          objects.typeName(scene.port.address),
        );
        const entries = memory.list(memory.place(type, "_OBJECT_TYPE", "TypeList"));
        assert.equal(entries.end, "head");
        const expected = facts.ports.map(({ address }) => objects.optionalHeader(address, "creator"));
        assert.deepEqual(entries.entries, expected);
        assert.equal(memory.field(type, "_OBJECT_TYPE", "TotalNumberOfObjects"), BigInt(facts.ports.length));
        assert.equal(
          memory.field(expected[0] ?? 0n, "_OBJECT_HEADER_CREATOR_INFO", "CreatorUniqueProcess"),
          BigInt(scene.server.id),
        );
      });

      it("handle tables hold what the processes opened", () => {
        for (const process of facts.processes) {
          const table = memory.field(process.address, "_EPROCESS", "ObjectTable") ?? 0n;
          assert.equal(table, process.handleTable);
          const read = table === 0n ? [] : objects.handles(table);
          assert.deepEqual(
            read,
            process.handles.map(({ handle, object, grantedAccess }) => ({ handle, object, grantedAccess })),
          );
        }
        assert.deepEqual(
          image.target
            .processes()[1]
            ?.handles()
            .map(({ object }) => object),
          facts.processes[1]?.handles.map(({ object }) => object),
        );
      });

      it("closing the last handle takes a port's name", () => {
        const scenario = new KernelScenario(id);
        const process = scenario.process("a.exe");
        const port = process.createsPort("\\gone");
        port.closes();
        const read = readersOf(scenario.build().target).objects;
        assert.equal(read.name(port.address), undefined);
        assert.equal(read.namedObjects().has("\\gone"), false);
      });
    });
  }
});

describe("handle tables", () => {
  for (const id of layoutIds) {
    it(`${id}: one, two and three levels`, () => {
      const perPage = 0x1000 / new KernelScenario(id).machine.sizeOf("_HANDLE_TABLE_ENTRY");
      const perPointerPage = 0x1000 / new KernelScenario(id).machine.pointerSize;
      const cases = [
        { level: 0n, handles: [4, (perPage - 1) * 4] },
        { level: 1n, handles: [4, (perPage + 1) * 4, (perPage * 5 + 7) * 4] },
        { level: 2n, handles: [8, (perPage * perPointerPage + 3) * 4] },
      ];
      for (const { level, handles } of cases) {
        const scenario = new KernelScenario(id);
        const process = scenario.process("many.exe");
        const event = scenario.event();
        for (const handle of handles) {
          process.opens(event.object, { handle, access: 0x100003 });
        }
        const image = scenario.build();
        const { memory, objects } = readersOf(image.target);
        const table = memory.field(process.address, "_EPROCESS", "ObjectTable") ?? 0n;
        assert.equal((memory.field(table, "_HANDLE_TABLE", "TableCode") ?? 0n) & 3n, level);
        assert.deepEqual(
          objects.handles(table),
          handles.map((handle) => ({ handle, object: event.address, grantedAccess: 0x100003 })),
        );
        assert.equal(image.facts.processes[0]?.handleTableLevel, Number(level));
      }
    });
  }

  it("no handle has the first entry of a page", () => {
    const scenario = new KernelScenario("win7-sp1-x64");
    const process = scenario.process("a.exe");
    const event = scenario.event();
    assert.throws(() => process.opens(event.object, { handle: 0x400 }), /cannot be a handle/);
    assert.throws(() => process.opens(event.object, { handle: 6 }), /cannot be a handle/);
    for (let i = 0; i < 300; i++) {
      assert.notEqual(process.opens(event.object).handle % 0x400, 0);
    }
    assert.throws(() => process.opens(event.object, { handle: 4 }), /in use/);
  });
});
