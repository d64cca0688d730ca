// What a read answers depends on the size and sign of its elements.
// expect: TS2322
const signed: Int8Array = host.memory.readMemoryValues(0x1000, 4, 1);
// expect: TS2322
const words: Uint8Array = host.memory.readMemoryValues(0x1000, 4, 2);
// expect: TS2322
const quads: number[] = host.memory.readMemoryValues(0x1000, 4, 8);
