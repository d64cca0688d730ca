/** Native structures and arrays in dx: the offset and type beside each member, and which members are shown. */
import { formatInline, formatInteger } from "./inline-format.ts";
import type { Values } from "./values.ts";

/** How `dx` presents values of one native type. */
export interface NativeDisplay {
  /** The one-line display, with the type at the end. */
  display(value: unknown, specifier?: string): string | undefined;
}

/** How `dx` presents a member of a native structure. */
export interface NativeField extends NativeDisplay {
  /** What stands before the name: `[+0x018] `; for bit fields with their last and first bit, `[+0x018 ( 3: 1)] `. */
  readonly offset: string;
}

/**
 * Looks up the members of a native object's structure, behind a pointer those of the pointee. The result gives
 * undefined for names that are no members, and so for every member of an object that is not native.
 */
export function nativeFieldsOf(values: Values, value: unknown): (name: string) => NativeField | undefined {
  const fields = findFields(values, value);
  return (name) => {
    if (fields === undefined || !values.model.has(fields, name)) {
      return undefined;
    }
    const field = values.model.get(fields, name);
    const type = values.model.get(field, "type");
    const offset = values.model.toBigInt(values.model.get(field, "offset")) ?? 0n;
    return {
      offset: `[+0x${offset.toString(16).padStart(3, "0")}${formatBits(values, type)}] `,
      display: (member, specifier) => formatNative(values, type, member, specifier),
    };
  };
}

/** How the elements of a native array are presented; undefined for anything else. */
export function nativeElementsOf(values: Values, value: unknown): NativeDisplay | undefined {
  const { model } = values;
  const type = findType(values, value);
  if (type === undefined || model.get(type, "typeKind") !== "array") {
    return undefined;
  }
  const element = model.get(type, "baseType");
  return { display: (member, specifier) => formatNative(values, element, member, specifier) };
}

/** The `fields` of the object's type, of the pointee's behind a pointer. */
function findFields(values: Values, value: unknown): unknown {
  const { model } = values;
  const type = findType(values, value);
  return type === undefined
    ? undefined
    : model.get(model.get(type, "typeKind") === "pointer" ? model.get(type, "baseType") : type, "fields");
}

/** The object's type; undefined if it is not native or its type is not available. */
function findType(values: Values, value: unknown): unknown {
  try {
    return values.isModelObject(value) && values.model.has(value, "targetType")
      ? values.model.get(value, "targetType")
      : undefined;
  } catch {
    return undefined;
  }
}

function formatBits(values: Values, type: unknown): string {
  if (values.model.get(type, "isBitField") !== true) {
    return "";
  }
  const positions = values.model.get(type, "bitFieldPositions");
  const first = Number(values.model.toBigInt(values.model.get(positions, "lsb")) ?? 0n);
  const length = Number(values.model.toBigInt(values.model.get(positions, "length")) ?? 1n);
  return ` (${String(first + length - 1).padStart(2)}:${String(first).padStart(2)})`;
}

/** Signed integer types are shown in decimal, all others in hexadecimal. */
const signedTypes: ReadonlySet<string> = new Set(["char", "short", "int", "long", "__int64"]);

/** What stands behind the number of a character that can be printed: ` 'j'`. */
function formatCharacter(code: bigint): string {
  return code >= 0x20n && code < 0x7fn ? ` '${String.fromCharCode(Number(code))}'` : "";
}

/**
 * Source: displays of native structures by the debugger as they are published, `PlaceholderCompatibilityMode : 0 [Type:
 * char]`, `AlternativeArchitecture : StandardDesign (0) [Type: _ALTERNATIVE_ARCHITECTURE_TYPE]`. A structure's display,
 * or a pointer's, names its type itself.
 */
function formatNative(values: Values, type: unknown, member: unknown, specifier?: string): string | undefined {
  const typeName = String(values.model.get(type, "name"));
  const integer = values.model.toBigInt(member);
  const text =
    integer === undefined
      ? formatInline(values, member, specifier)
      : (values.model.enumeratorName?.(type, integer) ??
        formatInteger(integer, specifier ?? (signedTypes.has(typeName) ? "d" : "x")) +
          (typeName === "char" ? formatCharacter(integer) : ""));
  return text === undefined || text.includes("[Type: ") ? text : `${text} [Type: ${typeName}]`;
}
