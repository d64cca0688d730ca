declare namespace JsProvider {
  /** What an iterator of an indexable object yields: a value and the indices at which `getValueAt` finds it. Phase 2. */
  interface IndexedValue<Value = unknown> {
    readonly value: Value;
    readonly indices: readonly unknown[];
  }
  /** `host.indexedValue`. Phase 2. */
  interface IndexedValueConstructor {
    new <Value>(value: Value, indices: readonly unknown[]): IndexedValue<Value>;
  }

  /** A collection of the debugger: iterable, with the query methods of the data model. */
  interface Collection<Item> extends NativeObject {
    [Symbol.iterator](): IterableIterator<Item>;
    Count(): number;
    First(predicate?: (item: Item) => boolean): Item;
    Where(predicate: (item: Item) => boolean): Collection<Item>;
    Select<Result>(selector: (item: Item) => Result): Collection<Result>;
    Any(predicate?: (item: Item) => boolean): boolean;
    All(predicate: (item: Item) => boolean): boolean;
  }

  /** A collection with an index, such as the id of a process. */
  interface IndexedCollection<Item, Index> extends Collection<Item> {
    getValueAt(index: Index): Item;
  }
}
