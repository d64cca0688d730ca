import { formatInline, formatInteger } from "./inline-format.ts";
import type { Values } from "./values.ts";

/** How `dx` presents a member of a native structure. */
export interface NativeField {
  /** What stands before the name: `[+0x018] `; for bit fields with their last and first bit, `[+0x018 ( 3: 1)] `. */
  readonly offset: string;
  /** The one-line display of the member's value, with its type at the end. */
  display(value: unknown, specifier?: string): string | undefined;
}

/**
 * Looks up the members of a native object's structure, behind a pointer those of the pointee. The result gives
 * undefined for names that are no members, so for everything of an object that is not native.
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

/** The `fields` of the object's type; undefined without a type, and while the type cannot be had. */
function findFields(values: Values, value: unknown): unknown {
  const { model } = values;
  try {
    if (!values.isModelObject(value) || !model.has(value, "targetType")) {
      return undefined;
    }
    const type = model.get(value, "targetType");
    const structure = model.get(type, "typeKind") === "pointer" ? model.get(type, "baseType") : type;
    return model.get(structure, "fields");
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

/** Integer types that have a sign show in decimal, all others in hexadecimal. */
const signedTypes: ReadonlySet<string> = new Set(["char", "short", "int", "long", "long long", "__int64"]);

/** A structure's display, or a pointer's, names its type itself. */
function formatNative(values: Values, type: unknown, member: unknown, specifier?: string): string | undefined {
  const typeName = String(values.model.get(type, "name"));
  const integer = values.model.toBigInt(member);
  const text = integer === undefined
    ? formatInline(values, member, specifier)
    : values.model.enumeratorName?.(type, integer) ?? formatInteger(integer, specifier ?? (signedTypes.has(typeName) ? "d" : "x"));
  return text === undefined || text.includes("[Type: ") ? text : `${text} [Type: ${typeName}]`;
}
