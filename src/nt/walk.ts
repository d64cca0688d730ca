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
 */
export class Walk<T> implements Iterable<T, WalkEnd> {
  protected known: WalkEnd | undefined;
  private readonly steps: Pick<WalkSteps<T>, "next">;

  constructor(steps: Pick<WalkSteps<T>, "next">) {
    this.steps = steps;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<T, WalkEnd> {
    if (this.known !== undefined) {
      return { done: true, value: this.known };
    }
    const step = this.steps.next();
    if (step.done === true) {
      this.known = step.value;
    }
    return step;
  }

  /** Why it ended. Walks the rest first. */
  get end(): WalkEnd {
    return this.finish();
  }

  /** Walks the rest; returns why the walk ended. */
  finish(): WalkEnd {
    while (this.known === undefined) {
      this.next();
    }
    return this.known;
  }

  /** The remaining elements, and the end. */
  collect(): Walked<T> {
    return { entries: Array.from(this), end: this.finish() };
  }

  /** Maps each element with `change`. */
  map<U>(change: (element: T) => U): Walk<U> {
    return new Walk({
      next: (): IteratorResult<U, WalkEnd> => {
        const step = this.next();
        return step.done === true ? step : { done: false, value: change(step.value) };
      },
    });
  }
}

/** A walk of elements that are known already; `end` but for the count. */
export function walkOf<T>(elements: readonly T[], end: WalkEnd): Walk<T> {
  return new Walk(
    (function* (): WalkSteps<T> {
      yield* elements;
      return { ...end, count: elements.length };
    })(),
  );
}

interface Walked<T> {
  readonly entries: readonly T[];
  readonly end: WalkEnd;
}

/** A walk that was made before: each of its elements costs one call. */
class RepeatedWalk<T> extends Walk<T> {
  private readonly walked: Walked<T>;
  private at = 0;

  constructor(walked: Walked<T>) {
    super({ next: () => ({ done: true, value: walked.end }) });
    this.walked = walked;
  }

  override next(): IteratorResult<T, WalkEnd> {
    const { entries, end } = this.walked;
    if (this.at < entries.length) {
      const value = entries[this.at] as T;
      this.at += 1;
      return { done: false, value };
    }
    this.known = end;
    return { done: true, value: end };
  }

  override finish(): WalkEnd {
    this.at = this.walked.entries.length;
    this.known = this.walked.end;
    return this.known;
  }

  override collect(): Walked<T> {
    return this.at === 0 ? this.walked : super.collect();
  }
}

/** A walk of some elements of one that was made before. Its end is that one's, with the count of all. */
export function partOfWalk<T>(entries: readonly T[], end: WalkEnd): Walk<T> {
  return new RepeatedWalk({ entries, end });
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
  const steps = begin();
  const patience = new Patience(what, target.computingSince);
  return new Walk<T>({
    next: () => {
      if (!patience.goesOn(entries.length)) {
        return { done: true, value: walkOutOfTime(entries.length) };
      }
      const step = steps.next();
      if (step.done === true) {
        memo.walked = { entries, end: step.value };
      } else {
        entries.push(step.value);
      }
      return step;
    },
  });
}

/** An empty walk. */
export function emptyWalk<T>(end: WalkEnd): Walk<T> {
  return new Walk<T>({ next: () => ({ done: true, value: end }) });
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
