/** The same target as an image in memory and as a dump that was written from it: the same text for every command. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memorySource } from "../../dump/file/byte-source.ts";
import { readPdb } from "../../dump/symbols/pdb.ts";
import { openDump, saveTarget } from "../../dump/index.ts";
import type { PagingMode } from "../../dump/translation/paging-mode.ts";
import { pagingModes } from "../../dump/translation/paging-mode.ts";
import type { SimulatedTarget } from "../../host/target.ts";
import { builtInTargets } from "../../kernel/targets/index.ts";
import { openPack } from "../../scenarios/pack.ts";

const commands = [
  "!alpcx",
  "!alpcx_ports",
  "!alpcx_connections",
  "!alpcx_messages",
  "!alpcx_waits",
  "!alpcx_deadlocks",
  "!alpcx_findings",
  "!alpcx_process",
  '!alpcx_graph ("json")',
  "dx -r2 @$cursession.Alpc.Ports.Take(3)",
  "dx -r2 @$cursession.Alpc.Messages.Take(3)",
  "dx @$curprocess",
  "dx @$curthread",
  "dx -g @$cursession.Processes.Select(p => new { Name = p.Name, Id = p.Id, Threads = p.Threads.Count(), Handles = p.Io.Handles.Count() })",
];

function saved(target: SimulatedTarget, type: 1 | 6, mode?: PagingMode): SimulatedTarget {
  const folder = mkdtempSync(join(tmpdir(), "alpcx-saved-"));
  try {
    const { dump, symbols } = saveTarget(target, type, mode);
    const [path, symbolPath] = [join(folder, "f.dmp"), join(folder, "symbols.json")];
    writeFileSync(path, dump);
    writeFileSync(symbolPath, symbols);
    // The file stays open, so its name may go.
    const opened = openDump(path, { symbols: [symbolPath] });
    assert.deepEqual(opened.warnings, []);
    return opened.target;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const { name, open } of builtInTargets) {
  describe(`target ${name} saved as a dump`, () => {
    const type = name.length % 2 === 0 ? 1 : 6;
    it(`answers every command as before (type ${type})`, () => {
      const target = open();
      const [image, dump] = [openPack(target), openPack(saved(target, type))];
      for (const command of commands) {
        assert.equal(dump.print(command), image.print(command), command);
      }
    });
  });
}

describe("a target saved as a dump", () => {
  const modes = [
    ["win11-idle", pagingModes.la57],
    ["win11-idle", pagingModes.arm64],
    ["xp-lpc", pagingModes.x86],
  ] as const;
  for (const [name, mode] of modes) {
    it(`is found by itself in the page tables of ${mode.name}`, () => {
      const target = builtInTargets.find((entry) => entry.name === name)?.open();
      assert.ok(target !== undefined);
      const names = (one: SimulatedTarget): readonly string[] =>
        one.processes().map((process) => `${process.name} ${process.threads.length}`);
      assert.deepEqual(names(saved(target, 6, mode)), names(target));
    });
  }

  it("has processes with user memory of their own", () => {
    const [entry] = builtInTargets;
    assert.ok(entry !== undefined);
    const image = entry.build();
    const [first, second] = image.target.processes();
    assert.ok(first !== undefined && second !== undefined);
    image.scenario.machine.userSpace(first.object).place(0x10000n, Buffer.from("first"));
    image.scenario.machine.userSpace(second.object).place(0x10000n, Buffer.from("other"));
    const { memory, processes } = saved(image.target, 6);
    const read = (index: number): string => Buffer.from(memory.read(0x10000n, 5, processes()[index]) ?? []).toString();
    assert.deepEqual([read(0), read(1)], ["first", "other"]);
    assert.equal(memory.read(0x10000n, 5, processes()[2]), undefined);
  });

  for (const name of ["win11-idle", "win10-x86-idle", "xp-lpc"]) {
    it(`has a PDB with the types and names of the target, ${name}`, () => {
      const target = builtInTargets.find((entry) => entry.name === name)?.open();
      const layout = target?.modules[0]?.layout;
      assert.ok(target !== undefined && layout !== undefined);
      const { pdb, key } = saveTarget(target, 6);
      const read = readPdb(memorySource(key.name, pdb), layout.build);
      assert.deepEqual(read.key, { guid: key.guid, age: key.age });
      assert.deepEqual({ ...read.layout.symbols }, layout.symbols);
      const places = (types: typeof layout.types): unknown =>
        Object.entries(types)
          .map(([type, { kind, size, fields }]) => [
            type,
            kind,
            size,
            Object.entries(fields).map(([field, { offset, bit }]) => [field, offset, bit]),
          ])
          .sort();
      // Types that the layout does not describe have no size, so they have no place in arrays and structures.
      assert.deepEqual(places(read.layout.types), places(layout.types));
      assert.deepEqual(JSON.parse(JSON.stringify(read.layout.enums)), JSON.parse(JSON.stringify(layout.enums)));
    });
  }

  it("is opened by the PDB as well", () => {
    const [entry] = builtInTargets;
    assert.ok(entry !== undefined);
    const target = entry.open();
    const folder = mkdtempSync(join(tmpdir(), "alpcx-saved-"));
    try {
      const { dump, pdb, key } = saveTarget(target, 1);
      writeFileSync(join(folder, key.name), pdb);
      writeFileSync(join(folder, "f.dmp"), dump);
      const opened = openDump(join(folder, "f.dmp"), { symbols: [folder] });
      const [image, other] = [openPack(target), openPack(opened.target)];
      for (const command of ["!alpcx_findings", "!alpcx_messages", "!alpcx_waits"]) {
        assert.equal(other.print(command), image.print(command), command);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("needs kernel symbols and known pages", () => {
    const [entry] = builtInTargets;
    assert.ok(entry !== undefined);
    const target = entry.open();
    assert.throws(() => saveTarget({ ...target, modules: [] }, 1), /Only a kernel with symbols can be saved/);
    assert.throws(
      () => saveTarget({ ...target, memory: { read: () => undefined, write: () => false } }, 1),
      /does not tell which memory it has/,
    );
  });
});
