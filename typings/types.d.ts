declare namespace JsProvider {
  /** Kinds of type that the host distinguishes. */
  type TypeKind = "udt" | "pointer" | "memberPointer" | "array" | "function" | "typedef" | "enum" | "intrinsic";

  /** A type of the target's symbols. Members that do not apply to its kind are `undefined`. */
  interface TypeObject {
    readonly name: string;
    /** Bytes, an Int64. */
    readonly size: Int64;
    readonly typeKind: TypeKind;
    /** Of a pointer the pointee's type, of an array the element's, of a typedef what it names. */
    readonly baseType: TypeObject;
    /** Fields by name; one that the type does not have is `undefined`. */
    readonly fields: TypeFields;
    readonly baseClasses: Iterable<BaseClassObject>;
    readonly isBitField: boolean;
    /** Where a bit field lies in its storage unit. */
    readonly bitFieldPositions: BitFieldPositions;
    readonly containingType: TypeObject | undefined;
    toString(): string;
  }

  /** Fields of a type by name. */
  interface TypeFields {
    readonly [name: string]: FieldObject | undefined;
  }

  /** Bits of a bit field within its storage unit. */
  interface BitFieldPositions {
    /** Least significant bit. */
    readonly lsb: number;
    /** Number of bits. */
    readonly length: number;
  }

  /** Where a field lives: "member" fields have an offset. */
  type LocationKind = "member" | "static" | "constant" | "none";

  /** A field of a struct or union. */
  interface FieldObject {
    readonly name: string;
    readonly type: TypeObject;
    readonly locationKind: LocationKind;
    /** Bytes from the start of the type, an Int64; only of "member" fields. */
    readonly offset: Int64;
    /** Only of "static" fields. */
    readonly location: Location;
    /** Only of "constant" fields. */
    readonly value: unknown;
  }

  /** A base class of a C++ class. */
  interface BaseClassObject {
    readonly name: string;
    readonly type: TypeObject;
    /** Bytes from the start of the derived class, an Int64. */
    readonly offset: Int64;
  }
}
