// Operators do not work on 64-bit values.
const address = new host.Int64(0, 0xffff8000);
// expect: TS2365
const sum = address + 1;
// expect: TS2362
const difference = address - 1;
// expect: TS2363
const product = 2 * address;
// expect: TS2362
const page = address >> 12;
// expect: TS2356
let counter = host.Int64(0); counter++;
