/** Bytes for the many small structures of a scene. */

const SLAB_SIZE = 0x10000;
/** V8 itself makes arrays up to this length as fast. */
const SMALL = 64;

let slab = new ArrayBuffer(SLAB_SIZE);
let used = 0;

/**
 * Zeros, in a block of memory that they share with others: one of its own costs several times as much for each array,
 * and again when it is collected.
 */
export function blankBytes(length: number): Uint8Array {
  if (length <= SMALL || length > SLAB_SIZE / 4) {
    return new Uint8Array(length);
  }
  if (used + length > SLAB_SIZE) {
    slab = new ArrayBuffer(SLAB_SIZE);
    used = 0;
  }
  const bytes = new Uint8Array(slab, used, length);
  used += length;
  return bytes;
}
