/** Walks of all ports with progress and notices, the names of connection ports, and patterns for names. */
import { isAbsent } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import { findNamedObjects } from "../nt/object-directory.ts";
import { readObjectName, readObjectPath } from "../nt/object-name.ts";
import { collectWalk, type Walk, type WalkEnd } from "../nt/walk.ts";
import { printNoticeOnce } from "../target/output.ts";
import { CLOCK_INTERVAL, Patience } from "../target/patience.ts";
import { formatCount as counted } from "../text/counts.ts";
import { lastPart } from "../text/printable.ts";
import type { ModelContext } from "./base/object.ts";

/** Every port's address; prints a notice once per stop if the walk was incomplete. */
export function walkPorts(context: ModelContext): Generator<Word64> {
  return reported(context, "ports", context.generation.walkPorts());
}

/**
 * Reports progress, and why a walk stopped early. `noteEnd` is called with the end of a walk that was not abandoned.
 */
export function* reported(
  context: ModelContext,
  what: string,
  walk: Walk<Word64>,
  noteEnd: (end: WalkEnd) => void = () => undefined,
): Generator<Word64> {
  const { target } = context;
  const known = target.stop.once(`number of ${what}`, (): { total: number | undefined } => ({ total: undefined }));
  const patience = new Patience(what, target, known.total);
  let count = 0;
  for (let batch = walk.batch(); batch !== undefined; batch = walk.batch()) {
    for (const element of batch) {
      count += 1;
      if (count % CLOCK_INTERVAL === 0 && !patience.mayContinue(count)) {
        printNoticeOnce(
          target,
          `time over for ${what}`,
          `not all ${what} were looked at: ${Patience.overReason} (${count} seen).`,
        );
        return;
      }
      yield element;
    }
  }
  noteEnd(walk.end);
  known.total = count;
  reportEnd(context, what, walk.end);
}

/** Prints a notice once per stop if a walk was incomplete. */
function reportEnd({ target }: ModelContext, what: string, end: WalkEnd): void {
  if (end.kind !== "head") {
    printNoticeOnce(
      target,
      `missing ${what}`,
      end.count === 0
        ? `no ${what} could be seen: ${end.reason}.`
        : `not all ${what} could be seen: ${end.reason} (${end.count} seen).`,
    );
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

/** The entries of an index of all ports or messages; prints a notice once per stop if the index is incomplete. */
export function indexed(context: ModelContext, what: string, walk: Walk<Word64>): readonly Word64[] {
  const { entries, end } = collectWalk(walk);
  reportEnd(context, what, end);
  return entries;
}

/** A connection port with its name and path, in lower case. */
interface NamedPort {
  readonly address: Word64;
  readonly name: string;
  readonly path: string;
}

/** The named connection ports. One walk per stop, which reads no more of a port without a name. */
function namedPorts(context: ModelContext): readonly NamedPort[] {
  const { target } = context;
  return target.stop.once("names of connection ports", () =>
    target.pin(() => {
      const named: NamedPort[] = [];
      for (const address of walkPorts(context)) {
        const name = readObjectName(target, address);
        const path = typeof name === "string" ? readObjectPath(target, address) : name;
        if (typeof name === "string" && typeof path === "string" && isConnectionPort(context, address)) {
          named.push({ address, name: name.toLowerCase(), path: path.toLowerCase() });
        }
      }
      return named;
    }),
  );
}

/** The connection ports with a name or, if it contains a backslash, a full path; case-insensitive. */
export function findConnectionPorts(context: ModelContext, nameOrPath: string): readonly Word64[] {
  const wanted = nameOrPath.toLowerCase();
  if (!wanted.includes("\\")) {
    // Several ports may have the name, so all names must be known.
    return namedPorts(context)
      .filter(({ name }) => name === wanted)
      .map(({ address }) => address);
  }
  const listed = findNamedObjects(context.target, nameOrPath).filter((address) => {
    const path = isConnectionPort(context, address) ? readObjectPath(context.target, address) : undefined;
    return typeof path === "string" && path.toLowerCase() === wanted;
  });
  return listed.length > 0
    ? listed
    : namedPorts(context)
        .filter(({ path }) => path === wanted)
        .map(({ address }) => address);
}

/** The connection ports whose name or path matches a pattern, in the order of the walk over all ports. */
export function matchConnectionPorts(context: ModelContext, pattern: string): readonly Word64[] {
  const fits = compilePattern(pattern);
  return namedPorts(context)
    .filter(({ path }) => fits(lastPart(path)) || fits(path))
    .map(({ address }) => address);
}

/** Whether a port has the role that others connect to. */
export function isConnectionPort(context: ModelContext, address: Word64): boolean {
  const facts = context.portFacts(address);
  return !isAbsent(facts) && facts.role === "connection";
}

/** The connection ports, by role. */
export function* walkConnectionPorts(context: ModelContext): Generator<Word64> {
  for (const address of walkPorts(context)) {
    if (isConnectionPort(context, address)) {
      yield address;
    }
  }
}

/** Tests names against a pattern. Linear in the name for any number of wildcards, so that no pattern is slow. */
function compilePattern(pattern: string): (name: string) => boolean {
  const wanted = pattern.toLowerCase();
  if (!/[*?]/.test(wanted)) {
    return (name) => name.toLowerCase().includes(wanted);
  }
  return (name) => matches(name.toLowerCase(), wanted);
}

/** The classic two-pointer match: a mismatch goes back only to the last asterisk. */
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
