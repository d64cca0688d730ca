/** Pointers of the target inside blocks of its memory. */
import type { PointerSize } from "./address.ts";
import { readWord } from "./structure.ts";
import { Word64 } from "./word64.ts";

/** Two pointers that follow each other in memory. */
export interface PointerPair {
  readonly first: Word64;
  readonly second: Word64;
}

/** `index`: of the 32-bit word where the pointer begins. */
export function pointerInWords(words: Uint32Array, index: number, pointerSize: PointerSize): Word64 {
  return new Word64(pointerSize === 8 ? (words[index + 1] as number) : 0, words[index] as number);
}

/** A pointer inside a block; 32-bit ones zero-extended. */
export function pointerIn(bytes: Uint8Array, offset: number, pointerSize: PointerSize): Word64 {
  return readWord(bytes, offset, pointerSize);
}
