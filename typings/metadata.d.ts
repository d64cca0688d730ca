declare namespace JsProvider {
  /** How a property or method is explained and shown. Keys that are not listed here are passed on. */
  interface PropertyMetadata {
    /** One line, shown by `dx -v`. */
    readonly Help?: string;
    /** Shown without being asked for: a method among the properties, for example. */
    readonly PreferShow?: boolean;
    /** The format in which `dx` shows the value. */
    readonly PreferredFormat?: number;
    /** Number of elements shown. */
    readonly PreferredLength?: number;
    /** The radix in which a number is shown: 10 or 16. In use in public scripts. */
    readonly PreferredRadix?: number;
    /** How many levels `dx` opens by itself. In use in public scripts. */
    readonly PreferredExpansionDepth?: number;
    readonly [key: string]: unknown;
  }

  /** Metadata of the properties and methods of a class, by name. */
  interface MetadataDescriptor {
    readonly [property: string]: PropertyMetadata | undefined;
  }

  /**
   * A descriptor for exactly the members of one class: `const help: JsProvider.MetadataFor<Port> = {...}` finds a
   * misspelled name.
   */
  type MetadataFor<Instance> = { readonly [Member in keyof Instance]?: PropertyMetadata };

  /** A value with metadata: opaque to the script, shown as the value. */
  interface ValueWithMetadata<Value> {
    /** In these declarations only: keeps the type apart from others. */
    readonly __valueWithMetadata: Value;
  }

  /**
   * Gives metadata to one value: what a getter or method returns, or an iterator yields. With or without `new`. Phase
   * 1.
   */
  interface ValueWithMetadataConstructor {
    new <Value>(value: Value, metadata: PropertyMetadata): ValueWithMetadata<Value>;
    <Value>(value: Value, metadata: PropertyMetadata): ValueWithMetadata<Value>;
  }

  /** `host.metadata`. Phase 1. */
  interface Metadata {
    /** Gives metadata to the properties and methods of a class. */
    defineMetadata(modelClass: ModelClass, descriptor: MetadataDescriptor): void;
    readonly valueWithMetadata: ValueWithMetadataConstructor;
  }
}

interface SymbolConstructor {
  /**
   * A getter of this name on a class returns the metadata of its members (a `JsProvider.MetadataDescriptor`), in place
   * of a call of `host.metadata.defineMetadata`. Documented by Microsoft; `undefined` in debuggers older than metadata
   * themselves.
   */
  readonly metadataDescriptor: unique symbol;
}
