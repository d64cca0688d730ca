/** The golden texts' own support: fails for missing, different and unused texts. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { assertAllGoldensUsed, assertGolden, updateSwitch } from "../../golden/golden.ts";

describe("golden texts", () => {
  const goldens = join(dirname(fileURLToPath(import.meta.url)), "../../golden");
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(goldens, "check-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("fails for a missing and for a different text", function () {
    if (process.env[updateSwitch] === "1") {
      this.skip();
    }
    assert.throws(() => {
      assertGolden(`${basename(folder)}/missing`, "x");
    }, /is missing/);
    writeFileSync(join(folder, "other.txt"), "written\n");
    assert.throws(() => {
      assertGolden(`${basename(folder)}/other`, "shown");
    }, /differs from golden text/);
  });

  it("fails for a text that nothing asserts, but not in a filtered run", () => {
    writeFileSync(join(folder, "known.txt"), "same\n");
    assertGolden(`${basename(folder)}/known`, "same");
    assertAllGoldensUsed(basename(folder), []);
    writeFileSync(join(folder, "left-over.txt"), "x\n");
    assert.throws(() => {
      assertAllGoldensUsed(basename(folder), []);
    }, /left-over\.txt/);
    assertAllGoldensUsed(basename(folder), ["--grep", "kd"]);
  });

  it("passes for a folder without texts", () => {
    assert.doesNotThrow(() => {
      assertAllGoldensUsed("no-such-folder", []);
    });
  });
});
