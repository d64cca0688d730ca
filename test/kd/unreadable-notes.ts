/**
 * Says of memory that a command could not read why it cannot be read, where the target knows: a dump does. Scripts get the host's own error
 * text, which does not tell; so the console adds what it knows below the command's output.
 */
import type { SimulatedTarget } from "../host/target.ts";

const MOST_NOTES = 12;
/** What the pack and the host say of memory that cannot be read. */
const complaint = /unreadable|cannot be read|can't be read|could not be read|unable to read|not readable/i;
const address = /\b0x([0-9a-f]{1,8}`?[0-9a-f]{8}|[0-9a-f]{8})\b/gi;

/** One line for each address that a line of output complains of and that is really not there. */
export function* unreadableNotes(text: string, target: SimulatedTarget | undefined): Iterable<string> {
  const { memory } = target ?? {};
  if (memory?.explain === undefined) return;
  const seen = new Set<string>();
  for (const line of text.split("\n")) {
    if (!complaint.test(line)) continue;
    for (const [written, digits = ""] of line.matchAll(address)) {
      if (seen.has(digits)) continue;
      seen.add(digits);
      const reason = memory.explain(BigInt(`0x${digits.replace("`", "")}`));
      if (reason === undefined) continue;
      yield `* ${written} is ${reason}`;
      if (seen.size >= MOST_NOTES) return;
    }
  }
}
