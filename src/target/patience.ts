/**
 * Progress reports and time limit of long walks. Measured in time: the cost of an element differs a thousandfold
 * between targets.
 */
import { limits } from "./limits.ts";
import { printNotice } from "./output.ts";

/** The clock is read once in 16 elements: a bit mask. */
const CLOCK_MASK = 15;

/** When any walk last printed progress: to the user, several walks in a row are one wait. */
let lastLine = 0;

export class Patience {
  private readonly what: string;
  private readonly began: number;
  private readonly expected: number | undefined;
  private readonly now: () => number;
  private lines = 0;

  /**
   * `what`: the elements, for the lines. `began`: of the query, in milliseconds. `expected`: how many there will be,
   * where that is known.
   */
  constructor(what: string, began: number | undefined, expected?: number, now: () => number = () => Date.now()) {
    this.what = what;
    this.now = now;
    this.began = began ?? now();
    this.expected = expected;
  }

  /** Called for each element, `count` of them so far. False where the time that the user allows is over. */
  goesOn(count: number): boolean {
    if ((count & CLOCK_MASK) !== 0) {
      return true;
    }
    const now = this.now();
    if (limits.seconds > 0 && now - this.began >= 1000 * limits.seconds) {
      return false;
    }
    if (limits.progressInterval > 0 && now - Math.max(this.began, lastLine) >= 1000 * limits.progressInterval) {
      lastLine = now;
      this.lines += 1;
      printNotice(
        `${count}${this.expected === undefined ? "" : ` of ${this.expected}`} ${this.what} after ${Math.round((now - this.began) / 1000)} s ...${this.lines === 1 ? HINT : ""}`,
      );
    }
    return true;
  }

  /** Why the walk stopped. */
  static get overReason(): string {
    return `the time that Limits.Seconds allows (${limits.seconds} s) is over`;
  }
}

const HINT = " (to stop: Ctrl+Break; Limits.Seconds bounds long walks)";
