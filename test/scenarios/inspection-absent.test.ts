/** Properties that a build lacks are absent with the reason, on every layout. */
import assert from "node:assert/strict";
import { assertAllGoldensUsed, assertGolden } from "../golden/golden.ts";
import { alpcLayoutIds, type LayoutId } from "../kernel/index.ts";
import { busySystem } from "../unit/alpc/scene.ts";
import { openPack, type Pack } from "./pack.ts";

/** Objects of every class that has members of its own in the structures, by expressions that hold for every build. */
const objects: Readonly<Record<string, string>> = {
  port: '@$cursession.Alpc.ConnectionPorts["ntsvcs"]',
  message: "@$cursession.Alpc.Messages[0x10]",
  "completion port": '@$cursession.Alpc.ConnectionPorts["ntsvcs"].CompletionPort',
  "completion list": "@$cursession.Alpc.Messages[0x10].OwnerPort.CompletionList",
  attributes: '@$cursession.Alpc.ConnectionPorts["ntsvcs"].Attributes',
  security: '@$cursession.Alpc.ConnectionPorts["ntsvcs"].Security',
  process: "Debugger.Utility.Alpc.Process(0x298)",
  thread: "Debugger.Utility.Alpc.Thread(0x2c0)",
  section: '@$cursession.Alpc.Ports.SelectMany(p => p.Resources).Where(r => r.Kind == "Section").First()',
  region:
    '@$cursession.Alpc.Ports.SelectMany(p => p.Resources).Where(r => r.Kind == "Section").First().Regions.First()',
  view: '@$cursession.Alpc.Ports.SelectMany(p => p.Resources).Where(r => r.Kind == "View").First()',
  reserve: '@$cursession.Alpc.Ports.SelectMany(p => p.Resources).Where(r => r.Kind == "Reserve").First()',
  "security context":
    '@$cursession.Alpc.Ports.SelectMany(p => p.Resources).Where(r => r.Kind == "SecurityContext").First()',
  "handle data": '@$cursession.Alpc.Ports.SelectMany(p => p.Resources).Where(r => r.Kind == "HandleData").First()',
  "global information": "@$cursession.Alpc.GlobalInformation",
};

/** `port.DirectQueue: the reason` for each property that the build lacks. */
function missing(pack: Pack): readonly string[] {
  return Object.entries(objects).flatMap(([name, expression]) => {
    const object = pack.evaluate(expression);
    return pack.access.keys(object).flatMap((property) => {
      const value = pack.property(object, property);
      const isMissing =
        typeof value === "object" &&
        value !== null &&
        pack.access.keys(value).includes("Reason") &&
        pack.property(value, "Kind") === "NotInThisBuild";
      return isMissing ? [`${name}.${property}: ${String(pack.property(value, "Reason"))}`] : [];
    });
  });
}

describe("what a build lacks is absent with the reason", () => {
  after(() => {
    assertAllGoldensUsed("inspection/absent");
  });

  const lacks = new Map<LayoutId, readonly string[]>();

  for (const layout of alpcLayoutIds) {
    it(layout, () => {
      const lines = missing(openPack(busySystem(layout).target));
      lacks.set(layout, lines);
      assertGolden(`inspection/absent/${layout}`, lines.join("\n"));
    });
  }

  it("a direct queue since Windows 10, direct events too, work on behalf since 1607, message zones up to Windows 8.0", () => {
    const having = (property: string): readonly LayoutId[] =>
      alpcLayoutIds.filter((layout) => !(lacks.get(layout) ?? []).some((line) => line.startsWith(`${property}:`)));
    const windows10 = alpcLayoutIds.filter((layout) => /^win1[01]-/.test(layout));
    assert.deepEqual(having("port.DirectQueue"), windows10);
    assert.deepEqual(having("message.DirectEvent"), windows10);
    assert.deepEqual(
      having("message.WorkOnBehalf"),
      windows10.filter((layout) => layout !== "win10-10240-x86"),
    );
    assert.deepEqual(having("port.MessageZone"), ["vista-sp2-x86", "win7-sp1-x64"]);
  });
});
