/**
 * The walk of a doubly linked list: forward while each entry's back link names the entry before it, and where that
 * breaks, from the other end.
 */
import { isAbsent, type Absence } from "../target/absence.ts";
import { validateKernelPointer } from "../target/address.ts";
import type { WalkEnd, WalkEndKind } from "../facts/walk-end.ts";
import { limits } from "../target/limits.ts";
import type { WordPair } from "../target/page-cache.ts";
import type { PointerPair } from "../target/pointer.ts";
import type { Target } from "../target/target.ts";
import { Word64, type WordId } from "../target/word64.ts";
import { BatchedWalk, closedWalk, walkNotBegun, type Batch, type Walk } from "./walk.ts";

/** Bounds of a walk, and how it is named where it ends early. */
export interface WalkOptions {
  /** Most elements; `limits.listEntries` when absent. */
  readonly limit?: number;
  /** What the list is, for the reason of the end. */
  readonly what?: string;
  /**
   * Receives what both of its neighbors on the list were seen to name, before it is given out; so everything on a
   * sound list. With it, an element is given out once the links of the next one were read.
   */
  readonly sound?: Set<WordId>;
}

/** Most elements that are given out at once, so that whoever bounds a long walk sees it now and then. */
const MOST_OF_BATCH = 256;

/**
 * The elements of the list with its `_LIST_ENTRY` head at `head`. `offset`: bytes from the start of an element to its
 * entry.
 */
export function walkEntries(target: Target, head: Word64, offset: number, options: WalkOptions): Walk<Word64> {
  let steps: ListSteps | undefined;
  return new BatchedWalk(() => {
    if (steps === undefined) {
      const what = options.what ?? "the list";
      const absence = seeLinks(target, head.low, head.high, what);
      if (absence !== undefined) {
        return walkNotBegun(absence);
      }
      if (links.firstLow === 0 && links.firstHigh === 0 && links.secondLow === 0 && links.secondHigh === 0) {
        return { kind: "null link", reason: `${what} has no links (never used)`, count: 0 };
      }
      steps = new ListSteps(target, head, offset, what, options);
    }
    return steps.fetch();
  });
}

/** Forward link and back link. */
export function readLinks(target: Target, at: Word64, what: string): PointerPair | Absence {
  // What validateKernelPointer() says of nearly every link, without the call.
  if (target.pointerSize === 8 && at.high >= 0xff000000 && (at.low & 7) === 0) {
    return target.readPointerPair(at);
  }
  return validateKernelPointer(at, target.pointerSize, what, target.pointerSize) ?? target.readPointerPair(at);
}

/** The links that were seen last, of whichever list: an object for each entry would cost its making. */
const links: WordPair = { firstLow: 0, firstHigh: 0, secondLow: 0, secondHigh: 0 };

/** As {@link readLinks}, put into {@link links}; why there are none where that is so. */
function seeLinks(target: Target, low: number, high: number, what: string): Absence | undefined {
  if (target.stop.pages.peekPair(low, high, target.pointerSize, links)) {
    return undefined;
  }
  const found = readLinks(target, new Word64(high, low), what);
  if (isAbsent(found)) {
    return found;
  }
  links.firstLow = found.first.low;
  links.firstHigh = found.first.high;
  links.secondLow = found.second.low;
  links.secondHigh = found.second.high;
  return undefined;
}

/** Where the way forward broke off. */
interface Break {
  readonly kind: WalkEndKind;
  readonly reason: string;
  readonly at: Word64;
  /** An entry that its predecessor points to, which is not enough evidence. */
  readonly doubtful?: Word64;
}

class ListSteps {
  private readonly target: Target;
  private readonly head: Word64;
  /** What the head names as its last entry. */
  private readonly lastLow: number;
  private readonly lastHigh: number;
  private readonly offset: number;
  private readonly what: string;
  private readonly limit: number;
  private readonly sound: Set<WordId> | undefined;
  /** The elements met so far, in the order of the list. */
  private readonly met: Word64[] = [];
  /** The entry that comes next, and the one before it: halves of addresses, since most need no object. */
  private low: number;
  private high: number;
  private previousLow: number;
  private previousHigh: number;
  /** With `sound`: the element of the previous entry, kept back until the next one was seen to name it, and its id. */
  private held: Word64 | undefined;
  private heldId: WordId | undefined;
  private end: WalkEnd | undefined;

  /** The head's links are those in {@link links}. */
  constructor(target: Target, head: Word64, offset: number, what: string, { limit, sound }: WalkOptions) {
    this.target = target;
    this.head = head;
    this.offset = offset;
    this.what = what;
    this.limit = limit ?? limits.listEntries;
    this.sound = sound;
    this.lastLow = links.secondLow;
    this.lastHigh = links.secondHigh;
    this.low = links.firstLow;
    this.high = links.firstHigh;
    this.previousLow = head.low;
    this.previousHigh = head.high;
  }

