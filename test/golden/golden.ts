/** Golden texts: displays kept as files in this folder, compared, and written again with UPDATE_GOLDEN=1. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Set to "1", it makes assertGolden write what it is given: the one way to regenerate the texts. Read the difference
 * before committing.
 */
export const updateSwitch = "UPDATE_GOLDEN";

const root = dirname(fileURLToPath(import.meta.url));

const asserted = new Set<string>();

/**
 * Compares a display with `test/golden/<name>.txt`. `name` is a path such as "kd/dx-object", one small scene each.
 * Throws AssertionError when the texts differ or the file is missing.
 */
export function assertGolden(name: string, actual: string): void {
  const path = join(root, `${name}.txt`);
  const text = actual.endsWith("\n") ? actual : `${actual}\n`;
  asserted.add(path);
  if (process.env[updateSwitch] === "1") {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return;
  }
  assert.ok(existsSync(path), `golden text ${name} is missing: run the tests with ${updateSwitch}=1, then read it`);
  assert.equal(text, readFileSync(path, "utf8").replaceAll("\r\n", "\n"), `differs from golden text ${name}`);
}

/** Mocha's options that leave tests out: then it cannot be known which texts are in use. */
const filterOptions = ["-g", "--grep", "-f", "--fgrep"];

/**
 * For an `after` hook: throws when `test/golden/<folder>` holds a text that no test of the run has asserted. The folder
 * must be that of one test file, since files may run in processes of their own. Does nothing in a run of which `words`,
 * its command line, leave tests out.
 */
export function assertAllGoldensUsed(folder: string, words: readonly string[] = process.argv): void {
  if (words.some((word) => filterOptions.includes(word))) {
    return;
  }
  const path = join(root, folder);
  const texts = existsSync(path) ? readdirSync(path, { recursive: true, encoding: "utf8" }) : [];
  const unused = texts.filter((file) => file.endsWith(".txt") && !asserted.has(join(path, file)));
  assert.deepEqual(unused, [], `golden texts that no test asserts in ${folder}: delete them`);
}
