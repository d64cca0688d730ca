declare namespace JsProvider {
  /** Kinds of type. A struct, union or class is a "udt". */
  type TypeKind = "udt" | "pointer" | "memberPointer" | "array" | "function" | "typedef" | "enum" | "intrinsic";

  /**
   * A type of the target's symbols, from `host.getModuleType` or from an object's `targetType`. Members that do not
   * apply to the kind of type are `undefined` (assumption: older debuggers may throw). Phase 2.
   */
  interface TypeObject {
    readonly name: string;
    /** Bytes. */
    readonly size: Int64;
    readonly typeKind: TypeKind;
    /**
     * Of a pointer the pointee's type, of an array its elements', of a typedef the one it names. No inheritance: see
     * `baseClasses`.
     */
    readonly baseType: TypeObject | undefined;
    /** Fields by name. Types of unnamed nested structs and unions can only be reached here, through their field. */
    readonly fields: TypeFields;
    /** Immediate base classes of a C++ class; empty where there are none. */
    readonly baseClasses: ArrayLike<BaseClassObject> & Iterable<BaseClassObject>;
    readonly isBitField: boolean;
    /** Where a bit field lies in its storage unit, whose size is `size`. */
    readonly bitFieldPositions: BitFieldPositions | undefined;
    /** The type within which this one is declared. */
    readonly containingType: TypeObject | undefined;
    /** The module whose symbols describe the type (documented by Microsoft). */
    readonly containingModule: NativeValue;
    /** Kind of a pointer type (documented by Microsoft). */
    readonly pointerKind: "standard" | "reference" | "rValueReference" | "cxHat" | undefined;
    /** Of a pointer to member: the class (documented by Microsoft). */
    readonly memberType: TypeObject | undefined;
    /** Of a function type (documented by Microsoft, as the next two). */
    readonly functionReturnType: TypeObject | undefined;
    readonly functionParameterTypes: ArrayLike<TypeObject> | undefined;
    readonly functionCallingConvention: "unknown" | "__cdecl" | "fastcall" | "stdcall" | "thiscall" | undefined;
    /** Whether the type is an instance of a template (documented by Microsoft). */
    readonly isGeneric: boolean;
    /** Arguments of a template: types or constants (documented by Microsoft). */
    readonly genericArguments: ArrayLike<TypeObject | NativeValue> | undefined;
    /** The name. */
    toString(): string;
  }

  /** Fields of a type by name; `undefined` where the type has no such field. */
  interface TypeFields {
    readonly [name: string]: FieldObject | undefined;
  }

  /** Bits of a bit field within its storage unit. */
  interface BitFieldPositions {
    /** Least significant bit: 0 is the unit's lowest. */
    readonly lsb: number;
    /** Number of bits. */
    readonly length: number;
  }

  /** How a field is kept: a "member" has an offset, a "static" a location, a "constant" a value. */
  type LocationKind = "member" | "static" | "constant" | "none";

  /** A field of a struct, union or class, or a constant of an enum. */
  interface FieldObject {
    readonly name: string;
    readonly type: TypeObject;
    readonly locationKind: LocationKind;
    /** Bytes from the start of the type. Only of a "member": there is none on the other kinds. */
    readonly offset: Int64;
    /** Only of a "static". */
    readonly location: Location | undefined;
    /** Only of a "constant". */
    readonly value: NativeValue;
  }

  /** A base class of a C++ class. */
  interface BaseClassObject {
    readonly name: string;
    readonly type: TypeObject;
    /** Bytes from the start of the derived class. */
    readonly offset: Int64;
  }

  /** `host.typeSystem`. Phase 2. */
  interface TypeSystem {
    /**
     * The value as one of a native type, an enum for example: for getters and methods to return. Opaque to the script.
     */
    marshalAs(value: Integer, module: string, typeName: string, contextInheritor?: ContextInheritor): NativeValue;
    marshalAs(value: Integer, type: TypeObject, contextInheritor?: ContextInheritor): NativeValue;
    readonly arrayDimension: ArrayDimensionConstructor;
    readonly pointerKind: PointerKinds;
  }

  /** One dimension of a native array: valid indices are `lowerBound` to `lowerBound + length`, exclusive. */
  interface ArrayDimension {
    readonly lowerBound: Int64;
    /** Elements. */
    readonly length: Int64;
    /** Bytes from one element to the next. */
    readonly stride: Int64;
  }

  /** `host.typeSystem.arrayDimension`. Phase 2. */
  interface ArrayDimensionConstructor {
    new (lowerBound: Integer, length: Integer, stride: Integer): ArrayDimension;
  }

  /** Kinds of pointer (documented by Microsoft): `*`, `&`, `&&` and the `^` of C++/CX. */
  interface PointerKinds {
    readonly standard: number;
    readonly reference: number;
    readonly rValueReference: number;
    readonly cxHat: number;
  }
}
