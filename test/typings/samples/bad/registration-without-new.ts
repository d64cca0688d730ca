// Records are constructed.
class Extension {}
// expect: TS2348
host.namedModelParent(Extension, "Debugger.Models.Session");
// expect: TS2348
host.functionAlias(() => 1, "one");
// expect: TS2348
host.indexedValue(1, [0]);
