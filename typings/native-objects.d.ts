declare namespace JsProvider {
  /**
   * A value whose type only the target's symbols or other extensions know: a number (up to 32 bits), an `Int64`, a
   * string, a boolean, a native object, or `undefined` where there is no such name. The one boundary at which these
   * declarations stop checking, so that `process.KernelObject.Pcb.DirectoryTableBase` needs no casts.
   */
  type NativeValue = any;

  /**
   * Any object of the debugger in a script: typed objects of the target and nodes of the data model alike.
   *
   * A property is looked up among the names projected by the provider (declared here), then the keys of the data model
   * (what extensions add), then the native fields; on a pointer the lookup goes on in the pointee. A native field that
   * has one of the projected names is hidden by it: `getObjectValue` reaches it.
   */
  interface NativeObject {
    readonly [name: string]: NativeValue;
    /** The address space and target that the object belongs to. */
    readonly hostContext: HostContext;
    /**
     * Adds a model below this object, as an extension would. Not undone at unload: remove it in `uninitializeScript`.
     */
    addParentModel(model: object): void;
    /** Undoes `addParentModel`. */
    removeParentModel(model: object): void;
    /**
     * The key or field `name`, past the names projected by the provider. Documented by Microsoft for scripts that
     * declare interface 1.1 or later.
     */
    getObjectValue(name: string): NativeValue;
    /** Sets the key `name`, past the names projected by the provider. Documented as `getObjectValue`. */
    setObjectValue(name: string, value: unknown): void;
    /** The native field `name`, past everything that hides it. */
    getNativeValue(name: string): NativeValue;
    /** Sets a native field. */
    setNativeValue(name: string, value: unknown): void;
    /** The number of indices. */
    getDimensionality(): number;
    /** The element at an index, also for an Int64. Throws where there is none. */
    getValueAt(...indices: readonly unknown[]): NativeValue;
    /** Sets an element. */
    setValueAt(value: unknown, ...indices: readonly unknown[]): void;
    /** The order of two objects of a kind that has one: negative, zero or positive. */
    compareTo(other: unknown): Integer;
    /** Whether both are the same to the debugger. */
    equals(other: unknown): boolean;
    /** The one-line display, where the object has one. */
    toString(): string;
  }

  /** Where an object lives: opaque, only handed on. */
  interface HostContext {
    /** Its display, if any. */
    toString(): string;
  }

  /**
   * The last argument of host calls, also when optional ones before it are left out: any native object, in whose target
   * (and address space) the call works. Without it, in whatever the user has current: a shared extension always passes
   * one.
   */
  type ContextInheritor = NativeObject;

  /** An object of the target's own types: a struct or union, an array, a pointer, an enum. */
  interface TypedObject extends NativeObject {
    readonly targetLocation: Location;
    /** Bytes. */
    readonly targetSize: Integer;
    readonly targetType: TypeObject;
    /** The object as its most derived type, where the target can tell. */
    readonly runtimeTypedObject: TypedObject;
    /**
     * Where the object lies; of a pointer the value that it holds. Throws for an object without an address (documented
     * by Microsoft for interface 1.1 or later).
     */
    readonly address: Int64;
    /** Elements of a native array. Absent on objects that are no array, unless an extension makes them iterable. */
    [Symbol.iterator](): IterableIterator<NativeValue>;
  }

  /** A pointer of the target. `void*` members such as `UniqueProcessId` are pointers too: their value is `address`. */
  interface PointerObject extends TypedObject {
    /** The value of the pointer. Of a 32-bit target it may come zero-extended or sign-extended. */
    readonly address: Int64;
    readonly isNull: boolean;
    /** Pointer arithmetic: moves by `count` elements, not bytes. */
    add(count: Integer): PointerObject;
    /** The pointee; its memory is read when its fields are. Throws when the type of the pointee is not known. */
    dereference(): TypedObject;
  }

  /**
   * A place in the target: virtual memory, physical memory, a register. It has these four members and no other: it is
   * no Int64.
   */
  interface Location {
    /** The virtual address, in hexadecimal with `0x`. */
    toString(): string;
    /** The location `bytes` further on. */
    add(bytes: Integer): Location;
    /** The location `bytes` before. Another location throws "Unknown exception". */
    subtract(bytes: Integer): Location;
    /** The virtual address. */
    readonly address: Int64;
  }

  /** What the host takes for a place: an address, a location, or a typed object (of a pointer: what it points to). */
  type LocationLike = Integer | Location | TypedObject;
}
