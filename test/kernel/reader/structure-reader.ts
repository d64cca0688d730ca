/** Reads structures back from memory by their layout. Shares nothing with the encoders but the layout. */
import type { LayoutTable } from "../../host/target.ts";
import { findField, fieldOf } from "../fields.ts";

export type ReadBytes = (address: bigint, length: number) => Uint8Array | undefined;

/** Why a walk ended. */
export type WalkEnd = "head" | "null" | "cycle" | "unreadable" | "limit";

export interface ListWalk {
  /** Addresses of the `_LIST_ENTRY`s, without the head. */
  readonly entries: readonly bigint[];
  readonly end: WalkEnd;
}

const LIST_LIMIT = 100_000;

export class StructureReader {
  readonly layout: LayoutTable;
  private readonly readBytes: ReadBytes;
  private readonly symbols: (name: string) => bigint | undefined;

  constructor(layout: LayoutTable, readBytes: ReadBytes, symbols: (name: string) => bigint | undefined) {
    this.layout = layout;
    this.readBytes = readBytes;
    this.symbols = symbols;
  }

  /** Address of a symbol. */
  symbol(name: string): bigint | undefined {
    return this.symbols(name);
  }

  /** An unsigned integer, or undefined where memory cannot be read. */
  integer(address: bigint, size: number): bigint | undefined {
    const bytes = this.readBytes(address, size);
    if (bytes === undefined) {
      return undefined;
    }
    let value = 0n;
    for (let i = size - 1; i >= 0; i--) {
      value = value * 256n + BigInt(bytes[i] ?? 0);
    }
    return value;
  }

  pointer(address: bigint): bigint | undefined {
    return this.integer(address, this.layout.pointerSize);
  }

  bytes(address: bigint, length: number): Uint8Array | undefined {
    return this.readBytes(address, length);
  }

  has(type: string, path: string): boolean {
    return findField(this.layout, type, path) !== undefined;
  }

  /**
   * A member, bit fields included. Throws when this build has no such member; undefined where memory cannot be read.
   */
  field(address: bigint, type: string, path: string): bigint | undefined {
    const place = fieldOf(this.layout, type, path);
    const value = this.integer(address + BigInt(place.offset), place.size ?? this.layout.pointerSize);
    if (value === undefined || place.bit === undefined) {
      return value;
    }
    return (value >> BigInt(place.bit[0])) % (1n << BigInt(place.bit[1]));
  }

  /** Address of a member. */
  place(address: bigint, type: string, path: string): bigint {
    return address + BigInt(fieldOf(this.layout, type, path).offset);
  }

  /** A `_UNICODE_STRING`'s text. */
  unicodeString(address: bigint): string | undefined {
    const length = this.field(address, "_UNICODE_STRING", "Length");
    const buffer = this.field(address, "_UNICODE_STRING", "Buffer");
    if (length === undefined || buffer === undefined) {
      return undefined;
    }
    const bytes = length === 0n ? new Uint8Array(0) : this.readBytes(buffer, Number(length));
    if (bytes === undefined) {
      return undefined;
    }
    let text = "";
    for (let i = 0; i + 1 < bytes.length; i += 2) {
      text += String.fromCharCode((bytes[i] ?? 0) + 256 * (bytes[i + 1] ?? 0));
    }
    return text;
  }

  /** Entries of a list, forward, until the head comes back or something is wrong. */
  list(head: bigint, limit = LIST_LIMIT): ListWalk {
    const entries: bigint[] = [];
    const seen = new Set<bigint>();
    for (let entry = this.pointer(head); ; entry = this.pointer(entry)) {
      if (entry === undefined) {
        return { entries, end: "unreadable" };
      }
      if (entry === head) {
        return { entries, end: "head" };
      }
      if (entry === 0n) {
        return { entries, end: "null" };
      }
      if (seen.has(entry)) {
        return { entries, end: "cycle" };
      }
      if (entries.length >= limit) {
        return { entries, end: "limit" };
      }
      seen.add(entry);
      entries.push(entry);
    }
  }

  /** The same entries by back links, in forward order. */
  listBackwards(head: bigint, limit = LIST_LIMIT): ListWalk {
    const entries: bigint[] = [];
    const step = BigInt(this.layout.pointerSize);
    for (let entry = this.pointer(head + step); ; entry = this.pointer(entry + step)) {
      if (entry === undefined) {
        return { entries, end: "unreadable" };
      }
      if (entry === head) {
        return { entries: entries.reverse(), end: "head" };
      }
      if (entry === 0n) {
        return { entries, end: "null" };
      }
      if (entries.length >= limit) {
        return { entries, end: "limit" };
      }
      entries.push(entry);
    }
  }

  /** Structures on a list: each lies `path` before its entry. */
  structures(head: bigint, type: string, path: string): bigint[] {
    const offset = BigInt(fieldOf(this.layout, type, path).offset);
    return this.list(head).entries.map((entry) => entry - offset);
  }
}
