// A context is a native object of the target.
// expect: TS2345
host.getModuleType("nt", "_EPROCESS", 4);
// expect: TS2345
host.getModuleType("nt", "_EPROCESS", {});
// expect: TS2345
host.evaluateExpressionInContext("this", "this->Length");
// expect: TS2345
host.getModuleType("nt", "_EPROCESS", host.Int64(4));
