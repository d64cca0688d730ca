/** Where the script host's behavior is undocumented, answers are the same whichever way it behaves. */
import assert from "node:assert/strict";
import { hostMoods } from "../host/debugger.ts";
import type { LayoutId } from "../kernel/index.ts";
import { processAnswers, systemAnswers, threadAnswers } from "./answers.ts";
import { openPack } from "./pack.ts";
import { createScene } from "./scene.ts";

/**
 * The answers ask for what the engine's own list of processes names, so the engine has one here: 32-bit kernels as they
 * were seen have tests of their own.
 */
const listingMoods = hostMoods.map((mood) => ({ ...mood, targets32: "plain" as const }));

/** Everything that the pack says about the scene, and what it makes of the forms in which a user can name a thing. */
function everything(layout: LayoutId, mood: (typeof hostMoods)[number]): readonly string[] {
  const scene = createScene(layout);
  const pack = openPack(scene.image.target, mood);
  const literal = `0x${scene.ntsvcs.address.toString(16)}`;
  const type = scene.image.facts.generation === "ALPC" ? "nt!_ALPC_PORT" : "nt!_LPCP_PORT_OBJECT";
  const named = [
    `@$cursession.Alpc.Port(${literal})`,
    `@$cursession.Alpc.Port("${literal}")`,
    `((${type}*)${literal}).Alpcx`,
    `@$cursession.Alpc.Port((${type}*)${literal})`,
    `@$cursession.Alpc.Ports[${literal}]`,
    `Debugger.Utility.Alpc.Process(0x804)`,
    "Debugger.Utility.Alpc.Process(@$curprocess)",
    "Debugger.Utility.Alpc.Thread(@$curthread)",
    "Debugger.Utility.Alpc.Process(0x804).Process.Name",
    "Debugger.Utility.Alpc.Thread(0x808).Thread.Id == 0x808",
    "@$curprocess.Alpc",
    "@$curthread.Alpc",
  ];
  return [
    ...systemAnswers(pack),
    ...processAnswers(pack),
    ...threadAnswers(pack),
    ...named.map((expression) => `${expression}: ${String(pack.ask(expression))}`),
  ];
}

describe("where the script host's behavior is not documented", () => {
  for (const layout of ["win10-10240-x86", "win10-19041-x64", "winxp-sp3-x86"] as const) {
    it(`the answers are the same whichever way it is, on ${layout}`, () => {
      const [usual, ...others] = listingMoods;
      assert.ok(usual);
      const expected = everything(layout, usual).join("\n");
      assert.ok(expected.includes("ntsvcs"));
      for (const mood of others) {
        assert.equal(everything(layout, mood).join("\n"), expected, mood.name);
      }
    });
  }
});
