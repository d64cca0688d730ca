/**
 * Progress reports and time limit of long walks. Measured in time: the cost of an element differs a thousandfold
 * between targets.
 */
import { limits } from "./limits.ts";
import { printNotice } from "./output.ts";
import type { Stop } from "./stop.ts";
import type { Target } from "./target.ts";

/** The clock is read once in so many elements: whoever counts them one by one need not ask in between. */
export const CLOCK_INTERVAL = 16;

/** When any walk last printed progress: to the user, several walks in a row are one wait. */
let lastLine = 0;

/** What a walk is part of, as {@link Target} has it. */
type Computation = Pick<Target, "computingSince"> & { readonly stop: Pick<Stop, "isCutShort"> };

/** The patience of one walk: prints its progress, and ends it when its time is over. */
export class Patience {
  private readonly what: string;
  private readonly computation: Computation;
  private readonly began: number;
  private readonly expected: number | undefined;
  private readonly now: () => number;
  private lines = 0;
  /** Which interval of elements the clock was last read in. */
  private latest = 0;

  /**
   * `what`: the elements, for the lines. `computation`: which the walk is part of, a Target. `expected`: how many there
   * will be, where that is known.
   */
  constructor(what: string, computation: Computation, expected?: number, now: () => number = () => Date.now()) {
    this.what = what;
    this.computation = computation;
    this.now = now;
    this.began = computation.computingSince ?? now();
    this.expected = expected;
  }

  /**
   * Called for each element or for some at once, `count` of them so far. False where the time that the user allows is
   * over, which the stop then knows.
   */
  mayContinue(count: number): boolean {
    const interval = Math.floor(count / CLOCK_INTERVAL);
    if (count !== 0 && interval === this.latest) {
      return true;
    }
    this.latest = interval;
    const now = this.now();
    if (limits.seconds > 0 && now - this.began >= 1000 * limits.seconds) {
      this.computation.stop.isCutShort = true;
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
