/** Registration as a whole: aliases, the forms of records, imperative calls, several scripts and debuggers. */
import assert from "node:assert/strict";
import { SimulatedDebugger } from "../../host/debugger.ts";
import { openBench } from "./bench.ts";
import type { Bench } from "./bench.ts";
import { initialize, load, path, session, castThing } from "./registration-bench.ts";

describe("functionAlias", () => {
  it("makes a function known by name until the script is unloaded", () => {
    const bench = openBench();
    load(
      bench,
      `function f(a, b) { return [a, b, arguments.length].join(); } ${initialize('new host.functionAlias(f, "calc")')}`,
    );
    const { model } = bench.debugger;
    assert.equal(model.call(model.pseudoVariable("calc"), undefined, [1, "x"]), "1,x,2");
    assert.equal(model.call(model.pseudoVariable("calc"), undefined, []), ",,0");
    bench.debugger.scriptUnload("pack");
    assert.equal(model.pseudoVariable("calc"), undefined);
  });

  it("lets nothing of a returned undefined be shown", () => {
    const bench = openBench();
    load(bench, `function f() { } ${initialize('new host.functionAlias(f, "quiet")')}`);
    assert.equal(bench.debugger.model.call(bench.debugger.model.pseudoVariable("quiet"), undefined, []), undefined);
  });

  it("refuses names that are taken or no names, and what is no function", () => {
    const bench = openBench();
    load(bench, `function f() { } ${initialize('new host.functionAlias(f, "calc")')}`);
    const again = (args: string) => () =>
      bench.debugger.scriptLoad({
        name: "b.js",
        source: `function f() { } ${initialize(`new host.functionAlias(${args})`)}`,
      });
    assert.throws(again("f, 'calc'"), /function alias 'calc' already/);
    assert.throws(again("f, 'a b'"), /^DebuggerError: Invalid argument to method 'functionAlias'$/);
    assert.throws(again("f, ''"));
    assert.throws(again("{}, 'x'"), /^DebuggerError: Invalid argument to method 'functionAlias'$/);
  });
});

describe("records", () => {
  it("are made with new", () => {
    assert.throws(
      () => load(openBench(), `class C { } ${initialize('host.namedModelParent(C, "Debugger.Models.Session")')}`),
      /without the new keyword/,
    );
  });

  it("take a class or an object as model, no bare function", () => {
    for (const model of ["undefined", "5", "'x'", "() => 1"]) {
      assert.throws(
        () => load(openBench(), initialize(`new host.namedModelParent(${model}, "Debugger.Models.Session")`)),
        /^DebuggerError: Invalid argument to method 'namedModelParent'$/,
      );
    }
    const bench = openBench();
    load(
      bench,
      initialize('new host.namedModelParent({ get X() { return this.Id + 1; } }, "Debugger.Models.Session")'),
    );
    assert.equal(path(bench, session(bench), "X"), 1);
  });

  it("that are optional fail without failing the script", () => {
    const bench = openBench();
    load(
      bench,
      `class C { get Y() { return 1; } } ${initialize('new host.optionalRecord(new host.namedModelParent(C, "None")), new host.optionalRecord(new host.namedModelParent(C, "Debugger.Models.Session"))')}`,
    );
    assert.equal(path(bench, session(bench), "Y"), 1);
    assert.throws(
      () => bench.debugger.scriptLoad({ name: "b.js", source: initialize("new host.optionalRecord({})") }),
      /^DebuggerError: Invalid argument to method 'optionalRecord'$/,
    );
  });

  it("may declare the version of the interface that the script is written for; a larger one gives what there is", () => {
    const versions =
      "[host.currentApiVersionInitialized, host.currentApiVersionSupported].map(v => v.majorVersion + '.' + v.minorVersion).join()";
    const declared = (minor: number): unknown => {
      const bench = openBench();
      load(
        bench,
        `host.diagnostics.debugLog(${versions}, ";"); function now() { return ${versions}; } ${initialize(`new host.apiVersionSupport(1, ${minor})`)}`,
      );
      assert.match(bench.debugger.output.take(), /^1\.0,1\.7;/);
      const contents = bench.debugger.model.pseudoVariable("scriptContents");
      return bench.debugger.model.call(bench.debugger.model.get(contents, "now"), undefined, []);
    };
    assert.deepEqual([declared(0), declared(7), declared(9)], ["1.0,1.7", "1.7,1.7", "1.7,1.7"]);
    assert.throws(() => load(openBench(), initialize("new host.apiVersionSupport(2, 0)")), /not supported/);
    assert.throws(
      () => load(openBench(), initialize("new host.apiVersionSupport('1', 7)")),
      /^DebuggerError: Invalid argument to method 'apiVersionSupport'$/,
    );
    assert.throws(
      () => load(openBench(), initialize("new host.apiVersionSupport(1)")),
      /^DebuggerError: Improper number of arguments to method 'apiVersionSupport'$/,
    );
  });

  it("are all undone by the provider at unload, latest first", () => {
    const bench = openBench();
    const { model } = bench.debugger;
    const before = {
      session: model.keys(session(bench)),
      thing: model.keys(castThing(bench)),
      utility: model.keys(path(bench, model.root, "Debugger", "Utility")),
    };
    load(
      bench,
      `class C { get Mine() { return 1; } } ${initialize(`new host.namedModelParent(C, "Debugger.Models.Session"), new host.typeSignatureExtension(C, "_THING"),
      new host.namespacePropertyParent(C, "Debugger.Models.Utility", "N", "Mine"), new host.functionAlias(function () { }, "mine")`)}`,
    );
    assert.notDeepEqual(model.keys(session(bench)), before.session);
    bench.debugger.scriptUnload("pack");
    assert.deepEqual(
      {
        session: model.keys(session(bench)),
        thing: model.keys(castThing(bench)),
        utility: model.keys(path(bench, model.root, "Debugger", "Utility")),
      },
      before,
    );
    assert.equal(model.pseudoVariable("mine"), undefined);
  });

  it("are undone even when uninitializeScript throws", () => {
    const bench = openBench();
    load(
      bench,
      `class C { get Mine() { return 1; } } function uninitializeScript() { throw new Error("no"); } ${initialize('new host.namedModelParent(C, "Debugger.Models.Session")')}`,
    );
    assert.throws(() => bench.debugger.scriptUnload("pack"), /^DebuggerError: no$/);
    assert.equal(bench.debugger.model.has(session(bench), "Mine"), false);
    assert.deepEqual(bench.debugger.scriptList(), []);
  });
});

