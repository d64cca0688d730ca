/**
 * A parallel run has the script built before its workers start; they find the text under the path in BUILT_SCRIPT, so
 * that all test the same one. Tests that run in one process ask for it themselves (test/scenarios/pack.ts).
 */
import { createRequire } from "node:module";

/** Name of the environment variable. */
const BUILT_SCRIPT = "ALPCX_BUILT_SCRIPT";

const isParallel = process.argv.some((word) => word === "--parallel" || word === "-p");

export function mochaGlobalSetup() {
  if (isParallel) {
    const { builtScriptPath } = createRequire(import.meta.url)("./bundle/built-script.ts");
    process.env[BUILT_SCRIPT] ??= builtScriptPath();
  }
}
