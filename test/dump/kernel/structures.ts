/** Reading single values and lists out of the dump's memory. */
import type { VirtualMemory } from "../virtual-memory.ts";

export class KernelReader {
  readonly memory: VirtualMemory;
  readonly pointerSize: 4 | 8;

  constructor(memory: VirtualMemory, pointerSize: 4 | 8) {
    this.memory = memory;
    this.pointerSize = pointerSize;
  }

  /** An unsigned integer of 1, 2, 4 or 8 bytes; undefined where memory cannot be read. */
  integer(address: bigint, size: number): bigint | undefined {
    const bytes = this.memory.read(address, size);
    if (bytes === undefined) {
      return undefined;
    }
    let value = 0n;
    for (let index = size - 1; index >= 0; index--) {
      value = (value << 8n) | BigInt(bytes[index] ?? 0);
    }
    return value;
  }

  number(address: bigint, size: 1 | 2 | 4): number | undefined {
    const value = this.integer(address, size);
    return value === undefined ? undefined : Number(value);
  }

  pointer(address: bigint): bigint | undefined {
    return this.integer(address, this.pointerSize);
  }

  /** The text of a UNICODE_STRING; undefined when it or its buffer cannot be read. */
  unicodeString(address: bigint): string | undefined {
    const length = this.number(address, 2);
    const buffer = this.pointer(address + BigInt(this.pointerSize));
    if (length === undefined || buffer === undefined) {
      return undefined;
    }
    const bytes = this.memory.read(buffer, length & ~1);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf16le");
  }

  /**
   * Entries of a doubly linked list, forwards; ends at the head, at `limit`, at the first that repeats or cannot be
   * read.
   */
  *list(head: bigint, limit: number): Generator<bigint> {
    const seen = new Set<bigint>();
    for (
      let entry = this.pointer(head);
      entry !== undefined && entry !== 0n && entry !== head;
      entry = this.pointer(entry)
    ) {
      if (seen.has(entry) || seen.size >= limit) {
        return;
      }
      seen.add(entry);
      yield entry;
    }
  }

  /** The first entry points back to the head, as does the last. */
  isSoundList(head: bigint): boolean {
    const first = this.pointer(head);
    const last = this.pointer(head + BigInt(this.pointerSize));
    if (first === undefined || last === undefined || first === 0n || last === 0n) {
      return false;
    }
    return this.pointer(first + BigInt(this.pointerSize)) === head && this.pointer(last) === head;
  }
}
