/** Dump files of every type, written and read back page by page; and other files. */
import assert from "node:assert/strict";
import { DumpError } from "../../dump/dump-error.ts";
import { memorySource } from "../../dump/file/byte-source.ts";
import { dumpTypes } from "../../dump/format/dump-type.ts";
import { readHeader } from "../../dump/format/header.ts";
import { openPages } from "../../dump/format/open-pages.ts";
import { PAGE_SIZE } from "../../dump/format/physical-pages.ts";
import type { MachineValues, WritableType } from "../../dump/write/dump-writer.ts";
import { writeDump } from "../../dump/write/dump-writer.ts";
import { machineValues } from "./machine-values.ts";

const machine32: MachineValues = {
  ...machineValues,
  machine: "x86",
  buildNumber: 6002,
  directoryTableBase: 0x1ad020n,
  moduleList: 0x82001000n,
  processList: 0x82002000n,
  debuggerData: 0x82003000n,
  isPae: true,
};

/** Frames with gaps, among them neighbors and the last bit of a byte. */
const frameNumbers = [0x100, 0x101, 0x107, 0x108, 0x3ff, 0x1000, 0x1002];
const frames = new Map(frameNumbers.map((frame) => [frame, new Uint8Array(PAGE_SIZE).fill(frame & 0xff)]));

const types: readonly (readonly [name: string, type: WritableType])[] = [
  ["1, complete", dumpTypes.full],
  ["2, kernel of older systems", dumpTypes.summary],
  ["5, complete by a bitmap", dumpTypes.fullBitmap],
  ["6, kernel by a bitmap", dumpTypes.kernelBitmap],
  ["8, of a debugger", dumpTypes.debuggerKernel],
  ["9, of a debugger, with user memory", dumpTypes.debuggerKernelAndUser],
  ["A, all, of a debugger", dumpTypes.debuggerFull],
];

for (const [name, type] of types) {
  for (const [width, values] of [
    ["64", machineValues],
    ["32", machine32],
  ] as const) {
    describe(`dump type ${name}, ${width} bits`, () => {
      const file = writeDump(type, values, frames);

      it("holds the pages that were written and no other", () => {
        const source = memorySource("f.dmp", file);
        const pages = openPages(source, readHeader(source));
        assert.equal(pages.count, frameNumbers.length);
        assert.equal(pages.highest, 0x1002);
        for (let frame = 0xf0; frame < 0x1100; frame++) {
          const offset = pages.offsetOf(frame);
          assert.equal(offset !== undefined, frames.has(frame), frame.toString(16));
          if (offset !== undefined) {
            assert.deepEqual([...source.read(offset, PAGE_SIZE)], [...(frames.get(frame) ?? [])]);
          }
        }
      });

      it("says what it is", () => {
        const header = readHeader(memorySource("f.dmp", file));
        assert.deepEqual(
          {
            machine: header.machine,
            build: header.buildNumber,
            root: header.directoryTableBase,
            modules: header.moduleList,
            processes: header.processList,
            data: header.debuggerData,
            processors: header.processors,
            bugcheck: header.bugcheck,
            parameters: header.bugcheckParameters,
            type: header.dumpType,
            size: header.requiredSize,
            time: header.systemTime,
            up: header.upTime,
            comment: header.comment,
            pae: header.isPae,
          },
          {
            machine: values.machine,
            build: values.buildNumber,
            root: values.directoryTableBase,
            modules: values.moduleList,
            processes: values.processList,
            data: values.debuggerData,
            processors: 4,
            bugcheck: 0xe2,
            parameters: [1n, 2n, 3n, 4n],
            type,
            size: BigInt(file.length),
            time: values.systemTime,
            up: values.upTime,
            comment: "as written",
            pae: width === "64" ? undefined : true,
          },
        );
      });

      it("complains when its table is cut off, and takes a shorter file otherwise", () => {
        const cut = memorySource("f.dmp", file.subarray(0, file.length - PAGE_SIZE));
        const pages = openPages(cut, readHeader(cut));
        assert.ok((pages.offsetOf(0x1002) ?? 0) + PAGE_SIZE > cut.size);
        if (type === dumpTypes.full) {
          return;
        }
        const stub = memorySource("f.dmp", file.subarray(0, (width === "64" ? 0x2000 : 0x1000) + 0x20));
        assert.throws(() => openPages(stub, readHeader(stub)), DumpError);
      });
    });
  }
}

describe("dump bitmaps", () => {
  it("must agree with their count of pages", () => {
    const file = Buffer.from(writeDump(dumpTypes.kernelBitmap, machineValues, frames));
    file.writeBigUInt64LE(8n, 0x2028);
    const source = memorySource("f.dmp", file);
    assert.throws(
      () => openPages(source, readHeader(source)),
      /f\.dmp's bitmap of pages does not agree with the file: the file is damaged/,
    );
  });

  it("of more memory than any machine has are refused before anything is allocated", () => {
    const file = Buffer.from(writeDump(dumpTypes.kernelBitmap, machineValues, frames));
    file.writeBigUInt64LE(1n << 50n, 0x2030);
    const source = memorySource("f.dmp", file);
    assert.throws(() => openPages(source, readHeader(source)), /claims a memory of more than 4 TiB/);
  });
});

describe("what is no kernel dump", () => {
  const cases: readonly (readonly [what: string, start: string | Buffer, sentence: RegExp])[] = [
    [
      "a user-mode dump",
      "MDMP\x93\xa7",
      /is a user-mode dump, which holds no kernel memory: take a kernel or complete memory dump\.$/,
    ],
    ["an ELF core", "\x7fELF\x02\x01", /ELF core/],
    ["a hibernation file", "HIBR....", /hibernation file, whose memory is compressed/],
    ["a hibernation file being resumed", "RSTR....", /hibernation file/],
    ["a VMware state", Buffer.from([0xd2, 0xbe, 0xd2, 0xbe, 0, 0, 0, 0]), /VMware/],
    ["LiME", "EMiL\x01", /LiME/],
    ["a raw offline dump", "Raw_Dmp!", /offline dump/],
    ["an empty file", "", /is empty\.$/],
    [
      "anything else",
      "hello, world",
      /is not a Windows kernel dump: one begins with PAGEDU64 or PAGEDUMP\. An encrypted dump must be decrypted first\.$/,
    ],
    ["a header that ends", "PAGEDU64 and no more", /header ends too early: the file is damaged or cut off\.$/],
  ];
  for (const [what, start, sentence] of cases) {
    it(`is named: ${what}`, () => {
      assert.throws(
        () => readHeader(memorySource("f.dmp", Buffer.from(start as string, "latin1"))),
        (error) => error instanceof DumpError && sentence.test(error.message) && error.message.startsWith("f.dmp"),
      );
    });
  }

  it("is named: a dump of a machine that is not understood", () => {
    const file = Buffer.from(writeDump(dumpTypes.full, machineValues, frames));
    file.writeUInt32LE(0x200, 0x30);
    assert.throws(() => readHeader(memorySource("f.dmp", file)), /machine type 0x200/);
  });

  it("is named: a header without memory, and an unknown type", () => {
    for (const [type, sentence] of [
      [3, /holds a header and no memory/],
      [77, /type 77, which is not known/],
    ] as const) {
      const file = Buffer.from(writeDump(dumpTypes.full, machineValues, frames));
      file.writeUInt32LE(type, 0xf98);
      const source = memorySource("f.dmp", file);
      assert.throws(() => openPages(source, readHeader(source)), sentence);
    }
  });
});
