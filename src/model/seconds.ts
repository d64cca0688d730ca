/** How many digits of a span of time mean something to a reader. */

/** From here on, fractions of a second say nothing. */
const LONG_SECONDS = 10;

/** Seconds for the user: whole from ten on, hundredths below. */
export function shownSeconds(seconds: number): number {
  return seconds >= LONG_SECONDS ? Math.round(seconds) : Math.round(seconds * 100) / 100;
}
