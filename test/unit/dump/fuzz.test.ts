/** Damaged files with fixed seeds: each is opened or rejected with a sentence, in bounded time, without a crash. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { processMilliseconds } from "../../bench/measure.ts";
import { memorySource } from "../../dump/file/byte-source.ts";
import { unpacked } from "../../dump/file/packed.ts";
import { openDumpSource } from "../../dump/open-dump.ts";
import { readPdb } from "../../dump/symbols/pdb.ts";
import { saveTarget } from "../../dump/index.ts";
import { builtInTargets } from "../../kernel/targets/index.ts";
import { readIsf } from "../../dump/symbols/isf.ts";
import { check, damage, generator, LONGEST_MILLISECONDS } from "./damage.ts";
import { fixtures } from "./samples.ts";

/** Everything that a debugger asks of a target. */
function explore(file: Buffer, symbols: string): void {
  const { target, close } = openDumpSource(memorySource("f.dmp", file), { symbols: [symbols] });
  for (const process of target.processes().slice(0, 40)) {
    process.handles();
    for (const thread of process.threads.slice(0, 40)) {
      target.memory.read(thread.object, 0x200);
    }
    target.memory.read(0x10000n, 16, process);
    target.memory.explain?.(0x10000n, process);
  }
  target.currentThread();
  for (let page = 0n; page < 64n; page++) {
    target.memory.explain?.(page * 0x3fffffff1000n);
  }
  close();
}

const systems: readonly (readonly [name: string, folder: string])[] = [
  ["x86", "xp"],
  ["x86 PAE", "vista"],
  ["x64", "server2003"],
];

describe("damaged dumps", function () {
  this.timeout(180_000);
  for (const [name, folder] of systems) {
    const file = gunzipSync(readFileSync(`${fixtures}${folder}/system.dmp.gz`));
    it(`are opened or refused: headers, ${name}`, () => {
      for (let seed = 1; seed <= 40; seed++) {
        check(`seed ${seed}`, () => {
          explore(damage(file, seed, 0x2040), fixtures + folder);
        });
      }
    });
    it(`are opened or refused: memory and page tables, ${name}`, () => {
      for (let seed = 1001; seed <= 1050; seed++) {
        check(`seed ${seed}`, () => {
          explore(damage(file, seed, file.length), fixtures + folder);
        });
      }
    });
  }

  it("are opened or refused: bitmaps", () => {
    const file = gunzipSync(readFileSync(`${fixtures}pages-missing.dmp.gz`));
    for (let seed = 2001; seed <= 2030; seed++) {
      check(`seed ${seed}`, () => {
        explore(damage(file, seed, 0x2060), fixtures);
      });
    }
  });

  it("are opened or refused: packed", () => {
    for (const name of ["xp/system.dmp.gz", "isf/ntkrnlmp.pdb/B18A1185450BB5B14C4C44205044422E-1.json.xz"]) {
      const file = readFileSync(fixtures + name);
      for (let seed = 3001; seed <= 3050; seed++) {
        check(`${name}, seed ${seed}`, () => {
          unpacked(memorySource("f", damage(file, seed, file.length)));
        });
      }
    }
  });
});

describe("damaged symbol files", function () {
  this.timeout(180_000);
  it("are read or refused: PDB", () => {
    const file = gunzipSync(readFileSync(`${fixtures}xp/ntkrnlmp.pdb.gz`));
    for (let seed = 4001; seed <= 4120; seed++) {
      check(`seed ${seed}`, () => {
        readPdb(memorySource("f.pdb", damage(file, seed, file.length)), "");
      });
    }
  });

  it("are read or refused: ISF", () => {
    const [entry] = builtInTargets;
    assert.ok(entry !== undefined);
    const { symbols } = saveTarget(entry.open(), 6);
    for (let seed = 5001; seed <= 5040; seed++) {
      const random = generator(seed);
      const at = random(symbols.length);
      const words = ["null", "[]", "{}", "-1e999", '""', '"__proto__"'];
      const text =
        seed % 2 === 0
          ? symbols.slice(0, at) + symbols.slice(at + random(8))
          : symbols.replace(
              new RegExp(`"(offset|kind|size|name)":[^,}]{1,${1 + random(9)}}`),
              `"$1":${words[random(words.length)] ?? "0"}`,
            );
      check(`seed ${seed}`, () => {
        readIsf(memorySource("f.json", Buffer.from(text)), "");
      });
    }
  });
});

describe("a handle table that names itself", () => {
  it("ends", function () {
    this.timeout(60_000);
    const [entry] = builtInTargets;
    assert.ok(entry !== undefined);
    const { target, scenario, ...image } = entry.build();
    const process = scenario.processes.find(({ handleTable }) => handleTable !== undefined);
    const table = target.memory.read(image.fieldAddress(process?.address ?? 0n, "_EPROCESS", "ObjectTable"), 8);
    assert.ok(process !== undefined && table !== undefined);
    const page = scenario.machine.allocatePages("paged", 0x1000);
    for (let index = 0n; index < 512n; index++) {
      image.writePointer(page + index * 8n, page);
    }
    image.writeField(Buffer.from(table).readBigUInt64LE(0), "_HANDLE_TABLE", "TableCode", page | 2n);
    const { dump, symbols } = saveTarget(target, 6);
    const folder = mkdtempSync(join(tmpdir(), "alpcx-fuzz-"));
    try {
      writeFileSync(join(folder, "s.json"), symbols);
      const opened = openDumpSource(memorySource("f.dmp", dump), { symbols: [join(folder, "s.json")] });
      const start = processMilliseconds();
      opened.target
        .processes()
        .find(({ object }) => object === process.address)
        ?.handles();
      assert.ok(processMilliseconds() - start < LONGEST_MILLISECONDS);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
