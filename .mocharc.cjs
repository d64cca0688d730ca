"use strict";
/** The whole suite, or just the test files that are named on the command line. */
const named = process.argv.slice(2).some((argument) => /\.test\.ts$/.test(argument));

module.exports = {
  spec: named ? [] : ["test/unit/**/*.test.ts", "test/scenarios/**/*.test.ts"],
  require: ["./test/page-assets.mjs", "./test/build-once.mjs"],
  "node-option": ["import=./test/typescript.mjs"],
  timeout: 60000,
  reporter: "dot",
};
