// Locations move by their methods.
const location = host.currentThread.KernelObject.targetLocation;
// expect: TS2365
const next = location + 8;
// expect: TS2345
const other = location.add("8");
