/** Packed dumps: gzip, xz, zip and cabinet files, and archives that would unpack without end. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { deflateRawSync, gzipSync } from "node:zlib";
import { memorySource } from "../../dump/file/byte-source.ts";
import { unpacked } from "../../dump/file/packed.ts";
import { fixtures } from "./samples.ts";

const content = Buffer.from(
  Array.from({ length: 100_000 }, (_, index) => (Math.imul(index, 0x9e3779b1) >>> 15) & 0x7f),
);

function unpack(bytes: Uint8Array): Buffer {
  const source = unpacked(memorySource("f.dmp", bytes));
  return Buffer.from(source.read(0, source.size));
}

/** A zip archive of files, as its public description has it. */
function zip(
  files: readonly { readonly name: string; readonly bytes: Buffer; readonly method: 0 | 8; readonly flags?: number }[],
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, method, flags = 0 } of files) {
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(bytes.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** A cabinet of one file: blocks of 32 KiB, each packed with the one before as its dictionary. */
function cabinet(bytes: Buffer, method: 0 | 1 | 3): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) {
    const plain = bytes.subarray(at, at + 0x8000);
    const dictionary = at === 0 ? undefined : bytes.subarray(at - 0x8000, at);
    const packed =
      method === 1
        ? Buffer.concat([Buffer.from("CK"), deflateRawSync(plain, dictionary === undefined ? {} : { dictionary })])
        : plain;
    const head = Buffer.alloc(8);
    head.writeUInt16LE(packed.length, 4);
    head.writeUInt16LE(plain.length, 6);
    blocks.push(head, packed);
  }
  const header = Buffer.alloc(36 + 8 + 16);
  header.write("MSCF", 0, "latin1");
  header.writeUInt32LE(44, 16);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(1, 28);
  const name = Buffer.from("f.pdb\0");
  header.writeUInt32LE(header.length + name.length, 36);
  header.writeUInt16LE(blocks.length / 2, 40);
  header.writeUInt16LE(method, 42);
  header.writeUInt32LE(bytes.length, 44);
  return Buffer.concat([header, name, ...blocks]);
}

/** A symbol table in three blocks. */
const table = readFileSync(`${fixtures}isf/ntkrnlmp.pdb/B18A1185450BB5B14C4C44205044422E-1.json.xz`);
const filtered = Buffer.from(table);
filtered.writeUInt8(0x01, 13);
filtered.writeUInt8(0x04, 14);

describe("packed dumps", () => {
  it("unpack xz", () => {
    const text = unpack(table).toString();
    assert.equal(text.length, Buffer.byteLength(text));
    const { symbols } = JSON.parse(text) as { readonly symbols: object };
    assert.equal(Object.keys(symbols).length, 1603);
  });

  it("leave what is not packed as it is", () => {
    const source = memorySource("f.dmp", content);
    assert.equal(unpacked(source), source);
  });

  it("unpack gzip", () => {
    assert.deepEqual(unpack(gzipSync(content)), content);
  });

  for (const method of [0, 8] as const) {
    it(`unpack the largest file of a zip archive by method ${method}`, () => {
      assert.deepEqual(
        unpack(
          zip([
            { name: "readme.txt", bytes: Buffer.from("small"), method },
            { name: "MEMORY.DMP", bytes: content, method },
          ]),
        ),
        content,
      );
    });
  }

  for (const method of [0, 1] as const) {
    it(`unpack a cabinet by method ${method}`, () => {
      assert.deepEqual(unpack(cabinet(content, method)), content);
    });
  }

  const refused: readonly (readonly [what: string, bytes: Buffer, sentence: RegExp])[] = [
    [
      "zstd",
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0]),
      /packed with zstd, which Node cannot unpack: run zstd -d on it first/,
    ],
    ["a cut xz", table.subarray(0, 5000), /cannot be unpacked: it is damaged or cut off/],
    [
      "xz with a filter of programs",
      filtered,
      /packed by xz with further filters, which are not understood: run xz -d on it first/,
    ],
    ["7z", Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), /packed with 7z/],
    [
      "a cabinet of LZX",
      cabinet(content, 3),
      /cabinet packed by LZX, which Node cannot unpack: unpack it first \(expand or cabextract\)/,
    ],
    ["an encrypted zip", zip([{ name: "a", bytes: content, method: 8, flags: 1 }]), /encrypted zip archive/],
    ["an empty zip", Buffer.concat([Buffer.from("PK\x03\x04"), zip([])]), /empty zip archive/],
    ["a cut gzip", gzipSync(content).subarray(0, 500), /cannot be unpacked: it is damaged or cut off/],
    ["a cut zip", zip([{ name: "a", bytes: content, method: 8 }]).subarray(0, 900), /has no directory/],
    ["a cut cabinet", cabinet(content, 1).subarray(0, 900), /ends too early/],
  ];
  for (const [what, bytes, sentence] of refused) {
    it(`name what cannot be unpacked: ${what}`, () => {
      assert.throws(() => unpack(bytes), sentence);
    });
  }

  it("do not unpack what fills the memory", () => {
    for (const bomb of [
      table,
      gzipSync(Buffer.alloc(2 << 20)),
      zip([{ name: "a", bytes: Buffer.alloc(2 << 20), method: 8 }]),
      cabinet(Buffer.alloc(2 << 20), 1),
    ]) {
      assert.throws(
        () => unpacked(memorySource("f.dmp", bomb), bomb === table ? 1 << 17 : 1 << 20),
        /^DumpError: f\.dmp is too large to be unpacked in memory/,
      );
    }
  });
});
