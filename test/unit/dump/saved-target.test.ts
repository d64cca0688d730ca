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
import { commands } from "../../../src/commands/table.ts";
import { openPack } from "../../scenarios/pack.ts";
import { DumpConsole } from "./dump-console.ts";
import { everyLine, linesByCommand } from "./every-command.ts";

/** With the symbols as a table of Volatility's form, or as a PDB. */
function saved(target: SimulatedTarget, type: 1 | 6, symbols: "isf" | "pdb", mode?: PagingMode): SimulatedTarget {
  const folder = mkdtempSync(join(tmpdir(), "alpcx-saved-"));
  try {
    const { dump, symbols: table, pdb, key } = saveTarget(target, type, mode);
    const path = join(folder, "f.dmp");
    writeFileSync(path, dump);
    if (symbols === "isf") {
      writeFileSync(join(folder, `${key.guid}-${key.age}.json`), table);
    } else {
      writeFileSync(join(folder, key.name), pdb);
    }
    // The file stays open, so its name may go.
    const opened = openDump(path, { symbols: [folder] });
    assert.deepEqual(opened.warnings, []);
    return opened.target;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * What a line prints, errors included, without what the console knows of missing pages: images in memory do not tell.
 */
function printed(console: DumpConsole, line: string): string {
  return console.run(line).replace(/^\* 0x.*\n/gm, "");
}

/** Forms of the file, one after the other, so that each is met on several systems. */
const forms = [
  { type: 6, symbols: "pdb" },
  { type: 1, symbols: "isf" },
  { type: 1, symbols: "pdb" },
  { type: 6, symbols: "isf" },
] as const;

/** Other page tables than the machine's usual ones. */
const otherModes: Readonly<Record<string, PagingMode>> = {
  "xp-lpc": pagingModes.x86,
  "win11-idle": pagingModes.la57,
  locks: pagingModes.arm64,
};

/** All but the one with twenty troubles at once, which are read from the same structures as those of the others. */
const savedTargets = builtInTargets.filter(({ name }) => name !== "many-roots");

savedTargets.forEach(({ name, open }, index) => {
  const { type, symbols } = forms[index % forms.length] ?? forms[0];
  const mode = otherModes[name];
  describe(`target ${name} saved as a dump`, () => {
    it(`answers every command as before (type ${type}, ${symbols}${mode ? `, page tables of ${mode.name}` : ""})`, () => {
      const target = open();
      const dump = saved(target, type, symbols, mode);
      // A dump has another description than the live system that it was taken of, and other next steps.
      const image = { ...target, isDump: true, description: dump.description };
      const lines = everyLine(openPack(image));
      assert.ok(lines.length > 30);
      const [before, after] = [new DumpConsole(image), new DumpConsole(dump)];
      for (const line of lines) {
        assert.equal(printed(after, line), printed(before, line), line);
      }
    });
  });
});

describe("the lines that try every command", () => {
  it("leave no command out", () => {
    assert.deepEqual(Object.keys(linesByCommand).sort(), commands.map(({ name }) => name).sort());
  });
});

describe("a target saved as a dump", () => {
  it("has processes with user memory of their own", () => {
    const [entry] = builtInTargets;
    assert.ok(entry !== undefined);
    const image = entry.build();
    const [first, second] = image.target.processes();
    assert.ok(first !== undefined && second !== undefined);
    image.scenario.machine.userSpace(first.object).place(0x10000n, Buffer.from("first"));
    image.scenario.machine.userSpace(second.object).place(0x10000n, Buffer.from("other"));
    const { memory, processes } = saved(image.target, 6, "isf");
    const read = (index: number): string => Buffer.from(memory.read(0x10000n, 5, processes()[index]) ?? []).toString();
    assert.deepEqual([read(0), read(1)], ["first", "other"]);
    assert.equal(memory.read(0x10000n, 5, processes()[2]), undefined);
  });

  it("is read by the kernel's page tables of a process, not by the shadow that user mode runs on", () => {
    const image = builtInTargets.find(({ name }) => name === "win11-idle")?.build();
    assert.ok(image !== undefined);
    const [first, second] = image.target.processes();
    assert.ok(first !== undefined && second !== undefined);
    image.scenario.machine.userSpace(first.object).place(0x10000n, Buffer.from("first"));
    // With Meltdown's mitigation the shadow lacks the kernel's half; a root that leads nowhere stands for it.
    image.writeField(first.object, "_EPROCESS", "Pcb.UserDirectoryTableBase", 0x7fff_f000n);
    const { memory, processes } = saved(image.target, 6, "isf");
    assert.equal(Buffer.from(memory.read(0x10000n, 5, processes()[0]) ?? []).toString(), "first");
  });

  for (const name of ["win11-idle", "win10-x86-idle", "xp-lpc"]) {
    it(`has a PDB with the types and names of the target, ${name}`, () => {
      const target = builtInTargets.find((entry) => entry.name === name)?.open();
      const layout = target?.modules[0]?.layout;
      assert.ok(target !== undefined && layout !== undefined);
      const { pdb, key } = saveTarget(target, 6);
      const read = readPdb(memorySource(key.name, pdb), layout.build);
      assert.deepEqual(read.key, { guid: key.guid, age: key.age });
      // As Microsoft's linker writes public names: on x86 with an underscore before them.
      const prefix = layout.arch === "x86" ? "_" : "";
      assert.deepEqual(
        { ...read.layout.symbols },
        Object.fromEntries(Object.entries(layout.symbols).map(([symbol, rva]) => [prefix + symbol, rva])),
      );
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
