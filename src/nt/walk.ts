/** Walks of the kernel's lists, tables and trees: the elements, and why the walk ended. */
import { Absence, invalid, type Maybe } from "../target/absence.ts";
import type { WalkEnd } from "../facts/walk-end.ts";
import { Patience } from "../target/patience.ts";
import type { Target } from "../target/target.ts";

export type { WalkEnd } from "../facts/walk-end.ts";

/** The steps of a walk: a generator that yields the elements and returns why it ended. */
export type WalkSteps<T> = Generator<T, WalkEnd>;

/**
 * One walk. It is lazy and single-pass: a second loop continues where the first one stopped. `yield*` of a walk gives
 * its end.
 *
 * It gives its elements one by one, or in batches: elements that cost no further read come together, so that whatever
 * stands between a walk and its user is called once for many of them.
 */
export abstract class Walk<T> implements Iterable<T, WalkEnd> {
  /** Why it ended, once it has. */
  protected known: WalkEnd | undefined;

  abstract next(): IteratorResult<T, WalkEnd>;

  /** The next elements, one at least; undefined at the end. */
  abstract batch(): readonly T[] | undefined;

  [Symbol.iterator](): this {
    return this;
  }

  /** Why it ended. Walks the rest first. */
  get end(): WalkEnd {
    return this.known ?? this.finish();
  }

  /** Walks the rest; returns why the walk ended. */
  finish(): WalkEnd {
    while (this.known === undefined) {
      this.batch();
    }
    return this.known;
  }

  /** The remaining elements, and the end. */
  collect(): Walked<T> {
    const only = this.batch() ?? [];
    let batch = this.batch();
    if (batch === undefined) {
      return { entries: only, end: this.end };
    }
    const entries = only.slice();
    for (; batch !== undefined; batch = this.batch()) {
      for (const element of batch) {
        entries.push(element);
      }
    }
    return { entries, end: this.end };
  }

  /** Maps each element with `change`. */
  map<U>(change: (element: T) => U): Walk<U> {
    return new SteppedWalk({
      next: (): IteratorResult<U, WalkEnd> => {
        const step = this.next();
        return step.done === true ? step : { done: false, value: change(step.value) };
      },
    });
  }

  /** The same elements; the end is what `change` makes of this one's. */
  mapEnd(change: (end: WalkEnd) => WalkEnd): Walk<T> {
    return new BatchedWalk(() => this.batch() ?? change(this.end));
  }
}

/** A walk that is made element by element. */
export class SteppedWalk<T> extends Walk<T> {
  private readonly steps: Pick<WalkSteps<T>, "next">;

  constructor(steps: Pick<WalkSteps<T>, "next">) {
    super();
    this.steps = steps;
  }

  override next(): IteratorResult<T, WalkEnd> {
    if (this.known !== undefined) {
      return { done: true, value: this.known };
    }
    const step = this.steps.next();
    if (step.done === true) {
      this.known = step.value;
    }
    return step;
  }

  override batch(): readonly T[] | undefined {
    const step = this.next();
    return step.done === true ? undefined : [step.value];
  }
}

/** The next elements of a walk, one at least, or why it ended. */
export type Batch<T> = readonly T[] | WalkEnd;

/** A walk that is made batch by batch. */
export class BatchedWalk<T> extends Walk<T> {
  private readonly fetch: () => Batch<T>;
  private ready: readonly T[] = [];
  private at = 0;

  constructor(fetch: () => Batch<T>) {
    super();
    this.fetch = fetch;
  }

  override next(): IteratorResult<T, WalkEnd> {
    if (this.at >= this.ready.length) {
      const ready = this.batch();
      if (ready === undefined) {
        return { done: true, value: this.end };
      }
      this.ready = ready;
      this.at = 0;
    }
    const value = this.ready[this.at] as T;
    this.at += 1;
    return { done: false, value };
  }

