/** Handle tables of processes (`_HANDLE_TABLE`). */
import { firstAbsence, invalid, isAbsent, type Absence, type Maybe } from "../target/absence.ts";
import { isKernelAddress, validateKernelPointer } from "../target/address.ts";
import type { FieldLayout, StructureLayout } from "../target/layout.ts";
import { limits } from "../target/limits.ts";
import { PAGE_SIZE } from "../target/page-cache.ts";
import { Structure } from "../target/structure.ts";
import { pointerIn } from "../target/pointer.ts";
import type { Target } from "../target/target.ts";
import type { Word64, WordId } from "../target/word64.ts";
import { decodePointer, freeEntryTest, pointerMember, type FreeEntryTest } from "./handle-table-entry.ts";
import {
  absentWalk,
  closedWalk,
  emptyWalk,
  SteppedWalk,
  type Walk,
  type WalkEnd,
  walkNotBegun,
  type WalkSteps,
} from "./walk.ts";

/** One handle. */
export interface HandleFacts {
  /** The handle's value: its index times 4. */
  readonly handle: number;
  /** The body of the object. */
  readonly object: Word64;
  readonly grantedAccess: number;
}

/**
 * Values of handles go up in steps of 4: the low two bits are the caller's (`OBJ_HANDLE_TAGBITS` of ntdef.h, every
 * version).
 */
const HANDLE_STEP = 4;

/**
 * A process can have 16,777,216 handles (Windows Internals, of every Windows since 2000; `MAX_HANDLES` in the public
 * kernel sources of Server 2003): this bounds the topmost page of a table of level 2.
 */
const MOST_HANDLES = 0x1000000;

/**
 * Rights take 25 bits; higher ones of the older entries are the kernel's flags (0x2000000: protected from close). Seen
 * in the bit fields of Windows 8.1 to 11.
 */
const ACCESS_BITS = 0x1ffffff;

/**
 * Every handle of a process (an `_EPROCESS`). An exited process has no table: no handles, end "head". Reads go on
 * behind a part of the table that cannot be read.
 */
export function walkHandles(target: Target, process: Word64): Walk<HandleFacts> {
  const structure = target.readStructure("_EPROCESS", process);
  const at = isAbsent(structure) ? structure : structure.pointer("ObjectTable");
  if (isAbsent(at)) {
    return absentWalk(at);
  }
  return at.isZero ? emptyWalk(closedWalk(0)) : walkHandleTable(target, at);
}

/** Every handle of the `_HANDLE_TABLE` at an address; entries that lead nowhere in the kernel are left out. */
function walkHandleTable(target: Target, table: Word64): Walk<HandleFacts> {
  const header = target.layout("_OBJECT_HEADER");
  const body = isAbsent(header) ? header : header.field("Body");
  const opened = isAbsent(body) ? body : openTable(target, table);
  if (isAbsent(body) || isAbsent(opened)) {
    return absentWalk(firstAbsence(body, opened));
  }
  const access = opened.entry.has("GrantedAccessBits") ? "GrantedAccessBits" : "GrantedAccess";
  return walkEntries(opened, (entry, handle) => {
    const object = decodePointer(opened.target, opened.pointer, entry);
    const granted = entry.number(access);
    // An entry leads to the object's header.
    return isAbsent(object) || isAbsent(granted) || !isKernelAddress(object, target.pointerSize)
      ? undefined
      : { handle, object: object.plus(body.offset), grantedAccess: (granted & ACCESS_BITS) >>> 0 };
  });
}

/**
 * An entry in use of a table whose entries lead to something else than objects: the address in it, whatever lies there.
 */
export interface TableEntry {
  readonly handle: number;
  readonly address: Word64;
}

/** Every entry in use of the `_HANDLE_TABLE` at an address, those that lead nowhere included. */
export function walkTableEntries(target: Target, table: Word64): Walk<TableEntry> {
  const opened = openTable(target, table);
  return isAbsent(opened)
    ? absentWalk(opened)
    : walkEntries(opened, (entry, handle) => {
        const address = decodePointer(opened.target, opened.pointer, entry);
        return isAbsent(address) ? undefined : { handle, address };
      });
}

/**
 * The address in the entry of one handle: one read for each level of the table. Invalid where the table has no such
 * entry, or it is free.
 */
export function findTableEntry(target: Target, table: Word64, handle: Word64): Maybe<Word64> {
  const opened = openTable(target, table);
  if (isAbsent(opened)) {
    return opened;
  }
  const { entry, level, top, perPage } = opened;
  const none = (): Absence => invalid(`the handle table at ${table} has no entry ${handle}`, table);
  const value = handle.toNumber();
  const index = value === undefined || value % HANDLE_STEP !== 0 ? -1 : value / HANDLE_STEP;
  if (index < 0 || index >= MOST_HANDLES || index % perPage === 0) {
    return none();
  }
  const perPointerPage = PAGE_SIZE / target.pointerSize;
  let page: Maybe<Word64> = top;
  let rest = Math.floor(index / perPage);
  for (let below = level; below > 0; below -= 1) {
    const span = below === 2 ? perPointerPage : 1;
    const slot = Math.floor(rest / span);
    rest %= span;
    page = below === 1 && slot >= perPointerPage ? none() : readPointerOfPage(target, page, slot);
    if (isAbsent(page)) {
      return page;
    }
    if (page.isZero) {
      return none();
    }
  }
  if (level === 0 && rest > 0) {
    return none();
  }
  const at = page.plus((index % perPage) * entry.size);
  const wrong = validateKernelPointer(page, target.pointerSize, "a page of a handle table", target.pointerSize);
  const bytes = wrong ?? target.read(at, entry.size);
  if (isAbsent(bytes)) {
    return bytes;
  }
  return opened.isFree(bytes, 0)
    ? none()
    : decodePointer(opened.target, opened.pointer, new Structure(at, entry, bytes, target.pointerSize));
}

