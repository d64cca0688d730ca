/** What the user sees of errors that scripts throw, with their places. */
import assert from "node:assert/strict";
import { SimulatedDebugger } from "../../host/debugger.ts";
import type { DebuggerOptions } from "../../host/debugger.ts";
import { shownText } from "../../host/errors.ts";
import { openBench } from "./bench.ts";
import { tinyTarget } from "./tiny-target.ts";

/** What is shown when the function `f` of a script fails. */
function shown(source: string, options: DebuggerOptions = {}): string {
  const simulated = new SimulatedDebugger(options);
  simulated.openTarget(tinyTarget());
  simulated.scriptLoad({ name: "C:\\x\\probe.js", source });
  const { model } = simulated;
  try {
    model.call(model.get(model.pseudoVariable("scriptContents"), "f"), undefined, []);
  } catch (error) {
    return shownText(error);
  }
  throw new Error("nothing was thrown");
}

describe("what is shown of an error", () => {
  for (const [what, source, text] of [
    ["the throw statement", "function f() {\n  if (true) { throw new Error('a'); }\n}", "a [at probe (line 2 col 15)]"],
    [
      "where it was thrown, not where it was made",
      "function make() { return new Error('a'); }\nfunction f() { throw make(); }",
      "a [at probe (line 2 col 16)]",
    ],
    [
      "where it was thrown first",
      "function f() {\n try { throw new Error('a'); }\n catch (e) { throw e; }\n}",
      "a [at probe (line 2 col 8)]",
    ],
    [
      "the statement of a call that the host refuses",
      "function f() { var a = 1; var b = 2, c = host.memory.readMemoryValues('x', 1); }",
      "Invalid argument to method 'readMemoryValues' [at probe (line 1 col 38)]",
    ],
    [
      "the first declaration of several at its keyword",
      "function f() { const a = undefinedName, b = 1; }",
      "'undefinedName' is not defined [at probe (line 1 col 16)]",
    ],
    [
      "an arrow function's expression",
      "var f = () => undefinedName;",
      "'undefinedName' is not defined [at probe (line 1 col 15)]",
    ],
    [
      "the innermost arrow function",
      "function f() { return [1].map((x) => x.y.z); }",
      "Unable to get property 'z' of undefined or null reference [at probe (line 1 col 38)]",
    ],
    [
      "the statement that holds a condition",
      "function f() {\n  if (host.none()) { }\n}",
      "Object doesn't support property or method 'none' [at probe (line 2 col 3)]",
    ],
    [
      "behind throws and catches on the same line",
      "function f() { try { throw new Error('a'); } catch (e) { undefinedName; } }",
      "'undefinedName' is not defined [at probe (line 1 col 58)]",
    ],
    [
      "a statement after comments and line feeds of any kind",
      "/* a */\r\n// b\nfunction f() {\r\n\thost.parseInt64('x');\r\n}",
      "Invalid argument to method 'parseInt64' [at probe (line 4 col 2)]",
    ],
    [
      "a memory error deep below the host",
      "function f() {\n  const t = host.createTypedObject(1, 'nt', '_THING');\n  return t.Next;\n}",
      "Unable to read target memory at '0x19' in method '_THING *' [at probe (line 3 col 3)]",
    ],
    ["the engine's stack", "function f() { return f() + 1; }", "Out of stack space [at probe (line 1 col 16)]"],
  ] as const) {
    it(`reports ${what}`, () => assert.equal(shown(source), text));
  }

  for (const [thrown, text] of [
    ["'text'", "Unknown exception"],
    ["42", "Unknown exception"],
    ["undefined", "Unknown exception"],
    ["({ message: 'm' })", "Unknown exception"],
  ] as const) {
    it(`is no more than "Unknown exception" for ${thrown}`, () =>
      assert.equal(shown(`function f() { throw ${thrown}; }`), text));
  }

  for (const [code, text] of [
    ["JSON.parse('{')", "JSON.parse Error: Invalid character at position:1"],
    ["null.p", "Unable to get property 'p' of undefined or null reference"],
    ["undefined.p = 1", "Unable to set property 'p' of undefined or null reference"],
    ["(1).m()", "Object doesn't support property or method 'm'"],
    ["var a = 1; a()", "Function expected"],
    ["new Array(-1)", "Array length must be a finite positive integer"],
    ["b; let b", "Use before declaration"],
    ["'use strict'; Object.freeze([1]).push(2)", "Cannot create property for a non-extensible object"],
  ] as const) {
    it(`is worded as by ChakraCore for ${code}`, () => {
      assert.equal(shown(`function f() { ${code}; }`).replace(/ \[at .*/, ""), text);
      assert.equal(openBench().evaluate(`try { (function () { ${code}; })(); } catch (e) { return e.message; }`), text);
    });
  }

  it("has no place where no script threw", () => {
    const bench = openBench();
    try {
      bench.debugger.model.get(bench.debugger.model.castToPointer("nt!_THING", 1, 1), "Long");
      assert.fail("nothing was thrown");
    } catch (error) {
      assert.equal(shownText(error), "Unable to read target memory at '0x5' in method 'unsigned long'");
    }
  });

  it("is the string conversion of what was thrown with V8, without a place", () => {
    const v8 = { engine: "v8" } as const;
    assert.equal(shown("function f() { throw new Error('a'); }", v8), "Error: a");
    assert.equal(shown("function f() { const e = new Error('a'); e.name = ''; throw e; }", v8), "a");
    assert.equal(shown("function f() { throw 'text'; }", v8), "text");
    assert.equal(shown("function f() { throw 42; }", v8), "42");
    assert.equal(shown("function f() { null.p; }", v8), "TypeError: Cannot read properties of null (reading 'p')");
  });

  it("leaves the marks of throws and catches unseen", () => {
    const names = openBench().evaluate(
      "return Object.getOwnPropertyNames(Function('return this')()).filter(name => name.startsWith('__')).join();",
    );
    assert.equal(names, "");
  });
});
