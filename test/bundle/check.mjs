/**
 * Checks a built script: that it parses as ES2016, uses only globals that Chakra has, and leaves only its entry points behind.
 *
 *   node test/bundle/check.mjs dist/alpcx.js
 */
import { readFileSync } from "node:fs";
import vm from "node:vm";
import { parse } from "acorn";
import { Linter } from "eslint";
import globals from "globals";

const ENTRY_POINTS = ["initializeScript", "invokeScript", "uninitializeScript"];

/** ES2016 built-ins; `host` is the debugger's. Chakra lacks SharedArrayBuffer and Atomics, which are of 2017 anyway. */
const KNOWN_GLOBALS = { ...globals.es2016, host: false };

/** Sentences about what is wrong with a script's text; none when it is fit for the debugger. */
export function validateBundle(text) {
  return [...validateSyntax(text), ...validateGlobals(text), ...validateLeaks(text)];
}

function validateSyntax(text) {
  try {
    parse(text, { ecmaVersion: 2016, sourceType: "script" });
    return [];
  } catch (error) {
    return [`The script is not ES2016: ${error.message}`];
  }
}

function validateGlobals(text) {
  const messages = new Linter().verify(text, {
    // ESLint adds the built-ins of the version that it is told.
    languageOptions: { ecmaVersion: 2016, sourceType: "script", globals: KNOWN_GLOBALS },
    linterOptions: { reportUnusedDisableDirectives: "off" },
    rules: { "no-undef": "error" },
  });
  return messages.filter(({ ruleId }) => ruleId === "no-undef").map(({ line, message }) => `Line ${line}: ${message}`);
}

/** Runs the script's root code, which may touch nothing of the debugger, and looks at what it leaves. */
function validateLeaks(text) {
  const context = vm.createContext(Object.create(null));
  const before = new Set(vm.runInContext("Object.getOwnPropertyNames(this)", context));
  try {
    vm.runInContext(text, context);
  } catch (error) {
    return [`The script's root code does not run on its own: ${error.message}`];
  }
  const after = vm.runInContext("Object.getOwnPropertyNames(this)", context).filter((name) => !before.has(name)).sort();
  const lexical = [...text.matchAll(/^(?:let|const|class)\s+(\w+)/gm)].map(([, name]) => name)
    .filter((name) => vm.runInContext(`typeof ${name} !== "undefined"`, context));
  const leaked = [...after, ...lexical].filter((name) => !ENTRY_POINTS.includes(name));
  const missing = ENTRY_POINTS.filter((name) => !after.includes(name));
  return [
    ...leaked.map((name) => `The script leaks the global ${name}.`),
    ...missing.map((name) => `The script has no global ${name}.`),
  ];
}

if (process.argv[1]?.endsWith("check.mjs") === true) {
  const path = process.argv[2] ?? "dist/alpcx.js";
  const problems = validateBundle(readFileSync(path, "utf8"));
  problems.forEach((problem) => console.error(problem));
  console.log(problems.length === 0 ? `${path} is one classic ES2016 script with no globals but its entry points.` : `${problems.length} problems in ${path}.`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
