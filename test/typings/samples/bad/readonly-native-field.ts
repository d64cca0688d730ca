// Native fields are read, not set.
const process = host.currentProcess.KernelObject;
// expect: TS2542
process.ActiveThreads = 0;
// expect: TS2542
process["ActiveThreads"] = 0;
