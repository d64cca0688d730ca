/**
 * Each rule of the table through the built script: the trouble is found, and the same scene without it gives no
 * finding.
 */
import assert from "node:assert/strict";
import { lpcLayoutIds, type LayoutId } from "../kernel/index.ts";
import { builtInTargets } from "../kernel/targets/index.ts";
import type { Built } from "./troubles/trouble.ts";
import { troubles } from "./troubles/troubles.ts";
import { FindingsDesk, type FindingRow } from "./findings-desk.ts";
import { openPack } from "./pack.ts";

const alpcLayouts: readonly LayoutId[] = ["win7-sp1-x64", "win10-10240-x86", "win10-19041-x64", "win11-22621-x64"];

function describeRow({ rule, title, explanation }: FindingRow): string {
  return `${rule}: ${title}: ${explanation}`;
}

describe("findings", () => {
  for (const layout of [...alpcLayouts, ...lpcLayoutIds]) {
    describe(`on ${layout}`, () => {
      let desk: FindingsDesk;
      before(() => {
        desk = new FindingsDesk();
      });

      const look = (built: Built): readonly FindingRow[] => desk.look(built.image);

      for (const trouble of troubles) {
        const { rule, name, severity, says, holdsUp, also = [], lpcToo, build } = trouble;
        if (!lpcToo && lpcLayoutIds.includes(layout)) {
          continue;
        }

        it(`${rule} reports ${name}`, () => {
          const built = build(layout, true);
          const rows = look(built);
          assert.deepEqual(
            rows.map((row) => row.rule).sort(),
            [rule, ...also].sort(),
            rows.map(describeRow).join("\n"),
          );
          const found = rows.find((row) => row.rule === rule);
          assert.ok(found !== undefined);
          assert.equal(found.severity, severity);
          assert.match(found.explanation, says);
          assert.equal(found.holdsUp, holdsUp);
          assert.equal(found.subject, built.subject, found.title);
          const missing = built.evidence.filter((address) => !found.evidence.includes(address));
          assert.deepEqual(
            missing.map((address) => address.toString(16)),
            [],
            "every piece of evidence leads to an object",
          );
          assert.equal(new Set(found.evidence).size, found.evidence.length, "each piece of evidence once");
          for (const text of [found.title, found.explanation]) {
            assert.doesNotMatch(text, /^(?:the|message|port|process|thread) /, "a sentence has a capital");
          }
          assert.match(found.explanation, /^[^]*\.$/);
          assert.equal(found.display, `${severity} ${rule}: ${found.title}`);
        });

        it(`${rule} is silent without ${name}`, () => {
          const rows = look(build(layout, false));
          assert.deepEqual(rows.map(describeRow), []);
        });
      }
    });
  }

  for (const name of ["win7-idle", "win11-idle", "win10-x86-idle", "xp-lpc", "2003-lpc"]) {
    it(`are none on the healthy desktop ${name}`, () => {
      const target = builtInTargets.find((candidate) => candidate.name === name);
      assert.ok(target !== undefined);
      const pack = openPack(target.open());
      assert.deepEqual(
        pack.elements(pack.evaluate("@$cursession.Alpc.Findings")).map((finding) => pack.display(finding)),
        [],
      );
      assert.equal(pack.ask("@$cursession.Alpc.Findings.Summary"), "nothing found");
      assert.deepEqual(pack.elements(pack.evaluate("@$cursession.Alpc.Deadlocks")), []);
    });
  }
});
