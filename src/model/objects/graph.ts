/** The graph of ports and waits as lines of text, for the system or a part of it. */
import { isAbsent } from "../../target/absence.ts";
import { wrongArgument } from "../../target/errors.ts";
import { buildGraph, type GraphScope } from "../../analysis/graph.ts";
import type { GraphModel } from "../../analysis/graph-model.ts";
import { readProcessFacts } from "../../nt/process/process-facts.ts";
import { readThreadFacts } from "../../nt/thread/thread-facts.ts";
import { formatDot } from "../../view/graph/dot.ts";
import { formatHtml } from "../../view/graph/html.ts";
import { formatGraphJson } from "../../view/graph/json.ts";
import { formatMermaid } from "../../view/graph/mermaid.ts";
import { printable } from "../../text/printable.ts";
import { describeArgument, readReference } from "../ask/address.ts";
import type { ModelContext } from "../base/object.ts";
import { isName, namedPort } from "../ask/port.ts";
import { namedProcess, processAddress } from "../ask/process.ts";
import { isClientId, threadAddress } from "../ask/thread.ts";
import { systemOf } from "../system.ts";
import { linesOf, type TextLines } from "../base/text-lines.ts";
import { WaitChain } from "./wait-chain.ts";

const formats: Readonly<Record<string, (graph: GraphModel) => string>> = {
  dot: formatDot,
  mermaid: formatMermaid,
  json: formatGraphJson,
  html: formatHtml,
};

const EXAMPLE = '@$cursession.Alpc.Graph("dot", @$curprocess)';

/**
 * The graph's lines. `scope`: undefined for the system; a process, a port, a thread or a wait chain. Throws AlpcxError
 * for another format or scope.
 */
export function graphLines(context: ModelContext, format: unknown, scope?: unknown): TextLines {
  const write = typeof format === "string" ? formats[format.toLowerCase()] : undefined;
  if (write === undefined) {
    throw wrongArgument(
      describeArgument(format),
      `one of ${Object.keys(formats)
        .map((name) => `"${name}"`)
        .join(", ")}`,
      EXAMPLE,
    );
  }
  const wanted = scopeOf(context, scope);
  const graph = context.target.pin(() => buildGraph(systemOf(context), wanted));
  return linesOf(context, `${printable(graph.title)}, as ${String(format).toLowerCase()}`, write(graph));
}

/**
 * The port or process that a text names, or the thread whose client id it is; undefined for anything but such a text.
 * Throws AlpcxError with the candidates where several have the name.
 */
function namedScope(context: ModelContext, scope: unknown): GraphScope | undefined {
  if (!isName(scope)) {
    return undefined;
  }
  const port = namedPort(context, scope, EXAMPLE);
  if (port !== undefined) {
    return { kind: "port", address: port };
  }
  const process = namedProcess(context, scope, EXAMPLE);
  return process !== undefined
    ? { kind: "process", address: process }
    : isClientId(scope)
      ? { kind: "chain", address: threadAddress(context, scope) }
      : undefined;
}

function scopeOf(context: ModelContext, scope: unknown): GraphScope {
  if (scope === undefined) {
    return { kind: "system" };
  }
  if (scope instanceof WaitChain) {
    return { kind: "chain", address: scope.__thread };
  }
  const named = namedScope(context, scope);
  if (named !== undefined) {
    return named;
  }
  const expectation = { expected: "a process, port, thread or wait chain", example: EXAMPLE };
  const reference = readReference(context.target, scope, expectation);
  const address = reference.kind === "address" ? reference.address : processAddress(context, scope);
  if (!isAbsent(readProcessFacts(context.target, address))) {
    return { kind: "process", address };
  }
  if (context.generation.validatePort(address) === true) {
    return { kind: "port", address };
  }
  if (!isAbsent(readThreadFacts(context.target, address))) {
    return { kind: "chain", address };
  }
  throw wrongArgument(describeArgument(scope), expectation.expected, EXAMPLE);
}
