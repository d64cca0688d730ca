/** Structures, unions and enums of a PDB as layouts, as the simulated debugger takes them. */
import type { FieldLayout, TypeLayout } from "../../host/target.ts";
import type { CompoundRecord, TypeRecords } from "./type-records.ts";

/** The types of one symbol file. */
export interface SymbolTypes {
  readonly types: Readonly<Record<string, TypeLayout>>;
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Bytes of enums that do not have four. */
  readonly enumSizes: Readonly<Record<string, 1 | 2 | 4 | 8>>;
}

/** Low byte of a basic type's index: its name in C and its bytes. */
const basicTypes: Readonly<Record<number, readonly [name: string, size: 0 | 1 | 2 | 4 | 8]>> = {
  0x03: ["void", 0],
  0x08: ["long", 4],
  0x10: ["char", 1],
  0x11: ["short", 2],
  0x12: ["long", 4],
  0x13: ["__int64", 8],
  0x20: ["unsigned char", 1],
  0x21: ["unsigned short", 2],
  0x22: ["unsigned long", 4],
  0x23: ["unsigned __int64", 8],
  0x30: ["bool", 1],
  0x31: ["short", 2],
  0x40: ["float", 4],
  0x41: ["double", 8],
  0x68: ["char", 1],
  0x69: ["unsigned char", 1],
  0x70: ["char", 1],
  0x71: ["wchar_t", 2],
  0x72: ["short", 2],
  0x73: ["unsigned short", 2],
  0x74: ["int", 4],
  0x75: ["unsigned int", 4],
  0x76: ["__int64", 8],
  0x77: ["unsigned __int64", 8],
  0x7a: ["wchar_t", 2],
  0x7c: ["unsigned char", 1],
};
const FIRST_RECORD = 0x1000;
const POINTER_MODES = 0x700;
/** Types nest no deeper than this unless the file is damaged. */
const DEEPEST = 32;
/** Fields in all; a kernel has fewer than a hundred thousand. */
const MOST_FIELDS = 4_000_000;

const unnamed = /^$|^__unnamed$|<(?:unnamed|anonymous)[^>]*>$/;

export class TypeLayouts {
  private readonly records: TypeRecords;
  private readonly pointerSize: 4 | 8;
  private readonly definitions = new Map<string, number>();
  private readonly enumDefinitions = new Map<string, number>();
  /** Names given to types without one, by index. */
  private readonly given = new Map<number, string>();
  private readonly waiting: number[] = [];
  private readonly types = Object.create(null) as Record<string, TypeLayout>;
  private readonly enums = Object.create(null) as Record<string, Record<string, number>>;
  private readonly enumSizes = Object.create(null) as Record<string, 1 | 2 | 4 | 8>;
  private fieldCount = 0;

  constructor(records: TypeRecords, pointerSize: 4 | 8) {
    this.records = records;
    this.pointerSize = pointerSize;
  }

  /** Every type that has a name, and those without one that they contain. */
  readAll(): SymbolTypes {
    const { records } = this;
    const last = records.first + records.count;
    for (let index = records.first; index < last; index++) {
      const compound = records.compound(index);
      if (compound !== undefined) {
        if (!compound.isForward && !this.definitions.has(compound.uniqueName)) {
          this.definitions.set(compound.uniqueName, index);
        }
        continue;
      }
      const enumeration = records.enumeration(index);
      if (enumeration?.isForward === false && !this.enumDefinitions.has(enumeration.name)) {
        this.enumDefinitions.set(enumeration.name, index);
      }
    }
    for (let index = records.first; index < last; index++) {
      const compound = records.compound(index);
      if (compound !== undefined && !compound.isForward && !unnamed.test(compound.name)) {
        this.addCompound(compound.name, compound);
      } else if (compound === undefined) {
        this.addNamedEnum(index);
      }
    }
    for (let index = this.waiting.shift(); index !== undefined; index = this.waiting.shift()) {
      const name = this.given.get(index) ?? "";
      const compound = records.compound(index);
      if (compound === undefined) {
        this.addEnum(name, index);
      } else {
        this.addCompound(name, compound);
      }
    }
    return { types: this.types, enums: this.enums, enumSizes: this.enumSizes };
  }

  /**
   * The type in the form of a layout's field. `place`: what a type without a name is called, if it is the first time
   * that it is met.
   */
  typeName(index: number, place = "", depth = 0): string {
    if (index < FIRST_RECORD) {
      return basicName(index);
    }
    if (depth > DEEPEST) {
      return "void";
    }
    const { records } = this;
    const inner = records.modified(index);
    if (inner !== undefined) {
      return this.typeName(inner, place, depth + 1);
    }
    const pointee = records.pointee(index);
    if (pointee !== undefined) {
      return `${this.typeName(pointee, place, depth + 1)}*`;
    }
    const array = records.array(index);
    if (array !== undefined) {
      const size = this.sizeOf(array.element, depth + 1);
      return `${this.typeName(array.element, place, depth + 1)}[${size === 0 ? 0 : Math.floor(array.bytes / size)}]`;
    }
    const name = records.compound(index)?.name ?? records.enumeration(index)?.name;
    if (name === undefined) {
      return "void";
    }
    return unnamed.test(name) ? this.nameFor(index, place) : name;
  }

