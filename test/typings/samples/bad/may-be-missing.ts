// A symbol may not be there, nor the file system; a comparison is no number.
// expect: TS2531
host.getModuleSymbolAddress("nt", "PsActiveProcessHead").getLowPart();
// expect: TS18048
host.namespace.Debugger.Utility.FileSystem.FileExists("a");
// expect: TS2365
const less = host.Int64(1).compareTo(2) < 0;
// expect: TS2339
host.currentThread.KernelObject.targetLocation.getLowPart();
// expect: TS2339
host.typeSystem.valueWithMetadata;
// expect: TS2551
host.createPointerTo;
