/**
 * Searches the paged pool for messages by their tag: finds those that are not queued or referenced anywhere. The
 * kernel's look-aside list identifies freed messages that it keeps for reuse.
 */
import { Absence, firstAbsence, isAbsent, notApplicable, type Maybe } from "../../target/absence.ts";
import { validateKernelPointer } from "../../target/address.ts";
import { limits } from "../../target/limits.ts";
import { PAGE_SIZE } from "../../target/page-cache.ts";
import { readWord, Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { SteppedWalk, type Walk, walkNotBegun, type WalkSteps } from "../../nt/walk.ts";
import { decodePoolBlock, isAllocated, isMessageTag, pageHasInUseBit, type MessagePoolBlock } from "./pool-header.ts";

/** Public symbol of XP and Server 2003; a `_PAGED_LOOKASIDE_LIST`. */
const LOOKASIDE_SYMBOL = "LpcpMessagesLookaside";
const LOOKASIDE_TYPES = ["_PAGED_LOOKASIDE_LIST", "_GENERAL_LOOKASIDE"];
const HEAD_MEMBERS = ["L.SingleListHead.Next", "L.ListHead.Next.Next", "SingleListHead.Next", "ListHead.Next.Next"];

/** The kernel keeps no more entries than the list's maximum depth, 256. */
const MOST_ENTRIES = 65536;

/**
 * Keys of the messages on the system's look-aside list. NotInThisBuild if the symbols do not describe the list,
 * NotApplicable on 64-bit targets, where its head is compressed.
 */
function readLookasideMessages(target: Target): Maybe<ReadonlySet<WordId>> {
  const head =
    target.pointerSize === 8
      ? notApplicable(
          "the head of a look-aside list is compressed on 64-bit kernels: freed messages cannot be recognized",
        )
      : findHead(target);
  if (isAbsent(head)) {
    return head;
  }
  const messages = new Set<WordId>();
  let next: Maybe<Word64> = target.readPointer(head);
  while (
    !isAbsent(next) &&
    !messages.has(next.id) &&
    messages.size < MOST_ENTRIES &&
    validateKernelPointer(next, target.pointerSize, "a freed message") === undefined
  ) {
    messages.add(next.id);
    // `_LPCP_MESSAGE.FreeEntry` is the first member, and what the list links.
    next = target.readPointer(next);
  }
  return messages;
}

/** Address of the pointer to the first freed message. */
function findHead(target: Target): Maybe<Word64> {
  const list = target.symbol(LOOKASIDE_SYMBOL);
  if (isAbsent(list)) {
    return list;
  }
  for (const typeName of LOOKASIDE_TYPES) {
    const layout = target.layout(typeName);
    const head = isAbsent(layout)
      ? undefined
      : HEAD_MEMBERS.map((member) => layout.find(member)).find((field) => field !== undefined);
    if (head !== undefined) {
      return list.plus(head.offset);
    }
  }
  return new Absence("NotInThisBuild", `the symbols do not describe nt!${LOOKASIDE_SYMBOL}`);
}

/** One block with the messages' tag. */
export interface FoundMessage extends MessagePoolBlock {
  /** Whether the block is allocated; a free one still holds its old content. */
  readonly isAllocated: boolean;
  /** Whether the message is freed and kept for reuse; absent if unknown. */
  readonly isOnLookaside: Maybe<boolean>;
}

/** Progress of the search. Bytes of address space, readable or not. */
export interface PoolSearchProgress {
  readonly searchedBytes: number;
  readonly totalBytes: number;
  readonly found: number;
}

/** Bounds of a search, and a listener that is called after every 16 MiB. */
export interface PoolSearchOptions {
  /** Start and end of the search; those of the paged pool if absent. */
  readonly from?: Word64;
  readonly to?: Word64;
  /** Bytes of address space to search; `limits.poolSearchBytes` if absent. */
  readonly limit?: number;
  readonly onProgress?: (progress: PoolSearchProgress) => void;
}

/** A range of kernel addresses that begins with a page. */
export interface PoolRange {
  readonly from: Word64;
  /** The first address after the pool. */
  readonly to: Word64;
}

/** Pages between two reports of progress: 16 MiB. */
const PROGRESS_PAGES = 4096;

/**
 * The paged pool, from the kernel's variables `MmPagedPoolStart` and `MmPagedPoolEnd` (the last byte). Public symbols
 * of XP and Server 2003.
 */
export function readPagedPool(target: Target): Maybe<PoolRange> {
  const start = readVariable(target, "MmPagedPoolStart");
  const end = readVariable(target, "MmPagedPoolEnd");
  if (isAbsent(start) || isAbsent(end)) {
    return firstAbsence(start, end);
  }
  return end.compare(start) > 0
    ? { from: pageOf(start), to: pageOf(end.plus(PAGE_SIZE)) }
    : new Absence("Invalid", `the paged pool would end at ${end}, before its start at ${start}`, start);
}

/**
 * Every block with the tag `LpcM`, in address order. Unreadable pages are skipped, since a kernel address space is
 * mostly holes. The end is "limit" if the search stopped before the end of the pool, and says where to continue.
 */
export function searchPool(target: Target, options: PoolSearchOptions = {}): Walk<FoundMessage> {
  return new SteppedWalk(search(target, options));
}

function* search(target: Target, options: PoolSearchOptions): WalkSteps<FoundMessage> {
  const pool =
    options.from !== undefined && options.to !== undefined
      ? { from: pageOf(options.from), to: options.to }
      : readPagedPool(target);
  const layout = target.layout("_POOL_HEADER");
  if (isAbsent(pool) || isAbsent(layout)) {
    return walkNotBegun(firstAbsence(pool, layout));
  }
  const start = options.from === undefined ? pool.from : pageOf(options.from);
  const totalBytes = Math.max(0, pool.to.distanceFrom(start));
  const bound = Math.min(totalBytes, options.limit ?? limits.poolSearchBytes);
  const lookaside = readLookasideMessages(target);
  let found = 0;
  let searchedBytes = 0;
  for (; searchedBytes < bound; searchedBytes += PAGE_SIZE) {
    const page = start.plus(searchedBytes);
    const bytes = target.read(page, PAGE_SIZE);
    for (const block of isAbsent(bytes) ? [] : searchPage(target, page, bytes)) {
      found += 1;
      yield { ...block, isOnLookaside: isAbsent(lookaside) ? lookaside : lookaside.has(block.message.id) };
    }
    if (options.onProgress !== undefined && (searchedBytes / PAGE_SIZE) % PROGRESS_PAGES === PROGRESS_PAGES - 1) {
      options.onProgress({ searchedBytes: searchedBytes + PAGE_SIZE, totalBytes, found });
    }
  }
  return searchedBytes >= totalBytes
    ? { kind: "head", reason: "the whole pool was searched", count: found }
    : {
        kind: "limit",
        reason: `the search stopped at ${start.plus(searchedBytes)}, after ${searchedBytes} of ${totalBytes} bytes`,
        at: start.plus(searchedBytes),
        count: found,
      };
}

/** Headers lie at multiples of their own size; each is tried, so that a damaged header hides no other block. */
function searchPage(target: Target, page: Word64, bytes: Uint8Array): readonly Omit<FoundMessage, "isOnLookaside">[] {
  const layout = target.layout("_POOL_HEADER");
  const tag = isAbsent(layout) ? undefined : layout.find("PoolTag");
  const blocks: Omit<FoundMessage, "isOnLookaside">[] = [];
  if (isAbsent(layout) || tag === undefined) {
    return blocks;
  }
  for (let offset = 0; offset + layout.size <= PAGE_SIZE; offset += layout.size) {
    if (!isMessageTag(readWord(bytes, offset + tag.offset, tag.size).low)) {
      continue;
    }
    const header = new Structure(
      page.plus(offset),
      layout,
      bytes.subarray(offset, offset + layout.size),
      target.pointerSize,
    );
    const block = decodePoolBlock(header);
    if (block !== undefined) {
      blocks.push({ ...block, isAllocated: isAllocated(block, pageHasInUseBit(target, page, bytes)) });
    }
  }
  return blocks;
}

function readVariable(target: Target, name: string): Maybe<Word64> {
  const at = target.symbol(name);
  const value = isAbsent(at) ? at : target.readPointer(at);
  return isAbsent(value) ? value : (validateKernelPointer(value, target.pointerSize, name, 1) ?? value);
}

function pageOf(address: Word64): Word64 {
  return address.withoutLowBits(12);
}
