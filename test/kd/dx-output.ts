import type { DisplayOptions, DisplayRow } from "./display-row.ts";
import { makeRow, readElementRows, readMethodRows, readPropertyRows } from "./display-row.ts";
import type { ValueAccess } from "./value-access.ts";

/** Elements listed of one collection before `[...]`, as the debugger does. */
export const elementLimit = 100;

/** Names are padded to this at least. */
const nameWidth = 16;

const indentWidth = 4;

/** Levels below which a display never goes, whatever `-r` says: objects that lead to each other have no bottom. */
const deepestRecursion = 24;

/**
 * The lines that `dx` prints for a value: `expression : display`, then its properties, methods and elements. Lazy, so
 * that a long display can be streamed. Failures appear in their place; nothing is thrown.
 */
export function* formatValue(access: ValueAccess, title: string, value: unknown, options: DisplayOptions): Iterable<string> {
  const row = makeRow(access, title, () => value, options.formatSpecifier);
  const head = `${title}${" ".repeat(nameWidth)}`;
  yield* joinDisplay(row.text === undefined ? head : head + separator(row.text), row.text);
  if (row.parent) {
    yield* formatChildren(access, { value, above: [], depth: 1 }, options, options.skip);
  }
}

/** A value with the values that it was reached through. */
interface Node {
  readonly value: unknown;
  readonly above: readonly unknown[];
  readonly depth: number;
}

function* formatChildren(access: ValueAccess, node: Node, options: DisplayOptions, skip: number): Iterable<string> {
  if (node.depth > Math.min(options.recursion, deepestRecursion)) {
    return;
  }
  const { rows, isCut } = collectRows(access, node.value, options, skip);
  const width = Math.max(nameWidth, ...rows.map(({ name, label = name }) => label.length));
  const indent = " ".repeat(indentWidth * node.depth);
  for (const row of rows) {
    yield* formatRow(row, indent, width);
    if (row.parent && node.depth < options.recursion) {
      yield* formatBelow(access, row.parent.value, node, options);
    }
  }
  if (isCut) {
    yield `${indent}[...]`;
  }
}

function* formatBelow(access: ValueAccess, value: unknown, node: Node, options: DisplayOptions): Iterable<string> {
  const above = [...node.above, node.value];
  if (above.includes(value)) {
    yield `${" ".repeat(indentWidth * (node.depth + 1))}[shown above]`;
    return;
  }
  yield* formatChildren(access, { value, above, depth: node.depth + 1 }, options, 0);
}

function collectRows(access: ValueAccess, value: unknown, options: DisplayOptions, skip: number): { readonly rows: readonly DisplayRow[]; readonly isCut: boolean } {
  const rows: DisplayRow[] = [
    ...readPropertyRows(access, value, options.formatSpecifier),
    ...readMethodRows(access, value, options.isVerbose),
  ];
  let passed = 0;
  for (const row of readElementRows(access, value, options.formatSpecifier)) {
    if (passed >= skip + elementLimit) {
      return { rows, isCut: true };
    }
    if (passed >= skip) {
      rows.push(row);
    }
    passed += 1;
  }
  return { rows, isCut: false };
}

function* formatRow(row: DisplayRow, indent: string, width: number): Iterable<string> {
  const name = indent + (row.label ?? row.name).padEnd(width);
  if (row.help !== undefined) {
    yield `${name} [${row.help}]`;
  } else if (row.text === undefined) {
    yield name.trimEnd();
  } else {
    yield* joinDisplay(name + separator(row.text), row.text);
  }
}

/** A native object without a value of its own is followed by its type alone. */
function separator(text: string): string {
  return text.startsWith("[Type: ") ? " " : " : ";
}

/** Further lines of a display are set under its first one, except below the top line, where they stand as they are. */
function* joinDisplay(head: string, text = ""): Iterable<string> {
  const isTop = !head.startsWith(" ");
  const [first = "", ...rest] = text.split("\n");
  yield (head + first).trimEnd();
  for (const line of rest) {
    yield (isTop ? line : " ".repeat(head.length) + line).trimEnd();
  }
}
