/** Prints what dx shows of a value, line by line, as Microsoft's debugger does. */
import type { DisplayOptions, DisplayRow } from "./display-row.ts";
import { readElementRows, readMethodRows, readPropertyRows } from "./display-row.ts";
import type { ValueAccess } from "./value-access.ts";

/** Elements listed of one collection before `[...]`, as the debugger does. */
const elementLimit = 100;

/** Names are padded to this width; longer ones push their display to the right. */
const nameWidth = 16;

const indentWidth = 4;

/** Deepest level that is displayed, whatever `-r` says: objects may refer to each other in cycles. */
const deepestRecursion = 24;

/**
 * The lines that `dx` prints for a value: the row `expression : display`, then its properties, methods and elements.
 * Lazy, so that a long display can be streamed. Failures are shown in place; nothing is thrown.
 */
export function* formatValue(access: ValueAccess, title: DisplayRow, options: DisplayOptions): Iterable<string> {
  yield formatRow(title, 0);
  if (title.parent) {
    yield* formatChildren(access, title.parent.value, 1, options);
  }
}

function* formatChildren(
  access: ValueAccess,
  value: unknown,
  depth: number,
  options: DisplayOptions,
): Iterable<string> {
  if (depth > Math.min(options.recursion, deepestRecursion)) {
    return;
  }
  for (const row of childRows(access, value, depth === 1 ? options : { ...options, skip: 0 })) {
    yield formatRow(row, depth);
    if (row.parent) {
      yield* formatChildren(access, row.parent.value, depth + 1, options);
    }
  }
}

function* childRows(access: ValueAccess, value: unknown, options: DisplayOptions): Iterable<DisplayRow> {
  if (options.skip === 0) {
    yield* readPropertyRows(access, value, options.formatSpecifier);
    if (options.isVerbose) {
      yield* readMethodRows(access, value);
    }
  }
  yield* limitElements(readElementRows(access, value, options.formatSpecifier), options.skip, { name: "[...]" });
}

/** The rows from `skip` on, a hundred at most; `more` follows where there are further ones. */
export function* limitElements(rows: Iterable<DisplayRow>, skip: number, more: DisplayRow): Iterable<DisplayRow> {
  let passed = 0;
  for (const row of rows) {
    if (passed >= skip + elementLimit) {
      yield more;
      return;
    }
    if (passed >= skip) {
      yield row;
    }
    passed += 1;
  }
}

/** A native object without its own value shows only its type. */
function formatRow({ name, offset = "", text, help }: DisplayRow, depth: number): string {
  const head = " ".repeat(indentWidth * depth) + offset + name.padEnd(nameWidth);
  const tail =
    help !== undefined
      ? ` [${help}]`
      : text === undefined || text === ""
        ? ""
        : text.startsWith("[Type: ")
          ? ` ${text}`
          : ` : ${text}`;
  return (head + tail).trimEnd();
}
