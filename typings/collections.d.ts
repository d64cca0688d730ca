declare namespace JsProvider {
  /**
   * A collection of the debugger: iterable, with the query methods of the data model (documented by Microsoft: "Using
   * LINQ With the Debugger Objects"). They are lazy: nothing is computed before it is asked for. Methods not listed
   * here are reachable as any name.
   */
  interface Collection<Item> extends NativeObject {
    [Symbol.iterator](): IterableIterator<Item>;
    /** Walks the whole collection. Takes no condition: filter with `Where` first. */
    Count(): Int64;
    /** The first. Throws where there is none. */
    First(predicate?: (item: Item) => boolean): Item;
    /** The last. Throws where there is none. */
    Last(predicate?: (item: Item) => boolean): Item;
    /** Whether there is one for which it holds. Without a condition it throws. */
    Any(predicate: (item: Item) => boolean): boolean;
    /** Whether it holds for each. */
    All(predicate: (item: Item) => boolean): boolean;
    /** Those for which it holds. */
    Where(predicate: (item: Item) => boolean): Collection<Item>;
    /** What the selector makes of each. */
    Select<Result>(selector: (item: Item) => Result): Collection<Result>;
    /** Ascending. */
    OrderBy(key: (item: Item) => unknown): Collection<Item>;
    /** Descending. */
    OrderByDescending(key: (item: Item) => unknown): Collection<Item>;
    /** One object for each key; its members are not documented. */
    GroupBy(key: (item: Item) => unknown): Collection<NativeObject>;
    /** One collection of the elements of all; with a selector, of what it makes of each element. */
    Flatten(selector?: (item: Item) => unknown): Collection<NativeValue>;
    /** Walks the whole collection once. Not on that page; in use in public scripts. */
    ToArray(): IndexedCollection<Item>;
  }

  /** A collection indexed by a number: a position, or the id of a process or thread. */
  interface IndexedCollection<Item> extends Collection<Item> {
    readonly [index: number]: Item;
    /** As `[index]`, also for an Int64. Throws where there is no such index. */
    getValueAt(index: Integer): Item;
  }
}
