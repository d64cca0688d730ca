/** Finding ports by name or path, and by what a user writes between brackets. */
import { Absence } from "../target/absence.ts";
import { isKernelAddress } from "../target/address.ts";
import { notFound, wrongArgument } from "../target/errors.ts";
import type { Word64 } from "../target/word64.ts";
import { readObjectName, readObjectPath } from "../nt/object-name.ts";
import type { WalkEnd } from "../nt/list.ts";
import { printLine } from "../target/host.ts";
import { limits } from "../target/limits.ts";
import { formatCount as counted } from "../text/counts.ts";
import { lastPart, printable, quoted } from "../text/printable.ts";
import { describeArgument, readReference, validateTyped } from "./argument.ts";
import type { ModelContext } from "./context.ts";

/** Every port's address; tells the user once a stop when the walk could not see all. */
export function walkPorts(context: ModelContext): Generator<Word64> {
  return reported(context, "ports", context.generation.walkPorts());
}

/** A walk whose early end is said, and whose progress is shown when it is long. */
export function* reported(context: ModelContext, what: string, walk: Generator<Word64, WalkEnd>): Generator<Word64> {
  let count = 0;
  for (;;) {
    const next = walk.next();
    if (next.done === true) {
      if (next.value.kind !== "head") {
        context.target.stop.once(`told of ${what}`, () => printLine(`alpcx: not all ${what} could be seen: ${next.value.reason} (${next.value.count} seen).`));
      }
      const { skipped } = next.value;
      if (skipped !== undefined) {
        context.target.stop.once(`told of unreadable ${what}`, () => printLine(`alpcx: ${counted(skipped, "thread")} cannot be read, so it is not known whether ${skipped === 1 ? "it waits" : "they wait"}.`));
      }
      return;
    }
    count += 1;
    if (limits.progressInterval > 0 && count % limits.progressInterval === 0) {
      printLine(`alpcx: ${count} ${what} ...`);
    }
    yield next.value;
  }
}

/** The connection ports, by the role of each. */
export function* walkConnectionPorts(context: ModelContext): Generator<Word64> {
  for (const address of walkPorts(context)) {
    const facts = context.portFacts(address);
    if (!(facts instanceof Absence) && facts.role === "connection") {
      yield address;
    }
  }
}

/** Connection ports whose name or path fits: case-insensitive, with `*` and `?` as wildcards; a pattern without them matches any part. Throws for a pattern that is not a text. */
export function* findPorts(context: ModelContext, pattern: unknown): Generator<Word64> {
  if (typeof pattern !== "string" || pattern === "") {
    throw wrongArgument(describeArgument(pattern), "a name or a pattern in quotes", '@$cursession.Alpc.Find("lsa*")');
  }
  validateTyped(pattern, "a name or a pattern", '@$cursession.Alpc.Find("\\\\RPC Control\\\\*")');
  const fits = compilePattern(pattern);
  for (const address of walkConnectionPorts(context)) {
    const path = readObjectPath(context.target, address);
    if (typeof path === "string" && (fits(lastPart(path)) || fits(path))) {
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

/** The first connection port of that name or, where it holds a backslash, that full path; in any case. */
export function findConnectionPort(context: ModelContext, nameOrPath: string): Word64 | undefined {
  const wanted = nameOrPath.toLowerCase();
  for (const address of walkConnectionPorts(context)) {
    const name = wanted.includes("\\") ? readObjectPath(context.target, address) : readObjectName(context.target, address);
    if (typeof name === "string" && name.toLowerCase() === wanted) {
      return address;
    }
  }
  return undefined;
}

/** The connection port for an index: its address, its name or its path, in any case. Throws where there is none. */
export function connectionPortAt(context: ModelContext, index: unknown): Word64 {
  const asAddress = addressIn(context, index);
  if (asAddress !== undefined) {
    return asAddress;
  }
  if (typeof index !== "string") {
    throw wrongArgument(describeArgument(index), "a port's name, path or address", '@$cursession.Alpc.ConnectionPorts["ntsvcs"]');
  }
  const named = findConnectionPort(context, index);
  if (named !== undefined) {
    return named;
  }
  const part = index.slice(0, 60);
  // What cannot be typed is no example.
  throw notFound(`No connection port is called ${quoted(index, 60)}.`, `Look for part of a name with @$cursession.Alpc.Find(${JSON.stringify(printable(part) === part ? part : "part")}).`);
}

/** The kernel address that a value stands for, if it does. */
function addressIn(context: ModelContext, value: unknown): Word64 | undefined {
  try {
    const reference = readReference(context.target, value, { expected: "", example: "" });
    return reference.kind === "address" && isKernelAddress(reference.address, context.target.pointerSize) ? reference.address : undefined;
  } catch (_error) {
    return undefined;
  }
}
