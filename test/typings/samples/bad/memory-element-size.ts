// Elements have 1, 2, 4 or 8 bytes, and a count is a number.
// expect: TS2769
host.memory.readMemoryValues(0x1000, 16, 3);
// expect: TS2345
host.memory.readMemoryValues(0x1000, host.Int64(16));
// expect: TS2769
host.memory.readMemoryValues(0x1000, 16, 4, "signed");
// expect: TS2769
host.memory.writeMemoryValues(0x1000, 1, 5, 4);
