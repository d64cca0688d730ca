/** The evaluator: operators, casts, 64-bit arithmetic, members, errors. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Evaluator } from "../../kd/evaluator.ts";
import { parseStatement } from "../../kd/parser.ts";
import { SignedInteger } from "../../kd/signed-integer.ts";
import { ValueAccess } from "../../kd/value-access.ts";
import { FakeModel, FakePointer, indexed, Wide } from "./fake-model.ts";

class Table {
  readonly asked: unknown[][] = [];

  getDimensionality(): number {
    return 2;
  }

  getValueAt(...indices: unknown[]): string {
    this.asked.push(indices);
    return `cell ${indices.join("/")}`;
  }
}

function setUp(): { model: FakeModel; evaluate: (text: string) => unknown } {
  const model = new FakeModel({ Debugger: { Name: "root", Add: (a: number, b: number) => a + b } });
  const evaluator = new Evaluator(new ValueAccess(model));
  return { model, evaluate: (text) => evaluator.evaluate(parseStatement(text).expression) };
}

/** As a bigint, whichever form the result has. */
function integer(model: FakeModel, value: unknown): bigint {
  const exact = model.toBigInt(value);
  assert.ok(exact !== undefined, `no integer: ${String(value)}`);
  return exact;
}

describe("kd evaluator", () => {
  const scalars: readonly (readonly [string, unknown])[] = [
    ["1 + 2 * 3", 7],
    ["7 / 2", 3],
    ["7 % 4", 3],
    ["7.5 / 2", 3.75],
    ["-5 < 3", true],
    ["~0", -1],
    ['"a" + "b" == "ab"', true],
    ['"a" < "b"', true],
    ['"1" == 1', false],
    ['1 ? "yes" : "no"', "yes"],
    ['!0 && !""', true],
    ["(unsigned char)300", 44],
    ["(char)200", -56],
    ["(unsigned int)0xffffffff", 0xffffffff],
    ["(int)0xffffffff", -1],
    ["(int)2.9", 2],
    ["1 << 0", 1],
    ["1 << 64", 0],
    ["0xffffffffffffffff >> 4", -1],
    ["0xffffffff + 0", 0xffffffff],
    ["-7 / 2", -3],
    ["'x'", 120],
    ["8 >> 64", 0],
    ["2.5 > 2 && 2 < 2.5", true],
    ["3 - 0.5", 2.5],
    ["-2.5", -2.5],
    ["+7", 7],
    ["5 ^ 1 | 8", 12],
    ["0xffffffff", 0xffffffff],
    ['"lsasspirpc".Contains("spi")', true],
    ['"lsasspirpc".Length', 10],
    ['"a,b".Split(",").Count()', 2],
    ['"abcdef".Substring(2, 3)', "cde"],
    ["Debugger.Name", "root"],
    ["Debugger.Add(2, 3)", 5],
  ];
  for (const [text, value] of scalars) {
    it(`${text} is ${String(value)}`, () => {
      assert.equal(setUp().evaluate(text), value);
    });
  }

  it("casts to 64 bits signed and unsigned, exact", () => {
    const { model, evaluate } = setUp();
    assert.equal(integer(model, evaluate("(long long)-1")), -1n);
    assert.equal(integer(model, evaluate("(unsigned __int64)5")), 5n);
  });

  it("widens what a number cannot hold exactly", () => {
    const { model, evaluate } = setUp();
    assert.equal(integer(model, evaluate("0xffffffff * 0xffffffff")), 0xfffffffe00000001n);
    assert.equal(integer(model, evaluate("(0 - 0xffffffff) * 0xffffffff")), BigInt.asUintN(64, -0xfffffffe00000001n));
    model.variables.set("top", 0xffffffff);
    assert.equal(evaluate("@$top + 1"), 0x1_0000_0000);
    assert.ok(evaluate("0xffffffff + 1") instanceof Wide);
  });

  it("gives displays as text", () => {
    const { model, evaluate } = setUp();
    model.variables.set("wide", new Wide(0x1f4n));
    assert.equal(evaluate("@$wide.ToDisplayString()"), "0x1f4");
    assert.equal(evaluate('@$wide.ToDisplayString("d")'), "500");
    assert.equal(evaluate('(7).ToDisplayString("x")'), "0x7");
  });

  it("keeps 64-bit arithmetic exact and wraps at 64 bits", () => {
    const { model, evaluate } = setUp();
    assert.equal(integer(model, evaluate("0xffffa801`12345678 + 1")), 0xffffa80112345679n);
    assert.equal(integer(model, evaluate("0xffffffffffffffff + 2")), 1n);
    assert.equal(integer(model, evaluate("0xffffa801`12345678 & ~0xf")), 0xffffa80112345670n);
    assert.equal(evaluate("0xffffa801`12345678 > 0xffffa801`12345677"), true);
    model.variables.set("address", new Wide(0xffffa80112345678n));
    assert.equal(integer(model, evaluate("@$address >> 0n32")), 0xffffa801n);
    assert.equal(evaluate("@$address == 0xffffa80112345678"), true);
    assert.equal(evaluate("@$address < 0xffffa80112345679"), true);
  });

  it("calculates unsigned 64-bit values as arithmetic modulo 2^64 does", () => {
    const operators: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
      "+": (a, b) => a + b,
      "-": (a, b) => a - b,
      "*": (a, b) => a * b,
      "&": (a, b) => a & b,
      "|": (a, b) => a | b,
      "^": (a, b) => a ^ b,
      "/": (a, b) => a / b,
      "%": (a, b) => a % b,
    };
    const { model, evaluate } = setUp();
    const wide = fc.bigInt({ min: 0x1_0000_0000n, max: 0xffff_ffff_ffff_ffffn });
    fc.assert(
      fc.property(wide, wide, fc.constantFrom(...Object.keys(operators)), (a, b, operator) => {
        const expected = BigInt.asUintN(64, operators[operator]?.(a, b) ?? 0n);
        model.variables.set("a", new Wide(a));
        assert.equal(integer(model, evaluate(`@$a ${operator} 0n${b}`)), expected);
      }),
      { seed: 20_240_801 },
    );
  });

  it("gives a script 32-bit literals as numbers and larger ones as 64-bit values", () => {
    const { model, evaluate } = setUp();
    assert.equal(typeof evaluate("0xffffffff"), "number");
    assert.ok(evaluate("0x100000000") instanceof Wide);
    const seen: unknown[] = [];
    model.variables.set("f", (...args: unknown[]) => seen.push(...args));
    evaluate('@$f(0n12, "x", 0xffffa801`12345678)');
    assert.deepEqual(seen, [12, "x", new Wide(0xffffa80112345678n)]);
  });

  it("keeps what the user typed signed, and what a script gave unsigned", () => {
    const model = new FakeModel({});
    const evaluator = new Evaluator(new ValueAccess(model));
    const isSigned = (text: string): boolean =>
      SignedInteger.isSigned(evaluator.evaluateTyped(parseStatement(text).expression));
    model.variables.set("n", 30);
    for (const text of [
      "1",
      "1 + 2 * 3",
      "-1",
      "~0",
      "(int)@$n",
      "true ? 5 : 6",
      "(new { A = 1 }).A",
      "((a, b) => a + b)(1, 2)",
    ]) {
      assert.equal(isSigned(text), true, text);
    }
    for (const text of ["@$n", "@$n + 1", "1 + @$n", "(unsigned char)7", '"abc".Length']) {
      assert.equal(isSigned(text), false, text);
    }
  });

  it("passes the user's integers to scripts as numbers, nested ones too", () => {
    const { model, evaluate } = setUp();
    const seen: unknown[] = [];
    model.variables.set("see", (...args: unknown[]) => seen.push(...args));
    model.variables.set("call", (f: (n: number) => unknown) => seen.push(f(4)));
    model.variables.set("walk", (items: Iterable<unknown>) => seen.push(...items));
    model.variables.set("n", [1, 2]);
    evaluate('@$see(new { A = 1, B = "x" })');
    evaluate("@$call(v => 7)");
    evaluate("@$walk(@$n.Select(v => 9))");
    assert.deepEqual(seen, [{ A: 1, B: "x" }, 7, 9, 9]);
  });

  it("calls a method with its object as this", () => {
    const { model, evaluate } = setUp();
    model.variables.set("o", {
      Factor: 3,
      Times(this: { Factor: number }, n: number) {
        return this.Factor * n;
      },
    });
    assert.equal(evaluate("@$o.Times(4)"), 12);
  });

  it("passes several indices to the indexer and searches collections without one", () => {
    const { model, evaluate } = setUp();
    const table = new Table();
    model.variables.set("table", table);
    model.variables.set("named", [indexed("first", "a"), indexed("second", new Wide(0x10n))]);
    assert.equal(evaluate('@$table[1, "b"]'), "cell 1/b");
    assert.deepEqual(table.asked, [[1, "b"]]);
    assert.equal(evaluate('@$named["a"]'), "first");
    assert.equal(evaluate("@$named[0x10]"), "second");
    assert.throws(() => evaluate("@$named[7]"), /0x8000000b/);
    assert.throws(() => evaluate("@$table[1]"), { message: "Call failed. (0x80004005)" });
  });

  it("casts to native pointers and dereferences them", () => {
    const { model, evaluate } = setUp();
    const pointer = evaluate("(nt!_ALPC_PORT*)0xffffa801`12345678");
    assert.ok(pointer instanceof FakePointer);
    assert.equal(pointer.typeName, "nt!_ALPC_PORT*");
    assert.equal(integer(model, pointer.address), 0xffffa80112345678n);
    assert.equal(evaluate("(*(nt!_X*)0x10).Type"), "nt!_X*");
    assert.ok(evaluate("(nt!_Y*)(nt!_X*)16") instanceof FakePointer);
    assert.equal(evaluate("(nt!_X*)16 == 16"), true);
    assert.equal(evaluate("(nt!_X*)0 ? 1 : 2"), 2);
    assert.throws(() => evaluate("(nt!_NONE*)1"), /Unable to find type 'nt!_NONE'/);
    assert.throws(() => evaluate("*5"), /Only a pointer/);
  });

  it("keeps user variables and sets properties", () => {
    const { model, evaluate } = setUp();
    evaluate("@$x = 5");
    assert.equal(evaluate("@$x * @$x"), 25);
    model.variables.set("o", { A: 1 });
    evaluate("@$o.A = 9");
    assert.equal(evaluate("@$o.A"), 9);
    assert.throws(() => evaluate("5 = 6"), /assigned to/);
  });

  it("gives lambdas the scope around them", () => {
    const { model, evaluate } = setUp();
    model.variables.set("apply", (f: (n: number) => (m: number) => number) => f(2)(40));
    assert.equal(evaluate("@$apply(a => b => a + b)"), 42);
  });

  it("does not evaluate what && || and ?: leave out", () => {
    const { model, evaluate } = setUp();
    model.variables.set("fail", () => {
      throw new Error("evaluated");
    });
    assert.equal(evaluate("false && @$fail()"), false);
    assert.equal(evaluate("true || @$fail()"), true);
    assert.equal(evaluate("true ? 1 : @$fail()"), 1);
  });

  const failures: readonly (readonly [string, RegExp])[] = [
    ["Nothing", /^Unable to bind name 'Nothing'$/],
    ["Debugger.name", /^Unable to bind name 'name'$/],
    ["@$nothing", /^Use of undefined variable$/],
    ["5 / 0", /Division by zero/],
    ["1.5 << 2", /fraction is no operand for <</],
    ["Missing * 2", /Unable to bind/],
    ["Debugger * 2", /An object is no operand for \*/],
    ["Debugger.Add * 2", /A method is no operand for \*/],
    ['"abc".Contains(5)', /Contains expects a string/],
    ['"abc".Substring("a")', /Substring expects a number/],
    ["5.First()", /Unable to bind name 'First'/],
    ['"a" * 2', /The string "a" is no operand for \*/],
    ["Debugger.Name()", /not a method/],
    ["5[0]", /not indexable/],
    ['(nt!_X*)"a"', /Only a number or a pointer/],
  ];
  for (const [text, message] of failures) {
    it(`says why ${text} fails`, () => {
      assert.throws(() => setUp().evaluate(text), { message });
    });
  }
});
