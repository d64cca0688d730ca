// The host has what it has.
// expect: TS2339
host.memory.readBytes(0x1000, 16);
// expect: TS2551
host.currentSesion;
// expect: TS2339
host.Int64(1).plus(1);
// expect: TS2339
host.currentThread.KernelObject.targetLocation.subtrahend;
