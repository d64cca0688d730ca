/** `_EX_FAST_REF`: a pointer to an object whose low bits count references in reserve. */
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";

/** Bits of `RefCnt`: those that pool alignment leaves free, in every version since Windows XP. */
const COUNTED_BITS: Readonly<Record<4 | 8, number>> = { 4: 3, 8: 4 };

/** The pointer without the count. */
export function withoutFastReferences(target: Target, pointer: Word64): Word64 {
  return pointer.withoutLowBits(COUNTED_BITS[target.pointerSize]);
}
