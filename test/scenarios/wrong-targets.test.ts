/** Targets that the script cannot answer for: one clear sentence each. */
import assert from "node:assert/strict";
import type { LayoutTable, SimulatedTarget } from "../host/target.ts";
import { openPack, type Pack } from "./pack.ts";
import { createScene } from "./scene.ts";

const LAYOUT = "win10-19041-x64";

/** A target like another one but for some members. */
function altered(target: SimulatedTarget, changes: Partial<SimulatedTarget>): SimulatedTarget {
  return Object.create(
    target,
    Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, { value }])),
  ) as SimulatedTarget;
}

function without<T>(members: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  assert.ok(name in members, name);
  return Object.fromEntries(Object.entries(members).filter(([own]) => own !== name));
}

/** The scene with symbols that lack a type, a field ("_TYPE.Field") or a symbol. */
function openWithout(missing: {
  readonly type?: string;
  readonly field?: readonly [type: string, name: string];
  readonly symbol?: string;
}): Pack {
  const adaptShownLayout = (layout: LayoutTable): LayoutTable => {
    const [owner, field] = missing.field ?? [];
    const type = owner === undefined ? undefined : layout.types[owner];
    return {
      ...layout,
      ...(missing.type === undefined ? {} : { types: without(layout.types, missing.type) }),
      ...(type === undefined || field === undefined || owner === undefined
        ? {}
        : { types: { ...layout.types, [owner]: { ...type, fields: without(type.fields, field) } } }),
      ...(missing.symbol === undefined ? {} : { symbols: without(layout.symbols, missing.symbol) }),
    };
  };
  return openPack(createScene(LAYOUT, { adaptShownLayout }).image.target);
}

/** Everything that asks the target, from every place where the pack hangs. */
const questions = [
  "dx @$cursession.Alpc",
  "dx @$curprocess.Alpc",
  "dx @$curthread.Alpc",
  "!alpcx",
  "!alpcx_ports",
  "!alpcx_messages",
  "!alpcx_waits",
  "!alpcx_findings",
  "!alpcx_port 5",
  '!alpcx_find "x"',
];

function refusesEverything(pack: Pack, sentence: string): void {
  for (const question of questions) {
    assert.equal(pack.printFailure(question), sentence, question);
  }
  // What needs no target still answers.
  assert.match(pack.print("!alpcx_help"), /Commands of alpcx/);
  assert.match(pack.print("dx Debugger.Utility.Alpc.Version"), / : \d+\.\d+\.\d+\n/);
}

describe("targets that cannot be answered for", () => {
  it("are reported in one sentence: a user-mode process", () => {
    const pack = openPack(altered(createScene(LAYOUT).image.target, { isKernel: false }));
    refusesEverything(
      pack,
      "alpcx reads the kernel's ports, and this target is a user-mode process: attach to a kernel or open a kernel dump.",
    );
  });

  it("are reported in one sentence: no kernel symbols, or no such module", () => {
    const { target } = createScene(LAYOUT).image;
    const [nt] = target.modules;
    assert.ok(nt);
    const { layout: _layout, ...bare } = nt;
    for (const modules of [[{ ...bare, symbols: new Map() }], []]) {
      refusesEverything(
        openPack(altered(target, { modules })),
        "The symbols of nt are not loaded, so no structure can be found: set the symbol path (.symfix), run .reload /f nt, then ask again.",
      );
    }
  });

  it("are reported in one sentence: symbols without the ALPC types", () => {
    for (const type of ["_ALPC_PORT", "_KALPC_MESSAGE"]) {
      refusesEverything(
        openWithout({ type }),
        `The symbols of this kernel do not describe ${type} (as on Windows Vista without a service pack): ALPC ports cannot be decoded here.`,
      );
    }
  });

  it("are reported in one sentence: a kernel of neither generation", () => {
    refusesEverything(
      openWithout({ field: ["_ETHREAD", "AlpcMessageId"] }),
      "The symbols of nt have neither AlpcMessageId nor LpcReplyMessageId in _ETHREAD: unsupported kernel, or mismatched symbols. Check that the symbols fit the target (lm m nt).",
    );
  });

  it("are reported in one sentence: no target at all", () => {
    const pack = openPack(createScene(LAYOUT).image.target);
    pack.debugger.closeTarget(pack.session);
    assert.equal(
      pack.printFailure("!alpcx_ports"),
      "There is no target: attach to a kernel or open a kernel dump, then ask again.",
    );
  });

  it("answer again once the symbols are there", () => {
    const { target } = createScene(LAYOUT).image;
    const [nt] = target.modules;
    assert.ok(nt);
    const { layout: _layout, ...bare } = nt;
    let modules = [{ ...bare, symbols: new Map() } as typeof nt];
    const pack = openPack(Object.create(target, { modules: { get: () => modules } }) as SimulatedTarget);
    assert.match(pack.printFailure("!alpcx_ports"), /symbols of nt are not loaded/);
    modules = [nt];
    assert.equal(pack.ask("@$cursession.Alpc.Ports.Count()"), 19);
  });
});

describe("symbols that lack something", () => {
  it("a missing field is reported in its place, the rest stays", () => {
    const pack = openWithout({ field: ["_ALPC_PORT", "MainQueue"] });
    const port = pack.evaluate('@$cursession.Alpc.ConnectionPorts["ntsvcs"]');
    assert.equal(
      pack.display(pack.property(port, "MainQueue")),
      "<_ALPC_PORT.MainQueue is not in this build of Windows>",
    );
    assert.equal(pack.property(pack.property(port, "MainQueue"), "Kind"), "NotInThisBuild");
    assert.equal(pack.ask('@$cursession.Alpc.ConnectionPorts["ntsvcs"].PendingQueue.Count'), 1);
    assert.match(pack.display(port), /'\\RPC Control\\ntsvcs' of services\.exe \(204\), 2 messages queued$/);
    assert.equal(pack.ask("@$cursession.Alpc.Ports.Count()"), 19);
  });

  it("without the list of ports they are found by all other sources, which is reported once", () => {
    const pack = openWithout({ symbol: "AlpcpPortList" });
    const text = pack.print("!alpcx_ports");
    assert.match(
      text,
      /^alpcx: not all ports could be seen: nt!AlpcpPortList is not in this build of Windows \(19 seen\)\.$/m,
    );
    assert.equal(text.match(/ALPC_\w+_PORT/g)?.length, 19);
    assert.doesNotMatch(pack.print("!alpcx_ports"), /could be seen/);
  });

  for (const type of [
    "_ALPC_COMMUNICATION_INFO",
    "_BLOB",
    "_OBJECT_HEADER",
    "_HANDLE_TABLE",
    "_KWAIT_BLOCK",
    "_KQUEUE",
  ]) {
    it(`without ${type} every display still comes, with the reason where something is missing`, () => {
      const pack = openWithout({ type });
      for (const question of [
        "dx @$cursession.Alpc",
        "dx -r2 @$curprocess.Alpc",
        "dx -r2 @$curthread.Alpc",
        "!alpcx",
        "dx -r2 @$cursession.Alpc.Ports.Take(4)",
        "!alpcx_messages",
        "!alpcx_waits",
        "!alpcx_findings",
      ]) {
        const text = pack.print(question);
        assert.doesNotMatch(text, /TypeError|undefined|\[object |NaN/, question);
      }
    });
  }
});
