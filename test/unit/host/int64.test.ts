/** Int64 values of the script host: construction, arithmetic, display. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { hostMoods, SimulatedDebugger } from "../../host/debugger.ts";
import { Counters } from "../../host/counters.ts";
import { createInt64Factory } from "../../host/int64.ts";
import { defaultMood } from "../../host/moods.ts";
import { RealmStack } from "../../host/realm.ts";
import { openBench } from "./bench.ts";

const seed = 20260801;
const loss = /^64 bit value loses precision on conversion to number$/;
const kernel = "new host.Int64(0x12345678, 0xffff8000)";
const evaluate = (expression: string, options = {}): unknown =>
  openBench({}, options).evaluate(`return ${expression};`);
const failure = (expression: string): string => openBench().failure(`return ${expression};`);

describe("64-bit values", () => {
  it("enter the script as Int64 objects, never as numbers", () => {
    assert.equal(evaluate("typeof host.createTypedObject(thing, 'nt', '_THING').Wide"), "object");
    assert.equal(evaluate("host.createTypedObject(thing, 'nt', '_THING').Wide instanceof host.Int64"), false);
    assert.equal(
      evaluate("host.createTypedObject(thing, 'nt', '_THING').Wide === new host.Int64(0x12345678, 0xffff8000)"),
      true,
    );
  });

  it("are made from a number, another Int64, or a low and a high part", () => {
    assert.equal(evaluate("new host.Int64(7).asNumber()"), 7);
    assert.equal(evaluate("host.Int64(7) === new host.Int64(new host.Int64(7))"), true);
    assert.equal(evaluate("new host.Int64(1, 2).asNumber()"), 2 * 2 ** 32 + 1);
    assert.equal(evaluate("new host.Int64(-1, -1) === new host.Int64(0xffffffff, 0xffffffff)"), true);
  });

  it("take only numbers that 64 bits hold, and cut fractions off", () => {
    for (const bad of ["NaN", "Infinity", "1e30", "'5'", "undefined", "null", "{}", "true"]) {
      assert.equal(failure(`new host.Int64(${bad})`), "Invalid argument to method 'Int64'", bad);
      assert.equal(failure(`new host.Int64(1).add(${bad})`), "Invalid argument to method 'add'", bad);
    }
    assert.equal(failure("new host.Int64(0x100000000, 1)"), "Invalid argument to method 'Int64'");
    assert.deepEqual(
      ["1.5", "-1.5", "2 ** 53", "2 ** 63"].map((number) => evaluate(`String(host.Int64(${number}))`)),
      ["0x1", "-1", "0x20000000000000", "0x8000000000000000"],
    );
  });

  it("are made and asked with the right number of arguments only", () => {
    for (const [call, name] of [
      ["host.Int64()", "Int64"],
      ["host.Int64(1, 2, 3)", "Int64"],
      ["host.parseInt64()", "parseInt64"],
      ["host.parseInt64('1', 10, 1)", "parseInt64"],
      ["host.Int64(1).add()", "add"],
      ["host.Int64(1).add(1, 2)", "add"],
      ["host.Int64(1).asNumber(1)", "asNumber"],
    ] as const) {
      assert.equal(failure(call), `Improper number of arguments to method '${name}'`, call);
    }
  });

  it("made from a negative number, or typed as such by the user, are signed and show in decimal; all others in hexadecimal", () => {
    assert.deepEqual(
      [
        "host.Int64(-1)",
        "host.Int64(30)",
        kernel,
        "host.Int64(-1, -1)",
        "host.Int64(0, 0x80000000)",
        "host.parseInt64('ffff800012345678', 16)",
      ].map((value) => evaluate(`String(${value})`)),
      ["-1", "0x1e", "0xffff800012345678", "0xffffffffffffffff", "0x8000000000000000", "0xffff800012345678"],
    );
    assert.equal(evaluate("host.Int64(-1) === host.Int64(-1, -1)"), false);
    assert.deepEqual(
      evaluate("[host.Int64(-5).getLowPart(), host.Int64(-5).getHighPart(), host.Int64(-5).toString(16)].join()"),
      "4294967291,4294967295,fffffffffffffffb",
    );
    const bench = openBench();
    const typed = bench.debugger.model.int64(-35179003343088n);
    bench.debugger.scriptLoad({ name: "text.js", source: "function text(x) { return String(x) + typeof x; }" });
    const contents = bench.debugger.model.pseudoVariable("scriptContents");
    assert.equal(
      bench.debugger.model.call(bench.debugger.model.get(contents, "text"), undefined, [typed]),
      "-35179003343088object",
    );
  });

  it("parseInt64 reads decimal text, text with 0x and text of a radix", () => {
    assert.equal(evaluate("host.parseInt64('42').asNumber()"), 42);
    assert.equal(evaluate("host.parseInt64('0x2a') === host.parseInt64('2A', 16)"), true);
    assert.equal(evaluate("host.parseInt64('ffff800012345678', 16) === " + kernel), true);
    assert.equal(evaluate("host.parseInt64('-1') === new host.Int64(0xffffffff, 0xffffffff)"), true);
    for (const bad of ["'abc'", "'12x'", "5", "'1', 1", "'10000000000000000', 16"]) {
      assert.equal(failure(`host.parseInt64(${bad})`), "Invalid argument to method 'parseInt64'", bad);
    }
  });

  it("asNumber throws past 53 bits", () => {
    assert.equal(evaluate("new host.Int64(0xffffffff, 0x1fffff).asNumber()"), Number.MAX_SAFE_INTEGER);
    assert.match(failure("new host.Int64(0, 0x200000).asNumber()"), loss);
    assert.match(failure(`${kernel}.asNumber()`), loss);
  });

  it("convertToNumber rounds", () => {
    assert.equal(evaluate("new host.Int64(1, 0x200000).convertToNumber()"), 2 ** 53);
    assert.equal(evaluate(`${kernel}.convertToNumber()`, { int64: "unsigned" }), Number(0xffff800012345678n));
  });

  it("give their halves", () => {
    assert.equal(evaluate(`${kernel}.getLowPart()`), 0x12345678);
    assert.equal(evaluate(`${kernel}.getHighPart()`), 0xffff8000);
    assert.equal(evaluate(`${kernel}.getHighPart()`, { int64Halves: "signed" }), 0xffff8000 | 0);
  });

  it("add, subtract, multiply and work bitwise on numbers and Int64 alike, modulo 2^64", () => {
    const same = (a: string, b: string): void => assert.equal(evaluate(`${a} === ${b}`), true, a);
    same(`${kernel}.add(8)`, "new host.Int64(0x12345680, 0xffff8000)");
    same(`${kernel}.subtract(new host.Int64(0x12345678))`, "new host.Int64(0, 0xffff8000)");
    same("new host.Int64(3).multiply(5)", "new host.Int64(15)");
    same("new host.Int64(20).divide(6)", "new host.Int64(3)");
    same("new host.Int64(-1).add(1)", "new host.Int64(0)");
    same("new host.Int64(-3).subtract(1)", "new host.Int64(-4)");
    same(`${kernel}.bitwiseAnd(0xff)`, "new host.Int64(0x78)");
    same("new host.Int64(0xf0).bitwiseOr(0x0f)", "new host.Int64(0xff)");
    same("new host.Int64(0xff).bitwiseXor(0x0f)", "new host.Int64(0xf0)");
    same("new host.Int64(1).bitwiseShiftLeft(40)", "new host.Int64(0, 0x100)");
    same("new host.Int64(0, 0x100).bitwiseShiftRight(40)", "new host.Int64(1)");
    same("new host.Int64(20).modulo(6)", "new host.Int64(2)");
    same("new host.Int64(0).bitwiseNot()", "new host.Int64(0xffffffff, 0xffffffff)");
    assert.equal(failure("new host.Int64(1).divide(0)"), "Unknown exception");
    assert.equal(failure("new host.Int64(1).bitwiseShiftLeft(64)"), "Invalid argument to method 'bitwiseShiftLeft'");
  });

  it("compareTo tells less, equal and greater, as an Int64", () => {
    assert.equal(
      evaluate("typeof host.Int64(5).compareTo(3) + host.Int64(5).compareTo(host.Int64(0, 0x80000000))"),
      "object-1",
    );
    assert.equal(evaluate("String(host.Int64(-5).compareTo(3))"), "-1");
    assert.equal(evaluate("[1, 2, 3].map(x => Math.sign(new host.Int64(2).compareTo(x))).join()"), "1,0,-1");
  });

  it("have only the methods of the real ones", () => {
    const names = evaluate("Object.getOwnPropertyNames(Object.getPrototypeOf(host.Int64(1))).join()");
    assert.equal(
      names,
      "toString,valueOf,asNumber,convertToNumber,getLowPart,getHighPart,add,subtract,multiply,divide,modulo," +
        "bitwiseAnd,bitwiseOr,bitwiseXor,bitwiseNot,bitwiseShiftLeft,bitwiseShiftRight,compareTo",
    );
  });

  it("valueOf throws past 53 bits, so operators on kernel addresses throw", () => {
    for (const expression of [
      `${kernel} + 1`,
      `${kernel} < ${kernel}`,
      `${kernel} > 5`,
      `${kernel} * 2`,
      `-${kernel}`,
      "`${" + kernel + " + 1}`",
      `${kernel} == 5`,
      `${kernel} & 1`,
    ]) {
      assert.match(failure(expression), loss, expression);
    }
    assert.equal(evaluate("new host.Int64(40) + 2"), 42);
    assert.equal(evaluate("new host.Int64(1) < new host.Int64(2)"), true);
  });

  it("are the same object when live and of equal value, so == and === compare by value", () => {
    assert.equal(evaluate(`${kernel} === ${kernel} && ${kernel} == ${kernel}`), true);
    assert.equal(evaluate(`${kernel} === ${kernel}.add(1)`), false);
    assert.equal(evaluate(`${kernel}.add(1).subtract(1) === ${kernel}`), true);
    assert.equal(evaluate(`new Map([[${kernel}, "found"]]).get(host.parseInt64("0xffff800012345678"))`), "found");
    assert.equal(evaluate("new host.Int64(5) === 5"), false);
  });

  it("cannot be given properties", () => {
    assert.notEqual(openBench().failure(`"use strict"; new host.Int64(1).mine = 1;`), "");
  });

  it("toString(16) bears a 0x in some moods and none in others, and is the two's complement in all", () => {
    assert.equal(evaluate(`${kernel}.toString(16)`), "ffff800012345678");
    assert.equal(evaluate(`${kernel}.toString(16)`, { hexPrefix: true }), "0xffff800012345678");
    assert.equal(evaluate(`new host.Int64(255).toString() + new host.Int64(255).toString(10)`), "0xff255");
    assert.equal(failure("new host.Int64(1).toString(1)"), "Invalid argument to method 'toString'");
  });

  it("toString(10) is unsigned for an address, as seen, and signed where the text without a radix is", () => {
    const probe = `[${kernel}.toString(10), new host.Int64(-5).toString(10), String(new host.Int64(-5))].join()`;
    assert.equal(evaluate(probe), "18446603336526616184,-5,-5");
    assert.equal(evaluate(probe, { int64: "signed" }), "-140737182935432,-5,-5");
    const large = "18446744073709551611";
    assert.equal(evaluate(probe, { int64: "unsigned" }), `18446603336526616184,${large},${large}`);
  });

  it("compare, divide and shift as signed or unsigned by mood", () => {
    const probe = `[${kernel}.compareTo(1), ${kernel}.divide(2).toString(16), ${kernel}.bitwiseShiftRight(4).toString(16), new host.Int64(-1).toString()].join()`;
    assert.equal(evaluate(probe), "0x1,7fffc000091a2b3c,ffff80001234567,-1");
    assert.equal(evaluate(probe, { int64: "signed" }), "-1,ffffc000091a2b3c,fffff80001234567,-1");
    assert.equal(evaluate(probe, { int64: "unsigned" }), "1,7fffc000091a2b3c,ffff80001234567,18446744073709551615");
  });

  it("throw errors of the script's own realm", () => {
    assert.equal(
      openBench().evaluate(
        `try { ${kernel}.asNumber(); } catch (e) { return e instanceof Error && e.constructor === Error; }`,
      ),
      true,
    );
  });

  it(`agree with exact arithmetic (seed ${seed})`, () => {
    const realms = new RealmStack();
    for (const mood of hostMoods) {
      const factory = createInt64Factory(mood, realms, new Counters());
      const any64 = fc.bigInt({ min: 0n, max: 0xffffffffffffffffn });
      fc.assert(
        fc.property(any64, any64, fc.integer({ min: 0, max: 63 }), (a, b, shift) => {
          const left = factory.of(a);
          const right = factory.of(b);
          assert.equal(factory.bitsOf(left.add(right)), BigInt.asUintN(64, a + b));
          assert.equal(factory.bitsOf(left.subtract(right)), BigInt.asUintN(64, a - b));
          assert.equal(factory.bitsOf(left.multiply(right)), BigInt.asUintN(64, a * b));
          assert.equal(factory.bitsOf(left.bitwiseXor(right)), a ^ b);
          assert.equal(factory.bitsOf(left.bitwiseShiftLeft(shift)), BigInt.asUintN(64, a << BigInt(shift)));
          assert.equal(factory.of(a), left);
          assert.equal(new factory.Int64(left.getLowPart(), left.getHighPart()), left);
          const signed = mood.int64 === "signed";
          assert.equal(factory.valueOf(factory.ofSigned(BigInt.asIntN(64, a))), BigInt.asIntN(64, a));
          const [x, y] = signed ? [BigInt.asIntN(64, a), BigInt.asIntN(64, b)] : [a, b];
          assert.equal(left.compareTo(right).asNumber(), x < y ? -1 : x > y ? 1 : 0);
        }),
        { seed, numRuns: 200 },
      );
    }
  });

  it("are counted", () => {
    const counters = new Counters();
    const factory = createInt64Factory(defaultMood, new RealmStack(), counters);
    factory.of(5n).add(1);
    assert.equal(counters.calls("int64"), 2);
  });

  it("differ from the numbers of 8, 16 and 32-bit values, which enter as plain numbers", () => {
    const thing = "host.createTypedObject(thing, 'nt', '_THING')";
    assert.deepEqual(
      ["Byte", "Signed", "Short", "Long", "Negative"].map((field) => evaluate(`${thing}.${field}`)),
      [0xfe, -2, 0xbeef, 0xdeadbeef, -5],
    );
  });
});

describe("moods", () => {
  it("give each open question each of its answers", () => {
    for (const [key, answers] of [
      ["int64", 3],
      ["int64Halves", 2],
      ["hexPrefix", 2],
      ["pointers32", 2],
      ["ids", 2],
      ["enums", 2],
      ["engine", 2],
      ["symbolArguments", 2],
      ["targets32", 2],
    ] as const) {
      assert.equal(new Set(hostMoods.map((mood) => mood[key])).size, answers, key);
    }
    assert.equal(new Set(hostMoods.map((mood) => mood.name)).size, hostMoods.length);
  });

  it("can be taken by a debugger as they are", () => {
    for (const mood of hostMoods) {
      assert.doesNotThrow(() => new SimulatedDebugger(mood));
    }
  });
});
