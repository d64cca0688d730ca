/** The port that a user names: by an address, a name, a path or an object; and patterns for the names of many. */
import { isAbsent } from "../../target/absence.ts";
import { isKernelAddress } from "../../target/address.ts";
import { notFound, wrongArgument } from "../../target/errors.ts";
import { Word64 } from "../../target/word64.ts";
import { readObjectPath } from "../../nt/object-name.ts";
import { formatCount } from "../../text/counts.ts";
import { formatPath, printable, quoted } from "../../text/printable.ts";
import type { ModelContext } from "../base/object.ts";
import { processName } from "../naming.ts";
import { findConnectionPorts, matchConnectionPorts } from "../port-search.ts";
import { describeArgument, readAddress, readReference, validateTyped } from "./address.ts";
import { nothingAt } from "./place.ts";

/** Candidates that a sentence names. */
const MOST_CANDIDATES = 8;

/**
 * A port by address, name or anything that leads to one. Throws AlpcxError for anything else; one that cannot be read
 * is an object that says so.
 */
export function portOf(context: ModelContext, value: unknown): object {
  return context.port(portAddress(context, value));
}

/** As {@link portOf}, the address. `example`: of the command or method that was called. */
export function portAddress(
  context: ModelContext,
  value: unknown,
  example = "!alpcx_port 0xffffa801`12345678",
): Word64 {
  const address =
    namedPort(context, value) ??
    readAddress(context.target, value, {
      expected: "the address or name of a port",
      example,
    });
  const facts = context.portFacts(address);
  if (isAbsent(facts) && facts.kind === "Invalid") {
    throw nothingAt(context, "port", address, "!alpcx_ports lists all of them.");
  }
  return address;
}

/** Whether a value is a text that does not stand for a number. */
export function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "" && Word64.parse(value) === undefined;
}

/**
 * The connection ports that a text names; none for a text that is an address, and for anything but a text. `example`:
 * of the command or method that was called.
 */
export function portsOfName(
  context: ModelContext,
  value: unknown,
  example = '!alpcx_port "\\\\RPC Control\\\\ntsvcs"',
): readonly Word64[] {
  if (!isName(value)) {
    return [];
  }
  const found = findConnectionPorts(context, value);
  // A name may hold control characters: they are a mistake only where nothing is called so.
  if (found.length === 0) {
    validateTyped(value, "the name or path of a port", example);
  }
  return found;
}

/** The only one of that name. Throws AlpcxError with the candidates where there are several. */
export function namedPort(context: ModelContext, value: unknown, example?: string): Word64 | undefined {
  const found = portsOfName(context, value, example);
  if (found.length > 1) {
    throw severalPorts(context, String(value), found);
  }
  return found[0];
}

/** `3 ports are called 'epmapper':`, with what tells each of them. */
function severalPorts(context: ModelContext, name: string, found: readonly Word64[]): Error {
  const candidates = found
    .slice(0, MOST_CANDIDATES)
    .map((port) => describeCandidate(context, port))
    .join("; ");
  const more = found.length > MOST_CANDIDATES ? `; and ${found.length - MOST_CANDIDATES} more` : "";
  return notFound(
    `${describeSeveral(name, found)}:`,
    `${candidates}${more}. Give the path of one, with \\\\ for each backslash, or its address.`,
  );
}

/** `3 ports are called 'epmapper'`. */
export function describeSeveral(name: string, found: readonly Word64[]): string {
  return `${formatCount(found.length, "port")} are called ${quoted(name, 60)}`;
}

/** `'\RPC Control\epmapper' 0x... of svchost.exe (2a0)`. */
function describeCandidate(context: ModelContext, port: Word64): string {
  const path = readObjectPath(context.target, port);
  const facts = context.portFacts(port);
  const owner = isAbsent(facts) || isAbsent(facts.owner) ? "" : ` of ${processName(context, facts.owner)}`;
  return `${typeof path === "string" ? `'${formatPath(path)}' ` : ""}${port}${owner}`;
}

/**
 * Connection ports whose name or path fits: case-insensitive, with `*` and `?` as wildcards; a pattern without them
 * matches any part. Throws for a pattern that is not a text. `call`: what was called, "@$cursession.Alpc.Find", for the
 * example.
 */
export function findPorts(context: ModelContext, pattern: unknown, call: string): readonly Word64[] {
  if (typeof pattern !== "string" || pattern === "") {
    throw wrongArgument(describeArgument(pattern), "a name or a pattern in quotes", `${call}("lsa*")`);
  }
  const found = matchConnectionPorts(context, pattern);
  if (found.length === 0) {
    validateTyped(pattern, "a name or a pattern", `${call}("\\\\RPC Control\\\\*")`);
  }
  return found;
}

/**
 * The connection port for an index: its address, its name or its path, in any case. Throws where there is none, and
 * with the candidates where there are several.
 */
export function connectionPortAt(context: ModelContext, index: unknown): Word64 {
  const asAddress = addressIn(context, index);
  if (asAddress !== undefined) {
    return asAddress;
  }
  if (typeof index !== "string") {
    throw wrongArgument(
      describeArgument(index),
      "a port's name, path or address",
      '@$cursession.Alpc.ConnectionPorts["ntsvcs"]',
    );
  }
  const named = namedPort(context, index);
  if (named !== undefined) {
    return named;
  }
  const part = index.slice(0, 60);
  // What cannot be typed is no example.
  throw notFound(
    `No connection port is called ${quoted(index, 60)}.`,
    `Look for part of a name with @$cursession.Alpc.Find(${JSON.stringify(printable(part) === part ? part : "part")}).`,
  );
}

/** The kernel address that a value stands for, if it does. */
function addressIn(context: ModelContext, value: unknown): Word64 | undefined {
  try {
    const reference = readReference(context.target, value, { expected: "", example: "" });
    return reference.kind === "address" && isKernelAddress(reference.address, context.target.pointerSize)
      ? reference.address
      : undefined;
  } catch (_error) {
    return undefined;
  }
}
