/**
 * The container of a PDB, MSF 7.00: numbered streams made of blocks. Layout from Microsoft's public `microsoft-pdb`.
 */
import { DumpError } from "../dump-error.ts";
import type { ByteSource } from "../file/byte-source.ts";
import { Bytes } from "../file/bytes.ts";

const MAGIC = "Microsoft C/C++ MSF 7.00\r\n\x1aDS";
const HEADER = 0x38;
const ABSENT = 0xffffffff;
const LARGEST_STREAM = 1 << 28;

export class MsfFile {
  private readonly source: ByteSource;
  private readonly blockSize: number;
  private readonly sizes: readonly number[];
  private readonly blocks: readonly (readonly number[])[];

  /** Throws a {@link DumpError} for any other file. */
  constructor(source: ByteSource) {
    this.source = source;
    const header = new Bytes(source.read(0, HEADER), source.name);
    if (header.length < HEADER || header.text(0, MAGIC.length) !== MAGIC) {
      throw new DumpError(`${source.name} is not a PDB.`);
    }
    this.blockSize = header.u32(0x20);
    if (![0x200, 0x400, 0x800, 0x1000, 0x2000, 0x4000, 0x8000].includes(this.blockSize)) {
      throw header.damaged("has blocks of an impossible size");
    }
    const directorySize = header.u32(0x2c);
    if (directorySize > Math.min(source.size, LARGEST_STREAM)) {
      throw header.damaged("has an impossible directory");
    }
    const listBlocks = Math.ceil((Math.ceil(directorySize / this.blockSize) * 4) / this.blockSize);
    const first = header.u32(0x34);
    const list = this.gather(
      Array.from({ length: listBlocks }, (_, index) => first + index),
      listBlocks * this.blockSize,
    );
    const directoryBlocks = numbers(list, 0, Math.ceil(directorySize / this.blockSize));
    const directory = new Bytes(this.gather(directoryBlocks, directorySize), `${source.name}'s directory`);
    const count = directory.u32(0);
    directory.need(4, count * 4);
    this.sizes = Array.from({ length: count }, (_, index) => directory.u32(4 + index * 4)).map((size) =>
      size === ABSENT ? 0 : size,
    );
    let at = 4 + count * 4;
    this.blocks = this.sizes.map((size) => {
      const used = Math.ceil(size / this.blockSize);
      const bytes = directory.slice(at, used * 4);
      at += used * 4;
      return numbers(bytes, 0, used);
    });
  }

  /**
   * The bytes of a stream; empty if the file does not have it. Throws a {@link DumpError} if its blocks lie outside the
   * file.
   */
  stream(number: number): Uint8Array {
    const blocks = this.blocks[number];
    return blocks === undefined ? new Uint8Array(0) : this.gather(blocks, this.sizes[number] ?? 0);
  }

  private gather(blocks: readonly number[], size: number): Uint8Array {
    if (size > LARGEST_STREAM || blocks.length * this.blockSize > this.source.size + this.blockSize) {
      throw new DumpError(`${this.source.name} claims more than it holds: the file is damaged or cut off.`);
    }
    const result = new Uint8Array(blocks.length * this.blockSize);
    blocks.forEach((block, index) => {
      const wanted = Math.min(this.blockSize, size - index * this.blockSize);
      const bytes = this.source.read(block * this.blockSize, this.blockSize);
      if (bytes.length < wanted) {
        throw new DumpError(`${this.source.name} ends too early: the file is damaged or cut off.`);
      }
      result.set(bytes, index * this.blockSize);
    });
    return result.subarray(0, size);
  }
}

function numbers(bytes: Uint8Array, at: number, count: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, index) => view.getUint32(at + index * 4, true));
}
