/** Finds the port for a user's argument: an address, a name, a path or an object; and ports by pattern. */
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

/** Most candidates named in an error. */
const MOST_CANDIDATES = 8;

/**
 * A port by address, name or anything that leads to one. Throws AlpcxError for anything else; an unreadable port is an
 * object that says so.
 */
export function portOf(context: ModelContext, value: unknown): object {
  return context.port(portAddress(context, value));
}

/** Like {@link portOf}, but returns the address. `example`: of the command or method that was called. */
export function portAddress(
  context: ModelContext,
  value: unknown,
  example = "!alpcx_port 0xffffa801`12345678",
): Word64 {
  const address =
    namedPort(context, value) ??
    readAddress(context.target, value, {
      expected: `the address or name of a port${isName(value) ? " (!alpcx_find finds ports by part of a name)" : ""}`,
      example,
    });
  const facts = context.portFacts(address);
  if (isAbsent(facts) && facts.kind === "Invalid") {
    throw nothingAt(context, "port", address, "!alpcx_ports lists all of them.");
  }
  return address;
}

/** Whether a value is a text, but not a number. */
export function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "" && Word64.parse(value) === undefined;
}

/**
 * The connection ports with a name or path; none if the text is an address, or the value is not a text. `example`: of
 * the command or method that was called.
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
  // A name may contain control characters: they are an error only if no port has that name.
  if (found.length === 0) {
    validateTyped(value, "the name or path of a port", example);
  }
  return found;
}

/** The only port of a name. Throws AlpcxError with the candidates if there are several. */
export function namedPort(context: ModelContext, value: unknown, example?: string): Word64 | undefined {
  const found = portsOfName(context, value, example);
  if (found.length > 1) {
    throw severalPorts(context, String(value), found);
  }
  return found[0];
}

/** `3 ports are called 'epmapper':`, with the details that distinguish them. */
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
  return `${formatCount(found.length, "port")} are called ${quoted(name, 40)}`;
}

/** `'\RPC Control\epmapper' 0x... of svchost.exe (2a0)`. */
function describeCandidate(context: ModelContext, port: Word64): string {
  const path = readObjectPath(context.target, port);
  const facts = context.portFacts(port);
  const owner = isAbsent(facts) || isAbsent(facts.owner) ? "" : ` of ${processName(context, facts.owner)}`;
  return `${typeof path === "string" ? `'${formatPath(path)}' ` : ""}${port}${owner}`;
}

/**
 * Connection ports whose name or path matches: case-insensitive, with `*` and `?` as wildcards; without them, any part
 * of the name. Throws if the pattern is not a text. `call`: what was called, "@$cursession.Alpc.Find", for the
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
 * The connection port for an index: its address, name or path, case-insensitive. Throws if there is none, and with the
 * candidates if there are several.
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
  // A name that cannot be typed is not used as an example.
  throw notFound(
    `No connection port is called ${quoted(index, 40)}.`,
    `Look for part of a name with @$cursession.Alpc.Find(${JSON.stringify(printable(part) === part ? part : "part")}).`,
  );
}

/** The kernel address that a value stands for; undefined if it is something else. */
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
