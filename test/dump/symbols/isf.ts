/** Volatility's symbol tables (ISF, JSON): types and names of a kernel. Form from the public schema of volatility 3. */
import type { FieldLayout, TypeLayout } from "../../host/target.ts";
import { DumpError } from "../dump-error.ts";
import type { ByteSource } from "../file/byte-source.ts";
import type { SymbolFileKey } from "../kernel/pe-image.ts";
import type { SymbolFile, SymbolPlace } from "./symbol-file.ts";

type Json = Readonly<Record<string, unknown>>;

const LARGEST = 1 << 28;
const DEEPEST = 32;

/** A file that begins as JSON does. */
export function isIsf(source: ByteSource): boolean {
  return /^\s*\{/.test(Buffer.from(source.read(0, 64)).toString("latin1"));
}

function record(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function number(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

const isUnnamed = (name: string): boolean => /^__?unnamed|^unnamed_|<unnamed|<anonymous/.test(name);

const baseNames: Readonly<Record<string, string>> = {
  "unsigned __int64": "unsigned long long",
  __int64: "long long",
  pointer: "void*",
  "unsigned wchar": "wchar_t",
};

/** Types without a name are named by the place where they first occur. */
class IsfTypes {
  readonly types = Object.create(null) as Record<string, TypeLayout>;
  private readonly userTypes: Json;
  private readonly bases: Json;
  private readonly given = new Map<string, string>();
  private readonly waiting: string[] = [];

  constructor(userTypes: Json, bases: Json) {
    this.userTypes = userTypes;
    this.bases = bases;
    for (const name of Object.keys(userTypes)) {
      if (!isUnnamed(name)) {
        this.add(name, name);
      }
    }
    for (let name = this.waiting.shift(); name !== undefined; name = this.waiting.shift()) {
      this.add(this.given.get(name) ?? name, name);
    }
  }

  typeName(type: Json, place: string, depth = 0): string {
    const inner = record(type["subtype"]);
    const name = text(type["name"]);
    if (depth > DEEPEST) {
      return "void";
    }
    switch (type["kind"]) {
      case "base":
        return this.baseName(name);
      case "pointer":
        return `${this.typeName(inner, place, depth + 1)}*`;
      case "array":
        return `${this.typeName(inner, place, depth + 1)}[${number(type["count"])}]`;
      case "struct":
      case "union":
      case "class":
        return isUnnamed(name) ? this.nameFor(name, place) : name;
      case "enum":
        return name;
      default:
        return "void";
    }
  }

  /** `long long` and the like as they are; types that name only a width, by that. */
  private baseName(name: string): string {
    const known = baseNames[name] ?? name;
    return known !== "" && (Object.hasOwn(this.bases, name) || known !== name) ? known : "void";
  }

  private nameFor(name: string, place: string): string {
    const known = this.given.get(name);
    if (known !== undefined) {
      return known;
    }
    this.given.set(name, place);
    this.waiting.push(name);
    return place;
  }

  private add(name: string, source: string): void {
    if (Object.hasOwn(this.types, name)) {
      return;
    }
    const type = record(this.userTypes[source]);
    const fields = Object.create(null) as Record<string, FieldLayout>;
    this.types[name] = { kind: type["kind"] === "union" ? "union" : "struct", size: number(type["size"]), fields };
    for (const [field, value] of Object.entries(record(type["fields"]))) {
      fields[field] = this.field(`${name}::${field}`, record(value));
    }
  }

  private field(place: string, field: Json): FieldLayout {
    const type = record(field["type"]);
    const offset = number(field["offset"]);
    if (type["kind"] !== "bitfield") {
      return { offset, type: this.typeName(type, place) };
    }
    return {
      offset,
      type: this.typeName(record(type["type"]), place),
      bit: [number(type["bit_position"]), number(type["bit_length"])],
    };
  }
}

function parseDocument(source: ByteSource): Json {
  if (source.size > LARGEST) {
    throw new DumpError(`${source.name} is too large for a symbol table.`);
  }
  try {
    return record(JSON.parse(Buffer.from(source.read(0, source.size)).toString("utf8")));
  } catch {
    throw new DumpError(`${source.name} is not a symbol table: its JSON is broken.`);
  }
}

/** Throws a {@link DumpError} for any other file. */
export function readIsf(source: ByteSource, build: string): SymbolFile {
  const document = parseDocument(source);
  const bases = record(document["base_types"]);
  const pointerSize = number(record(bases["pointer"])["size"]) === 4 ? 4 : 8;
  const pdb = record(record(record(document["metadata"])["windows"])["pdb"]);
  if (Object.keys(record(document["user_types"])).length === 0) {
    throw new DumpError(`${source.name} is JSON, but no symbol table of Volatility.`);
  }
  const types = new IsfTypes(record(document["user_types"]), bases);
  const enums = Object.create(null) as Record<string, Record<string, number>>;
  const enumSizes = Object.create(null) as Record<string, 1 | 2 | 4 | 8>;
  for (const [name, value] of Object.entries(record(document["enums"]))) {
    enums[name] = Object.fromEntries(
      Object.entries(record(record(value)["constants"])).map(([item, constant]) => [item, number(constant)]),
    );
    const size = number(record(value)["size"]);
    if (size === 1 || size === 2 || size === 8) {
      enumSizes[name] = size;
    }
  }
  const symbols = new Map<string, SymbolPlace>();
  const offsets = Object.create(null) as Record<string, number>;
  for (const [name, value] of Object.entries(record(document["symbols"]))) {
    const rva = number(record(value)["address"]);
    const type = record(record(value)["type"]);
    const typeName = Object.keys(type).length === 0 ? "void" : types.typeName(type, `::${name}`);
    symbols.set(name, typeName === "void" ? { rva } : { rva, type: typeName });
    offsets[name] = rva;
  }
  const arch = pointerSize === 4 ? "x86" : number(pdb["machine_type"]) === 0xaa64 ? "arm64" : "x64";
  return {
    path: source.name,
    key: isfKey(pdb),
    symbols,
    layout: { build, arch, pointerSize, types: types.types, enums, enumSizes, symbols: offsets },
  };
}

function isfKey(pdb: Json): Partial<SymbolFileKey> {
  const guid = text(pdb["GUID"])
    .replace(/[^0-9A-Fa-f]/g, "")
    .toUpperCase();
  return guid.length === 32 ? { guid, age: number(pdb["age"]) } : {};
}
