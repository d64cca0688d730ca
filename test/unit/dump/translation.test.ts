/** Page tables of every mode and entries of every state, built by hand and read back. */
import assert from "node:assert/strict";
import { memorySource } from "../../dump/file/byte-source.ts";
import { PAGE_SIZE } from "../../dump/format/physical-pages.ts";
import { pagesOfRuns } from "../../dump/format/runs.ts";
import type { PagingMode } from "../../dump/translation/paging-mode.ts";
import { pagingModes } from "../../dump/translation/paging-mode.ts";
import type { EntryRules } from "../../dump/translation/software-entry.ts";
import { Translator } from "../../dump/translation/translator.ts";
import { PagedMemory } from "../../dump/virtual-memory.ts";
import { runsOf } from "../../dump/write/dump-writer.ts";
import { PageTableBuilder } from "../../dump/write/page-tables.ts";

const page = (fill: number): Uint8Array => new Uint8Array(PAGE_SIZE).fill(fill);

interface Opened {
  readonly memory: PagedMemory;
  readonly translator: Translator;
}

function open(tables: PageTableBuilder, rules: Partial<EntryRules> = {}, cut = 0): Opened {
  const runs = runsOf([...tables.frames.keys()]);
  const content = Buffer.concat([...tables.frames].sort(([a], [b]) => a - b).map(([, bytes]) => bytes));
  const source = memorySource("built", content.subarray(0, content.length - cut));
  const pages = pagesOfRuns(runs, 0);
  const translator = new Translator(
    source,
    pages,
    { mode: tables.mode, buildNumber: 22000, highestFrame: pages.highest, ...rules },
    tables.root,
  );
  return { memory: new PagedMemory(source, translator), translator };
}

function stateOf({ translator }: Opened, address: bigint, root?: bigint): string {
  const place = translator.locate(address, root);
  return place.state === "there" ? `there, ${place.form}` : `${place.state}: ${place.reason}`;
}

interface ModeCase {
  readonly mode: PagingMode;
  readonly kernel: bigint;
  readonly user: bigint;
  /** Depth of an entry that can map a large page, and the page's bytes. */
  readonly large: readonly (readonly [depth: number, size: bigint])[];
  readonly outside?: bigint;
}

const cases: readonly ModeCase[] = [
  { mode: pagingModes.x86, kernel: 0x86001000n, user: 0x00230000n, large: [[0, 0x400000n]] },
  { mode: pagingModes.pae, kernel: 0x86001000n, user: 0x00230000n, large: [[1, 0x200000n]] },
  {
    mode: pagingModes.x64,
    kernel: 0xffffe00140001000n,
    user: 0x1f24a300000n,
    large: [
      [2, 0x200000n],
      [1, 0x40000000n],
    ],
    outside: 0x0001000000000000n,
  },
  {
    mode: pagingModes.la57,
    kernel: 0xffffe00140001000n,
    user: 0x00f0_1f24a300000n,
    large: [[3, 0x200000n]],
    outside: 0x0200000000000000n,
  },
  {
    mode: pagingModes.arm64,
    kernel: 0xffffe00140001000n,
    user: 0x1f24a300000n,
    large: [[2, 0x200000n]],
    outside: 0x0001000000000000n,
  },
];

