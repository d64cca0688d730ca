/** Reads the object manager: headers, types, names, paths, directories, handle tables. */
import type { StructureReader } from "./structure-reader.ts";

/** Bits of `InfoMask`, and what the index into `ObpInfoMaskToOffset` keeps: the bit and all below it. */
const CREATOR_BIT = 1;
const NAME_BIT = 2;
const MAX_DEPTH = 32;
const PAGE = 0x1000n;

export interface ObjectFacts {
  readonly address: bigint;
  readonly typeName: string | undefined;
  readonly name: string | undefined;
  readonly path: string | undefined;
  readonly handleCount: bigint | undefined;
  readonly pointerCount: bigint | undefined;
}

export interface ReadHandle {
  readonly handle: number;
  readonly object: bigint;
  readonly grantedAccess: number;
}

export class ObjectReader {
  private readonly memory: StructureReader;
  /** Pages of the table being read: a damaged one may name a page again. */
  private handlePages = new Set<bigint>();

  constructor(memory: StructureReader) {
    this.memory = memory;
  }

  header(object: bigint): bigint {
    return object - this.memory.place(0n, "_OBJECT_HEADER", "Body");
  }

  /** Address of the object's `_OBJECT_TYPE`. */
  type(object: bigint): bigint | undefined {
    const header = this.header(object);
    if (!this.memory.has("_OBJECT_HEADER", "TypeIndex")) {
      return this.memory.field(header, "_OBJECT_HEADER", "Type");
    }
    let index = this.memory.field(header, "_OBJECT_HEADER", "TypeIndex");
    const table = this.memory.symbol("ObTypeIndexTable");
    const cookieAt = this.memory.symbol("ObHeaderCookie");
    if (index === undefined || table === undefined) {
      return undefined;
    }
    if (cookieAt !== undefined) {
      index ^= (this.memory.integer(cookieAt, 1) ?? 0n) ^ ((header >> 8n) & 0xffn);
    }
    return this.memory.pointer(table + index * BigInt(this.memory.layout.pointerSize));
  }

  typeName(object: bigint): string | undefined {
    const type = this.type(object);
    return type === undefined || type === 0n
      ? undefined
      : this.memory.unicodeString(this.memory.place(type, "_OBJECT_TYPE", "Name"));
  }

  /** Address of an optional header, or undefined when the object has none. */
  optionalHeader(object: bigint, which: "creator" | "name"): bigint | undefined {
    const header = this.header(object);
    if (this.memory.has("_OBJECT_HEADER", "InfoMask")) {
      const bit = which === "name" ? NAME_BIT : CREATOR_BIT;
      const mask = this.memory.field(header, "_OBJECT_HEADER", "InfoMask");
      const table = this.memory.symbol("ObpInfoMaskToOffset");
      if (mask === undefined || table === undefined || (Number(mask) & bit) === 0) {
        return undefined;
      }
      const distance = this.memory.integer(table + BigInt(Number(mask) & (bit | (bit - 1))), 1);
      return distance === undefined ? undefined : header - distance;
    }
    if (which === "name") {
      const distance = this.memory.field(header, "_OBJECT_HEADER", "NameInfoOffset") ?? 0n;
      return distance === 0n ? undefined : header - distance;
    }
    const flags = this.memory.field(header, "_OBJECT_HEADER", "Flags") ?? 0n;
    const size = this.memory.layout.types["_OBJECT_HEADER_CREATOR_INFO"]?.size ?? 0;
    return (flags & 4n) === 0n ? undefined : header - BigInt(size);
  }

  name(object: bigint): string | undefined {
    const info = this.optionalHeader(object, "name");
    if (info === undefined) {
      return undefined;
    }
    const text = this.memory.unicodeString(this.memory.place(info, "_OBJECT_HEADER_NAME_INFO", "Name"));
    return text === "" ? undefined : text;
  }

