/**
 * Bytes of structures that are kept for the rest of a stop. A structure that was read lies in its page, and would keep
 * all of it: where structures are scattered, a page each. What is kept has a copy of its own bytes here, many in one
 * buffer.
 */

/** 32-bit words of a buffer: a hundred ports and more. */
const BUFFER_WORDS = 0x4000;

/** The buffers of one stop, filled one after the other. */
export class KeptBytes {
  /** The buffer that is being filled. It lives as long as any structure in it. */
  words = new Uint32Array(0);
  /** Its words in use. */
  used = 0;

  /** Begins a new buffer, with room for `count` words at least. */
  grow(count: number): void {
    this.words = new Uint32Array(Math.max(BUFFER_WORDS, count));
    this.used = 0;
  }
}
