/** Writes the container of a PDB, MSF 7.00: see `symbols/msf.ts`. */

const BLOCK = 0x1000;
const MAGIC = "Microsoft C/C++ MSF 7.00\r\n\x1aDS\0\0\0";
const FREE_MAP = 1;
/** Superblock and the two maps of free blocks. */
const FIRST_BLOCK = 3;

const blocksOf = (length: number): number => Math.ceil(length / BLOCK);

/**
 * `streams`: in the order of their numbers. Room is for four thousand blocks, one interval of the map of free blocks.
 */
export function writeMsf(streams: readonly Uint8Array[]): Buffer {
  let next = FIRST_BLOCK;
  const placed: (readonly [first: number, bytes: Uint8Array])[] = [];
  const place = (bytes: Uint8Array): number[] => {
    const first = next;
    placed.push([first, bytes]);
    next += blocksOf(bytes.length);
    return Array.from({ length: blocksOf(bytes.length) }, (_, index) => first + index);
  };
  const blocks = streams.map(place);
  const words = [streams.length, ...streams.map(({ length }) => length), ...blocks.flat()];
  const directory = wordsOf(words);
  const [list] = place(wordsOf(place(directory)));
  if (next > BLOCK) {
    throw new Error("a symbol file of more than 16 MiB is not written");
  }
  const file = Buffer.alloc(next * BLOCK);
  file.write(MAGIC, 0, "latin1");
  [BLOCK, FREE_MAP, next, directory.length, 0, list ?? 0].forEach((value, index) => {
    file.writeUInt32LE(value, 0x20 + index * 4);
  });
  // A set bit is a free block; all blocks of the file are in use.
  file.fill(0xff, BLOCK, FIRST_BLOCK * BLOCK);
  for (let block = 0; block < next; block++) {
    file[BLOCK + (block >> 3)] = (file[BLOCK + (block >> 3)] ?? 0) & ~(1 << (block & 7));
  }
  for (const [first, bytes] of placed) {
    file.set(bytes, first * BLOCK);
  }
  return file;
}

/** Numbers of 32 bits, low byte first. */
export function wordsOf(words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(words.length * 4);
  words.forEach((word, index) => {
    bytes.writeUInt32LE(word >>> 0, index * 4);
  });
  return bytes;
}
