// An indexable object needs both methods, and indices come as an array.
// expect: TS2420
class Ports implements JsProvider.IndexableModel<string, [number]> {
  getDimensionality(): number {
    return 1;
  }
}
class Grid implements JsProvider.IndexableModel<string, [number, number]> {
  getDimensionality(): number {
    return 2;
  }

  // expect: TS2416
  getValueAt(row: string): string {
    return row;
  }
}
// expect: TS2345
const value = new host.indexedValue("port", 5);
