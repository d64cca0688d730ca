/** Where the bytes of a dump or symbol file come from: a file on disk, read by position, or memory. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { DumpError } from "../dump-error.ts";

export interface ByteSource {
  /** For messages. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The bytes from there on; fewer than asked for where the file ends. */
  read(offset: number, length: number): Uint8Array;
  /** May be called again. */
  close(): void;
}

const BLOCK = 0x1_0000;
/** Together 16 MiB. */
const BLOCKS_KEPT = 256;
/** Larger reads bypass the blocks. */
const DIRECT = 4 * BLOCK;

/** A file of any size; recently used blocks are kept. */
class DiskSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  private readonly descriptor: number;
  private readonly blocks = new Map<number, Uint8Array>();
  private isClosed = false;

  constructor(path: string) {
    this.name = path;
    try {
      this.descriptor = openSync(path, "r");
    } catch (error) {
      throw new DumpError(`Cannot open ${path}: ${reasonOf(error)}.`);
    }
    const facts = fstatSync(this.descriptor);
    if (!facts.isFile()) {
      closeSync(this.descriptor);
      throw new DumpError(`Cannot open ${path}: it is not a file.`);
    }
    this.size = facts.size;
  }

  read(offset: number, length: number): Uint8Array {
    const end = Math.min(this.size, offset + length);
    if (offset >= end || offset < 0) {
      return new Uint8Array(0);
    }
    if (end - offset > DIRECT) {
      return this.load(offset, end - offset);
    }
    const first = Math.floor(offset / BLOCK);
    const last = Math.floor((end - 1) / BLOCK);
    if (first === last) {
      return this.block(first).subarray(offset - first * BLOCK, end - first * BLOCK);
    }
    const result = new Uint8Array(end - offset);
    for (let number = first; number <= last; number++) {
      const from = Math.max(offset, number * BLOCK);
      const to = Math.min(end, (number + 1) * BLOCK);
      result.set(this.block(number).subarray(from - number * BLOCK, to - number * BLOCK), from - offset);
    }
    return result;
  }

  close(): void {
    if (this.isClosed) {
      return;
    }
    this.isClosed = true;
    this.blocks.clear();
    closeSync(this.descriptor);
  }

  private block(number: number): Uint8Array {
    const known = this.blocks.get(number);
    if (known !== undefined) {
      this.blocks.delete(number);
      this.blocks.set(number, known);
      return known;
    }
    const bytes = this.load(number * BLOCK, Math.min(BLOCK, this.size - number * BLOCK));
    this.blocks.set(number, bytes);
    if (this.blocks.size > BLOCKS_KEPT) {
      const [oldest] = this.blocks.keys();
      if (oldest !== undefined) {
        this.blocks.delete(oldest);
      }
    }
    return bytes;
  }

  private load(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const count = readSync(this.descriptor, bytes, done, length - done, offset + done);
      if (count === 0) {
        break;
      }
      done += count;
    }
    return done === length ? bytes : bytes.subarray(0, done);
  }
}

/** Opens a file for reads by position. Throws a {@link DumpError} when it cannot be opened. */
export function openFile(path: string): ByteSource {
  return new DiskSource(path);
}

/** Bytes in memory, as of an unpacked file. */
export function memorySource(name: string, content: Uint8Array): ByteSource {
  // The slice of a Buffer is not a copy; that of a plain array is.
  const bytes = new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
  return {
    name,
    size: bytes.length,
    read: (offset, length) => (offset < 0 ? new Uint8Array(0) : bytes.subarray(offset, offset + length)),
    close: () => undefined,
  };
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case "ENOENT":
      return "there is no such file";
    case "EACCES":
      return "access is denied";
    case "EISDIR":
      return "it is a folder";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
