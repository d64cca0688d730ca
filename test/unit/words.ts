/** Converts between the 64-bit values of the sources and bigints of the tests. */
import { Word64 } from "../../src/target/word64.ts";

export function word(value: bigint): Word64 {
  return new Word64(Number(value >> 32n), Number(value & 0xffffffffn));
}

export function toBigInt(value: Word64): bigint {
  return (BigInt(value.high) << 32n) | BigInt(value.low);
}
