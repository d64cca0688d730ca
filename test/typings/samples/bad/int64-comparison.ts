// A 64-bit value and a number cannot be compared by operators.
const address = new host.Int64(0, 0xffff8000);
// expect: TS2365
const less = address < 5;
// expect: TS2367
const equal = address === 0;
