/** The rows of a dx display: properties, elements and methods, read and ready to print. */
import { describeWithPlace, engineTexts } from "./console-error.ts";
import { formatIndices, formatInline, isScalar } from "./inline-format.ts";
import type { NativeField } from "./native-fields.ts";
import { nativeElementsOf, nativeFieldsOf } from "./native-fields.ts";
import type { ValueAccess } from "./value-access.ts";

/** A child of a displayed value: a property, an element or a method, read and ready to print. */
export interface DisplayRow {
  /** `Name`, `[0x4]` or `["name"]`. */
  readonly name: string;
  /** What is printed before the name: a native member's offset. */
  readonly offset?: string;
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
  /** Elements of the top value's collection to skip; if any, its properties are left out. */
  readonly skip: number;
  /** Methods are listed too. */
  readonly isVerbose: boolean;
}

/** A row for a value that has been read. */
export function makeRow(access: ValueAccess, name: string, value: unknown, formatSpecifier?: string): DisplayRow {
  return toRow(access, name, value, formatInline(access, value, formatSpecifier));
}

/** A row for the member `name` of `owner`, as its type or its metadata asks for; `title` stands for the name. */
export function makeMemberRow(
  access: ValueAccess,
  owner: unknown,
  name: string,
  value: unknown,
  formatSpecifier?: string,
  title = name,
): DisplayRow {
  return memberRow(
    access,
    { owner, field: nativeFieldsOf(access, owner)(name) },
    { name, title, value },
    formatSpecifier,
  );
}

function memberRow(
  access: ValueAccess,
  { owner, field }: { readonly owner: unknown; readonly field: NativeField | undefined },
  { name, title, value }: { readonly name: string; readonly title: string; readonly value: unknown },
  formatSpecifier: string | undefined,
): DisplayRow {
  return field
    ? toRow(access, title, value, field.display(value, formatSpecifier))
    : makeRow(access, title, value, formatSpecifier ?? preferredSpecifier(access, owner, name));
}

function toRow(access: ValueAccess, name: string, value: unknown, text: string | undefined): DisplayRow {
  return {
    name,
    ...(text === undefined ? {} : { text }),
    ...(isScalar(access, value) ? {} : { parent: { value } }),
  };
}

/** A thrown error is shown in place of the value. */
function makeFailureRow(name: string, thrown: unknown): DisplayRow {
  return { name, text: describeWithPlace(thrown) };
}

/**
 * The properties of a value, in order. Left out are those that are missing, and those that hold a function. A
 * `PreferredRadix` in a property's metadata applies where no specifier is given; members of native structures have
 * their offset and type.
 */
export function* readPropertyRows(access: ValueAccess, value: unknown, formatSpecifier?: string): Iterable<DisplayRow> {
  const findField = nativeFieldsOf(access, value);
  for (const name of access.keys(value)) {
    const row = readPropertyRow(access, value, name, findField(name), formatSpecifier);
    if (row) {
      yield row;
    }
  }
  for (const name of access.methods(value).filter(isComparison)) {
    yield { name, text: engineTexts.notDereferenced };
  }
}

function readPropertyRow(
  access: ValueAccess,
  owner: unknown,
  name: string,
  field: NativeField | undefined,
  formatSpecifier: string | undefined,
): DisplayRow | undefined {
  const offset = field ? { offset: field.offset } : {};
  try {
    const value = access.get(owner, name);
    return isAbsent(value) || access.isCallable(value)
      ? undefined
      : { ...memberRow(access, { owner, field }, { name, title: name, value }, formatSpecifier), ...offset };
  } catch (thrown) {
    return { ...makeFailureRow(name, thrown), ...offset };
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** The debugger tries to show these two methods of a script's class, and fails (seen). */
function isComparison(name: string): boolean {
  return name === "compareTo" || name === "equals";
}

/** The method that every object of the data model has, with its help. */
const toDisplayString: DisplayRow = {
  name: "ToDisplayString",
  help: "ToDisplayString([FormatSpecifier]) - Method which converts the object to its display string representation according to an optional format specifier",
};

/** Methods with their help text if they have one, `Twice [Twice(x) - Doubles x.]`, as the debugger lists them. */
export function* readMethodRows(access: ValueAccess, value: unknown): Iterable<DisplayRow> {
  if (!access.isModelObject(value)) {
    return;
  }
  for (const name of [
    ...access.keys(value).filter((key) => holdsFunction(access, value, key)),
    ...access.methods(value),
  ]) {
    if (!isComparison(name)) {
      const help = access.metadata(value, name)?.Help;
      yield { name, ...(help === undefined ? {} : { help: String(help) }) };
    }
  }
  yield toDisplayString;
}

function holdsFunction(access: ValueAccess, owner: unknown, name: string): boolean {
  try {
    return access.isCallable(access.get(owner, name));
  } catch {
    return false;
  }
}

/**
 * The elements of a collection, lazily; those of a native array in decimal order and with their type. A missing one is
 * left out, but its number is used up; what was thrown for one stands in its place. When the collection itself fails,
 * the last row says so. Nothing for other values.
 */
export function* readElementRows(access: ValueAccess, value: unknown, formatSpecifier?: string): Iterable<DisplayRow> {
  if (!access.isIterable(value)) {
    return;
  }
  let position = 0;
  const native = nativeElementsOf(access, value);
  const nameOf = (indices: readonly unknown[] = [position]): string =>
    formatIndices(access, indices, native ? "d" : formatSpecifier);
  try {
    for (const { value: element, indices, failure } of access.elements(value)) {
      if (failure) {
        yield makeFailureRow(nameOf(indices), failure.thrown);
      } else if (!isAbsent(element)) {
        yield toRow(
          access,
          nameOf(indices),
          element,
          native ? native.display(element, formatSpecifier) : formatInline(access, element, formatSpecifier),
        );
      }
      position += 1;
    }
  } catch (thrown) {
    yield makeFailureRow(nameOf(), thrown);
  }
}

/** The specifiers of the radices that metadata can ask for. */
const radixSpecifiers: ReadonlyMap<unknown, string> = new Map([
  [16, "x"],
  [10, "d"],
  [8, "o"],
  [2, "b"],
]);

/** The specifier that a property's metadata asks for where the user gives none. */
function preferredSpecifier(access: ValueAccess, value: unknown, name: string): string | undefined {
  return radixSpecifiers.get(access.metadata(value, name)?.["PreferredRadix"]);
}
