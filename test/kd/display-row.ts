import { describeThrown } from "./console-error.ts";
import { formatIndices, formatInline, isScalar } from "./inline-format.ts";
import type { NativeField } from "./native-fields.ts";
import { nativeFieldsOf } from "./native-fields.ts";
import type { ValueAccess } from "./value-access.ts";

/** A child of a displayed value: a property, an element or a method, read and ready to print. */
export interface DisplayRow {
  /** `Name`, `[0x4]` or `["name"]`. */
  readonly name: string;
  /** What is printed in place of the name: a native member's name behind its offset. */
  readonly label?: string;
  /** The one-line display; absent when the value has none. */
  readonly text?: string;
  /** A method's help, printed in brackets in place of a display. */
  readonly help?: string;
  /** What may be displayed below the row; absent for scalars, failures and methods. */
  readonly parent?: { readonly value: unknown };
}

/** How values are displayed. */
export interface DisplayOptions {
  /** Levels of children: 0 is the value's own line only. */
  readonly recursion: number;
  /** "d", "x", ... as formatInline takes it. */
  readonly formatSpecifier?: string;
  /** Elements of the top value's collection to pass over. */
  readonly skip: number;
  /** Methods without help text are listed too. */
  readonly isVerbose: boolean;
}

/** A row from something that may throw: what is thrown is shown in its place. */
export function makeRow(access: ValueAccess, name: string, read: () => unknown, formatSpecifier?: string): DisplayRow {
  let value: unknown;
  try {
    value = read();
  } catch (thrown) {
    return { name, text: describeFailure(thrown) };
  }
  const text = formatOrFailure(access, value, formatSpecifier);
  return {
    name,
    ...(text === undefined ? {} : { text }),
    ...(isScalar(access, value) ? {} : { parent: { value } }),
  };
}

function describeFailure(thrown: unknown): string {
  return `Error: ${describeThrown(thrown)}`;
}

/** An object whose display fails still shows its properties. */
function formatOrFailure(access: ValueAccess, value: unknown, formatSpecifier?: string): string | undefined {
  try {
    return formatInline(access, value, formatSpecifier);
  } catch (thrown) {
    return describeFailure(thrown);
  }
}

/**
 * The properties of a value, in order. A `PreferredRadix` in a property's metadata applies where no specifier is given;
 * members of native structures are in hexadecimal and bear their offset and type.
 */
export function* readPropertyRows(access: ValueAccess, value: unknown, formatSpecifier?: string): Iterable<DisplayRow> {
  const findField = nativeFieldsOf(access, value);
  for (const name of access.keys(value)) {
    const field = findField(name);
    const preferred = field ? "x" : preferredSpecifier(access, value, name);
    const row = makeRow(access, name, () => access.get(value, name), formatSpecifier ?? preferred);
    yield field ? labelNative(row, field) : row;
  }
}

function labelNative(row: DisplayRow, { label, typeName }: NativeField): DisplayRow {
  const isComplete = row.text === undefined || row.text.includes("[Type: ") || row.text.startsWith("Error: ");
  return { ...row, label, ...(isComplete ? {} : { text: `${row.text} [Type: ${typeName}]` }) };
}

/** Methods with their help text, `Find(pattern) - named ports`, as the debugger lists them. */
export function* readMethodRows(access: ValueAccess, value: unknown, isVerbose: boolean): Iterable<DisplayRow> {
  for (const name of access.methods(value)) {
    const help = access.metadata(value, name)?.Help;
    if (help !== undefined || isVerbose) {
      yield { name, help: help === undefined ? name : String(help) };
    }
  }
}

/** The elements of a collection, lazily; when the collection itself fails, the last row says so. Nothing for other values. */
export function* readElementRows(access: ValueAccess, value: unknown, formatSpecifier?: string): Iterable<DisplayRow> {
  try {
    if (access.isIterable(value)) {
      for (const { value: element, indices } of access.iterate(value)) {
        yield makeRow(access, formatIndices(access, indices, formatSpecifier), () => element, formatSpecifier);
      }
    }
  } catch (thrown) {
    yield { name: "[...]", text: describeFailure(thrown) };
  }
}

/** The specifier that a property's metadata asks for where the user gives none. */
export function preferredSpecifier(access: ValueAccess, value: unknown, name: string): string | undefined {
  switch (access.metadata(value, name)?.["PreferredRadix"]) {
    case 16: return "x";
    case 10: return "d";
    case 8: return "o";
    case 2: return "b";
    default: return undefined;
  }
}
