// A collection of the script that `dx` can iterate and index.
class Pages implements JsProvider.IterableModel<Page>, JsProvider.IndexableModel<Page, [JsProvider.Integer]> {
  private readonly __pages: ReadonlyMap<number, Page>;

  constructor(pages: ReadonlyMap<number, Page>) {
    this.__pages = pages;
  }

  *[Symbol.iterator](): IterableIterator<JsProvider.IndexedValue<Page>> {
    for (const [number, page] of this.__pages) {
      yield new host.indexedValue(page, [number]);
    }
  }

  getDimensionality(): number {
    return 1;
  }

  getValueAt(index: JsProvider.Integer): Page {
    const page = this.__pages.get(typeof index === "number" ? index : index.asNumber());
    if (page === undefined) {
      throw new Error("There is no such page.");
    }
    return page;
  }

  toString(): string {
    return `${this.__pages.size} pages`;
  }
}

class Page {
  readonly Bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.Bytes = bytes;
  }
}

class Grid implements JsProvider.IndexableModel<string, [number, number]> {
  getDimensionality(): number {
    return 2;
  }

  getValueAt(row: number, column: number): string {
    return `${row}:${column}`;
  }

  setValueAt(value: string, row: number, column: number): void {
    host.diagnostics.debugLog(value, row, column, "\n");
  }
}
