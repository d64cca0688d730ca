declare namespace JsProvider {
  /** How a property is explained and shown. Further keys are passed on. */
  interface PropertyMetadata {
    /** Shown by `dx -v`. */
    readonly Help?: string;
    /** Shown without being asked for (a method, or a property that is hidden otherwise). */
    readonly PreferShow?: boolean;
    /** Radix for a number: 10 or 16. */
    readonly PreferredFormat?: number;
    readonly PreferredLength?: number;
    readonly PreferredExpansionDepth?: number;
    readonly [key: string]: unknown;
  }

  /** Metadata of the properties and methods of a class, by name. */
  interface MetadataDescriptor {
    readonly [property: string]: PropertyMetadata;
  }

  /** As `MetadataDescriptor`, for the members of one class: `satisfies MetadataFor<C>` finds a misspelt name. */
  type MetadataFor<Instance> = { readonly [Member in keyof Instance]?: PropertyMetadata };

  /** A value that carries metadata: opaque to the script, shown as the value. */
  interface ValueWithMetadata<Value> {
    readonly __valueWithMetadata?: Value;
  }

  /** Attaches metadata to one value: what a getter or method returns, or an iterator yields. With or without `new`. */
  interface ValueWithMetadataConstructor {
    new <Value>(value: Value, metadata: PropertyMetadata): ValueWithMetadata<Value>;
    <Value>(value: Value, metadata: PropertyMetadata): ValueWithMetadata<Value>;
  }

  /** `host.metadata`. Phase 1. */
  interface Metadata {
    /** Attaches help and formats to the properties of a class. */
    defineMetadata(modelClass: ModelClass, descriptor: MetadataDescriptor): void;
    readonly valueWithMetadata: ValueWithMetadataConstructor;
  }
}
