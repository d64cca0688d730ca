/**
 * One stop of the target: everything that was read and computed while it stood still. When it moves on, the stop is
 * thrown away whole.
 */
import { KeptBytes } from "./kept-bytes.ts";
import type { PageCache } from "./page-cache.ts";
import type { WordId } from "./word64.ts";

/** Memory and results of one stop of the target. */
export class Stop {
  /** What `readMoment` said when the stop began; undefined where the target has no readable clock. */
  readonly moment: string | undefined;
  readonly pages: PageCache;
  /** Bytes of structures that are kept. */
  readonly kept = new KeptBytes();
  /** A walk ran out of the time that the user allows: what was computed since may lack something. */
  isCutShort = false;
  private readonly results = new Map<unknown, unknown>();
  private readonly resultsOf = new Map<string, Map<WordId, unknown>>();

  constructor(moment: string | undefined, pages: PageCache) {
    this.moment = moment;
    this.pages = pages;
  }

  /** The same stop with everything still to be computed; what was read stays. */
  again(): Stop {
    return new Stop(this.moment, this.pages);
  }

  /** The result of `compute` for `key`, computed at most once in this stop. Keys are compared as those of a Map. */
  once<T>(key: unknown, compute: () => T): T {
    const known = this.results.get(key);
    if (known !== undefined || this.results.has(key)) {
      return known as T;
    }
    const result = compute();
    this.results.set(key, result);
    return result;
  }

  /**
   * As {@link once}, for results about many objects of one kind; saves building a key. `id`: of the object's address,
   * or its number.
   */
  onceOf<T>(what: string, id: WordId, compute: () => T): T {
    let known = this.resultsOf.get(what);
    if (known === undefined) {
      known = new Map();
      this.resultsOf.set(what, known);
    }
    const found = known.get(id);
    if (found !== undefined || known.has(id)) {
      return found as T;
    }
    const result = compute();
    known.set(id, result);
    return result;
  }
}

/** A value created once per stop: a faster {@link Stop.once} for values needed millions of times. */
export class PerStop<T extends object> {
  /** The last stop and its value: a caller that looks here first saves a call. */
  latest: Stop | undefined;
  value: T;
  private readonly known = new WeakMap<Stop, T>();
  private readonly make: () => T;

  constructor(make: () => T) {
    this.make = make;
    this.value = make();
  }

  of(stop: Stop): T {
    if (stop === this.latest) {
      return this.value;
    }
    const found = this.known.get(stop) ?? this.make();
    this.known.set(stop, found);
    this.latest = stop;
    this.value = found;
    return found;
  }
}
