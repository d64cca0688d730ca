/**
 * The layout of one structure, from the target's symbols: where its members lie, by their PDB names. A member of a
 * nested structure is named by its path, `u1.s1.Type`; types without a name are reached through their field.
 */
import { numberFromHost } from "./host-values.ts";
import { notInThisBuild, type Absence, type Maybe } from "./absence.ts";

/** One member. */
export interface FieldLayout {
  readonly path: string;
  /** Bytes from the start of the structure. */
  readonly offset: number;
  /** Bytes; of a bit field those of the storage that holds it. */
  readonly size: number;
  /** For a bit field: first bit and number of bits within the storage. */
  readonly bits: { readonly position: number; readonly length: number } | undefined;
  /**
   * The value lies within one aligned 32-bit word: then it is what {@link mask} leaves of word number {@link index},
   * shifted right by {@link shift}.
   */
  readonly isSmall: boolean;
  readonly index: number;
  readonly shift: number;
  readonly mask: number;
}

/** How a member is named: its path, or what {@link StructureLayout.find} answered for it, which spares the look-up. */
export type Member = string | FieldLayout;

/** Members under names of one's own: as they lie, or the path where this build lacks one. */
export type Picked<Name extends string> = { readonly [Key in Name]: Member };

/** A type met on the way to a member, and where it begins in the structure. */
interface Place {
  readonly type: JsProvider.TypeObject;
  readonly offset: number;
}

/**
 * Members are resolved when first asked for and remembered, with the types on the way to them; the symbols are asked
 * once.
 */
export class StructureLayout {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  private readonly whole: Place;
  /** Members by their path, as far as {@link find} was asked for them: a look here first saves a call. */
  readonly known: ReadonlyMap<string, FieldLayout | undefined>;
  private readonly resolved = new Map<string, FieldLayout | undefined>();
  private readonly absent = new Map<string, Absence>();
  private readonly picked = new Map<object, object>();
  private readonly knownNames = new Map<string, readonly string[]>();
  private readonly places = new Map<string, Place | undefined>();
  private readonly members = new Map<Place, JsProvider.TypeObject["fields"]>();

  constructor(name: string, type: JsProvider.TypeObject) {
    this.name = name;
    this.known = this.resolved;
    this.whole = { type, offset: 0 };
    this.size = numberFromHost(type.size) ?? 0;
  }

  /** The member at a path, or undefined where this build lacks it. */
  find(path: string): FieldLayout | undefined {
    const known = this.resolved.get(path);
    if (known !== undefined || this.resolved.has(path)) {
      return known;
    }
    const place = this.placeOf(path);
    const field = place === undefined ? undefined : describe(path, place);
    this.resolved.set(path, field);
    return field;
  }

  /** What stands for a member that this build lacks. */
  missing(path: string): Absence {
    const known = this.absent.get(path);
    if (known !== undefined) {
      return known;
    }
    const absence = notInThisBuild(`${this.name}.${path}`);
    this.absent.set(path, absence);
    return absence;
  }

  /**
   * Members under names of one's own, looked up once in the life of the layout. `paths`: always the same object for the
   * same question.
   */
  pick<Name extends string>(paths: Readonly<Record<Name, string>>): Picked<Name> {
    const known = this.picked.get(paths);
    if (known !== undefined) {
      return known as Picked<Name>;
    }
    const found: Partial<Record<Name, Member>> = {};
    for (const name of Object.keys(paths) as Name[]) {
      found[name] = this.find(paths[name]) ?? paths[name];
    }
    this.picked.set(paths, found);
    return found as Picked<Name>;
  }

  has(path: string): boolean {
    return (this.resolved.get(path) ?? this.find(path)) !== undefined;
  }

  /** The member at a path, or that this build has none. */
  field(path: string): Maybe<FieldLayout> {
    return this.resolved.get(path) ?? this.find(path) ?? this.missing(path);
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
    return field === undefined || offset === undefined
      ? undefined
      : { type: field.type, offset: parent.offset + offset };
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

/** What is worked out once for each layout, such as where the members lie that a decoder needs. */
export class PerLayout<T> {
  /**
   * What was asked for last. Nearly always the same layout comes again: a caller that looks here first saves a call.
   */
  latest: { readonly layout: StructureLayout; readonly value: T } | undefined;
  private readonly known = new WeakMap<StructureLayout, { readonly layout: StructureLayout; readonly value: T }>();
  private readonly make: (layout: StructureLayout) => T;

  constructor(make: (layout: StructureLayout) => T) {
    this.make = make;
  }

  of(layout: StructureLayout): T {
    let found = this.known.get(layout);
    if (found === undefined) {
      found = { layout, value: this.make(layout) };
      this.known.set(layout, found);
    }
    this.latest = found;
    return found.value;
  }
}

/** A member of several 32-bit words, such as a pointer, as its words: so that each can be looked at by itself. */
export function wordsOfField({ path, offset, size }: FieldLayout): readonly FieldLayout[] {
  const words: FieldLayout[] = [];
  for (let at = offset; at < offset + size; at += 4) {
    words.push({
      path,
      offset: at,
      size: 4,
      bits: undefined,
      isSmall: at % 4 === 0,
      index: at / 4,
      shift: 0,
      mask: -1,
    });
  }
  return words;
}

function describe(path: string, { type, offset }: Place): FieldLayout {
  const position = type.isBitField ? type.bitFieldPositions : undefined;
  const size = numberFromHost(type.size) ?? 0;
  const bits = position === undefined ? undefined : { position: Number(position.lsb), length: Number(position.length) };
  const first = 8 * offset + (bits === undefined ? 0 : bits.position);
  const count = bits === undefined ? 8 * size : bits.length;
  const shift = first % 32;
  return {
    path,
    offset,
    size,
    bits,
    isSmall: count > 0 && size <= 8 && shift + count <= 32,
    index: Math.floor(first / 32),
    shift,
    mask: count >= 32 ? -1 : (1 << count) - 1,
  };
}
