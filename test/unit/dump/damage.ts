/** Damage with fixed seeds, and what must hold of whatever meets it. */
import assert from "node:assert/strict";
import { processMilliseconds } from "../../bench/measure.ts";
import { DumpError } from "../../dump/dump-error.ts";

export const LONGEST_MILLISECONDS = 5_000;

/** A small generator of numbers below a bound, the same for the same seed (mulberry32). */
export function generator(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

const extremes = [0, 1, 0x7f, 0xff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff, 0x1000, 0x40000000];

/** Overwrites some words, `within` of the file, cuts it, or repeats a page. */
export function damage(file: Buffer, seed: number, within: number): Buffer {
  const random = generator(seed);
  const result = Buffer.from(file);
  for (let count = 1 + random(12); count > 0; count--) {
    const at = random(Math.min(within, result.length) - 8);
    switch (random(4)) {
      case 0:
        result.writeUInt32LE(extremes[random(extremes.length)] ?? 0, at);
        break;
      case 1:
        result.writeUInt8(random(256), at);
        break;
      case 2:
        result.writeUInt32LE(random(result.length), at & ~3);
        break;
      default:
        result.copy(result, at, random(result.length), Math.min(result.length, at + 64));
    }
  }
  return random(5) === 0 ? result.subarray(0, random(result.length)) : result;
}

/** It works, or fails with a sentence; in bounded time. */
export function check(what: string, use: () => void, longest = LONGEST_MILLISECONDS): void {
  const start = processMilliseconds();
  try {
    use();
  } catch (error) {
    assert.ok(error instanceof DumpError, `${what}: ${String(error instanceof Error ? error.stack : error)}`);
    assert.match(error.message, /\.$/, what);
    assert.ok(error.message.length < 1000, what);
  }
  assert.ok(processMilliseconds() - start < longest, `${what} took ${processMilliseconds() - start} ms`);
}
