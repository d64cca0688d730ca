/** Walks of lists, intact and deliberately damaged. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { walkContaining, walkList } from "../../../src/nt/list.ts";
import { collectWalk } from "../../../src/nt/walk.ts";
import type { WalkEndKind } from "../../../src/facts/walk-end.ts";
import type { WordId } from "../../../src/target/word64.ts";
import type { LayoutId } from "../../kernel/layouts/layouts.ts";
import { Memory } from "./memory.ts";
import { toBigInt, word } from "../words.ts";

const SEED = 1998;
const USER_ADDRESS = 0x7ff10000n;

interface Walked {
  readonly places: readonly number[];
  readonly kind: WalkEndKind;
  readonly at: number | undefined;
  readonly count: number;
}

function walk(memory: Memory, limit?: number): Walked {
  const { entries, end } = collectWalk(
    walkList(memory.target, word(memory.at(0)), limit === undefined ? {} : { limit }),
  );
  assert.equal(end.count, entries.length);
  assert.notEqual(end.reason, "");
  return {
    places: entries.map((entry) => memory.placeOf(entry)),
    kind: end.kind,
    count: end.count,
    at: end.at === undefined ? undefined : memory.placeOf(end.at),
  };
}

for (const layout of ["winxp-sp3-x86", "win10-19041-x64"] satisfies LayoutId[]) {
  describe(`walkList on ${layout}`, () => {
    /** A list of places 1 to 6, then damaged. */
    function damaged(damage: (memory: Memory) => void): Walked {
      const memory = new Memory(layout, 12);
      memory.link([1, 2, 3, 4, 5, 6]);
      damage(memory);
      return walk(memory);
    }

    it("yields nothing of an empty list", () => {
      const memory = new Memory(layout, 1);
      memory.link([]);
      assert.deepEqual(walk(memory), { places: [], kind: "head", at: undefined, count: 0 });
    });

    it("yields one and many entries in the order of the list", () => {
      const memory = new Memory(layout, 8);
      memory.link([3]);
      assert.deepEqual(walk(memory).places, [3]);
      memory.link([5, 2, 7, 1]);
      memory.target.dropStop();
      assert.deepEqual(walk(memory), { places: [5, 2, 7, 1], kind: "head", at: undefined, count: 4 });
    });

    it("gives elements one by one while each needs a read, and together what needs none", () => {
      const memory = new Memory(layout, 8);
      memory.link([5, 2, 7, 1]);
      const batches = (): readonly (readonly number[])[] => {
        const found: number[][] = [];
        const walked = walkList(memory.target, word(memory.at(0)));
        for (let batch = walked.batch(); batch !== undefined; batch = walked.batch()) {
          found.push(batch.map((entry) => memory.placeOf(entry)));
        }
        return found;
      };
      assert.deepEqual(batches(), [[5], [2], [7], [1]]);
      assert.deepEqual(batches(), [[5, 2, 7, 1]]);
      const begun = walkList(memory.target, word(memory.at(0)));
      begun.next();
      assert.deepEqual(
        begun.collect().entries.map((entry) => memory.placeOf(entry)),
        [2, 7, 1],
      );
    });

    it("notes what both neighbors name before it gives it out", () => {
      const memory = new Memory(layout, 8);
      memory.link([1, 2, 3, 4]);
      memory.setBlink(4, memory.at(1));
      const sound = new Set<WordId>();
      const walked = walkList(memory.target, word(memory.at(0)), { sound });
      const given: boolean[] = [];
      for (const entry of walked) {
        given.push(sound.has(entry.id));
      }
      assert.deepEqual(given, [true, true, false, false]);
      assert.equal(walked.end.kind, "invalid");
    });

    it("takes null links of the head for a list never used", () => {
      assert.deepEqual(walk(new Memory(layout, 1)), { places: [], kind: "null link", at: undefined, count: 0 });
    });

    it("says why where the head cannot be a list", () => {
      const memory = new Memory(layout, 1);
      memory.unmap(0);
      assert.equal(walk(memory).kind, "unreadable");
      assert.equal(walkList(memory.target, word(USER_ADDRESS)).end.kind, "invalid");
      assert.equal(walkList(memory.target, word(0n)).end.kind, "invalid");
    });

    it("finds what is after an unreadable entry", () => {
      assert.deepEqual(
        damaged((memory) => memory.unmap(3)),
        { places: [1, 2, 4, 5, 6], kind: "unreadable", at: 3, count: 5 },
      );
    });

    it("finds what is before and after two unreadable entries, not between them", () => {
      assert.deepEqual(
        damaged((memory) => {
          memory.unmap(2);
          memory.unmap(5);
        }).places,
        [1, 6],
      );
    });

    it("finds what is after a null link", () => {
      assert.deepEqual(
        damaged((memory) => memory.setFlink(3, 0n)),
        { places: [1, 2, 3, 4, 5, 6], kind: "null link", at: 3, count: 6 },
      );
    });

    it("finds what is after a link into user space", () => {
      const { places, kind } = damaged((memory) => memory.setFlink(3, USER_ADDRESS));
      assert.deepEqual([places, kind], [[1, 2, 3, 4, 5, 6], "invalid"]);
    });

    it("finds what is after an entry whose links are overwritten, the entry included", () => {
      const { places, kind, at } = damaged((memory) => {
        memory.setFlink(4, USER_ADDRESS);
        memory.setBlink(4, USER_ADDRESS);
      });
      assert.deepEqual([places, kind, at], [[1, 2, 3, 4, 5, 6], "invalid", 4]);
    });

    it("recognizes an entry that leads to itself", () => {
      const { places, kind, at } = damaged((memory) => memory.setFlink(2, memory.at(2)));
      assert.deepEqual([places, kind, at], [[1, 2, 3, 4, 5, 6], "cycle", 2]);
    });

    it("recognizes a late cycle", () => {
      const { places, kind, at } = damaged((memory) => memory.setFlink(6, memory.at(2)));
      assert.deepEqual([places, kind, at], [[1, 2, 3, 4, 5, 6], "cycle", 6]);
    });

    it("does not wander into another list", () => {
      const { places, kind, at } = damaged((memory) => {
        memory.system.machine.writeList(memory.at(8), [memory.at(9), memory.at(10)]);
        memory.setFlink(3, memory.at(9));
      });
      assert.deepEqual([places, kind, at], [[1, 2, 3, 4, 5, 6], "invalid", 9]);
    });

    it("notices a list cut short", () => {
      const { places, kind } = damaged((memory) => memory.setFlink(3, memory.at(0)));
      assert.deepEqual([places, kind], [[1, 2, 3, 4, 5, 6], "invalid"]);
    });

    it("stops at its limit", () => {
      const memory = new Memory(layout, 8);
      memory.link([1, 2, 3, 4, 5, 6, 7]);
      assert.deepEqual(walk(memory, 3), { places: [1, 2, 3], kind: "limit", at: 4, count: 3 });
      assert.equal(walk(memory, 7).kind, "head");
    });

    it("reads no further than it is asked to", () => {
      const memory = new Memory(layout, 6);
      memory.link([1, 2, 3, 4, 5]);
      memory.unmap(3);
      const lazy = walkList(memory.target, word(memory.at(0)));
      assert.equal(memory.placeOf(lazy.next().value as ReturnType<typeof word>), 1);
      assert.equal(memory.placeOf(lazy.next().value as ReturnType<typeof word>), 2);
    });

    it("yields the structures around the entries, and says when this build has no such member", () => {
      const memory = new Memory(layout, 3);
      memory.link([1, 2]);
      const offset = memory.system.machine.offsetOf("_ETHREAD", "ThreadListEntry");
      const { entries } = collectWalk(walkContaining(memory.target, word(memory.at(0)), "_ETHREAD", "ThreadListEntry"));
      assert.deepEqual(entries.map(toBigInt), [memory.at(1) - offset, memory.at(2) - offset]);
      for (const [type, member] of [
        ["_ETHREAD", "NoSuchMember"],
        ["_NO_SUCH_TYPE", "ThreadListEntry"],
      ] as const) {
        const { end } = collectWalk(walkContaining(memory.target, word(memory.at(0)), type, member));
        assert.deepEqual([end.kind, end.count], ["invalid", 0]);
        assert.match(end.reason, /not in this build/);
      }
    });
  });
}

