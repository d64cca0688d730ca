/** StructureLayout and Structure: members found by path and picked from bytes. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Absence } from "../../../src/target/absence.ts";
import { KeptBytes } from "../../../src/target/kept-bytes.ts";
import { StructureLayout } from "../../../src/target/layout.ts";
import { readWord, Structure } from "../../../src/target/structure.ts";
import { Word64 } from "../../../src/target/word64.ts";
import { intrinsics, pointerType, typeObject, type TypeSketch } from "./type-objects.ts";

const SEED = 64;
const AT = new Word64(0xffffa801, 0x12345680);

const inner: TypeSketch = {
  name: "",
  size: 8,
  members: {
    Low: { offset: 0, type: intrinsics.long },
    Type: { offset: 4, type: intrinsics.short },
    Flag: { offset: 6, type: intrinsics.short, bits: [3, 1] },
  },
};
const sample: TypeSketch = {
  name: "_SAMPLE",
  size: 0x30,
  members: {
    Count: { offset: 0, type: intrinsics.byte },
    u1: {
      offset: 8,
      type: {
        name: "",
        size: 8,
        members: { s1: { offset: 0, type: inner }, Value: { offset: 0, type: intrinsics.longLong } },
      },
    },
    Next: { offset: 0x10, type: pointerType(8) },
    Word: { offset: 0x18, type: intrinsics.longLong },
    Name: { offset: 0x20, type: { name: "unsigned char[16]", size: 16, kind: "array" } },
  },
};

function structureOf(bytes: Uint8Array, pointerSize: 4 | 8 = 8): Structure {
  return new Structure(AT, new StructureLayout("_SAMPLE", typeObject(sample)), bytes, pointerSize);
}

function sampleBytes(): Uint8Array {
  return Uint8Array.from({ length: 0x30 }, (_none, index) => 0xf0 ^ index);
}

describe("StructureLayout", () => {
  const layout = new StructureLayout("_SAMPLE", typeObject(sample));

  it("resolves paths through types without a name", () => {
    const { path, offset, size, bits } = layout.find("u1.s1.Type") ?? {};
    assert.deepEqual({ path, offset, size, bits }, { path: "u1.s1.Type", offset: 12, size: 2, bits: undefined });
    assert.deepEqual(layout.find("u1.s1.Flag")?.bits, { position: 3, length: 1 });
    assert.equal(layout.isPointer("Next"), true);
    assert.equal(layout.isPointer("u1.s1.Type"), false);
    assert.equal(layout.isPointer("u1.s1.Nothing"), false);
    assert.equal(layout.size, 0x30);
  });

  it("distinguishes a missing member from one at offset 0", () => {
    assert.equal(layout.find("u1.s2"), undefined);
    assert.equal(layout.find("Count")?.offset, 0);
    const missing = layout.field("u1.s1.Gone");
    assert.ok(
      missing instanceof Absence && missing.kind === "NotInThisBuild" && missing.reason.includes("_SAMPLE.u1.s1.Gone"),
    );
  });

  it("picks members under names of one's own, and looks them up once", () => {
    const paths = { type: "u1.s1.Type", gone: "u1.s1.Gone" };
    const picked = layout.pick(paths);
    assert.equal(picked.type, layout.find("u1.s1.Type"));
    assert.equal(picked.gone, "u1.s1.Gone");
    assert.equal(layout.pick(paths), picked);
  });

  it("names members in the order of the symbols", () => {
    assert.deepEqual(layout.memberNames(""), ["Count", "u1", "Next", "Word", "Name"]);
    assert.deepEqual(layout.memberNames("u1.s1"), ["Low", "Type", "Flag"]);
    assert.deepEqual(layout.memberNames("u9"), []);
  });

  it("asks the symbols once for the members of a type", () => {
    const type = typeObject(sample);
    let asked = 0;
    const counting = Object.create(type, {
      fields: {
        get: () => {
          asked += 1;
          return type.fields;
        },
      },
    }) as JsProvider.TypeObject;
    const counted = new StructureLayout("_SAMPLE", counting);
    counted.find("Count");
    counted.find("Count");
    counted.find("Gone");
    counted.find("Gone");
    assert.equal(asked, 1);
  });
});

describe("Structure", () => {
  it("gives the id of an aligned kernel pointer, and of nothing else", () => {
    const layout = new StructureLayout("_SAMPLE", typeObject(sample));
    const next = layout.find("Next");
    assert.ok(next !== undefined);
    for (const value of [new Word64(0xffffa801, 0x12345678), new Word64(0xffe00000, 0)]) {
      const bytes = new Uint8Array(0x30);
      new Uint32Array(bytes.buffer).set([value.low, value.high], 4);
      assert.equal(new Structure(AT, layout, bytes, 8).pointerId(next), value.id);
      const start = [{ start: 0, end: 4 }];
      assert.equal(new Structure(AT, layout, bytes, 8, start).pointerId(next), undefined);
    }
    for (const value of [new Word64(0, 0), new Word64(0x7ff6, 0x10000), new Word64(0xffffa801, 0x12345679)]) {
      const bytes = new Uint8Array(0x30);
      new Uint32Array(bytes.buffer).set([value.low, value.high], 4);
      assert.equal(new Structure(AT, layout, bytes, 8).pointerId(next), undefined);
    }
  });

  it("knows heads of empty lists and members that are 0 in one look", () => {
    const layout = new StructureLayout("_SAMPLE", typeObject(sample));
    const [count, type, head] = ["Count", "u1.s1.Type", "Name"].map((path) => layout.find(path));
    assert.ok(count !== undefined && type !== undefined && head !== undefined);
    const at = AT.plus(head.offset);
    const bytes = new Uint8Array(0x30);
    new Uint32Array(bytes.buffer).set([at.low, at.high, at.low, at.high], head.offset / 4);
    const unused = (): boolean => new Structure(AT, layout, bytes, 8).areUnused([head], [count, type]);
    assert.equal(unused(), true);
    assert.equal(new Structure(AT, layout, bytes, 8, [{ start: 0, end: 1 }]).areUnused([head], []), false);
    bytes[0xd] = 1;
    assert.equal(unused(), false);
    bytes[0xd] = 0;
    bytes[head.offset + 9] = 0xee;
    assert.equal(unused(), false);
  });

  it("picks numbers, pointers and nested members", () => {
    const structure = structureOf(sampleBytes());
    assert.equal(structure.number("Count"), 0xf0);
    assert.equal(structure.number("u1.s1.Low"), 0xfbfaf9f8);
    assert.equal(structure.number("u1.s1.Type"), 0xfdfc);
    assert.equal(String(structure.pointer("Next")), "0xe7e6e5e4e3e2e1e0");
    assert.equal(String(structure.addressOf("u1.s1.Type")), "0xffffa8011234568c");
    assert.deepEqual(structure.slice("Name", 2), Uint8Array.of(0xd0, 0xd1));
  });

  it("picks from the words of a page what it picks from the bytes", () => {
    const page = new Uint8Array(0x100);
    page.set(sampleBytes(), 0x40);
    const inPage = new Structure(
      AT,
      new StructureLayout("_SAMPLE", typeObject(sample)),
      new Uint32Array(page.buffer),
      8,
      undefined,
      0x40,
    );
    const alone = structureOf(sampleBytes());
    for (const path of ["Count", "u1.s1.Low", "u1.s1.Type", "u1.s1.Flag", "Next", "Word"]) {
      assert.equal(String(inPage.word(path)), String(alone.word(path)), path);
    }
    assert.deepEqual(inPage.bytes, sampleBytes());
    assert.deepEqual(inPage.slice("Name"), alone.slice("Name"));
  });

  it("picks from bytes that begin and end anywhere", () => {
    const shifted = new Uint8Array(0x33).fill(0xee);
    shifted.set(sampleBytes(), 3);
    const odd = structureOf(shifted.subarray(3));
    assert.equal(String(odd.pointer("Next")), "0xe7e6e5e4e3e2e1e0");
    assert.equal(odd.number("u1.s1.Type"), 0xfdfc);
  });

  it("says Unreadable of a member that lies in a hole, and of no other", () => {
    const structure = new Structure(AT, new StructureLayout("_SAMPLE", typeObject(sample)), sampleBytes(), 8, [
      { start: 0x12, end: 0x18 },
    ]);
    const next = structure.pointer("Next");
    assert.ok(next instanceof Absence && next.kind === "Unreadable" && next.address?.equals(AT.plus(0x10)));
    assert.equal(structure.number("u1.s1.Type"), 0xfdfc);
    assert.ok(!(structure.word("Word") instanceof Absence));
  });

  it("picks 32-bit pointers zero-extended", () => {
    assert.equal(String(structureOf(sampleBytes(), 4).pointer("Next")), "0xe3e2e1e0");
  });

  it("takes small numbers as two's complement when asked to", () => {
    const structure = structureOf(sampleBytes());
    assert.equal(structure.signed("Count"), 0xf0 - 0x100);
    assert.equal(structure.signed("u1.s1.Low"), 0xfbfaf9f8 - 2 ** 32);
  });

  it("refuses numbers past 53 bits instead of rounding", () => {
    const number = structureOf(sampleBytes()).number("Word");
    assert.ok(number instanceof Absence && number.kind === "Invalid");
  });

  it("says of a missing member that this build has none", () => {
    const structure = structureOf(sampleBytes());
    for (const value of [
      structure.word("Gone"),
      structure.number("Gone"),
      structure.pointer("Gone"),
      structure.flag("Gone"),
      structure.slice("Gone"),
      structure.addressOf("Gone"),
    ]) {
      assert.ok(value instanceof Absence && value.kind === "NotInThisBuild");
    }
  });

  it("says Invalid where the block is shorter than the member needs", () => {
    const value = structureOf(sampleBytes().subarray(0, 0x1c)).word("Word");
    assert.ok(value instanceof Absence && value.kind === "Invalid");
  });

  it(`picks bit fields of any width and place up to 64 bits, as bigint arithmetic says (seed ${SEED})`, () => {
    const storages = fc.constantFrom(1, 2, 4, 8);
    const fields = storages.chain((size) =>
      fc.integer({ min: 0, max: 8 * size - 1 }).chain((position) =>
        fc.record({
          size: fc.constant(size),
          position: fc.constant(position),
          length: fc.integer({ min: 1, max: 8 * size - position }),
        }),
      ),
    );
    fc.assert(
      fc.property(
        fields,
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        fc.integer({ min: 0, max: 8 }),
        ({ size, position, length }, bytes, offset) => {
          const type: TypeSketch = {
            name: "_BITS",
            size: 16,
            members: { Field: { offset, type: { name: "storage", size }, bits: [position, length] } },
          };
          const structure = new Structure(AT, new StructureLayout("_BITS", typeObject(type)), bytes, 8);
          const storage = bytes
            .subarray(offset, offset + size)
            .reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
          const expected = BigInt.asUintN(length, storage >> BigInt(position));
          assert.equal(String(structure.word("Field")), `0x${expected.toString(16)}`);
          assert.equal(
            structure.flag("Field") instanceof Absence
              ? expected >= 1n << 53n
              : structure.flag("Field") === (expected !== 0n),
            true,
          );
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });

  it(`reads little-endian values of 1 to 8 bytes (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), fc.integer({ min: 1, max: 8 }), (bytes, size) => {
        const expected = bytes.subarray(0, size).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
        assert.equal(readWord(bytes, 0, size).key, expected.toString(16));
      }),
      { seed: SEED },
    );
  });
});

describe("a structure that is kept", () => {
  it("says the same from a copy of its own bytes, many in one buffer, and lets go of its page", () => {
    const kept = new KeptBytes();
    const layout = new StructureLayout("_SAMPLE", typeObject(sample));
    const page = Uint32Array.from({ length: 0x400 }, (_word, index) => index * 0x01010101);
    const structures = [0x40, 0x80, 0xfd0].map((start) => new Structure(AT, layout, page, 8, undefined, start));
    const before = structures.map((structure) => [structure.pointer("Next"), structure.number("u1.s1.Type")]);
    const bytes = structures.map((structure) => structure.bytes.slice());
    for (const structure of structures) {
      structure.moveTo(kept);
    }
    page.fill(0xffffffff);
    assert.deepEqual(
      structures.map((structure) => [structure.pointer("Next"), structure.number("u1.s1.Type")]),
      before,
    );
    assert.deepEqual(
      structures.map((structure) => structure.bytes),
      bytes,
    );
    assert.deepEqual(new Set(structures.map((structure) => structure.bytes.buffer)), new Set([kept.words.buffer]));
  });

  it("finds room in a new buffer when one is full, and when it is larger than a buffer", () => {
    const kept = new KeptBytes();
    const layout = new StructureLayout("_SAMPLE", typeObject(sample));
    const buffers = new Set<ArrayBufferLike>();
    for (let count = 0; count < 0x10000 / sample.size + 1; count += 1) {
      const block = new Uint8Array(sample.size).fill(count);
      const structure = new Structure(AT, layout, block, 8);
      structure.moveTo(kept);
      buffers.add(structure.bytes.buffer);
      assert.equal(structure.number("Count"), count & 0xff);
    }
    assert.equal(buffers.size, 2);
    const large = new Structure(AT, layout, new Uint8Array(0x20000).fill(7), 8);
    large.moveTo(kept);
    assert.equal(large.bytes.length, 0x20000);
    assert.equal(large.number("Count"), 7);
  });
});
