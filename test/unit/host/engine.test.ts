/** The script engine: ES2016 language and library, nothing newer. */
import assert from "node:assert/strict";
import { SimulatedDebugger } from "../../host/debugger.ts";
import { messageOf } from "../../host/errors.ts";
import { openBench } from "./bench.ts";

function loadFailure(source: string): string {
  try {
    new SimulatedDebugger().scriptLoad({ name: "s.js", source });
  } catch (error) {
    return messageOf(error);
  }
  return "";
}

describe("the script engine", () => {
  it("takes one classic script, not a module", () => {
    assert.match(loadFailure(`import x from "y";`), /Syntax error/);
    assert.match(loadFailure("export const a = 1;"), /Syntax error/);
  });

  for (const [what, source] of [
    ["class fields", "class A { x = 1; }"],
    ["private fields", "class A { #x; }"],
    ["static fields", "class A { static x = 1; }"],
    ["optional chaining", "var a = {}; a?.b;"],
    ["logical assignment", "var a; a ||= 1;"],
    ["BigInt literals", "var a = 1n;"],
    ["named groups", "/(?<a>b)/;"],
    ["look-behind", "/(?<=a)b/;"],
    ["property escapes", "/\\p{L}/u;"],
    ["object spread", "var a = { ...{} };"],
    ["optional catch binding", "try { } catch { }"],
    ["the ?? operator", "var a = null ?? 1;"],
    ["async functions", "async function f() { }"],
    ["trailing commas in calls", "f(1,);"],
  ] as const) {
    it(`refuses ${what}`, () => assert.match(loadFailure(source), /Syntax error in 's\.js'/));
  }

  it("refuses newer regular expressions made at run time too", () => {
    assert.match(openBench().failure("return new RegExp('(?<=a)b');"), /Invalid regular expression/);
    assert.match(openBench().failure("return RegExp('a', 's');"), /Invalid regular expression/);
    assert.equal(openBench().evaluate("return new RegExp('a/b\\\\/[/]', 'i').test('xA/B//');"), true);
  });

  it("knows ES2016: classes, generators, destructuring, Map, Set, Proxy, typed arrays, **, includes", () => {
    const answer = openBench().evaluate(`
      class Base { get size() { return 2; } }
      class Derived extends Base { *[Symbol.iterator]() { yield* [this.size, 2 ** 3]; } }
      const [a, b, ...rest] = [...new Derived(), new Map([[1, 2]]).get(1), new Set([7]).has(7)];
      const view = new DataView(new Uint8Array([1, 0, 0, 0]).buffer);
      const proxied = new Proxy({}, { get: (target, name) => name + "!" });
      return [a, b, rest.length, view.getUint32(0, true), [1].includes(1), proxied.p, Reflect.ownKeys({ k: 1 })[0], Math.trunc(1.5)].join();
    `);
    assert.equal(answer, "2,8,2,1,true,p!,k,1");
  });

  for (const name of [
    "require",
    "process",
    "console",
    "setTimeout",
    "setInterval",
    "queueMicrotask",
    "structuredClone",
    "BigInt",
    "BigInt64Array",
    "Intl",
    "WeakRef",
    "FinalizationRegistry",
    "TextDecoder",
    "TextEncoder",
    "globalThis",
    "WebAssembly",
    "SharedArrayBuffer",
    "Atomics",
    "URL",
    "Buffer",
    "module",
    "exports",
    "performance",
    "fetch",
    "global",
    "AggregateError",
    "Iterator",
  ]) {
    it(`has no global '${name}'`, () => assert.equal(openBench().evaluate(`return typeof ${name};`), "undefined"));
  }

  for (const member of [
    "''.matchAll",
    "''.replaceAll",
    "''.padStart",
    "''.padEnd",
    "''.trimStart",
    "''.at",
    "[].flat",
    "[].flatMap",
    "[].at",
    "[].findLast",
    "Object.entries",
    "Object.values",
    "Object.fromEntries",
    "Object.getOwnPropertyDescriptors",
    "Object.hasOwn",
    "Promise.allSettled",
    "Promise.prototype.finally",
    "new Uint8Array(1).at",
    "Symbol.asyncIterator",
    "Symbol.matchAll",
    "Symbol().description",
    "/a/.dotAll",
    "new DataView(new ArrayBuffer(8)).getBigUint64",
    "Error.captureStackTrace",
    "Map.groupBy",
    "(function* () {})().map",
  ]) {
    it(`has no ${member}`, () => assert.equal(openBench().evaluate(`return ${member};`), undefined));
  }

  it("runs no Promise jobs", () => {
    assert.match(openBench().failure("Promise.resolve(1).then(() => 1);"), /no Promise jobs/);
  });

  it("makes functions from text of the same syntax; eval is refused", () => {
    assert.notEqual(openBench().failure("return eval('1');"), "");
    assert.equal(
      openBench().evaluate(
        "return new Function('a', 'b', 'return a + b')(1, 2) + Function('return this')().parseInt('3');",
      ),
      6,
    );
    assert.equal(openBench().evaluate("return (function () { }).constructor('return typeof host')();"), "object");
    assert.match(openBench().failure("return Function('return a?.b')();"), /Syntax error/);
  });

  it("keeps the globals of two scripts apart", () => {
    const bench = openBench();
    bench.debugger.scriptLoad({ name: "one.js", source: "var shared = 1; Array.prototype.mark = 1;" });
    assert.equal(bench.evaluate("return typeof shared + typeof [].mark;"), "undefinedundefined");
  });
});
