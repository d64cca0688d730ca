/**
 * The layout of one structure, from the target's symbols: where its members lie, by their PDB names.
 * A member of a nested structure is named by its path, `u1.s1.Type`; types without a name are reached through their field.
 */
import { numberFromHost } from "./host-values.ts";
import { notInThisBuild, type Maybe } from "./absence.ts";

/** One member. */
export interface FieldLayout {
  /** Bytes from the start of the structure. */
  readonly offset: number;
  /** Bytes; of a bit field those of the storage that holds it. */
  readonly size: number;
  /** C name of the member's type. */
  readonly typeName: string;
  readonly isPointer: boolean;
  /** For a bit field: first bit and number of bits within the storage. */
  readonly bits: { readonly position: number; readonly length: number } | undefined;
}

/** Members are resolved when first asked for and remembered; the symbols are asked once. */
export class StructureLayout {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  private readonly type: JsProvider.TypeObject;
  private readonly baseOffset: number;
  private readonly known = new Map<string, FieldLayout | undefined>();
  private readonly knownNames = new Map<string, readonly string[]>();

  constructor(name: string, type: JsProvider.TypeObject, baseOffset = 0) {
    this.name = name;
    this.type = type;
    this.baseOffset = baseOffset;
    this.size = numberFromHost(type.size) ?? 0;
  }

  /** The member at a path, or undefined where this build lacks it. */
  find(path: string): FieldLayout | undefined {
    if (this.known.has(path)) {
      return this.known.get(path);
    }
    const field = this.resolve(path.split("."));
    this.known.set(path, field);
    return field;
  }

  has(path: string): boolean {
    return this.find(path) !== undefined;
  }

  /** The member at a path, or that this build has none. */
  field(path: string): Maybe<FieldLayout> {
    return this.find(path) ?? notInThisBuild(`${this.name}.${path}`);
  }

  /** Names of the direct members of the structure at a path ("" for the whole), in the symbols' order. */
  memberNames(path: string): readonly string[] {
    const known = this.knownNames.get(path);
    if (known !== undefined) {
      return known;
    }
    const type = path === "" ? this.type : this.typeAt(path.split("."));
    const names = type === undefined ? [] : Object.keys(type.fields);
    this.knownNames.set(path, names);
    return names;
  }

  private typeAt(names: readonly string[]): JsProvider.TypeObject | undefined {
    let type: JsProvider.TypeObject | undefined = this.type;
    for (const name of names) {
      type = type?.fields[name]?.type;
    }
    return type;
  }

  private resolve(names: readonly string[]): FieldLayout | undefined {
    let type = this.type;
    let offset = this.baseOffset;
    for (const name of names) {
      const field: JsProvider.FieldObject | undefined = type.fields[name];
      const position = numberFromHost(field?.offset);
      if (field === undefined || position === undefined) {
        return undefined;
      }
      offset += position;
      type = field.type;
    }
    return describe(type, offset);
  }
}

function describe(type: JsProvider.TypeObject, offset: number): FieldLayout {
  const position = type.isBitField ? type.bitFieldPositions : undefined;
  return {
    offset,
    size: numberFromHost(type.size) ?? 0,
    typeName: type.name,
    isPointer: type.typeKind === "pointer",
    bits: position === undefined ? undefined : { position: Number(position.lsb), length: Number(position.length) },
  };
}
