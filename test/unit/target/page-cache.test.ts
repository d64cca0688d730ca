/** PageCache: its host calls and results. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Absence } from "../../../src/target/absence.ts";
import { PAGE_SIZE, PageCache } from "../../../src/target/page-cache.ts";
import { Word64 } from "../../../src/target/word64.ts";

const SEED = 4096;
const BASE = new Word64(0xfffff800, 0x00100000);

/** Memory of `pages` pages from BASE on, of which some are missing; counts calls. */
class Memory {
  readonly calls: { offset: number; length: number }[] = [];
  readonly bytes: Uint8Array;
  private readonly missing: ReadonlySet<number>;

  constructor(pages: number, missing: readonly number[] = []) {
    this.bytes = Uint8Array.from({ length: pages * PAGE_SIZE }, (_none, index) => (index * 7 + (index >> 12)) & 0xff);
    this.missing = new Set(missing);
  }

  readonly read = (address: Word64, length: number): Uint8Array | undefined => {
    const offset = address.distanceFrom(BASE);
    this.calls.push({ offset, length });
    if (offset < 0 || offset + length > this.bytes.length) {
      return undefined;
    }
    for (let page = Math.floor(offset / PAGE_SIZE); page * PAGE_SIZE < offset + length; page += 1) {
      if (this.missing.has(page)) {
        return undefined;
      }
    }
    return this.bytes.slice(offset, offset + length);
  };
}

describe("PageCache", () => {
  it("returns the bytes of any block, whatever is cached", () => {
    const blocks = fc.array(fc.tuple(fc.nat(8 * PAGE_SIZE - 1), fc.integer({ min: 1, max: 3 * PAGE_SIZE })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(blocks, fc.integer({ min: 2, max: 6 }), (reads, capacity) => {
        const memory = new Memory(8);
        const cache = new PageCache(memory.read, capacity);
        for (const [offset, length] of reads) {
          const answer = cache.read(BASE.plus(offset), length);
          if (offset + length > memory.bytes.length) {
            assert.ok(answer instanceof Absence && answer.kind === "Unreadable");
          } else {
            assert.ok(
              !(answer instanceof Absence) &&
                Buffer.compare(answer, memory.bytes.subarray(offset, offset + length)) === 0,
            );
          }
        }
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it("reads a page once, by one call for the whole page", () => {
    const memory = new Memory(4);
    const cache = new PageCache(memory.read, 8);
    cache.read(BASE.plus(0x123), 8);
    cache.read(BASE.plus(0xff8), 8);
    cache.read(BASE, PAGE_SIZE);
    assert.deepEqual(memory.calls, [{ offset: 0, length: PAGE_SIZE }]);
  });

  it("fetches neighboring missing pages by one call and keeps what it has", () => {
    const memory = new Memory(4);
    const cache = new PageCache(memory.read, 8);
    cache.read(BASE, 4);
    cache.read(BASE.plus(PAGE_SIZE - 2), 2 * PAGE_SIZE + 4);
    assert.deepEqual(memory.calls, [
      { offset: 0, length: PAGE_SIZE },
      { offset: PAGE_SIZE, length: 3 * PAGE_SIZE },
    ]);
  });

  it("asks for the exact bytes where the page around them is not whole", () => {
    const read = (address: Word64, length: number): Uint8Array | undefined =>
      length <= 16 && address.distanceFrom(BASE) >= 0x100 && address.distanceFrom(BASE) + length <= 0x110
        ? new Uint8Array(length).fill(9)
        : undefined;
    const cache = new PageCache(read, 8);
    assert.deepEqual(cache.read(BASE.plus(0x104), 4), new Uint8Array(4).fill(9));
    const beside = cache.read(BASE.plus(0x10e), 4);
    assert.ok(beside instanceof Absence && beside.kind === "Unreadable" && beside.address?.equals(BASE.plus(0x10e)));
  });

  it("does not ask twice for a page that is not there", () => {
    const memory = new Memory(2, [1]);
    const cache = new PageCache(memory.read, 8);
    cache.read(BASE.plus(PAGE_SIZE), 4);
    cache.read(BASE.plus(PAGE_SIZE), 4);
    assert.equal(memory.calls.filter((call) => call.length === PAGE_SIZE).length, 1);
  });

  it("forgets the oldest page when it is full", () => {
    const memory = new Memory(4);
    const cache = new PageCache(memory.read, 2);
    for (const page of [0, 1, 2, 2, 1, 0]) {
      cache.read(BASE.plus(page * PAGE_SIZE), 1);
    }
    assert.deepEqual(
      memory.calls.map((call) => call.offset / PAGE_SIZE),
      [0, 1, 2, 0],
    );
  });

  it("refuses blocks of no bytes and of more than 1 MiB without asking", () => {
    const memory = new Memory(1);
    const cache = new PageCache(memory.read, 8);
    for (const length of [0, -4, 0x100001]) {
      assert.ok(cache.read(BASE, length) instanceof Absence);
    }
    assert.deepEqual(memory.calls, []);
  });
});
