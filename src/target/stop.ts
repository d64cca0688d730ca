/**
 * One stop of the target: everything that was read and computed while it stood still. When it moves on, the stop is thrown away whole.
 */
import type { PageCache } from "./page-cache.ts";

export class Stop {
  /** What `readMoment` said when the stop began; undefined where the target has no readable clock. */
  readonly moment: string | undefined;
  readonly pages: PageCache;
  private readonly results = new Map<unknown, unknown>();

  constructor(moment: string | undefined, pages: PageCache) {
    this.moment = moment;
    this.pages = pages;
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
}
