/**
 * A parallel run builds the script once, before its workers start; they find the text under the path in BUILT_SCRIPT.
 * Tests that run in one process build it when they first ask for it (test/scenarios/pack.ts).
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Name of the environment variable. */
const BUILT_SCRIPT = "ALPCX_BUILT_SCRIPT";

const isParallel = process.argv.some((word) => word === "--parallel" || word === "-p");

export async function mochaGlobalSetup() {
  if (!isParallel || process.env[BUILT_SCRIPT] !== undefined) {
    return;
  }
  const { bundle } = await import("../build.mjs");
  this.built = join(await mkdtemp(join(tmpdir(), "alpcx-run-")), "alpcx.js");
  await writeFile(this.built, await bundle());
  process.env[BUILT_SCRIPT] = this.built;
}

export async function mochaGlobalTeardown() {
  if (this.built !== undefined) {
    await rm(dirname(this.built), { recursive: true, force: true });
  }
}
