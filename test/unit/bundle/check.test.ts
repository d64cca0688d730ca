/**
 * The check of the built script: lets the product pass and refuses each kind of defect. That each build gives the same
 * is shown by `npm run check:bundle`, which compares a fresh one with the one in dist/.
 */
import assert from "node:assert/strict";
import { scriptText } from "../../scenarios/pack.ts";

interface Checker {
  validateBundle(text: string): readonly string[];
}

/** A script with the three entry points and nothing else. */
const plain =
  "var { initializeScript, uninitializeScript, invokeScript } = (function () { function f() {} return { initializeScript: f, uninitializeScript: f, invokeScript: f }; })();\n";

describe("the check of a built script", () => {
  let validateBundle: Checker["validateBundle"];

  before(async () => {
    ({ validateBundle } = (await import(new URL("../../bundle/check.mjs", import.meta.url).href)) as Checker);
  });

  it("lets the pack pass", () => {
    assert.deepEqual(validateBundle(scriptText), []);
    assert.deepEqual(validateBundle(plain), []);
  });

  const refused: readonly (readonly [what: string, broken: string, complaint: RegExp])[] = [
    ["optional chaining", "(function () { var o = {}; return o?.p; })();", /not ES2016/],
    ["a class field", "(function () { return class { field = 1; }; })();", /not ES2016/],
    ["a trailing comma in a call", "(function () { return Math.max(1, 2,); })();", /not ES2016/],
    ["an async function", "(function () { return async function () { return 1; }; })();", /not ES2016/],
    ["object spread", "(function () { var o = {}; return { ...o }; })();", /not ES2016/],
    ["an import", 'import fs from "fs";', /not ES2016/],
    ["a BigInt literal", "(function () { return 1n; })();", /not ES2016/],
    ["a global of Node", "(function () { return process.argv; });", /'process' is not defined/],
    ["a global of later engines", "(function () { return globalThis; });", /'globalThis' is not defined/],
    ["BigInt", "(function () { return BigInt(1); });", /'BigInt' is not defined/],
    ["a timer", "(function () { setTimeout(function () {}, 1); });", /'setTimeout' is not defined/],
    ["a leaked function", "function helper() {}", /leaks the global helper\./],
    ["a leaked variable", "var leaked = 1;", /leaks the global leaked\./],
    ["a leaked let", "let hidden = 1;", /leaks the global hidden\./],
    ["a leaked const", "const hidden = 1;", /leaks the global hidden\./],
    ["a leaked class", "class Hidden {}", /leaks the global Hidden\./],
    [
      "a name that the bundler numbered",
      "(function () { function facts() { return facts2(); } function facts2() { return facts(); } return facts; })();",
      /'facts2' was numbered/,
    ],
    [
      "a getter that is copied",
      "(function () { return Object.assign({ get p() { return 1; } }, {}); });",
      /a getter is copied/,
    ],
    ["a script that is far too large", `/* ${"x".repeat(2_000_000)} */`, /bytes; at most/],
    ["root code that touches the debugger", "host.currentSession.Processes;", /does not run on its own/],
  ];

  for (const [what, broken, complaint] of refused) {
    it(`refuses ${what}`, () => {
      assert.match(validateBundle(`${plain}${broken}\n`).join("\n"), complaint);
    });
  }

  it("refuses a script that lacks an entry point", () => {
    assert.deepEqual(validateBundle("var initializeScript = 1, invokeScript = 2;\n"), [
      "The script has no global uninitializeScript.",
    ]);
  });
});

describe("the built script", () => {
  it("can be read, and says what it is", () => {
    assert.match(scriptText, /^\/\/ alpcx \d+\.\d+\.\d+: ALPC and LPC for WinDbg/);
    assert.match(scriptText, /^\/\/ License: MIT\. Usage: \.scriptload alpcx\.js/m);
    const lines = scriptText.split("\n");
    assert.ok(
      lines.length > 1000 && lines.filter((line) => line.length > 600).length < lines.length / 200,
      "lines of a readable length",
    );
    // Some older debuggers take a script without a byte order mark for one of the system's code page.
    assert.match(scriptText, /^[\t\n\r -~]*$/);
  });
});
