/** Word64 against bigint arithmetic. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Word64 } from "../../../src/target/word64.ts";
import { toBigInt, word } from "../words.ts";

const SEED = 20240;
const MASK = (1n << 64n) - 1n;

/** All of 64 bits, with a liking for the edges where halves carry. */
const words = fc.oneof(
  fc.bigInt({ min: 0n, max: MASK }),
  fc.constantFrom(
    0n,
    1n,
    0x7fffffffn,
    0x80000000n,
    0xffffffffn,
    0x100000000n,
    0x1fffffffffffffn,
    0x20000000000000n,
    1n << 63n,
    MASK,
  ),
);
const counts = fc.maxSafeInteger();

function check<T extends unknown[]>(property: fc.IProperty<T>): void {
  fc.assert(property, { seed: SEED, numRuns: 500 });
}

describe(`Word64 against bigint (seed ${SEED})`, () => {
  it("adds and subtracts whole numbers modulo 2^64", () => {
    check(
      fc.property(words, counts, (value, count) => {
        assert.equal(toBigInt(word(value).plus(count)), (value + BigInt(count)) & MASK);
        assert.equal(toBigInt(word(value).minus(count)), (value - BigInt(count)) & MASK);
      }),
    );
  });

  it("has equal ids for equal values and for no others", () => {
    const near = fc
      .tuple(words, fc.integer({ min: -2, max: 2 }))
      .map(([value, step]) => [value, (value + BigInt(step)) & MASK] as const);
    const pairs = fc.oneof(
      near,
      fc.tuple(words, words),
      fc.constantFrom(
        [0xffe0000000000000n, 0xffdfffffffffffffn] as const,
        [0x1fffffffffffffn, 0x20000000000000n] as const,
      ),
    );
    check(
      fc.property(pairs, ([a, b]) => {
        assert.equal(new Set([word(a).id, word(b).id]).size === 1, a === b);
        assert.equal(word(a).id, word(a).id);
      }),
    );
  });

  it("shifts left and right with zeros", () => {
    check(
      fc.property(words, fc.integer({ min: 0, max: 63 }), (value, count) => {
        assert.equal(toBigInt(word(value).shiftLeft(count)), (value << BigInt(count)) & MASK);
        assert.equal(toBigInt(word(value).shiftRight(count)), value >> BigInt(count));
      }),
    );
  });

  it("takes bits out of the middle", () => {
    const ranges = fc
      .integer({ min: 0, max: 63 })
      .chain((position) => fc.tuple(fc.constant(position), fc.integer({ min: 1, max: 64 - position })));
    check(
      fc.property(words, ranges, (value, [position, length]) => {
        assert.equal(toBigInt(word(value).bits(position, length)), BigInt.asUintN(length, value >> BigInt(position)));
      }),
    );
  });

  it("extends the sign from any width", () => {
    check(
      fc.property(words, fc.integer({ min: 1, max: 64 }), (value, width) => {
        const cut = BigInt.asUintN(width, value);
        assert.equal(toBigInt(word(cut).signExtended(width)), BigInt.asUintN(64, BigInt.asIntN(width, cut)));
      }),
    );
  });

  it("combines and masks bits", () => {
    check(
      fc.property(words, words, fc.integer({ min: 0, max: 31 }), (one, other, count) => {
        assert.equal(toBigInt(word(one).and(word(other))), one & other);
        assert.equal(toBigInt(word(one).withoutLowBits(count)), (one >> BigInt(count)) << BigInt(count));
        assert.equal(word(one).lowBits(count), Number(BigInt.asUintN(count, one)));
      }),
    );
  });

  it("orders as unsigned values", () => {
    check(
      fc.property(words, words, (one, other) => {
        assert.equal(Math.sign(word(one).compare(word(other))), one < other ? -1 : one > other ? 1 : 0);
        assert.equal(word(one).equals(word(other)), one === other);
        assert.equal(word(one).key === word(other).key, one === other);
      }),
    );
  });

  it("measures distances that fit a number", () => {
    check(
      fc.property(words, counts, (value, count) => {
        const other = BigInt.asUintN(64, value + BigInt(count));
        fc.pre(other === value + BigInt(count));
        assert.equal(word(other).distanceFrom(word(value)), count);
      }),
    );
  });

  it("becomes a number exactly up to 53 bits and not beyond", () => {
    check(
      fc.property(words, (value) => {
        assert.equal(word(value).toNumber(), value < 1n << 53n ? Number(value) : undefined);
        assert.equal(word(value).toApproximateNumber(), Number(value >> 32n) * 2 ** 32 + Number(value & 0xffffffffn));
      }),
    );
  });

  it("comes from every whole number, negative ones as two's complement", () => {
    check(
      fc.property(counts, (count) => {
        assert.equal(toBigInt(Word64.fromNumber(count)), BigInt.asUintN(64, BigInt(count)));
      }),
    );
    assert.throws(() => Word64.fromNumber(0.5), RangeError);
    assert.throws(() => Word64.fromNumber(2 ** 53), RangeError);
  });

  it("writes hexadecimal that it reads back", () => {
    check(
      fc.property(words, (value) => {
        assert.equal(word(value).key, value.toString(16));
        assert.equal(word(value).toString(), `0x${value.toString(16)}`);
        const parsed = Word64.parse(word(value).toString());
        assert.equal(parsed === undefined ? undefined : toBigInt(parsed), value);
      }),
    );
  });
});

describe("Word64.parse", () => {
  const cases: readonly (readonly [string, bigint | undefined])[] = [
    ["0xfffff800`12345678", 0xfffff80012345678n],
    ["fffff800'12345678", 0xfffff80012345678n],
    [" ffffa8011234 ", 0xffffa8011234n],
    ["1234", 1234n],
    ["0n1234", 1234n],
    ["0x", undefined],
    ["12345678901234567890", undefined],
    ["0x12345678123456781", undefined],
    ["port", undefined],
    ["", undefined],
    ["-1", undefined],
  ];
  for (const [text, expected] of cases) {
    it(`takes "${text}" for ${expected === undefined ? "no value" : expected.toString(16)}`, () => {
      const parsed = Word64.parse(text);
      assert.equal(parsed === undefined ? undefined : toBigInt(parsed), expected);
    });
  }
});
