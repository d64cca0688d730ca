// Chakra has neither modules' nor pages' nor newer JavaScript's globals.
// expect: TS2584
console.log("text");
// expect: TS2304
setTimeout(() => 1, 0);
// expect: TS2550
"port".padStart(8);
// expect: TS2583
const big = BigInt(5);
// expect: TS2550
Object.entries({});
