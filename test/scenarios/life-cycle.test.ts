/** Loading and unloading the script leaves nothing behind and touches no target. */
import assert from "node:assert/strict";
import { createScene } from "./scene.ts";
import { openPack, Pack, SCRIPT_NAME, scriptText } from "./pack.ts";

/** What the debugger shows of itself: names that a script can add to. */
function surface(pack: Pack): unknown {
  const { model } = pack.debugger;
  const members = (value: unknown): readonly string[] => [...model.keys(value), ...model.methods(value)];
  const port = pack.debugger.model.castToPointer(
    "nt!_ALPC_PORT",
    1,
    model.int64(pack.session.target.modules[0]?.base ?? 0n),
  );
  return {
    pseudoVariables: [...(model.pseudoVariableNames?.() ?? [])].sort(),
    aliases: ["alpcx", "alpcx_ports", "alpcx_help"].map((name) => model.pseudoVariable(name) !== undefined),
    session: members(model.pseudoVariable("cursession")),
    process: members(model.pseudoVariable("curprocess")),
    thread: members(model.pseudoVariable("curthread")),
    contents: members(model.pseudoVariable("scriptContents")),
    utility: members(pack.evaluate("Debugger.Utility")),
    port: members(port),
    portee: model.has(port, "Alpcx"),
    scripts: members(pack.evaluate("Debugger.State.Scripts")),
  };
}

describe("loading and unloading", () => {
  it("leaves the debugger as it was, however much was asked in between", () => {
    const pack = new Pack(createScene("win10-19041-x64").image.target);
    const before = surface(pack);
    for (let round = 0; round < 2; round += 1) {
      pack.load();
      assert.notDeepEqual(surface(pack), before);
      pack.print(
        "!alpcx; !alpcx_ports; !alpcx_findings; dx -r2 @$curprocess.Alpc; dx -r2 @$curthread.Alpc; dx Debugger.Utility.Alpc",
      );
      assert.equal(
        pack.ask("((nt!_ALPC_PORT*)@$cursession.Alpc.Ports.First().Address).Alpcx.Kind"),
        "ALPC_CONNECTION_PORT",
      );
      pack.unload();
      assert.deepEqual(surface(pack), before);
      assert.equal(pack.printFailure("!alpcx"), "alpcx is not extension gallery command\nNo export alpcx found");
      assert.match(pack.printFailure("dx @$cursession.Alpc"), /Unable to bind name 'Alpc'/);
    }
  });

  it("takes objects from before it was loaded again for what they stand for", () => {
    const pack = openPack(createScene("win10-19041-x64").image.target);
    pack.evaluate('@$port = @$cursession.Alpc.ConnectionPorts["ntsvcs"]');
    pack.evaluate("@$message = @$cursession.Alpc.Messages.First()");
    pack.unload();
    pack.load();
    assert.match(pack.print("!alpcx_port @$port"), /ALPC_CONNECTION_PORT '\\RPC Control\\ntsvcs'/);
    assert.match(pack.print("!alpcx_message @$message"), /: 0x\w+ id 0x\w+ LPC_\w+ of /);
  });

  it("hides everything but the entry points", () => {
    const pack = openPack(createScene("win10-19041-x64").image.target);
    const contents = pack.evaluate("Debugger.State.Scripts.alpcx.Contents");
    assert.deepEqual([...pack.debugger.model.keys(contents)], []);
    assert.deepEqual([...pack.debugger.model.methods(contents)].sort(), [
      "initializeScript",
      "invokeScript",
      "uninitializeScript",
    ]);
  });

  it("cannot be loaded twice, and the first one goes on working", () => {
    const pack = openPack(createScene("win10-19041-x64").image.target);
    assert.throws(() => pack.load(), /loaded already/);
    assert.equal(pack.ask("@$cursession.Alpc.Generation"), "ALPC");
  });

  it("touches nothing of the target, and needs none", () => {
    const pack = new Pack(createScene("win10-19041-x64").image.target);
    const { bytes } = pack.cost(() => {
      pack.load();
    });
    assert.equal(bytes, 0);
    pack.unload();
    pack.debugger.closeTarget(pack.session);
    pack.load();
    assert.match(pack.print("!alpcx_help"), /Commands of alpcx/);
  });

  it("says where to start when it is run", () => {
    const pack = new Pack(createScene("win10-19041-x64").image.target);
    pack.debugger.scriptRun({ name: SCRIPT_NAME, source: scriptText });
    assert.match(
      pack.debugger.output.take(),
      /\nalpcx is loaded\. Start with !alpcx or dx @\$cursession\.Alpc; !alpcx_help explains everything\.\n$/,
    );
    // Running it again replaces it.
    pack.debugger.scriptRun({ name: SCRIPT_NAME, source: scriptText });
    assert.equal(pack.ask("@$cursession.Alpc.Generation"), "ALPC");
  });
});
