/** Walks doubly linked lists (`_LIST_ENTRY`), which the kernel uses nearly everywhere. */
import { firstAbsence, isAbsent, mapPresent, type Maybe } from "../target/absence.ts";
import type { Member } from "../target/layout.ts";
import type { WordPair } from "../target/page-cache.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64, WordId } from "../target/word64.ts";
import { readLinks, walkEntries, type WalkOptions } from "./list-walk.ts";
import { absentWalk, emptyWalk, type Walk } from "./walk.ts";

/** Whether the entries before and behind one on a list name it in turn. Absent where a neighbor cannot be read. */
export interface Neighbors {
  readonly next: Word64;
  readonly previous: Word64;
  readonly isNamedByNext: Maybe<boolean>;
  readonly isNamedByPrevious: Maybe<boolean>;
}

/** The neighbors of the `_LIST_ENTRY` at an address. */
export function readNeighbors(target: Target, entry: Word64): Maybe<Neighbors> {
  return mapPresent(readLinks(target, entry, "a list's entry"), ({ first, second }) => ({
    next: first,
    previous: second,
    isNamedByNext: mapPresent(target.readPointer(first.plus(target.pointerSize)), (back) => back.equals(entry)),
    isNamedByPrevious: mapPresent(target.readPointer(second), (forward) => forward.equals(entry)),
  }));
}

/**
 * Whether the entries before and behind the one at an address both name it. False too where a neighbor cannot be read:
 * {@link readNeighbors} tells which it is.
 */
export function isClosedAround(target: Target, entry: Word64): boolean {
  if (isSeenClosed(target, entry)) {
    return true;
  }
  const links = readLinks(target, entry, "a list's entry");
  if (isAbsent(links)) {
    return false;
  }
  const back = target.readPointer(links.first.plus(target.pointerSize));
  const forward = target.readPointer(links.second);
  return !isAbsent(back) && !isAbsent(forward) && back.equals(entry) && forward.equals(entry);
}

/** As {@link isClosedAround}, if the pages of all three are here. False says nothing. */
function isSeenClosed({ stop, pointerSize }: Target, { low, high }: Word64): boolean {
  const { pages } = stop;
  if (!pages.peekPair(low, high, pointerSize, pair)) {
    return false;
  }
  const { firstLow, firstHigh, secondLow, secondHigh } = pair;
  return (
    pages.peekPair(firstLow, firstHigh, pointerSize, pair) &&
    pair.secondLow === low &&
    pair.secondHigh === high &&
    pages.peekPair(secondLow, secondHigh, pointerSize, pair) &&
    pair.firstLow === low &&
    pair.firstHigh === high
  );
}

/** Links that were just read. */
const pair: WordPair = { firstLow: 0, firstHigh: 0, secondLow: 0, secondHigh: 0 };

/**
 * The entries of the list with its `_LIST_ENTRY` head at `head`: addresses of the entries, not of the structures around
 * them.
 *
 * Goes forward while each entry's back link names the entry before it. Where that breaks, what can be reached from the
 * other end by back links follows, in the order of the list, so that one broken or unreadable entry hides no other. An
 * entry that contradicts its neighbors belongs to the list only if both of them name it. Never throws and always ends.
 */
export function walkList(target: Target, head: Word64, options: WalkOptions = {}): Walk<Word64> {
  return walkEntries(target, head, 0, options);
}

/**
 * As {@link walkList}, but yields the structures: each entry less the offset of `linkField` in `typeName`.
 * Ends at once, kind "invalid", where this build lacks the type or the member.
 */
export function walkContaining(
  target: Target,
  head: Word64,
  typeName: string,
  linkField: string,
  options: WalkOptions = {},
): Walk<Word64> {
  const layout = target.layout(typeName);
  const field = isAbsent(layout) ? layout : layout.field(linkField);
  return isAbsent(field) ? absentWalk(field) : walkEntries(target, head, field.offset, options);
}

/**
 * As {@link walkContaining}, of a list whose head is a member of a structure; what may be absent on the way there is
 * the end. An empty list costs no further read. `sound`: as {@link WalkOptions.sound}.
 */
export function walkMember(
  target: Target,
  structure: Maybe<Structure>,
  head: Member,
  typeName: string,
  linkField: string,
  what: string,
  sound?: Set<WordId>,
): Walk<Word64> {
  const at = isAbsent(structure) ? structure : structure.addressOf(head);
  if (isAbsent(structure) || isAbsent(at)) {
    return absentWalk(firstAbsence(structure, at));
  }
  return structure.isEmptyList(head)
    ? emptyWalk({ kind: "head", reason: `${what} is empty`, count: 0 })
    : walkContaining(target, at, typeName, linkField, sound === undefined ? { what } : { what, sound });
}
