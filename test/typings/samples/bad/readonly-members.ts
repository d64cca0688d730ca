// What the host projects cannot be set.
// expect: TS2540
host.currentSession = host.namespace.Debugger.Sessions.First();
// expect: TS2540
host.currentProcess.Name = "renamed";
// expect: TS2540
host.createPointerObject(0, "nt", "_EPROCESS*").isNull = true;
// expect: TS2540
host.getModuleType("nt", "_EPROCESS")!.size = host.Int64(8);
