/** The collection methods: results, errors, and how far each walks its source. */
import assert from "node:assert/strict";
import { Evaluator } from "../../kd/evaluator.ts";
import { linqMethodNames } from "../../kd/linq.ts";
import { parseStatement } from "../../kd/parser.ts";
import { ValueAccess } from "../../kd/value-access.ts";
import { FakeModel, indexed, Wide } from "./fake-model.ts";

interface Bench {
  readonly model: FakeModel;
  readonly access: ValueAccess;
  /** How many elements of `@$counted` have been asked for. */
  readonly walked: () => number;
  readonly evaluate: (text: string) => unknown;
  /** The elements as `index:value`. */
  readonly list: (text: string) => readonly string[];
}

function setUp(): Bench {
  let walked = 0;
  const model = new FakeModel();
  const access = new ValueAccess(model);
  model.variables.set("counted", {
    *[Symbol.iterator]() {
      for (let value = 1; value <= 10; value += 1) {
        walked += 1;
        yield indexed(value, 0x100 + value);
      }
    },
  });
  model.variables.set("n", [3, 1, 2, 3]);
  model.variables.set("w", ["pear", "fig", "apple"]);
  model.variables.set("nested", [[1, 2], [], [3]]);
  model.variables.set("ports", [
    { Name: "a", Owner: "lsass", Address: new Wide(0xffffa80100000002n) },
    { Name: "b", Owner: "csrss", Address: new Wide(0xffffa80100000001n) },
    { Name: "c", Owner: "lsass", Address: new Wide(0x10n) },
  ]);
  const evaluate = (text: string): unknown => new Evaluator(access).evaluate(parseStatement(text).expression);
  return {
    model,
    access,
    evaluate,
    walked: () => walked,
    list: (text) =>
      [...access.iterate(evaluate(text))].map(({ value, indices }) => `${indices.join("/")}:${String(value)}`),
  };
}

