/** Reads single values and lists from the dump's memory. */
import type { VirtualMemory } from "../virtual-memory.ts";

/** Bytes. */
const LONGEST_NAME = 0x800;

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

  /** The text of a UNICODE_STRING, truncated if it is too long for a name; undefined if it cannot be read. */
  unicodeString(address: bigint): string | undefined {
    const length = this.number(address, 2);
    const buffer = this.pointer(address + BigInt(this.pointerSize));
    if (length === undefined || buffer === undefined) {
      return undefined;
    }
    const bytes = this.memory.read(buffer, Math.min(length & ~1, LONGEST_NAME));
    return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf16le");
  }

  /**
   * Entries of a doubly linked list, forward; ends at the head, at `limit` or at the first that repeats. After an entry
   * that cannot be read, continues with those that back links from the list's end reach.
   */
  *list(head: bigint, limit: number): Generator<bigint> {
    const seen = new Set<bigint>();
    let entry = this.pointer(head);
    while (entry !== undefined && entry !== 0n && entry !== head) {
      if (seen.has(entry) || seen.size >= limit) {
        return;
      }
      seen.add(entry);
      yield entry;
      entry = this.pointer(entry);
    }
    if (entry !== head) {
      yield* this.listBackward(head, limit, seen);
    }
  }

  /** Entries from the list's end back to a known or unreadable one, in the order of the list. */
  private listBackward(head: bigint, limit: number, seen: Set<bigint>): readonly bigint[] {
    const found: bigint[] = [];
    const before = (entry: bigint): bigint | undefined => this.pointer(entry + BigInt(this.pointerSize));
    for (
      let entry = before(head);
      entry !== undefined && entry !== 0n && entry !== head && !seen.has(entry) && seen.size < limit;
      entry = before(entry)
    ) {
      seen.add(entry);
      found.push(entry);
    }
    return found.reverse();
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
