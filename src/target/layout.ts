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
  /** For a bit field: first bit and number of bits within the storage. */
  readonly bits: { readonly position: number; readonly length: number } | undefined;
}

/** A type met on the way to a member, and where it begins in the structure. */
interface Place {
  readonly type: JsProvider.TypeObject;
  readonly offset: number;
}

/** Members are resolved when first asked for and remembered, with the types on the way to them; the symbols are asked once. */
export class StructureLayout {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  private readonly whole: Place;
  private readonly known = new Map<string, FieldLayout | undefined>();
  private readonly knownNames = new Map<string, readonly string[]>();
  private readonly places = new Map<string, Place | undefined>();
  private readonly members = new Map<Place, JsProvider.TypeObject["fields"]>();

  constructor(name: string, type: JsProvider.TypeObject) {
    this.name = name;
    this.whole = { type, offset: 0 };
    this.size = numberFromHost(type.size) ?? 0;
  }

  /** The member at a path, or undefined where this build lacks it. */
  find(path: string): FieldLayout | undefined {
    if (this.known.has(path)) {
      return this.known.get(path);
    }
    const place = this.placeOf(path);
    const field = place === undefined ? undefined : describe(place);
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

  /** Whether the member at a path is there and is a pointer. */
  isPointer(path: string): boolean {
    return this.placeOf(path)?.type.typeKind === "pointer";
  }

  /** Names of the direct members of the structure at a path ("" for the whole), in the symbols' order. */
  memberNames(path: string): readonly string[] {
    const known = this.knownNames.get(path);
    if (known !== undefined) {
      return known;
    }
    const place = this.placeOf(path);
    const names = place === undefined ? [] : Object.keys(this.membersOf(place));
    this.knownNames.set(path, names);
    return names;
  }

  private placeOf(path: string): Place | undefined {
    if (path === "") {
      return this.whole;
    }
    if (!this.places.has(path)) {
      const end = path.lastIndexOf(".");
      const parent = this.placeOf(path.slice(0, Math.max(end, 0)));
      this.places.set(path, parent === undefined ? undefined : this.memberPlace(parent, path.slice(end + 1)));
    }
    return this.places.get(path);
  }

  private memberPlace(parent: Place, name: string): Place | undefined {
    const field: JsProvider.FieldObject | undefined = this.membersOf(parent)[name];
    const offset = numberFromHost(field?.offset);
    return field === undefined || offset === undefined ? undefined : { type: field.type, offset: parent.offset + offset };
  }

  /** Empty for a type that has no members. */
  private membersOf(place: Place): JsProvider.TypeObject["fields"] {
    const known = this.members.get(place);
    if (known !== undefined) {
      return known;
    }
    const fields = (place.type as Partial<JsProvider.TypeObject>).fields ?? {};
    this.members.set(place, fields);
    return fields;
  }
}

function describe({ type, offset }: Place): FieldLayout {
  const position = type.isBitField ? type.bitFieldPositions : undefined;
  return {
    offset,
    size: numberFromHost(type.size) ?? 0,
    bits: position === undefined ? undefined : { position: Number(position.lsb), length: Number(position.length) },
  };
}
