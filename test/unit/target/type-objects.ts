/** The host's type objects of a layout written by hand, as far as the script reads them. */

/** One member: offset, then its type; a bit field with first bit and length. */
export interface MemberSketch {
  readonly offset: number;
  readonly type: TypeSketch;
  readonly bits?: readonly [position: number, length: number];
}

export interface TypeSketch {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly kind?: "pointer" | "udt" | "intrinsic" | "array";
  readonly members?: Readonly<Record<string, MemberSketch>>;
}

export const intrinsics = {
  byte: { name: "unsigned char", size: 1 },
  short: { name: "unsigned short", size: 2 },
  long: { name: "unsigned long", size: 4 },
  longLong: { name: "unsigned long long", size: 8 },
} satisfies Readonly<Record<string, TypeSketch>>;

export function pointerType(size: 4 | 8): TypeSketch {
  return { name: "void*", size, kind: "pointer" };
}

/** A type object of a sketch; sizes and offsets come as objects with two halves, as the host's Int64 does. */
export function typeObject(sketch: TypeSketch, bits?: readonly [number, number]): JsProvider.TypeObject {
  const fields: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(sketch.members ?? {})) {
    fields[name] = { name, offset: halves(member.offset), type: typeObject(member.type, member.bits) };
  }
  return {
    name: sketch.name,
    size: halves(sketch.size),
    typeKind: sketch.kind ?? (sketch.members === undefined ? "intrinsic" : "udt"),
    fields,
    isBitField: bits !== undefined,
    bitFieldPositions: bits === undefined ? undefined : { lsb: bits[0], length: bits[1] },
  } as unknown as JsProvider.TypeObject;
}

function halves(value: number): unknown {
  return { getLowPart: () => value, getHighPart: () => 0 };
}