  /**
   * The next elements as far as their links are on pages that are here; only for the first of them a page is read. Done
   * for everything that is on any list: the one object that it makes of an element is the address to give out.
   */
  fetch(): Batch<Word64> {
    const { target, head, met, offset, sound } = this;
    const { pages } = target.stop;
    const keptBack = sound === undefined ? 0 : 1;
    const batch: Word64[] = this.held === undefined ? [] : [this.held];
    while (this.end === undefined && batch.length < MOST_OF_BATCH) {
      const { low, high } = this;
      if (low === head.low && high === head.high) {
        this.arrive(batch);
        break;
      }
      const element = low >= offset ? new Word64(high, low - offset) : new Word64(high, low).minus(offset);
      if (met.length >= this.limit) {
        this.breakOff(this.isKnown(element) ? this.circle() : this.excess(), batch);
        break;
      }
      const isHere = pages.peekPair(low, high, target.pointerSize, links);
      if (!isHere && (batch.length > keptBack || !this.readLinks(batch))) {
        break;
      }
      // In a circle, too, an entry is met that names another one as the one before it.
      if (links.secondLow !== this.previousLow || links.secondHigh !== this.previousHigh) {
        this.breakOff(this.isKnown(element) ? this.circle() : this.contradiction(), batch);
        break;
      }
      met.push(element);
      batch.push(element);
      if (sound !== undefined) {
        if (this.heldId !== undefined) {
          sound.add(this.heldId);
        }
        this.heldId = element.id;
      }
      this.previousLow = low;
      this.previousHigh = high;
      this.low = links.firstLow;
      this.high = links.firstHigh;
    }
    this.held = this.end === undefined && keptBack > 0 ? batch.pop() : undefined;
    return this.end === undefined || batch.length > 0 ? batch : this.end;
  }

  /** Reads the links of the next entry. False where the way ends there. */
  private readLinks(batch: Word64[]): boolean {
    const absence = seeLinks(this.target, this.low, this.high, this.what);
    if (absence === undefined) {
      return true;
    }
    const { entry, previous } = this;
    const reason = `${absence.reason}, linked from ${previous}`;
    this.breakOff({ kind: breakKind(absence, entry), reason, at: entry.isZero ? previous : entry }, batch);
    return false;
  }

  private isKnown(element: Word64): boolean {
    return this.met.some((known) => known.equals(element));
  }

  private get entry(): Word64 {
    return new Word64(this.high, this.low);
  }

  private get last(): Word64 {
    return new Word64(this.lastHigh, this.lastLow);
  }

  private get previous(): Word64 {
    return new Word64(this.previousHigh, this.previousLow);
  }

  /** At the head again, which must name the latest entry as its last. */
  private arrive(batch: Word64[]): void {
    if (this.lastLow === this.previousLow && this.lastHigh === this.previousHigh) {
      if (this.heldId !== undefined) {
        this.sound?.add(this.heldId);
      }
      this.end = closedWalk(this.met.length);
      return;
    }
    const { previous, last, what } = this;
    const reason = `${what} ends at ${previous}, but its head names ${last} as the last entry`;
    this.breakOff({ kind: "invalid", reason, at: last }, batch);
  }

  private circle(): Break {
    const { previous, entry, what } = this;
    return { kind: "cycle", reason: `${what} runs in a circle: ${previous} leads back to ${entry}`, at: previous };
  }

  private excess(): Break {
    const { entry, what, limit } = this;
    return { kind: "limit", reason: `${what} has more than ${limit} entries; the walk stopped there`, at: entry };
  }

  private contradiction(): Break {
    const { previous, entry, what } = this;
    const named = new Word64(links.secondHigh, links.secondLow);
    return {
      kind: "invalid",
      reason: `${what}: ${previous} leads to ${entry}, which names ${named} as the one before it`,
      at: entry,
      doubtful: entry,
    };
  }

  /** Ends the walk. Unless that is for its length, what can be reached from the other end comes before. */
  private breakOff({ kind, reason, at, doubtful }: Break, batch: Word64[]): void {
    if (kind !== "limit") {
      this.collectBackward(batch, doubtful);
    }
    this.end = { kind, reason, at, count: this.met.length };
  }

  /**
   * What is reachable from the last entry backwards and not yet known, in the order of the list. `doubtful`: belongs to
   * it where its follower names it too.
   */
  private collectBackward(batch: Word64[], doubtful: Word64 | undefined): void {
    const { target, met, head } = this;
    const known = new Set(met.map(({ id }) => id));
    const found: Word64[] = [];
    let next = head;
    let entry = this.last;
    while (!entry.equals(head) && known.size < this.limit) {
      const element = entry.minus(this.offset);
      if (known.has(element.id)) {
        break;
      }
      const around = readLinks(target, entry, this.what);
      const agrees = !isAbsent(around) && around.first.equals(next);
      if (isAbsent(around) || (!agrees && (doubtful === undefined || !entry.equals(doubtful)))) {
        break;
      }
      known.add(element.id);
      found.push(element);
      if (!agrees) {
        break;
      }
      next = entry;
      entry = around.second;
    }
    for (const element of found.reverse()) {
      met.push(element);
      batch.push(element);
    }
  }
}

function breakKind(why: Absence, link: Word64): WalkEndKind {
  if (link.isZero) {
    return "null link";
  }
  return why.kind === "Unreadable" ? "unreadable" : "invalid";
}