describe("imperative registration", () => {
  const source = (undo: string): string => `
    class C { get Mine() { return "mine"; } }
    function invokeScript() {
      host.registerNamedModel(C, "Mine.Model");
      host.registerExtensionForTypeSignature(C, "_THING", "nt");
      host.registerPrototypeForTypeSignature(C, "_LIST_ENTRY");
      host.getNamedModel("Debugger.Models.Session").addParentModel(C);
    }
    function uninitializeScript() { ${undo} }`;
  const answers = (bench: Bench): readonly boolean[] => [
    bench.debugger.model.has(castThing(bench), "Mine"),
    bench.debugger.model.has(bench.debugger.model.castToPointer("nt!_LIST_ENTRY", 1, 0x1000), "Mine"),
    bench.debugger.model.has(session(bench), "Mine"),
    bench.evaluate("try { return !!host.getNamedModel('Mine.Model'); } catch (e) { return false; }") === true,
  ];

  it("works at once, and stays after unload when the script does not take it back", () => {
    const bench = openBench();
    bench.debugger.scriptRun({ name: "pack.js", source: source("") });
    assert.deepEqual(answers(bench), [true, true, true, true]);
    bench.debugger.scriptUnload("pack");
    assert.deepEqual(answers(bench), [true, true, true, true]);
  });

  it("can be taken back by its counterparts", () => {
    const bench = openBench();
    bench.debugger.scriptRun({
      name: "pack.js",
      source: source(`
      host.unregisterNamedModel("Mine.Model");
      host.unregisterExtensionForTypeSignature(C, "_THING", "nt");
      host.unregisterPrototypeForTypeSignature(C, "_LIST_ENTRY");
      host.getNamedModel("Debugger.Models.Session").removeParentModel(C);`),
    });
    bench.debugger.scriptUnload("pack");
    assert.deepEqual(answers(bench), [false, false, false, false]);
  });

  it("refuses to take back what was not registered", () => {
    const bench = openBench();
    assert.match(
      bench.failure("host.unregisterExtensionForTypeSignature(class { }, '_THING');"),
      /Nothing was registered/,
    );
    assert.match(bench.failure("host.unregisterNamedModel('Debugger.Models.Session');"), /No script registered/);
  });
});

describe("two scripts", () => {
  it("extend the same model side by side", () => {
    const bench = openBench();
    for (const name of ["A", "B"]) {
      bench.debugger.scriptLoad({
        name: `${name}.js`,
        source: `class C { get ${name}() { return "${name}"; } } ${initialize('new host.namedModelParent(C, "Debugger.Models.Session")')}`,
      });
    }
    assert.deepEqual([path(bench, session(bench), "A"), path(bench, session(bench), "B")], ["A", "B"]);
    bench.debugger.scriptUnload("A");
    assert.deepEqual([path(bench, session(bench), "A"), path(bench, session(bench), "B")], [undefined, "B"]);
  });

  it("throw errors of the realm of whichever is running", () => {
    const bench = openBench();
    load(
      bench,
      `class C { get Check() { try { host.memory.readMemoryValues(0, 1); } catch (e) { return e instanceof Error; } } } ${initialize('new host.namedModelParent(C, "Debugger.Models.Session")')}`,
    );
    assert.equal(
      bench.evaluate(
        "const inner = host.currentSession.Check; try { host.memory.readMemoryValues(0, 1); } catch (e) { return inner && e instanceof Error; }",
      ),
      true,
    );
  });
});

describe("a debugger", () => {
  it("shares nothing with another", () => {
    const bench = openBench();
    load(
      bench,
      `class C { get Mine() { return 1; } } ${initialize('new host.namedModelParent(C, "Debugger.Models.Session")')}`,
    );
    const other = new SimulatedDebugger();
    other.openTarget(bench.target);
    assert.equal(other.model.has(other.model.pseudoVariable("cursession"), "Mine"), false);
  });
});
