/** What stands for a process that is not there. */
import assert from "node:assert/strict";
import { Absence, type AbsenceKind } from "../../../src/target/absence.ts";
import { whoIsAbsent } from "../../../src/model/naming.ts";

describe("an absent process", () => {
  for (const [kind, shown] of [
    ["NotApplicable", "nobody"],
    ["Unreadable", "?"],
    ["Invalid", "?"],
    ["NotInThisBuild", "?"],
  ] as readonly (readonly [AbsenceKind, string])[]) {
    it(`is shown as ${shown} for ${kind}`, () => {
      assert.equal(whoIsAbsent(new Absence(kind, "no process")), shown);
    });
  }
});
