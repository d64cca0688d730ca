/**
 * The text form in which the layouts beside this file are kept: one line a type, figures in hexadecimal.
 *
 * ```
 * build Windows 7 SP1 x64
 * arch x64
 * pointer 8
 * struct _LIST_ENTRY 10: Flink 0 _LIST_ENTRY*; Blink 8 _LIST_ENTRY*
 * struct _PORT_MESSAGE::u2::s2 4: Type 0 short; DataInfoOffset 2 short
 * enum _BLOB_ID: BLOB_TYPE_UNKNOWN 0; BLOB_TYPE_CONNECTION_INFO 1
 * symbol AlpcpPortList c2a6b0
 * ```
 * A bit field ends in `[first bit,number of bits]`, in decimal. Lines that begin with `#` are comments.
 */
import type { FieldLayout, LayoutTable, TypeLayout } from "../../host/target.ts";

const FIELD = /^(\S+) ([0-9a-f]+) (.+?)(?: \[(\d+),(\d+)\])?$/;
const TYPE = /^(struct|union) (\S+) ([0-9a-f]+):(?: (.*))?$/;
const ENUM = /^enum (\S+): (.*)$/;
const SYMBOL = /^symbol (\S+) ([0-9a-f]+)$/;
const HEADING = /^(build|arch|pointer) (.+)$/;

function parseField(text: string, line: number): [string, FieldLayout] {
  const [, name, offset, type, first, count] = FIELD.exec(text) ?? [];
  if (name === undefined || offset === undefined || type === undefined) {
    throw new Error(`layout text line ${line}: "${text}" is not "name offset type"`);
  }
  const place = { offset: parseInt(offset, 16), type };
  return [name, first === undefined || count === undefined ? place : { ...place, bit: [Number(first), Number(count)] }];
}

function parseEnum(text: string, line: number): Record<string, number> {
  const values: Record<string, number> = {};
  for (const item of text.split("; ")) {
    const [name, value] = item.split(" ");
    if (name === undefined || value === undefined) {
      throw new Error(`layout text line ${line}: "${item}" is not "name value"`);
    }
    values[name] = parseInt(value, 16);
  }
  return values;
}

function parseArch(text: string | undefined): LayoutTable["arch"] {
  if (text === "x86" || text === "x64" || text === "arm64") {
    return text;
  }
  throw new Error(`layout text: arch "${text ?? ""}" is not x86, x64 or arm64`);
}

/** Reads the text form. Throws, with the line's number, on anything that is not in that form. */
export function parseLayout(text: string): LayoutTable {
  const headings = new Map<string, string>();
  const types: Record<string, TypeLayout> = {};
  const enums: Record<string, Record<string, number>> = {};
  const symbols: Record<string, number> = {};
  text.split("\n").forEach((content, index) => {
    const line = index + 1;
    if (content === "" || content.startsWith("#")) {
      return;
    }
    const [, kind, typeName, size, fields] = TYPE.exec(content) ?? [];
    if (typeName !== undefined && size !== undefined) {
      const entries =
        fields === undefined || fields === "" ? [] : fields.split("; ").map((field) => parseField(field, line));
      types[typeName] = {
        kind: kind === "union" ? "union" : "struct",
        size: parseInt(size, 16),
        fields: Object.fromEntries(entries),
      };
      return;
    }
    const [, enumName, values] = ENUM.exec(content) ?? [];
    if (enumName !== undefined && values !== undefined) {
      enums[enumName] = parseEnum(values, line);
      return;
    }
    const [, symbol, offset] = SYMBOL.exec(content) ?? [];
    if (symbol !== undefined && offset !== undefined) {
      symbols[symbol] = parseInt(offset, 16);
      return;
    }
    const [, heading, value] = HEADING.exec(content) ?? [];
    if (heading === undefined || value === undefined) {
      throw new Error(`layout text line ${line}: "${content}" is not understood`);
    }
    headings.set(heading, value);
  });
  const pointer = headings.get("pointer");
  if (pointer !== "4" && pointer !== "8") {
    throw new Error(`layout text: pointer "${pointer ?? ""}" is not 4 or 8`);
  }
  return {
    build: headings.get("build") ?? "",
    arch: parseArch(headings.get("arch")),
    pointerSize: pointer === "4" ? 4 : 8,
    types,
    enums,
    symbols,
  };
}

function formatField([name, field]: [string, FieldLayout]): string {
  const bits = field.bit === undefined ? "" : ` [${field.bit[0]},${field.bit[1]}]`;
  return `${name} ${field.offset.toString(16)} ${field.type}${bits}`;
}

/** Writes the text form, without comments: `parseLayout(formatLayout(table))` equals `table`. */
export function formatLayout(table: LayoutTable): string {
  const types = Object.entries(table.types).map(
    ([name, type]) =>
      `${type.kind} ${name} ${type.size.toString(16)}: ${Object.entries(type.fields).map(formatField).join("; ")}`,
  );
  const enums = Object.entries(table.enums).map(
    ([name, values]) =>
      `enum ${name}: ${Object.entries(values)
        .map(([item, value]) => `${item} ${value.toString(16)}`)
        .join("; ")}`,
  );
  const symbols = Object.entries(table.symbols).map(([name, offset]) => `symbol ${name} ${offset.toString(16)}`);
  return [
    `build ${table.build}`,
    `arch ${table.arch}`,
    `pointer ${table.pointerSize}`,
    ...types,
    ...enums,
    ...symbols,
    "",
  ].join("\n");
}
