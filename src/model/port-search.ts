/** Walks of all ports that tell the user how far they came, and patterns for names. */
import { isAbsent } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { Walk, WalkEnd } from "../nt/walk.ts";
import { printNoticeOnce } from "../target/output.ts";
import { Patience } from "../target/patience.ts";
import { formatCount as counted } from "../text/counts.ts";
import type { ModelContext } from "./base/object.ts";

/** Every port's address; tells the user once a stop when the walk could not see all. */
export function walkPorts(context: ModelContext): Generator<Word64> {
  return reported(context, "ports", context.generation.walkPorts());
}

/** Reports progress, and why a walk stopped early. `noteEnd` hears of the end of a walk that was not given up. */
export function* reported(
  context: ModelContext,
  what: string,
  walk: Walk<Word64>,
  noteEnd: (end: WalkEnd) => void = () => undefined,
): Generator<Word64> {
  const { target } = context;
  const known = target.stop.once(`number of ${what}`, (): { total: number | undefined } => ({ total: undefined }));
  const patience = new Patience(what, target.computingSince, known.total);
  let count = 0;
  for (const element of walk) {
    count += 1;
    if (!patience.goesOn(count)) {
      printNoticeOnce(
        target,
        `time over for ${what}`,
        `not all ${what} were looked at: ${Patience.overReason} (${count} seen).`,
      );
      return;
    }
    yield element;
  }
  const { end } = walk;
  noteEnd(end);
  known.total = count;
  if (end.kind !== "head") {
    printNoticeOnce(target, `missing ${what}`, `not all ${what} could be seen: ${end.reason} (${end.count} seen).`);
  }
  const { skipped } = end;
  if (skipped !== undefined) {
    printNoticeOnce(
      target,
      `unreadable ${what}`,
      `${counted(skipped, "thread")} cannot be read, so it is not known whether ${skipped === 1 ? "it waits" : "they wait"}.`,
    );
  }
}

/** The connection ports, by the role of each. */
export function* walkConnectionPorts(context: ModelContext): Generator<Word64> {
  for (const address of walkPorts(context)) {
    const facts = context.portFacts(address);
    if (!isAbsent(facts) && facts.role === "connection") {
      yield address;
    }
  }
}

/** A test for names. Linear in the name for any number of wildcards, so that no pattern can make it slow. */
export function compilePattern(pattern: string): (name: string) => boolean {
  const wanted = pattern.toLowerCase();
  if (!/[*?]/.test(wanted)) {
    return (name) => name.toLowerCase().includes(wanted);
  }
  return (name) => matches(name.toLowerCase(), wanted);
}

/** The classic two-pointer match: a mismatch goes back to the last asterisk only. */
function matches(name: string, pattern: string): boolean {
  let at = 0;
  let place = 0;
  let asterisk = -1;
  let resume = 0;
  while (at < name.length) {
    if (pattern.charAt(place) === "*") {
      asterisk = place;
      resume = at;
      place += 1;
    } else if (place < pattern.length && (pattern.charAt(place) === "?" || pattern.charAt(place) === name.charAt(at))) {
      place += 1;
      at += 1;
    } else if (asterisk >= 0) {
      place = asterisk + 1;
      resume += 1;
      at = resume;
    } else {
      return false;
    }
  }
  while (pattern.charAt(place) === "*") {
    place += 1;
  }
  return place === pattern.length;
}
