/** Malicious files: claims of gigabytes in small files, random page tables, damaged archives and dumps. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { deflateRawSync, gunzipSync, gzipSync } from "node:zlib";
import { memorySource } from "../../dump/file/byte-source.ts";
import { unpacked } from "../../dump/file/packed.ts";
import { dumpTypes } from "../../dump/format/dump-type.ts";
import { readHeader } from "../../dump/format/header.ts";
import { openPages } from "../../dump/format/open-pages.ts";
import { PAGE_SIZE } from "../../dump/format/physical-pages.ts";
import { pagesOfRuns } from "../../dump/format/runs.ts";
import { openDumpSource } from "../../dump/open-dump.ts";
import { readPdb } from "../../dump/symbols/pdb.ts";
import { pagingModes } from "../../dump/translation/paging-mode.ts";
import { Translator } from "../../dump/translation/translator.ts";
import { PagedMemory } from "../../dump/virtual-memory.ts";
import { runsOf, writeDump, type WritableType } from "../../dump/write/dump-writer.ts";
import { PageTableBuilder } from "../../dump/write/page-tables.ts";
import { check, damage, generator } from "./damage.ts";
import { machineValues } from "./machine-values.ts";
import { DumpConsole } from "./dump-console.ts";
import { fixtures } from "./samples.ts";

const MOST_ALLOCATED = 64 << 20;

/** As {@link check}; and what it allocates stays small. */
function checkSmall(what: string, use: () => void): void {
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  check(what, () => {
    try {
      use();
    } finally {
      most = process.memoryUsage().arrayBuffers - before;
    }
  });
  assert.ok(most < MOST_ALLOCATED, `${what} allocated ${most >> 20} MiB`);
}

const frames = new Map([0x100, 0x101, 0x1ad, 0x3ff].map((frame) => [frame, new Uint8Array(PAGE_SIZE).fill(frame)]));
const HEADER = 0x2000;
const claims = [0xffffffffn, 0x40000000n, 0x3fffffffn, 1n << 40n, (1n << 52n) - 1n, 0xffffffffffffffffn];

describe("claims of gigabytes in small files", () => {
  const tables: readonly (readonly [name: string, type: WritableType, places: readonly number[]])[] = [
    ["runs", dumpTypes.full, [0x88, 0x90, 0x98, 0xa0]],
    ["a bitmap", dumpTypes.kernelBitmap, [HEADER + 0x20, HEADER + 0x28, HEADER + 0x30]],
    ["an old bitmap", dumpTypes.summary, [HEADER + 0xc, HEADER + 0x10, HEADER + 0x14]],
    ["a debugger's runs", dumpTypes.debuggerKernel, [HEADER + 0x10, HEADER + 0x18, HEADER + 0x30, HEADER + 0x38]],
    ["a debugger's counted runs", dumpTypes.debuggerFull, [HEADER + 0x20, HEADER + 0x28, HEADER + 0x38]],
  ];
  for (const [name, type, places] of tables) {
    it(`allocate nothing of the kind: ${name}`, () => {
      for (const place of places) {
        for (const claim of claims) {
          const file = writeDump(type, machineValues, frames);
          file.writeBigUInt64LE(claim, place);
          const source = memorySource("f.dmp", file);
          checkSmall(`${claim} at ${place.toString(16)}`, () => {
            const pages = openPages(source, readHeader(source));
            const offset = pages.offsetOf(0x3ff);
            assert.ok(offset === undefined || offset > 0);
          });
          checkSmall(`${claim} at ${place.toString(16)}, opened`, () => {
            openDumpSource(source, { symbols: [] });
          });
        }
      }
    });
  }

  it("allocate nothing of the kind: PDB", () => {
    const pdb = gunzipSync(readFileSync(`${fixtures}xp/ntkrnlmp.pdb.gz`));
    const blockSize = pdb.readUInt32LE(0x20);
    const list = pdb.readUInt32LE(0x34) * blockSize;
    const directory = pdb.readUInt32LE(list) * blockSize;
    for (const place of [0x28, 0x2c, 0x34, list, ...Array.from({ length: 12 }, (_, index) => directory + index * 4)]) {
      for (const claim of [0xfffffffe, 0x7fffffff, 0x10000000, 0x0fffffff, pdb.length]) {
        const file = Buffer.from(pdb);
        file.writeUInt32LE(claim, place);
        checkSmall(`${claim} at ${place.toString(16)}`, () => {
          readPdb(memorySource("f.pdb", file), "");
        });
      }
    }
  });

  it("allocate nothing of the kind: a list of modules whose names are long", () => {
    const dump = gunzipSync(readFileSync(`${fixtures}xp/system.dmp.gz`));
    // `_KLDR_DATA_TABLE_ENTRY.BaseDllName` of the one module: 65,534 bytes long.
    const name = dump.indexOf(Buffer.from("ntoskrnl.exe", "utf16le"));
    assert.ok(name > 0);
    for (let at = 0x1000; at + 8 < dump.length; at += 4) {
      if (dump.readUInt16LE(at) === 24 && dump.readUInt16LE(at + 2) === 26) {
        dump.writeUInt16LE(0xfffe, at);
      }
    }
    checkSmall("long names", () => {
      openDumpSource(memorySource("f.dmp", dump), { symbols: [`${fixtures}xp`] });
    });
  });
});

