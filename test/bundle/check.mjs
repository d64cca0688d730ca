/**
 * Checks a built script: that it parses as ES2016, uses only globals that Chakra has, leaves only its entry points
 * behind, has no names that the bundler numbered, copies no getters (a copy asks them all at once, so that nothing is
 * lazy anymore), and keeps to its size.
 *
 *   node test/bundle/check.mjs dist/alpcx.js
 */
import { readFileSync } from "node:fs";
import vm from "node:vm";
import { parse } from "acorn";
import { simple } from "acorn-walk";
import { analyze } from "eslint-scope";
import globals from "globals";

const ENTRY_POINTS = ["initializeScript", "invokeScript", "uninitializeScript"];

/** ES2016 built-ins; `host` is the debugger's. Chakra lacks SharedArrayBuffer and Atomics, which are of 2017 anyway. */
const KNOWN_GLOBALS = { ...globals.es2016, host: false };

/** The script is read from a file, often over a network share, and parsed without a compiler each time it is loaded. */
const MOST_BYTES = 985_000;

/** Sentences about what is wrong with a script's text; none when it is fit for the debugger. */
export function validateBundle(text) {
  let tree;
  try {
    tree = parse(text, { ecmaVersion: 2016, sourceType: "script", ranges: true, locations: true });
  } catch (error) {
    return [`The script is not ES2016: ${error.message}`];
  }
  const scopes = analyze(tree, { ecmaVersion: 2016, sourceType: "script" }).scopes;
  return [
    ...validateGlobals(scopes),
    ...validateNames(scopes),
    ...validateCopies(tree),
    ...validateSize(text),
    ...validateLeaks(text),
  ];
}

/** Names that no scope of the script defines. */
function validateGlobals(scopes) {
  const unknown = scopes[0].through
    .map(({ identifier }) => identifier)
    .filter(({ name }) => !(name in KNOWN_GLOBALS) && !scopes[0].set.has(name));
  return unknown.map(({ name, loc }) => `Line ${loc.start.line}: '${name}' is not defined.`);
}

/** Variables that are called like another one with a number behind it: the bundler's way to tell them apart. */
function validateNames(scopes) {
  const isKnown = (scope, name) => scope !== null && (scope.set.has(name) || isKnown(scope.upper, name));
  const numbered = scopes
    .flatMap(({ variables }) => variables)
    .filter(
      ({ name, identifiers, scope }) =>
        identifiers.length > 0 && isKnown(scope, /^(.*[A-Za-z_$])[0-9]+$/.exec(name)?.[1]),
    );
  return numbered.map(
    ({ name, identifiers: [{ loc }] }) => `Line ${loc.start.line}: '${name}' was numbered by the bundler.`,
  );
}

/** Object.assign asks every getter of its sources once and keeps the answers. */
function validateCopies(tree) {
  const found = [];
  const isGetter = ({ type, kind }) => type === "Property" && kind === "get";
  simple(tree, {
    CallExpression: ({ callee, arguments: given, loc }) => {
      const isAssign =
        callee.type === "MemberExpression" && callee.object.name === "Object" && callee.property.name === "assign";
      if (isAssign && given.some(({ type, properties }) => type === "ObjectExpression" && properties.some(isGetter))) {
        found.push(`Line ${loc.start.line}: a getter is copied with Object.assign, which asks it at once.`);
      }
    },
  });
  return found;
}

function validateSize(text) {
  return text.length <= MOST_BYTES ? [] : [`The script has ${text.length} bytes; at most ${MOST_BYTES} are wanted.`];
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
  const after = vm
    .runInContext("Object.getOwnPropertyNames(this)", context)
    .filter((name) => !before.has(name))
    .sort();
  const lexical = [...text.matchAll(/^(?:let|const|class)\s+(\w+)/gm)]
    .map(([, name]) => name)
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
  console.log(
    problems.length === 0
      ? `${path} is one classic ES2016 script with no globals but its entry points.`
      : `${problems.length} problems in ${path}.`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}