function readPointerOfPage(target: Target, page: Word64, slot: number): Maybe<Word64> {
  return (
    validateKernelPointer(page, target.pointerSize, "a page of a handle table", target.pointerSize) ??
    target.readPointer(page.plus(slot * target.pointerSize))
  );
}

/** Entries that the table itself counts as in use; NotInThisBuild up to Windows 8, whose tables do not. */
export function readHandleCount(target: Target, table: Word64): Maybe<number> {
  const structure = target.readStructure("_HANDLE_TABLE", table);
  return isAbsent(structure) ? structure : structure.number("HandleCount");
}

interface OpenTable {
  readonly target: Target;
  readonly table: Word64;
  readonly entry: StructureLayout;
  /** 0: one page of entries; 1 and 2: that many levels of pages of pointers above. */
  readonly level: number;
  readonly top: Word64;
  /** Entries of one page at the bottom. */
  readonly perPage: number;
  readonly isFree: FreeEntryTest;
  /** The member that holds the pointer: without bits where it is stored whole. */
  readonly pointer: FieldLayout | undefined;
}

/** Absent if the table cannot be read or is not valid. Remembered for this stop. */
function openTable(target: Target, table: Word64): Maybe<OpenTable> {
  return target.stop.onceOf("handle table", table.id, () => readTable(target, table));
}

function readTable(target: Target, table: Word64): Maybe<OpenTable> {
  const structure = target.readStructure("_HANDLE_TABLE", table);
  const entry = target.layout("_HANDLE_TABLE_ENTRY");
  const code = isAbsent(structure) ? structure : structure.word("TableCode");
  if (isAbsent(code) || isAbsent(entry)) {
    return firstAbsence(code, entry);
  }
  const level = code.lowBits(2);
  return level > 2
    ? invalid(`the handle table at ${table} has level ${level}; there are only 0 to 2`, table)
    : {
        target,
        table,
        entry,
        level,
        top: target.normalized(code.withoutLowBits(2)),
        perPage: Math.floor(PAGE_SIZE / entry.size),
        isFree: freeEntryTest(entry),
        pointer: pointerMember(entry),
      };
}

/** What `decode` makes of each entry in use; undefined leaves one out. */
function walkEntries<T>(opened: OpenTable, decode: (entry: Structure, handle: number) => T | undefined): Walk<T> {
  return new SteppedWalk(decodedEntries(opened, decode));
}

function* decodedEntries<T>(
  { target, table, entry, level, top, perPage, isFree }: OpenTable,
  decode: (entry: Structure, handle: number) => T | undefined,
): WalkSteps<T> {
  const state: TableWalk = { target, perPage, visited: new Set(), broken: undefined };
  let count = 0;
  for (const page of walkEntryPages(state, top, level, 0)) {
    const bytes = readTablePage(state, page.address, PAGE_SIZE);
    // The first entry of each page is reserved.
    for (let index = 1; bytes !== undefined && index < perPage; index += 1) {
      const at = index * entry.size;
      const decoded = isFree(bytes, at)
        ? undefined
        : decode(
            new Structure(page.address.plus(at), entry, bytes.subarray(at, at + entry.size), target.pointerSize),
            (page.firstIndex + index) * HANDLE_STEP,
          );
      if (decoded === undefined) {
        continue;
      }
      if (count >= limits.handles) {
        return {
          kind: "limit",
          reason: `the handle table has more than ${limits.handles} handles; the walk stopped there`,
          at: table,
          count,
        };
      }
      count += 1;
      yield decoded;
    }
  }
  return state.broken === undefined ? closedWalk(count) : { ...state.broken, count };
}

interface TableWalk {
  readonly target: Target;
  /** Entries of one page at the bottom. */
  readonly perPage: number;
  /** Keys of the pages that were read: each belongs to a table once. */
  readonly visited: Set<WordId>;
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
  const wrong =
    validateKernelPointer(page, walk.target.pointerSize, "a page of a handle table", walk.target.pointerSize) ??
    (walk.visited.has(page.id) ? invalid(`the handle table leads to its page ${page} twice`, page) : undefined);
  walk.visited.add(page.id);
  const bytes = wrong ?? walk.target.read(page, length);
  if (!isAbsent(bytes)) {
    return bytes;
  }
  walk.broken = walk.broken ?? { ...walkNotBegun(bytes), at: page };
  return undefined;
}