describe("kd collection methods", () => {
  const collections: readonly (readonly [string, readonly string[]])[] = [
    ["@$n.Where(v => v > 1)", ["0:3", "2:2", "3:3"]],
    ["@$n.Select(v => v * 10)", ["0:30", "1:10", "2:20", "3:30"]],
    ["@$nested.SelectMany(v => v)", ["0:1", "1:2", "2:3"]],
    ["@$nested.Flatten()", ["0:1", "1:2", "2:3"]],
    ["@$w.OrderBy(v => v.Length)", ["1:fig", "0:pear", "2:apple"]],
    ["@$w.OrderByDescending(v => v)", ["0:pear", "1:fig", "2:apple"]],
    ["@$n.Take(2)", ["0:3", "1:1"]],
    ["@$n.Take(0)", []],
    ["@$n.Skip(3)", ["3:3"]],
    ["@$n.Reverse()", ["3:3", "2:2", "1:1", "0:3"]],
    ["@$n.Concat(@$w)", ["0:3", "1:1", "2:2", "3:3", "4:pear", "5:fig", "6:apple"]],
    ["@$n.Distinct()", ["0:3", "1:1", "2:2"]],
    ["@$n.Union(@$n.Select(v => v + 1))", ["0:3", "1:1", "2:2", "3:4"]],
    ["@$n.Intersect(@$n.Where(v => v < 3))", ["1:1", "2:2"]],
    ["@$n.Except(@$n.Where(v => v < 3))", ["0:3"]],
    ['@$n.Zip(@$w, (a, b) => b + "!")', ["0:pear!", "1:fig!", "2:apple!"]],
    ["@$n.Zip(@$w).Select(z => z.Second)", ["0:pear", "1:fig", "2:apple"]],
    ["@$n.Join(@$w, v => v, s => s.Length, (v, s) => s)", ["0:fig"]],
    ["@$n.GroupBy(v => v).Select(g => g.Count())", ["3:2", "1:1", "2:1"]],
    ["@$ports.GroupBy(p => p.Owner).Select(g => g.Key)", ["lsass:lsass", "csrss:csrss"]],
    ['@$ports.GroupBy(p => p.Owner)["lsass"].Select(p => p.Name)', ["0:a", "2:c"]],
    ["@$ports.OrderBy(p => p.Address).Select(p => p.Name)", ["2:c", "1:b", "0:a"]],
    ["@$counted.Where(v => v > 9)", ["266:10"]],
  ];
  for (const [text, elements] of collections) {
    it(text, () => {
      assert.deepEqual(setUp().list(text), elements);
    });
  }

  const values: readonly (readonly [string, unknown])[] = [
    ["@$n.First()", 3],
    ["@$n.First(v => v < 3)", 1],
    ["@$n.Last(v => v < 3)", 2],
    ["@$n.Single(v => v == 2)", 2],
    ["@$n.FirstOrDefault(v => v > 9)", undefined],
    ["@$ports.FirstNonError(p => p.Missing.Name == 1 ? p : p)", "throws"],
    ["@$n.Count()", 4],
    ["@$n.Any(v => v > 3)", false],
    ["@$n.All(v => v > 0)", true],
    ["@$n.All(v => v > 1)", false],
    ["@$n.Contains(2)", true],
    ['@$ports.Contains("b", p => p.Name)', true],
    ["@$ports.Select(p => p.Address).Contains(0x10)", true],
    ["@$n.Min()", 1],
    ["@$ports.Max(p => p.Address).Name", "a"],
    ["@$n.Sum()", 9],
    ["@$w.Sum(v => v.Length)", 12],
    ["@$n.Average()", 2.25],
    ["@$n.Aggregate((a, b) => a * b)", 18],
    ['@$w.Aggregate("", (a, b) => a + b)', "pearfigapple"],
    ["@$n.Aggregate(10, (a, b) => a + b)", 19],
    ["@$n.Select(v => v * 1.5).Sum()", 13.5],
    ["@$n.SequenceEqual(@$w.Select(v => 3))", false],
    ["@$n.SequenceEqual(@$n.Take(4))", true],
    ["@$n.SequenceEqual(@$n.Take(3))", false],
    ["@$n.Where(v => v == 2)[2]", 2],
  ];
  for (const [text, expected] of values) {
    it(`${text} ${expected === "throws" ? "throws" : `is ${String(expected)}`}`, () => {
      const { evaluate } = setUp();
      if (expected === "throws") {
        assert.throws(() => evaluate(text));
      } else {
        assert.equal(evaluate(text), expected);
      }
    });
  }

  it("names every documented method once", () => {
    assert.equal(new Set(linqMethodNames).size, linqMethodNames.length);
  });

  const walks: readonly (readonly [string, number])[] = [
    ["@$counted.First()", 1],
    ["@$counted.Any(v => v == 3)", 3],
    ["@$counted.Select(v => v).Where(v => v > 2).First()", 3],
    ["@$counted.Take(2).Count()", 2],
    ["@$counted.Skip(2).Take(1).Count()", 3],
    ["@$counted.Select(v => v)", 0],
    ["@$counted.OrderBy(v => v)", 0],
    ["@$counted.Contains(4)", 4],
    ["@$counted.Zip(@$w, (a, b) => a).Count()", 4],
    ["@$counted.Flatten(v => @$w).First()", 1],
  ];
  for (const [text, elements] of walks) {
    it(`${text} asks its source for ${elements} elements`, () => {
      const { evaluate, walked } = setUp();
      evaluate(text);
      assert.equal(walked(), elements);
    });
  }

  it("renumbers what has no index of its own, and keeps what has one", () => {
    const { model, list } = setUp();
    model.variables.set("plain", {
      *[Symbol.iterator]() {
        yield* [5, 6, 7];
      },
    });
    assert.deepEqual(list("@$plain.Where(v => v > 5)"), ["0:6", "1:7"]);
    assert.deepEqual(list("@$plain.OrderByDescending(v => v)"), ["0:7", "1:6", "2:5"]);
  });

  it("leaves a failure in the place of its element", () => {
    const { access, evaluate } = setUp();
    for (const text of [
      "@$ports.Select(p => p.Missing)",
      "@$ports.Where(p => p.Missing == 1)",
      "@$ports.Select(p => p.Missing).Where(v => v == 1)",
    ]) {
      const failures = [...access.elements(evaluate(text))].map(({ failure }) => failure?.thrown);
      assert.deepEqual(
        failures.map((thrown) => thrown instanceof Error && thrown.message),
        Array<string>(3).fill("Unable to bind name 'Missing'"),
        text,
      );
    }
  });

  it("orders and compares objects by their own methods", () => {
    const { model, evaluate, list } = setUp();
    class Rank {
      readonly rank: number;
      constructor(rank: number) {
        this.rank = rank;
      }
      compareTo(other: unknown): number {
        return this.rank - (other instanceof Rank ? other.rank : 100);
      }
      equals(other: unknown): boolean {
        return other instanceof Rank && other.rank === this.rank;
      }
    }
    model.variables.set("ranks", [new Rank(3), new Rank(1), new Rank(2)]);
    model.variables.set("one", new Rank(1));
    assert.deepEqual(list("@$ranks.OrderBy(r => r).Select(r => r.rank)"), ["1:1", "2:2", "0:3"]);
    assert.equal(evaluate("@$ranks.Max().rank"), 3);
    assert.equal(evaluate("@$ranks.Contains(@$one)"), true);
    model.variables.set("mixed", [5, new Rank(1)]);
    assert.deepEqual(list("@$mixed.OrderBy(r => r).Select(r => 0)"), ["1:0", "0:0"]);
  });

  it("counts up to the error of a collection", () => {
    const { model, evaluate } = setUp();
    model.variables.set("breaks", {
      *[Symbol.iterator]() {
        yield 1;
        yield 2;
        throw new Error("broken");
      },
    });
    assert.equal(evaluate("@$breaks.Count()"), 2);
  });

  it("makes no group of true and false", () => {
    assert.deepEqual(setUp().list("@$n.GroupBy(v => v > 1)"), []);
  });

  it("lets a property of the object hide the collection method of its name", () => {
    const { model, evaluate } = setUp();
    model.variables.set("own", {
      Count: 7,
      *[Symbol.iterator]() {
        yield 1;
      },
    });
    assert.equal(evaluate("@$own.Count"), 7);
    assert.equal(evaluate("@$own.First()"), 1);
  });

  it("takes a script's function where a lambda is expected", () => {
    const { model, evaluate } = setUp();
    model.variables.set("isTwo", (value: number) => value === 2);
    assert.equal(evaluate("@$n.Where(@$isTwo).Count()"), 1);
  });

  it("gives a script a collection it can iterate and a lambda it can call", () => {
    const { model, evaluate } = setUp();
    model.variables.set("map", (items: Iterable<number>, f: (value: number) => number) => [...items].map(f));
    assert.deepEqual(evaluate("@$map(@$n.Skip(2), v => v + 1)"), [3, 4]);
  });

  const failures: readonly (readonly [string, RegExp])[] = [
    ["@$n.First(v => v > 9)", /^<Unable to get error code text> \(0x8000000b\)$/],
    ["@$n.Count(v => v == 3)", /^Invalid number of arguments to method 'Count'$/],
    ["@$n.Any()", /^Invalid number of arguments to method 'Any'$/],
    ["@$n.Where(v => v.Missing == 1).First()", /^Unable to bind name 'Missing'$/],
    ["@$n.Single(v => v == 3)", /more than one/],
    ["@$n.Where(5)", /^Where expects a lambda, for example Where\(p => p\.Name\)\.$/],
    ['@$n.Take("x")', /^Take expects a number of elements\.$/],
    ["@$n.Concat(5)", /^Concat expects a collection\.$/],
    ["@$n.Concat(@$w).OrderBy(v => v).First()", /no operand/],
    ["@$n.where(v => v)", /Unable to bind name 'where'/],
    ["@$n.Skip(9).Average()", /0x8000000b/],
    ["@$n.Skip(9).Aggregate((a, b) => a)", /0x8000000b/],
    ["@$ports.Select(p => p.Address).FirstNonError(p => p.Nothing)", /0x8000000b/],
    ["@$n.Skip(9).Min()", /0x8000000b/],
  ];
  for (const [text, message] of failures) {
    it(`says why ${text} fails`, () => {
      assert.throws(() => setUp().evaluate(text), { message });
    });
  }
});
