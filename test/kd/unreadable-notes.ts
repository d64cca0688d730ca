/**
 * Explains why memory could not be read, if the target knows: a dump does. The host's error text does not say why, so
 * the console adds it below the command's output.
 */
import type { SimulatedTarget } from "../host/target.ts";

const MOST_NOTES = 12;
/** Messages of the script and the host about memory that cannot be read. */
const complaint = /unreadable|cannot be read|can't be read|could not be read|unable to read|not readable/i;
/** An address, and the number of bytes if the message has it. */
const address = /\b0x([0-9a-f]{1,8}`?[0-9a-f]{8}|[0-9a-f]{8})\b(?: \((\d{1,6}) bytes\))?/gi;
const PAGE = 0x1000n;

/** One line for each address that the output reports and that really cannot be read. */
export function* unreadableNotes(text: string, target: SimulatedTarget | undefined): Iterable<string> {
  const { memory } = target ?? {};
  if (memory?.explain === undefined) {
    return;
  }
  const seen = new Set<string>();
  for (const line of text.split("\n")) {
    if (!complaint.test(line)) {
      continue;
    }
    for (const [written, digits = "", length = "1"] of line.matchAll(address)) {
      if (seen.has(digits)) {
        continue;
      }
      seen.add(digits);
      const start = BigInt(`0x${digits.replace("`", "")}`);
      const missing = firstMissing(start, BigInt(length), memory.explain.bind(memory));
      if (missing === undefined) {
        continue;
      }
      yield missing.at === start
        ? `* ${written.replace(/ \(.*/, "")} is ${missing.reason}`
        : `* 0x${missing.at.toString(16)} is ${missing.reason}`;
      if (seen.size >= MOST_NOTES) {
        return;
      }
    }
  }
}

/** The first of the bytes that is missing: the first of all, or of a further page. */
function firstMissing(
  start: bigint,
  length: bigint,
  explain: (address: bigint) => string | undefined,
): { readonly at: bigint; readonly reason: string } | undefined {
  for (let at = start; at < start + length; at = (at / PAGE + 1n) * PAGE) {
    const reason = explain(at);
    if (reason !== undefined) {
      return { at, reason };
    }
  }
  return undefined;
}