  path(object: bigint): string | undefined {
    const parts: string[] = [];
    let current = object;
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
      const info = this.optionalHeader(current, "name");
      const name = this.name(current);
      if (info === undefined || name === undefined) {
        break;
      }
      if (name === "\\") {
        return `\\${parts.join("\\")}`;
      }
      parts.unshift(name);
      const parent = this.memory.field(info, "_OBJECT_HEADER_NAME_INFO", "Directory") ?? 0n;
      if (parent === 0n) {
        break;
      }
      current = parent;
    }
    if (parts.length === 0) {
      return undefined;
    }
    return current === this.root() ? `\\${parts.join("\\")}` : parts.join("\\");
  }

  facts(object: bigint): ObjectFacts {
    const header = this.header(object);
    return {
      address: object,
      typeName: this.typeName(object),
      name: this.name(object),
      path: this.path(object),
      handleCount: this.memory.field(header, "_OBJECT_HEADER", "HandleCount"),
      pointerCount: this.memory.field(header, "_OBJECT_HEADER", "PointerCount"),
    };
  }

  root(): bigint | undefined {
    const symbol = this.memory.symbol("ObpRootDirectoryObject");
    return symbol === undefined ? undefined : this.memory.pointer(symbol);
  }

  /** Objects in one directory. */
  directoryEntries(directory: bigint): bigint[] {
    const found: bigint[] = [];
    const buckets = this.memory.place(directory, "_OBJECT_DIRECTORY", "HashBuckets");
    for (let i = 0; i < 37; i++) {
      let entry = this.memory.pointer(buckets + BigInt(i * this.memory.layout.pointerSize));
      for (let guard = 0; entry !== undefined && entry !== 0n && guard < 10_000; guard++) {
        const object = this.memory.field(entry, "_OBJECT_DIRECTORY_ENTRY", "Object");
        if (object !== undefined) {
          found.push(object);
        }
        entry = this.memory.field(entry, "_OBJECT_DIRECTORY_ENTRY", "ChainLink");
      }
    }
    return found;
  }

  /** All named objects in the tree, by path as the tree gives it. */
  namedObjects(): Map<string, bigint> {
    const found = new Map<string, bigint>();
    const visit = (directory: bigint, path: string, depth: number): void => {
      for (const object of this.directoryEntries(directory)) {
        const own = `${path}\\${this.name(object) ?? ""}`;
        found.set(own, object);
        if (depth < MAX_DEPTH && this.typeName(object) === "Directory") {
          visit(object, own, depth + 1);
        }
      }
    };
    const root = this.root();
    if (root !== undefined) {
      visit(root, "", 0);
    }
    return found;
  }

  /** Entries of a handle table, ascending. */
  handles(table: bigint): ReadHandle[] {
    const code = this.memory.field(table, "_HANDLE_TABLE", "TableCode");
    if (code === undefined) {
      return [];
    }
    const found: ReadHandle[] = [];
    this.handlePages = new Set();
    this.visitHandlePages(code & ~3n, Number(code & 3n), 0, found);
    return found;
  }

  /** Returns the index behind the last entry of the page. */
  private visitHandlePages(page: bigint, level: number, firstIndex: number, found: ReadHandle[]): number {
    const entrySize = BigInt(this.memory.layout.types["_HANDLE_TABLE_ENTRY"]?.size ?? 8);
    const pointerSize = BigInt(this.memory.layout.pointerSize);
    let index = firstIndex;
    if (this.handlePages.has(page)) {
      return index;
    }
    this.handlePages.add(page);
    if (level === 0) {
      const bytes = this.memory.bytes(page, Number(PAGE));
      for (let offset = 0n; offset < PAGE; offset += entrySize, index++) {
        const isFree =
          bytes?.subarray(Number(offset), Number(offset + pointerSize)).every((byte) => byte === 0) ?? true;
        const object = offset === 0n || isFree ? undefined : this.handleObject(page + offset);
        if (object !== undefined) {
          found.push({ handle: index * 4, ...object });
        }
      }
      return index;
    }
    for (let offset = 0n; offset < PAGE; offset += pointerSize) {
      const child = this.memory.pointer(page + offset);
      if (child === undefined || child === 0n) {
        break;
      }
      index = this.visitHandlePages(child, level - 1, index, found);
    }
    return index;
  }

  private handleObject(entry: bigint): { object: bigint; grantedAccess: number } | undefined {
    const body = this.memory.place(0n, "_OBJECT_HEADER", "Body");
    if (!this.memory.has("_HANDLE_TABLE_ENTRY", "ObjectPointerBits")) {
      const value = this.memory.field(entry, "_HANDLE_TABLE_ENTRY", "Object") ?? 0n;
      const access = this.memory.field(entry, "_HANDLE_TABLE_ENTRY", "GrantedAccess") ?? 0n;
      return value === 0n ? undefined : { object: (value & ~7n) + body, grantedAccess: Number(access & 0x1ff_ffffn) };
    }
    const bits = this.memory.field(entry, "_HANDLE_TABLE_ENTRY", "ObjectPointerBits") ?? 0n;
    if (bits === 0n) {
      return undefined;
    }
    const access = this.memory.field(entry, "_HANDLE_TABLE_ENTRY", "GrantedAccessBits") ?? 0n;
    const header =
      this.memory.layout.pointerSize === 4 ? bits << 3n : BigInt.asUintN(64, BigInt.asIntN(48, bits << 4n));
    return { object: header + body, grantedAccess: Number(access) };
  }
}