  private nameFor(index: number, place: string): string {
    const compound = this.records.compound(index);
    const defined = compound?.isForward === true ? (this.definitions.get(compound.uniqueName) ?? index) : index;
    const known = this.given.get(defined);
    if (known !== undefined) {
      return known;
    }
    const name = place === "" ? `::${defined.toString(16)}` : place;
    this.given.set(defined, name);
    this.waiting.push(defined);
    return name;
  }

  private addCompound(name: string, compound: CompoundRecord): void {
    if (Object.hasOwn(this.types, name)) {
      return;
    }
    const fields = Object.create(null) as Record<string, FieldLayout>;
    this.types[name] = { kind: compound.kind, size: compound.size, fields };
    this.addFields(fields, name, compound.fields, 0, 0);
  }

  private addFields(
    fields: Record<string, FieldLayout>,
    owner: string,
    list: number,
    base: number,
    depth: number,
  ): void {
    if (depth > DEEPEST) {
      return;
    }
    for (const field of this.records.fieldList(list)) {
      if (++this.fieldCount > MOST_FIELDS) {
        return;
      }
      if (field.kind === "enumerator") {
        continue;
      }
      if (field.kind === "base" || field.name === "") {
        const inner = this.definition(field.type);
        if (inner !== undefined) {
          this.addFields(fields, owner, inner.fields, base + field.offset, depth + 1);
        }
      } else if (!Object.hasOwn(fields, field.name)) {
        fields[field.name] = this.field(`${owner}::${field.name}`, field.type, base + field.offset);
      }
    }
  }

  private field(place: string, index: number, offset: number): FieldLayout {
    const bits = this.records.bitField(this.records.modified(index) ?? index);
    if (bits === undefined) {
      return { offset, type: this.typeName(index, place) };
    }
    const enumeration = this.records.enumeration(bits.storage);
    return {
      offset,
      type: this.typeName(enumeration?.underlying ?? bits.storage, place),
      bit: [bits.position, bits.length],
    };
  }

  private addNamedEnum(index: number): void {
    const enumeration = this.records.enumeration(index);
    if (enumeration?.isForward === false && !unnamed.test(enumeration.name)) {
      this.addEnum(enumeration.name, index);
    }
  }

  private addEnum(name: string, index: number): void {
    const enumeration = this.records.enumeration(index);
    if (enumeration === undefined || Object.hasOwn(this.enums, name)) {
      return;
    }
    const values = Object.create(null) as Record<string, number>;
    this.enums[name] = values;
    for (const field of this.records.fieldList(enumeration.fields)) {
      if (field.kind === "enumerator" && ++this.fieldCount <= MOST_FIELDS) {
        values[field.name] = field.value;
      }
    }
    const size = this.sizeOf(enumeration.underlying, 0);
    if (size === 1 || size === 2 || size === 8) {
      this.enumSizes[name] = size;
    }
  }

  private definition(index: number): CompoundRecord | undefined {
    const compound = this.records.compound(this.records.modified(index) ?? index);
    if (compound?.isForward !== true) {
      return compound;
    }
    const defined = this.definitions.get(compound.uniqueName);
    return defined === undefined ? undefined : this.records.compound(defined);
  }

  /** Bytes; 0 when unknown. */
  private sizeOf(index: number, depth: number): number {
    if (index < FIRST_RECORD) {
      return (index & POINTER_MODES) === 0 ? (basicTypes[index & 0xff]?.[1] ?? 0) : this.pointerSize;
    }
    if (depth > DEEPEST) {
      return 0;
    }
    const { records } = this;
    const inner = records.modified(index);
    if (inner !== undefined) {
      return this.sizeOf(inner, depth + 1);
    }
    if (records.pointee(index) !== undefined) {
      return this.pointerSize;
    }
    const array = records.array(index);
    if (array !== undefined) {
      return array.bytes;
    }
    const enumeration = records.enumeration(index);
    if (enumeration !== undefined) {
      const defined = enumeration.isForward ? this.enumDefinitions.get(enumeration.name) : index;
      const { underlying = 0 } = (defined === undefined ? undefined : records.enumeration(defined)) ?? {};
      return this.sizeOf(underlying, depth + 1);
    }
    return this.definition(index)?.size ?? 0;
  }
}

function basicName(index: number): string {
  const name = basicTypes[index & 0xff]?.[0] ?? "void";
  return (index & POINTER_MODES) === 0 ? name : `${name}*`;
}
