declare namespace JsProvider {
  /**
   * The global `initializeScript`: called by `.scriptload` and `.scriptrun` after the root code. Still phase 1: it must
   * not touch the target.
   */
  type InitializeScript = () => readonly RegistrationObject[] | undefined;

  /** The global `invokeScript`: called by `.scriptrun`, in phase 2. */
  type InvokeScript = () => void;

  /**
   * The global `uninitializeScript`: called by `.scriptunload`. What `initializeScript` returned is undone by the host.
   */
  type UninitializeScript = () => void;

  /** What a script makes iterable: all query methods of the data model then work on it. */
  interface IterableModel<Item> {
    /** An object that is indexable too yields `IndexedValue`s. */
    [Symbol.iterator](): Iterator<Item | IndexedValue<Item> | ValueWithMetadata<Item>>;
  }

  /**
   * What a script makes indexable with `[...]` in `dx`: `class Ports implements JsProvider.IndexableModel<Port,
   * [Integer]>`.
   */
  interface IndexableModel<Value, Indices extends readonly unknown[]> {
    /** The number of indices. */
    getDimensionality(): number;
    /** Throws where there is no such index. */
    getValueAt(...indices: Indices): Value | ValueWithMetadata<Value>;
    /** Absent where elements cannot be set. */
    setValueAt?(value: Value, ...indices: Indices): void;
  }

  /**
   * What a class registered for a native type can have: its own idea of an object's most derived type (documented by
   * Microsoft).
   */
  interface RuntimeTypeModel {
    /** The object itself, or the same memory as the type that it really has. */
    getPreferredRuntimeTypedObject(): TypedObject;
  }

  /** What an iterator of an indexable object yields: a value and the indices at which `getValueAt` finds it. Opaque. */
  interface IndexedValue<Value = unknown> {
    /** In these declarations only: keeps the type apart from others. */
    readonly __indexedValue: Value;
  }

  /** `host.indexedValue`. Phase 2. */
  interface IndexedValueConstructor {
    /** @param indices as many as `getDimensionality` says */
    new <Value>(value: Value, indices: readonly unknown[]): IndexedValue<Value>;
  }
}
