// Records take a class and the names, in their order.
class Extension {}
// expect: TS2345
new host.namedModelParent("Debugger.Models.Session", Extension);
// expect: TS2345
new host.namedModelParent(() => new Extension(), "Debugger.Models.Session");
// expect: TS2554
new host.namespacePropertyParent(Extension, "Debugger.Models.Utility", "Sample");
// expect: TS2345
new host.functionAlias("threads", "threads");
// expect: TS2345
new host.apiVersionSupport("1.3", 0);
// expect: TS2345
new host.typeSignatureExtension(Extension, "_EPROCESS", "nt", 10);
// expect: TS2345
new host.optionalRecord(Extension);
