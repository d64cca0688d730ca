// A 64-bit value is no number, and a number no 64-bit value.
// expect: TS2322
const size: number = host.currentProcess.Modules.First().BaseAddress;
// expect: TS2322
const address: JsProvider.Int64 = 0x1000;
// expect: TS2345
const parsed = host.parseInt64(42);
// expect: TS2345
const hex = host.Int64(5).toString("16");
