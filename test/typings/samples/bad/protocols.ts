// An indexable object needs both methods, and indices come as an array.
// expect: TS2420
class Ports implements JsProvider.IndexableModel<string, [number]> {
  getDimensionality(): number {
    return 1;
  }
}
// expect: TS2345
const value = new host.indexedValue("port", 5);