describe(`walkList under random damage (seed ${SEED})`, () => {
  const ENTRIES = 8;
  const memory = new Memory("win7-sp1-x64", ENTRIES + 2);
  const places = Array.from({ length: ENTRIES }, (_none, index) => index + 1);
  const whole = memory.system.machine.memory.read(memory.at(0) - 0x40n, (ENTRIES + 2) * 0x1000);

  function reset(): void {
    memory.system.machine.write(memory.at(0) - 0x40n, whole ?? new Uint8Array());
    memory.link(places);
    memory.target.dropStop();
  }

  it("loses no entry to any one damaged link and takes in no foreign one", () => {
    const values = fc.oneof(
      fc.nat(ENTRIES + 1).map((place) => memory.at(place)),
      fc.constantFrom(0n, USER_ADDRESS, 0xfffff80000000001n),
      fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    );
    fc.assert(
      fc.property(fc.nat(ENTRIES), fc.boolean(), values, (place, forward, value) => {
        reset();
        if (forward) {
          memory.setFlink(place, value);
        } else {
          memory.setBlink(place, value);
        }
        const walked = walk(memory);
        assert.deepEqual(walked.places, places);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("ends, and yields no entry twice, whatever the links are", () => {
    const links = fc.array(fc.tuple(fc.nat(ENTRIES + 1), fc.nat(ENTRIES + 1)), {
      minLength: ENTRIES + 1,
      maxLength: ENTRIES + 1,
    });
    fc.assert(
      fc.property(links, (pairs) => {
        reset();
        pairs.forEach(([flink, blink], place) => {
          memory.setFlink(place, memory.at(flink));
          memory.setBlink(place, memory.at(blink));
        });
        const walked = walk(memory);
        assert.equal(new Set(walked.places).size, walked.places.length);
        assert.ok(!walked.places.includes(0), "the head is no entry");
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
