/** Walks doubly linked lists (`_LIST_ENTRY`), which the kernel uses nearly everywhere. */
import { firstAbsence, isAbsent, mapPresent, type Absence, type Maybe } from "../target/absence.ts";
import { validateKernelPointer } from "../target/address.ts";
import type { WalkEndKind } from "../facts/walk-end.ts";
import type { Structure } from "../target/structure.ts";
import { limits } from "../target/limits.ts";
import type { PointerPair, Target } from "../target/target.ts";
import type { Word64, WordId } from "../target/word64.ts";
import { absentWalk, closedWalk, emptyWalk, Walk, walkNotBegun, type WalkSteps } from "./walk.ts";

export interface WalkOptions {
  /** Most elements; `limits.listEntries` when absent. */
  readonly limit?: number;
  /** What the list is, for the reason of the end. */
  readonly what?: string;
  /**
   * Receives what both of its neighbors on the list were seen to name, one step after it was yielded; so at the end
   * everything on a sound list.
   */
  readonly sound?: Set<WordId>;
}

/** Where one direction of a walk broke off. */
interface Break {
  readonly kind: WalkEndKind;
  readonly reason: string;
  readonly at: Word64;
  /** An entry that its predecessor points to, which is not enough evidence. */
  readonly doubtful?: Word64;
}

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
  const links = readLinks(target, entry, "a list's entry");
  if (isAbsent(links)) {
    return false;
  }
  const back = target.readPointer(links.first.plus(target.pointerSize));
  const forward = target.readPointer(links.second);
  return !isAbsent(back) && !isAbsent(forward) && back.equals(entry) && forward.equals(entry);
}

/**
 * The entries of the list with its `_LIST_ENTRY` head at `head`: addresses of the entries, not of the structures around
 * them.
 *
 * Goes forward while each entry's back link names the entry before it. Where that breaks, what can be reached from the
 * other end by back links follows, in the order of the list, so that one broken or unreadable entry hides no other. An
 * entry that contradicts its neighbors belongs to the list only if both of them name it. Never throws and always ends.
 */
export function walkList(target: Target, head: Word64, options: WalkOptions = {}): Walk<Word64> {
  return new Walk(walkEntries(target, head, 0, options));
}

/**
 * `offset`: bytes from the start of what is yielded to its entry. One generator for the whole walk: nested ones cost
 * time at every element.
 */
function* walkEntries(target: Target, head: Word64, offset: number, options: WalkOptions): WalkSteps<Word64> {
  const limit = options.limit ?? limits.listEntries;
  const what = options.what ?? "the list";
  const links = readLinks(target, head, what);
  if (isAbsent(links)) {
    return walkNotBegun(links);
  }
  if (links.first.isZero && links.second.isZero) {
    return { kind: "null link", reason: `${what} has no links (never used)`, count: 0 };
  }
  const { sound } = options;
  const walk = new ForwardWalk(target, head, links, limit, what);
  let latest: Word64 | undefined;
  for (let entry = walk.step(); entry !== undefined; entry = walk.step()) {
    if (sound !== undefined && latest !== undefined) {
      sound.add(latest.id);
    }
    latest = offset === 0 ? entry : entry.minus(offset);
    yield latest;
  }
  const { broken, known } = walk;
  if (broken === undefined) {
    if (sound !== undefined && latest !== undefined) {
      sound.add(latest.id);
    }
    return closedWalk(known.size);
  }
  if (broken.kind === "limit") {
    return { kind: broken.kind, reason: broken.reason, at: broken.at, count: known.size };
  }
  const rest = collectBackward(target, head, links, { limit, what, known }, broken.doubtful);
  for (const entry of rest) {
    yield offset === 0 ? entry : entry.minus(offset);
  }
  return { kind: broken.kind, reason: broken.reason, at: broken.at, count: known.size };
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
  return isAbsent(field) ? absentWalk(field) : new Walk(walkEntries(target, head, field.offset, options));
}

/**
 * As {@link walkContaining}, of a list whose head is a member of a structure; what may be absent on the way there is
 * the end. An empty list costs no further read. `sound`: as {@link WalkOptions.sound}.
 */
