/** A dump of eight gigabytes, mostly a hole in the file: opened quickly and with little memory. */
import assert from "node:assert/strict";
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDump, saveTarget } from "../../dump/index.ts";
import { readHeader } from "../../dump/format/header.ts";
import { memorySource } from "../../dump/file/byte-source.ts";
import { PAGE_SIZE } from "../../dump/format/physical-pages.ts";
import { writeHeader } from "../../dump/write/header-writer.ts";
import { builtInTargets } from "../../kernel/targets/index.ts";

const FRAMES = (8 * 2 ** 30) / PAGE_SIZE;
const HEADER = 0x2000;
const FIRST_PAGE = 0x50000;
const KERNEL_BITMAP = 6;

describe("a dump of 8 GB", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "alpcx-large-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Frames of the saved target lie where they lay; all others are zeros that take no room on the disk. */
  function write(): { readonly path: string; readonly symbols: string } {
    const [entry] = builtInTargets;
    assert.ok(entry !== undefined);
    const saved = saveTarget(entry.open(), 1);
    const small = readHeader(memorySource("small", saved.dump));
    const [run] = small.physicalMemory;
    assert.ok(run !== undefined && small.physicalMemory.length === 1);
    const [path, symbols] = [join(folder, "MEMORY.DMP"), join(folder, "symbols.json")];
    writeFileSync(symbols, saved.symbols);
    const descriptor = openSync(path, "w");
    const fileSize = FIRST_PAGE + FRAMES * PAGE_SIZE;
    ftruncateSync(descriptor, fileSize);
    writeSync(
      descriptor,
      writeHeader({
        machine: "x64",
        buildNumber: small.buildNumber,
        directoryTableBase: small.directoryTableBase,
        moduleList: small.moduleList ?? 0n,
        processList: small.processList ?? 0n,
        debuggerData: small.debuggerData ?? 0n,
        processors: 1,
        bugcheck: 0xe2,
        isPae: false,
        runs: [{ first: 0, count: FRAMES }],
        dumpType: KERNEL_BITMAP,
        fileSize,
        systemTime: small.systemTime ?? 0n,
        upTime: small.upTime ?? 0n,
        comment: "",
      }),
      0,
      HEADER,
      0,
    );
    const table = Buffer.alloc(0x38 + FRAMES / 8, 0xff);
    table.fill(0, 0, 0x38);
    table.write("SDMPDUMP", 0, "latin1");
    table.writeBigUInt64LE(BigInt(FIRST_PAGE), 0x20);
    table.writeBigUInt64LE(BigInt(FRAMES), 0x28);
    table.writeBigUInt64LE(BigInt(FRAMES), 0x30);
    writeSync(descriptor, table, 0, table.length, HEADER);
    writeSync(descriptor, saved.dump, HEADER, run.count * PAGE_SIZE, FIRST_PAGE + run.first * PAGE_SIZE);
    closeSync(descriptor);
    return { path, symbols };
  }

  it("opens in under two seconds and in under 300 MB", () => {
    const { path, symbols } = write();
    const before = process.memoryUsage();
    const start = performance.now();
    const { target, close } = openDump(path, { symbols: [symbols] });
    const milliseconds = performance.now() - start;
    const names = target.processes().map(({ name }) => name);
    const after = process.memoryUsage();
    close();
    assert.ok(names.includes("lsass.exe"), names.join());
    assert.ok(milliseconds < 2000, `${milliseconds} ms`);
    const megabytes = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 0x10_0000;
    assert.ok(megabytes < 300, `${megabytes} MB`);
  });
});