  override batch(): readonly T[] | undefined {
    const { ready, at } = this;
    if (at < ready.length) {
      this.at = ready.length;
      return ready.slice(at);
    }
    if (this.known !== undefined) {
      return undefined;
    }
    const batch = this.fetch();
    if ("kind" in batch) {
      this.known = batch;
      return undefined;
    }
    return batch;
  }
}

/** A walk of elements that are known already; `end` but for the count. */
export function walkOf<T>(elements: readonly T[], end: WalkEnd): Walk<T> {
  return partOfWalk(elements, { ...end, count: elements.length });
}

interface Walked<T> {
  readonly entries: readonly T[];
  readonly end: WalkEnd;
}

/** A walk of some elements of one that was made before. Its end is that one's, with the count of all. */
export function partOfWalk<T>(entries: readonly T[], end: WalkEnd): Walk<T> {
  let isGiven = entries.length === 0;
  return new BatchedWalk(() => {
    if (isGiven) {
      return end;
    }
    isGiven = true;
    return entries;
  });
}

/**
 * A walk that is made once a stop: what it met to its end is kept, and given again. `what`: the elements, the same text
 * for the same walk. It says how far it has come when it takes long, and ends where the time that the user allows is
 * over; what it met until then is not kept.
 */
export function walkOnce<T>(target: Target, what: string, begin: () => WalkSteps<T> | Walk<T>): Walk<T> {
  const memo = target.stop.once(`all ${what}`, (): { walked: Walked<T> | undefined } => ({ walked: undefined }));
  const { walked } = memo;
  if (walked !== undefined) {
    return partOfWalk(walked.entries, walked.end);
  }
  const entries: T[] = [];
  const begun = begin();
  const walk = begun instanceof Walk ? begun : new SteppedWalk(begun);
  const patience = new Patience(what, target);
  return new BatchedWalk<T>(() => {
    if (!patience.mayContinue(entries.length)) {
      return walkOutOfTime(entries.length);
    }
    const batch = walk.batch();
    if (batch === undefined) {
      const { end } = walk;
      // The walk may watch the time itself.
      if (end.reason !== Patience.overReason) {
        memo.walked = { entries, end };
      }
      return end;
    }
    for (const element of batch) {
      entries.push(element);
    }
    return batch;
  });
}

/** An empty walk. */
export function emptyWalk<T>(end: WalkEnd): Walk<T> {
  return new BatchedWalk<T>(() => end);
}

/** A walk that could not begin, because what leads to the list is absent. */
export function absentWalk<T>(why: Absence): Walk<T> {
  return emptyWalk(walkNotBegun(why));
}

/** The end of a walk that could not begin or go on, because what leads further is absent. */
export function walkNotBegun(why: Absence): WalkEnd {
  const kind = why.kind === "Unreadable" ? "unreadable" : "invalid";
  return why.address === undefined
    ? { kind, reason: why.reason, count: 0 }
    : { kind, reason: why.reason, at: why.address, count: 0 };
}

/** The end of a walk that took longer than the user allows. */
export function walkOutOfTime(count: number): WalkEnd {
  return { kind: "limit", reason: Patience.overReason, count };
}

/** The end of a complete, consistent walk. */
export function closedWalk(count: number): WalkEnd {
  return { kind: "head", reason: "the end of the list was reached", count };
}

/**
 * Why a walk did not meet all there is: Invalid or Unreadable; undefined where it did. A list that was never used has
 * nothing to meet.
 */
export function breakOfWalk({ kind, reason, at, count }: WalkEnd): Absence | undefined {
  if (kind === "head" || (kind === "null link" && count === 0)) {
    return undefined;
  }
  return kind === "unreadable" ? new Absence("Unreadable", reason, at) : invalid(reason, at);
}

/** Elements of a list as a number; absent with the reason where the walk did not meet them all. */
export function countOfWalk(end: WalkEnd): Maybe<number> {
  return breakOfWalk(end) ?? end.count;
}

/** The elements of a walk, and its end. */
export function collectWalk<T>(walk: Walk<T>): Walked<T> {
  return walk.collect();
}