export function walkMember(
  target: Target,
  structure: Maybe<Structure>,
  head: string,
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

interface Way {
  readonly limit: number;
  readonly what: string;
  /** The entries yielded so far. */
  readonly known: Set<WordId>;
}

/** The way forward, an entry a step. */
class ForwardWalk implements Way {
  readonly limit: number;
  readonly what: string;
  readonly known = new Set<WordId>();
  /** Why the way ended; undefined where the head was reached and names the last entry. */
  broken: Break | undefined;
  private readonly target: Target;
  private readonly head: Word64;
  private readonly headLinks: PointerPair;
  private previous: Word64;
  private entry: Word64;

  constructor(target: Target, head: Word64, headLinks: PointerPair, limit: number, what: string) {
    this.target = target;
    this.head = head;
    this.headLinks = headLinks;
    this.limit = limit;
    this.what = what;
    this.previous = head;
    this.entry = headLinks.first;
  }

  /** The next entry; undefined at the end of the way. */
  step(): Word64 | undefined {
    const { entry, previous, known, head } = this;
    // Comparisons without calls: this is done for everything that is on a list.
    if (entry.low === head.low && entry.high === head.high) {
      this.broken = this.headLinks.second.equals(previous)
        ? undefined
        : {
            kind: "invalid",
            reason: `${this.what} ends at ${previous}, but its head names ${this.headLinks.second} as the last entry`,
            at: this.headLinks.second,
          };
      return undefined;
    }
    const { id } = entry;
    if (known.has(id)) {
      this.broken = {
        kind: "cycle",
        reason: `${this.what} runs in a circle: ${previous} leads back to ${entry}`,
        at: previous,
      };
      return undefined;
    }
    if (known.size >= this.limit) {
      this.broken = {
        kind: "limit",
        reason: `${this.what} has more than ${this.limit} entries; the walk stopped there`,
        at: entry,
      };
      return undefined;
    }
    const links = readLinks(this.target, entry, this.what);
    if (isAbsent(links)) {
      this.broken = {
        kind: breakKind(links, entry),
        reason: `${links.reason}, linked from ${previous}`,
        at: entry.isZero ? previous : entry,
      };
      return undefined;
    }
    const { second } = links;
    if (second.low !== previous.low || second.high !== previous.high) {
      this.broken = {
        kind: "invalid",
        reason: `${this.what}: ${previous} leads to ${entry}, which names ${second} as the one before it`,
        at: entry,
        doubtful: entry,
      };
      return undefined;
    }
    known.add(id);
    this.previous = entry;
    this.entry = links.first;
    return entry;
  }
}

/**
 * What is reachable from the last entry backward and not yet known, in the order of the list. `doubtful`: belongs to
 * it where its follower names it too.
 */
function collectBackward(
  target: Target,
  head: Word64,
  headLinks: PointerPair,
  walk: Way,
  doubtful: Word64 | undefined,
): Word64[] {
  const found: Word64[] = [];
  let next = head;
  let entry = headLinks.second;
  while (!entry.equals(head) && !walk.known.has(entry.id) && walk.known.size < walk.limit) {
    const links = readLinks(target, entry, walk.what);
    const agrees = !isAbsent(links) && links.first.equals(next);
    if (isAbsent(links) || (!agrees && (doubtful === undefined || !entry.equals(doubtful)))) {
      break;
    }
    walk.known.add(entry.id);
    found.push(entry);
    if (!agrees) {
      break;
    }
    next = entry;
    entry = links.second;
  }
  return found.reverse();
}

function breakKind(why: Absence, link: Word64): WalkEndKind {
  if (link.isZero) {
    return "null link";
  }
  return why.kind === "Unreadable" ? "unreadable" : "invalid";
}

/** Forward link and back link. */
function readLinks(target: Target, at: Word64, what: string): PointerPair | Absence {
  // What validateKernelPointer() says of nearly every link, without the call.
  if (target.pointerSize === 8 && at.high >= 0xff000000 && (at.low & 7) === 0) {
    return target.readPointerPair(at);
  }
  return validateKernelPointer(at, target.pointerSize, what, target.pointerSize) ?? target.readPointerPair(at);
}