for (const { mode, kernel, user, large, outside } of cases) {
  describe(`dump translation, ${mode.name}`, () => {
    it("finds a page, reads across two, and ends at one that is not mapped", () => {
      const tables = new PageTableBuilder(mode);
      tables.map(kernel, page(0x11));
      tables.map(kernel + 0x1000n, page(0x22));
      const opened = open(tables);
      assert.deepEqual([...(opened.memory.read(kernel + 0xffen, 4) ?? [])], [0x11, 0x11, 0x22, 0x22]);
      assert.equal(opened.memory.read(kernel + 0x1ffen, 4), undefined);
      assert.equal(stateOf(opened, kernel), "there, valid");
      assert.match(stateOf(opened, kernel + 0x2000n), /^not mapped/);
    });

    it("keeps address spaces apart and shares the kernel", () => {
      const tables = new PageTableBuilder(mode);
      tables.map(kernel, page(0x33));
      const [one, other] = [tables.fork(), tables.fork()];
      tables.map(user, page(1), one);
      tables.map(user, page(2), other);
      const { memory } = open(tables);
      assert.equal(memory.read(user, 1, one)?.[0], 1);
      assert.equal(memory.read(user, 1, other)?.[0], 2);
      assert.equal(memory.read(user, 1), undefined);
      assert.equal(memory.read(kernel, 1, other)?.[0], 0x33);
    });

    for (const [depth, size] of large) {
      it(`follows large pages of 0x${size.toString(16)} bytes`, () => {
        const tables = new PageTableBuilder(mode);
        const aligned = kernel & ~(size - 1n);
        // Only some of the large page's frames are in the dump.
        const frame = 0x40000 * 2;
        tables.frames.set(frame + 3, page(0x77));
        tables.mapLarge(aligned, depth, frame);
        const opened = open(tables);
        assert.equal(opened.memory.read(aligned + 0x3abcn, 1)?.[0], 0x77);
        assert.equal(stateOf(opened, aligned + 0x3000n), "there, large");
        assert.equal(stateOf(opened, aligned + 0x4000n), "not in this dump: the dump does not hold this page");
      });
    }

    it("distinguishes pages missing from the dump from pages beyond the end of the file", () => {
      const tables = new PageTableBuilder(mode);
      tables.setEntry(kernel, tables.validEntry(0x5555));
      assert.equal(stateOf(open(tables), kernel), "not in this dump: the dump does not hold this page");
      tables.map(kernel + 0x1000n, page(1));
      const cut = open(tables, {}, 0x10);
      assert.equal(stateOf(cut, kernel + 0x1000n), "not in this dump: the file is cut off before this page");
      assert.equal(cut.memory.read(kernel + 0x1000n, 1), undefined);
    });

    it("reads pages in transition, and those of page files not", () => {
      const tables = new PageTableBuilder(mode);
      const frame = tables.addFrame(page(0x44));
      tables.setEntry(kernel, (BigInt(frame) << 12n) | 0x800n);
      tables.setEntry(kernel + 0x1000n, mode.entrySize === 8 ? 0x1234_00000080n : 0x12300080n);
      tables.setEntry(kernel + 0x2000n, 0n);
      const opened = open(tables);
      assert.equal(stateOf(opened, kernel), "there, transition");
      assert.equal(opened.memory.read(kernel, 1)?.[0], 0x44);
      assert.equal(stateOf(opened, kernel + 0x1000n), "paged out: in a page file or in compressed memory");
      assert.equal(stateOf(opened, kernel + 0x2000n), "not mapped: never touched");
    });

    it("follows prototypes once", () => {
      const tables = new PageTableBuilder(mode);
      const prototypes = page(0);
      const view = new DataView(prototypes.buffer);
      const write = (index: number, entry: bigint): void => {
        if (mode.entrySize === 8) {
          view.setBigUint64(index * 8, entry, true);
        } else {
          view.setUint32(index * 4, Number(entry), true);
        }
      };
      const reference = (index: number): bigint => prototypeEntry(mode, kernel + BigInt(index * mode.entrySize));
      write(0, tables.validEntry(tables.addFrame(page(0x55))));
      write(1, (BigInt(tables.addFrame(page(0x66))) << 12n) | 0x800n);
      write(2, reference(0));
      write(3, mode.entrySize === 8 ? 0x1234_00000080n : 0x12300080n);
      tables.map(kernel, prototypes);
      for (let index = 0; index < 4; index++) {
        tables.setEntry(kernel + BigInt((index + 1) * PAGE_SIZE), reference(index));
      }
      const opened = open(tables);
      assert.equal(opened.memory.read(kernel + 0x1000n, 1)?.[0], 0x55);
      assert.equal(stateOf(opened, kernel + 0x1000n), "there, prototype");
      assert.equal(opened.memory.read(kernel + 0x2000n, 1)?.[0], 0x66);
      assert.equal(stateOf(opened, kernel + 0x3000n), "not mapped: its prototype names a further prototype");
      assert.match(stateOf(opened, kernel + 0x4000n), /^paged out/);
    });

    it("ends walks through tables that name themselves", () => {
      const tables = new PageTableBuilder(mode);
      for (let index = 0n; index < 4n; index++) {
        tables.setEntryAt(index << BigInt(mode.levels[0]?.shift ?? 0), 0, tables.root | 3n | 0x400n, tables.root);
      }
      assert.ok(stateOf(open(tables), 0x1000n).length > 0);
    });

    if (outside !== undefined) {
      it("rejects addresses that are not canonical", () => {
        assert.equal(stateOf(open(new PageTableBuilder(mode)), outside), "not mapped: not an address of this machine");
      });
    }
  });
}

/** A prototype's entry in each mode: see the fields in `software-entry.ts`. */
function prototypeEntry(mode: PagingMode, address: bigint): bigint {
  if (mode.entrySize === 4) {
    const offset = address & 0x7fffffffn;
    return ((offset & 0x7ffffc00n) << 1n) | ((offset & 0x3fcn) >> 1n) | 0x400n;
  }
  return mode.levels.length === 3 ? (address << 32n) | 0x400n : BigInt.asUintN(64, address << 16n) | 0x400n;
}

describe("dump translation, guarded entries", () => {
  const kernel = 0xffffe00140001000n;

  function guarded(entry: (frame: bigint) => bigint, rules: Partial<EntryRules>): number | undefined {
    const tables = new PageTableBuilder(pagingModes.x64);
    const frame = BigInt(tables.addFrame(page(0x88))) << 12n;
    tables.setEntry(kernel, entry(frame) | 0x800n);
    return open(tables, rules).memory.read(kernel, 1)?.[0];
  }

  it("takes the guard off entries that were not stored as they are", () => {
    const mask = 1n << 41n;
    assert.equal(
      guarded((frame) => frame | mask, { invalidMask: mask }),
      0x88,
    );
    assert.equal(
      guarded((frame) => frame | 0x10n, { invalidMask: mask }),
      0x88,
    );
    assert.equal(
      guarded((frame) => frame | mask | 0x10n, { invalidMask: mask }),
      undefined,
    );
  });

  it("without symbols takes off bit 45 from frames that no machine has", () => {
    assert.equal(
      guarded((frame) => frame | (1n << 45n), {}),
      0x88,
    );
    assert.equal(
      guarded((frame) => frame | (1n << 44n), {}),
      undefined,
    );
  });

  it("leaves out the bits that older kernels use otherwise", () => {
    assert.equal(
      guarded((frame) => frame | (1n << 49n), { buildNumber: 19041 }),
      0x88,
    );
    assert.equal(
      guarded((frame) => frame | (1n << 49n), { buildNumber: 22000 }),
      undefined,
    );
  });

  it("does not ask for what only address descriptors know", () => {
    const tables = new PageTableBuilder(pagingModes.x64);
    tables.setEntry(kernel, 0xffffffff_00000400n);
    assert.equal(stateOf(open(tables), kernel), "paged out: only the process's address descriptors know of it");
  });
});
