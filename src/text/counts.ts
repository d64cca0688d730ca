/** Counts, durations and lists in sentences. */

/** `1 thread`, `12 threads`. */
export function formatCount(count: number, singular: string, plural: string = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** `42 s`, `7 min`, `3 h 20 min`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 120) {
    return `${whole} s`;
  }
  const minutes = Math.floor(whole / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The start of a list as one phrase: `a, b, c and 7 more`. */
export function formatSome(names: readonly string[], most: number = 4): string {
  return names.length <= most ? names.join(", ") : `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}

/** Begins a sentence with a text. Only our own words are capitalized, not names of processes and services. */
export function beginSentence(text: string): string {
  return /^(?:a|an|the|cycle|deadlock|message|port|process|thread) /.test(text)
    ? text.charAt(0).toUpperCase() + text.slice(1)
    : text;
}

/** Seconds from which fractions are omitted. */
const LONG_SECONDS = 10;

/** Seconds for the user: whole ones from ten on, the same as in sentences; hundredths below. */
export function shownSeconds(seconds: number): number {
  return seconds >= LONG_SECONDS ? Math.round(seconds) : Math.round(seconds * 100) / 100;
}