describe("page tables full of nonsense", () => {
  for (const [name, mode] of Object.entries(pagingModes)) {
    it(`lead somewhere or nowhere, at once: ${name}`, () => {
      const random = generator(mode.levels.length * 100 + mode.entrySize);
      const tables = new PageTableBuilder(mode);
      const kernel = mode.entrySize === 8 && mode.levels.length > 3 ? 0xffffe00140000000n : 0x86000000n;
      for (let page = 0; page < 16; page++) {
        tables.map(kernel + BigInt(page * PAGE_SIZE), new Uint8Array(PAGE_SIZE));
      }
      const known = [...tables.frames.keys()];
      const bytes = Buffer.alloc(8);
      for (const page of tables.frames.values()) {
        const view = Buffer.from(page.buffer, page.byteOffset, page.length);
        for (let at = 0; at < PAGE_SIZE; at += mode.entrySize) {
          // Entries of every kind of low bits; most are valid and name pages that are there.
          const low = random(0x1000) & (random(4) === 0 ? 0xfff : 0xf7f);
          const valid = random(4) === 0 ? 0 : 3;
          const frame = random(4) === 0 ? random(0x100000) : (known[random(known.length)] ?? 0);
          const high = random(8) === 0 ? random(0xffff) : 0;
          bytes.writeBigUInt64LE((BigInt(high) << 48n) | (BigInt(frame) << 12n) | BigInt(low | valid));
          bytes.copy(view, at, 0, mode.entrySize);
        }
      }
      const content = Buffer.concat([...tables.frames].sort(([a], [b]) => a - b).map(([, page]) => page));
      const source = memorySource("built", content);
      const pages = pagesOfRuns(runsOf(known), 0);
      const rules = { mode, buildNumber: 22000, highestFrame: pages.highest };
      const translator = new Translator(source, pages, rules, tables.root);
      const memory = new PagedMemory(source, translator);
      const states = new Set<string>();
      const width = mode.levels.length > 3 ? 64 : 32;
      // Bits that the tables translate; those above repeat the highest.
      const span = (mode.levels[0]?.shift ?? 0) + (mode.levels[0]?.bits ?? 0);
      check(name, () => {
        for (let count = 0; count < 20_000; count++) {
          const bits = (BigInt(random(2 ** 28)) << 28n) | BigInt(random(2 ** 28));
          const address = BigInt.asUintN(width, BigInt.asIntN(span, bits));
          states.add(translator.locate(address).state);
          assert.equal(memory.read(address, 1) !== undefined, translator.locate(address).state === "there");
        }
      });
      assert.deepEqual([...states].sort(), ["not in this dump", "not mapped", "paged out", "there"]);
    });
  }
});

describe("damaged archives", () => {
  const content = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7919) & 0x3f));
  const local = Buffer.alloc(30);
  const packed = deflateRawSync(content);
  local.writeUInt32LE(0x04034b50, 0);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(content.length, 24);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + packed.length, 16);
  const cabinet = Buffer.alloc(60);
  cabinet.write("MSCF", 0, "latin1");
  cabinet.writeUInt32LE(44, 16);
  cabinet.writeUInt16LE(1, 26);
  cabinet.writeUInt16LE(1, 28);
  cabinet.writeUInt32LE(66, 36);
  cabinet.writeUInt16LE(1, 40);
  cabinet.writeUInt16LE(1, 42);
  cabinet.writeUInt32LE(content.length, 44);
  const block = Buffer.alloc(8);
  block.writeUInt16LE(packed.length + 2, 4);
  block.writeUInt16LE(content.length, 6);
  const archives: readonly (readonly [name: string, bytes: Buffer])[] = [
    ["zip", Buffer.concat([local, packed, entry, end])],
    ["cab", Buffer.concat([cabinet, Buffer.from("f.pdb\0"), block, Buffer.from("CK"), packed])],
    ["gz", gzipSync(content)],
  ];
  for (const [name, bytes] of archives) {
    it(`are unpacked or refused: ${name}`, () => {
      const whole = unpacked(memorySource("f", bytes));
      assert.deepEqual(Buffer.from(whole.read(0, whole.size)), content);
      for (let seed = 6001; seed <= 6150; seed++) {
        checkSmall(`${name}, seed ${seed}`, () => {
          // Most of the damage in the heads, which are what is believed.
          unpacked(memorySource("f", damage(bytes, seed, seed % 3 === 0 ? bytes.length : 70)));
          unpacked(memorySource("f", Buffer.concat([bytes.subarray(0, -70), damage(bytes.subarray(-70), seed, 70)])));
        });
      }
    });
  }
});

describe("damaged dumps in the console", function () {
  this.timeout(120_000);
  it("let every command answer", () => {
    const file = gunzipSync(readFileSync(`${fixtures}rich.dmp.gz`));
    let answered = 0;
    for (let seed = 7001; seed <= 7012; seed++) {
      check(
        `seed ${seed}`,
        () => {
          // Behind the header, where the kernel's structures lie.
          const damaged = Buffer.concat([
            file.subarray(0, HEADER),
            damage(file.subarray(HEADER), seed, file.length - HEADER),
          ]);
          const opened = openDumpSource(memorySource("f.dmp", damaged), { symbols: [fixtures] });
          const text = new DumpConsole(opened.target).run("!alpcx_why; !alpcx_ports; !alpcx_findings");
          assert.doesNotMatch(text, /TypeError|RangeError|undefined|NaN/);
          answered += Number(text.includes("@$alpcx_findings()"));
        },
        30_000,
      );
    }
    assert.ok(answered >= 4, `${answered} answered`);
  });
});
