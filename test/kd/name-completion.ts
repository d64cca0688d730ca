/** Completion within quotes: names of processes, ports and other named elements of a collection. */
import { Evaluator } from "./evaluator.ts";
import { parseStatement } from "./parser.ts";
import type { ValueAccess } from "./value-access.ts";

/**
 * Collections whose names commands accept, as expressions. One that fails, such as that of a script that is not loaded,
 * has none.
 */
const sources: readonly string[] = [
  "@$cursession.Processes.Select(p => p.Name)",
  "@$cursession.Alpc.ConnectionPorts.Select(p => p.Name)",
];

/** Elements of a source that are looked at: completion must not take long. */
const elementLimit = 500;

/** Names that text in quotes may stand for; `collection` is what the text is an index of, as written, if it is one. */
export function namesInQuotes(access: ValueAccess, collection: string | undefined): readonly string[] {
  return collection === undefined
    ? sources.flatMap((source) => elementsOf(access, source).map(({ value }) => value)).filter(isText)
    : elementsOf(access, collection)
        .flatMap(({ value, indices }) => [...indices, nameOf(access, value)])
        .filter(isText);
}

interface Element {
  readonly value: unknown;
  readonly indices: readonly unknown[];
}

/** Nothing when the expression leads nowhere: completion never fails. */
function elementsOf(access: ValueAccess, written: string): readonly Element[] {
  const found: Element[] = [];
  try {
    for (const { value, indices = [] } of access.elements(
      new Evaluator(access).evaluateTyped(parseStatement(written).expression),
    )) {
      if (found.push({ value, indices }) >= elementLimit) {
        break;
      }
    }
  } catch {
    // The names found so far are used.
  }
  return found;
}

/** Collections of things with an index by their path take their names as well. */
function nameOf(access: ValueAccess, element: unknown): unknown {
  try {
    return access.model.has(element, "Name") ? access.get(element, "Name") : undefined;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
