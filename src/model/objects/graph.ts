/** The graph of ports and waits as lines of text, for the system or a part of it. */
import { wrongArgument } from "../../target/errors.ts";
import { buildGraph } from "../../analysis/graph.ts";
import type { GraphModel } from "../../analysis/graph-model.ts";
import { formatDot } from "../../view/graph/dot.ts";
import { formatHtml } from "../../view/graph/html.ts";
import { formatGraphJson } from "../../view/graph/json.ts";
import { formatMermaid } from "../../view/graph/mermaid.ts";
import { printable } from "../../text/printable.ts";
import { describeArgument } from "../ask/address.ts";
import type { ModelContext } from "../base/object.ts";
import { subjectOf } from "../ask/subject.ts";
import { systemOf } from "../system.ts";
import { linesOf, type TextLines } from "../base/text-lines.ts";

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
  const wanted = subjectOf(context, scope, { expected: "a process, port, thread or wait chain", example: EXAMPLE });
  const graph = context.target.pin(() => buildGraph(systemOf(context), wanted));
  return linesOf(context, `${printable(graph.title)}, as ${String(format).toLowerCase()}`, write(graph));
}
