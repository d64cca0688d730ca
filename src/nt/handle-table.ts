/** Handle tables of processes (`_HANDLE_TABLE`). */
import { Absence, invalid, type Maybe } from "../target/absence.ts";
import { isKernelAddress, validateKernelPointer } from "../target/address.ts";
import type { StructureLayout } from "../target/layout.ts";
import { limits } from "../target/limits.ts";
import { PAGE_SIZE } from "../target/page-cache.ts";
import { Structure } from "../target/structure.ts";
import { pointerIn, type Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { closedWalk, walkNotBegun, type WalkEnd } from "./list.ts";

/** One handle. */
export interface HandleFacts {
  /** The handle's value: its index times 4. */
  readonly handle: number;
  /** The body of the object. */
  readonly object: Word64;
  readonly grantedAccess: number;
}

/** Values of handles go up in steps of 4: the low two bits are the caller's. */
const HANDLE_STEP = 4;

/** A process can have 16,777,216 handles (every Windows since 2000): this bounds the topmost page of a table of level 2. */
const MOST_HANDLES = 0x1000000;

/** Rights take 25 bits; higher ones of the older entries are the kernel's flags (0x2000000: protected from close). Seen in the bit fields of Windows 8.1 to 11. */
const ACCESS_BITS = 0x1ffffff;

/** Up to Windows 7 the low bits of an entry's `Object` are flags: an object header is aligned to 8 bytes. */
const OBJECT_FLAG_BITS = 3;

/** From Windows 8 on `ObjectPointerBits` lacks the low bits that are always zero, by the size of a pointer. */
const POINTER_SHIFT = { 4: 3, 8: 4 };

/** Every handle of a process (an `_EPROCESS`). An exited process has no table: no handles, end "head". Reads go on behind a part of the table that cannot be read. */
export function* walkHandles(target: Target, process: Word64): Generator<HandleFacts, WalkEnd> {
  const structure = target.readStructure("_EPROCESS", process);
  const at = structure instanceof Absence ? structure : structure.pointer("ObjectTable");
  if (at instanceof Absence) {
    return walkNotBegun(at);
  }
  return at.isZero ? closedWalk(0) : yield* walkHandleTable(target, at);
}

/** Every handle of the `_HANDLE_TABLE` at an address. */
export function* walkHandleTable(target: Target, table: Word64): Generator<HandleFacts, WalkEnd> {
  const structure = target.readStructure("_HANDLE_TABLE", table);
  const entry = target.layout("_HANDLE_TABLE_ENTRY");
  const code = structure instanceof Absence ? structure : structure.word("TableCode");
  const decode = entry instanceof Absence ? entry : entryDecoder(target, entry);
  if (code instanceof Absence || entry instanceof Absence || decode instanceof Absence) {
    return walkNotBegun(code instanceof Absence ? code : entry instanceof Absence ? entry : decode as Absence);
  }
  const level = code.lowBits(2);
  if (level > 2) {
    return walkNotBegun(invalid(`the handle table at ${table} has level ${level}; there are only 0 to 2`, table));
  }
  const perPage = Math.floor(PAGE_SIZE / entry.size);
  const isFree = freeEntryTest(entry);
  const state: TableWalk = { target, perPage, visited: new Set(), broken: undefined };
  let count = 0;
  for (const page of walkEntryPages(state, target.normalized(code.withoutLowBits(2)), level, 0)) {
    const bytes = readTablePage(state, page.address, PAGE_SIZE);
    // The first entry of each page is reserved.
    for (let index = 1; bytes !== undefined && index < perPage; index += 1) {
      const at = index * entry.size;
      const facts = isFree(bytes, at) ? undefined : decode(bytes.subarray(at, at + entry.size), page.address);
      if (facts === undefined) {
        continue;
      }
      if (count >= limits.handles) {
        return { kind: "limit", reason: `the handle table has more than ${limits.handles} handles; the walk stopped there`, at: table, count };
      }
      count += 1;
      yield { handle: (page.firstIndex + index) * HANDLE_STEP, object: facts.object, grantedAccess: facts.grantedAccess };
    }
  }
  return state.broken === undefined ? closedWalk(count) : { ...state.broken, count };
}

interface TableWalk {
  readonly target: Target;
  /** Entries of one page at the bottom. */
  readonly perPage: number;
  /** Keys of the pages that were read: each belongs to a table once. */
  readonly visited: Set<string>;
  /** The first part that could not be read. */
  broken: WalkEnd | undefined;
}

interface EntryPage {
  readonly address: Word64;
  /** The index of its first entry in the whole table. */
  readonly firstIndex: number;
}

/** The pages of entries below a page of the tree. */
function* walkEntryPages(walk: TableWalk, page: Word64, level: number, firstIndex: number): Generator<EntryPage> {
  if (level === 0) {
    yield { address: page, firstIndex };
    return;
  }
  const { pointerSize } = walk.target;
  const perPointerPage = PAGE_SIZE / pointerSize;
  const below = level === 2 ? walk.perPage * perPointerPage : walk.perPage;
  // The topmost block is no whole page: it has as many pointers as the most handles need.
  const pointers = level === 2 ? Math.ceil(MOST_HANDLES / below) : perPointerPage;
  const bytes = readTablePage(walk, page, pointers * pointerSize);
  for (let index = 0; bytes !== undefined && index < pointers; index += 1) {
    const next = pointerIn(bytes, index * pointerSize, pointerSize);
    if (!next.isZero) {
      yield* walkEntryPages(walk, next, level - 1, firstIndex + index * below);
    }
  }
}

function readTablePage(walk: TableWalk, page: Word64, length: number): Uint8Array | undefined {
  const wrong = validateKernelPointer(page, walk.target.pointerSize, "a page of a handle table", walk.target.pointerSize)
    ?? (walk.visited.has(page.key) ? invalid(`the handle table leads to its page ${page} twice`, page) : undefined);
  walk.visited.add(page.key);
  const bytes = wrong ?? walk.target.read(page, length);
  if (!(bytes instanceof Absence)) {
    return bytes;
  }
  walk.broken = walk.broken ?? { ...walkNotBegun(bytes), at: page };
  return undefined;
}

/** A free entry has zeros where others have the object: told from the bytes alone, since most entries of a large table can be free. */
function freeEntryTest(layout: StructureLayout): (page: Uint8Array, at: number) => boolean {
  const object = layout.find("ObjectPointerBits") ?? layout.find("Object");
  const start = object?.offset ?? 0;
  const size = object?.size ?? 0;
  return (page, at) => {
    for (let index = at + start; index < at + start + size; index += 1) {
      if (page[index] !== 0) {
        return false;
      }
    }
    return size > 0;
  };
}

/** Undefined for a free entry, and for one that leads nowhere in the kernel. */
type DecodeEntry = (entry: Uint8Array, page: Word64) => { readonly object: Word64; readonly grantedAccess: number } | undefined;

/** How this build stores the object and the access in an entry; an entry leads to the object's header. */
function entryDecoder(target: Target, layout: StructureLayout): Maybe<DecodeEntry> {
  const header = target.layout("_OBJECT_HEADER");
  const body = header instanceof Absence ? header : header.field("Body");
  if (body instanceof Absence) {
    return body;
  }
  const packed = layout.find("ObjectPointerBits")?.bits;
  const shift = POINTER_SHIFT[target.pointerSize];
  const headerOf = (entry: Structure): Maybe<Word64> => {
    if (packed === undefined) {
      const object = entry.pointer("Object");
      return object instanceof Absence ? object : object.withoutLowBits(OBJECT_FLAG_BITS);
    }
    const bits = entry.word("ObjectPointerBits");
    return bits instanceof Absence || bits.isZero ? bits
      : target.normalized(bits.shiftLeft(shift).signExtended(packed.length + shift));
  };
  const access = layout.has("GrantedAccessBits") ? "GrantedAccessBits" : "GrantedAccess";
  return (bytes, page) => {
    const entry = new Structure(page, layout, bytes, target.pointerSize);
    const object = headerOf(entry);
    const granted = entry.number(access);
    return object instanceof Absence || granted instanceof Absence || !isKernelAddress(object, target.pointerSize) ? undefined
      : { object: object.plus(body.offset), grantedAccess: (granted & ACCESS_BITS) >>> 0 };
  };
}
