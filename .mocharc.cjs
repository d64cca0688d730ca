"use strict";
/** The whole suite, or just the test files that are named on the command line. */
const { readdirSync } = process.getBuiltinModule("node:fs");

/** Files that take longest. They come first, so that no worker is left with one of them at the end. */
const longest = [
  "unit/page/pages",
  "unit/dump/saved-target",
  "unit/typings/typings",
  "scenarios/findings",
  "scenarios/properties",
  "scenarios/cost",
  "scenarios/fuzz",
  "scenarios/snapshot-model-messages",
  "scenarios/hangs-reported-threads",
  "scenarios/hangs-roots",
  "unit/dump/fuzz",
  "scenarios/indexes",
  "scenarios/compare",
  "scenarios/robustness-partial",
  "scenarios/wrong-targets",
  "scenarios/robustness-memory",
  "unit/lpc/robustness",
];

/** In the order in which workers take them. */
function allFiles() {
  const rest = readdirSync("test", { recursive: true })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /^(?:unit|scenarios)\/.*\.test\.ts$/.test(path))
    .map((path) => path.replace(/\.test\.ts$/, ""));
  return [...new Set([...longest, ...rest.sort()])].map((name) => `test/${name}.test.ts`);
}

const named = process.argv.slice(2).some((argument) => /\.test\.ts$/.test(argument));

module.exports = {
  spec: named ? [] : allFiles(),
  require: ["./test/page-assets.mjs", "./test/build-once.mjs"],
  // Scenes are large and live for one test: with a small young generation much of them is copied before it dies.
  "node-option": ["import=./test/typescript.mjs", "min-semi-space-size=16", "max-semi-space-size=32"],
  timeout: 60000,
  reporter: "dot",
};
