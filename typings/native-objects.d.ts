declare namespace JsProvider {
  /**
   * Any object of the debugger in a script: typed objects of the target and nodes of the data model alike.
   *
   * A property is looked up among the names projected by the provider (declared here), then the keys of the data model (what
   * extensions add), then the native fields; on a pointer the lookup goes on in the pointee. Which names there are is known to
   * the target's symbols only, so every other name is `any`: the one boundary where these declarations give up checking.
   */
  interface NativeObject {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
    readonly [name: string]: any;
    /** The address space and target that the object belongs to. */
    readonly hostContext: HostContext;
    /** Adds `model` below the object, as an extension would; what a script adds so, it must remove at unload. */
    addParentModel(model: object): void;
    removeParentModel(model: object): void;
    /** The one-line display, where the object has one. */
    toString(): string;
  }

  /** Where an object lives: opaque, only handed on. */
  interface HostContext {
    toString(): string;
  }

  /**
   * The last argument of host calls: the target (and address space) in which a lookup happens. Any native object of that target;
   * without it the lookup happens in whatever the user has current. A shared extension always passes one.
   */
  type ContextInheritor = NativeObject;

  /** An object of the target's own type: an instance of a struct or union, an array, a pointer, a value of an enum. */
  interface TypedObject extends NativeObject {
    readonly targetLocation: Location;
    /** Size in bytes. */
    readonly targetSize: Integer;
    readonly targetType: TypeObject;
    /** The object as its most derived type, where the target can tell. */
    readonly runtimeTypedObject: TypedObject;
    /**
     * Where an object in virtual memory lies; of a pointer the value that it holds. Not in Microsoft's documentation for objects
     * other than pointers; widely relied upon.
     */
    readonly address: Int64;
    /** Elements of a native array. Throws on objects that are no array (nor made iterable by an extension). */
    [Symbol.iterator](): IterableIterator<any>;
  }

  /** A pointer of the target. */
  interface PointerObject extends TypedObject {
    /** The value of the pointer. */
    readonly address: Int64;
    readonly isNull: boolean;
    /** Pointer arithmetic: moves by `count` elements, not bytes. */
    add(count: Integer): PointerObject;
    /** The pointee. Throws when the pointee's type is unknown; its memory is read when fields are. */
    dereference(): TypedObject;
  }

  /** A place in the target: in practice a virtual address. */
  interface Location {
    /** The virtual address. Not in Microsoft's documentation; widely relied upon. */
    readonly address: Int64;
    /** A location `bytes` further on. */
    add(bytes: Integer): Location;
    /** A location `bytes` before. */
    subtract(bytes: Integer): Location;
  }

  /** What the host takes for a place: an address, a location, or an object whose place (or, of a pointer, whose target) is meant. */
  type LocationLike = Integer | Location | TypedObject;
}
