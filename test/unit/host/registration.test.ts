/** Registration records: model parents, type extensions, aliases, namespace properties. */
import assert from "node:assert/strict";
import { SimulatedDebugger } from "../../host/debugger.ts";
import { openBench } from "./bench.ts";
import type { Bench } from "./bench.ts";

const initialize = (records: string): string => `function initializeScript() { return [${records}]; }`;

function load(bench: Bench, source: string): void {
  bench.debugger.scriptLoad({ name: "pack.js", source });
}

function path(bench: Bench, start: unknown, ...names: readonly string[]): unknown {
  return names.reduce((value, name) => bench.debugger.model.get(value, name), start);
}

const session = (bench: Bench): unknown => bench.debugger.model.pseudoVariable("cursession");
const castThing = (bench: Bench): unknown =>
  bench.debugger.model.castToPointer("nt!_THING", 1, bench.debugger.model.int64(bench.target.thing));

describe("namedModelParent", () => {
  const source = `
    class Base { get Inherited() { return "base " + this.Id; } }
    class Extra extends Base {
      get Doubled() { return this.Id * 2; }
      Add(n) { return this.Id + n; }
      get __hidden() { return 1; }
      get Broken() { throw new Error("broken getter"); }
    }
    ${initialize('new host.namedModelParent(Extra, "Debugger.Models.Process")')}`;

  it("lends the class's getters and methods to every object of the model, with the native object as this", () => {
    const bench = openBench();
    load(bench, source);
    const { model } = bench.debugger;
    const process = model.pseudoVariable("curprocess");
    assert.equal(model.get(process, "Doubled"), 8);
    assert.equal(model.get(process, "Inherited"), "base 4");
    assert.equal(model.call(model.get(process, "Add"), process, [1]), 5);
    assert.equal(bench.evaluate("return host.currentSession.Processes[0x88].Doubled;"), 0x110);
    assert.equal(bench.evaluate("return host.currentSession.Processes[0x88].Add(1);"), 0x89);
  });

  it("never calls the class's constructor", () => {
    const bench = openBench();
    load(
      bench,
      `class C { constructor() { throw new Error("made"); } get Here() { return 1; } } ${initialize('new host.namedModelParent(C, "Debugger.Models.Session")')}`,
    );
    assert.equal(path(bench, session(bench), "Here"), 1);
  });

  it("shows the class's keys after the object's own", () => {
    const bench = openBench();
    load(bench, source);
    const { model } = bench.debugger;
    const process = model.pseudoVariable("curprocess");
    assert.deepEqual(model.keys(process), [
      "KernelObject",
      "Name",
      "Id",
      "Threads",
      "Modules",
      "Io",
      "Doubled",
      "Broken",
      "Inherited",
    ]);
    assert.deepEqual(model.methods(process), ["Add"]);
  });

  it("lets an error of a getter out as that property's", () => {
    const bench = openBench();
    load(bench, source);
    assert.throws(
      () => path(bench, bench.debugger.model.pseudoVariable("curprocess"), "Broken"),
      /^DebuggerError: broken getter$/,
    );
  });

  it("does not replace what the object has of itself", () => {
    const bench = openBench();
    load(
      bench,
      `class C { get Name() { return "mine"; } } ${initialize('new host.namedModelParent(C, "Debugger.Models.Process")')}`,
    );
    assert.equal(path(bench, bench.debugger.model.pseudoVariable("curprocess"), "Name"), "System");
  });

  it("fails for a model that nobody registered", () => {
    assert.throws(
      () => load(openBench(), `class C { } ${initialize('new host.namedModelParent(C, "Debugger.Models.None")')}`),
      /no model named 'Debugger.Models.None'/,
    );
  });
});

describe("namedModelRegistration", () => {
  it("gives a model a name for others to extend, until the script is unloaded", () => {
    const bench = openBench();
    load(
      bench,
      `class C { } class D { } ${initialize('new host.namedModelRegistration(C, "Mine.Model"), new host.namedModelParent(D, "Mine.Model")')}`,
    );
    assert.equal(bench.evaluate("return typeof host.getNamedModel('Mine.Model');"), "object");
    bench.debugger.scriptUnload("pack");
    assert.match(bench.failure("host.getNamedModel('Mine.Model');"), /no model named/);
  });

  it("refuses a name that is taken", () => {
    assert.throws(
      () =>
        load(openBench(), `class C { } ${initialize('new host.namedModelRegistration(C, "Debugger.Models.Session")')}`),
      /registered already/,
    );
  });
});

describe("namespacePropertyParent", () => {
  const source = `
    class Tools { get Parent() { return typeof this.Control; } Twice(x) { return [2 * x, typeof this.Control].join(); } }
    class More { get Second() { return 2; } }
    ${initialize(`new host.namespacePropertyParent(Tools, "Debugger.Models.Utility", "Debugger.Models.Utility.Tools", "Tools"),
      new host.namedModelParent(More, "Debugger.Models.Utility.Tools")`)}`;

  it("hangs a namespace below a model; its getters and methods run with the parent object as this", () => {
    const bench = openBench();
    load(bench, source);
    assert.equal(path(bench, bench.debugger.model.root, "Debugger", "Utility", "Tools", "Parent"), "object");
    assert.equal(bench.evaluate("return host.namespace.Debugger.Utility.Tools.Twice(4);"), "8,object");
    assert.deepEqual(bench.debugger.model.keys(path(bench, bench.debugger.model.root, "Debugger", "Utility")), [
      "Control",
      "Tools",
    ]);
  });

  it("makes the namespace extensible by its own name", () => {
    const bench = openBench();
    load(bench, source);
    assert.equal(path(bench, bench.debugger.model.root, "Debugger", "Utility", "Tools", "Second"), 2);
  });

  it("is undone at unload", () => {
    const bench = openBench();
    load(bench, source);
    bench.debugger.scriptUnload("pack");
    assert.equal(path(bench, bench.debugger.model.root, "Debugger", "Utility", "Tools"), undefined);
    load(bench, source);
  });

  it("refuses a property that is there already", () => {
    const twice = `class T { } ${initialize(`new host.namespacePropertyParent(T, "Debugger.Models.Utility", "A", "T"), new host.namespacePropertyParent(T, "Debugger.Models.Utility", "B", "T")`)}`;
    const bench = openBench();
    assert.throws(() => load(bench, twice), /has a property 'T' already/);
    assert.equal(path(bench, bench.debugger.model.root, "Debugger", "Utility", "T"), undefined);
  });
});

describe("typeSignatureExtension", () => {
  const extension = (args: string): string =>
    `class E { get Added() { return this.Short; } toString() { return "extension"; } } ${initialize(`new host.typeSignatureExtension(E, ${args})`)}`;

  it("adds to what objects of the type have, and leaves their fields", () => {
    const bench = openBench();
    load(bench, extension("'_THING'"));
    const { model } = bench.debugger;
    const thing = castThing(bench);
    assert.equal(model.get(thing, "Added"), 0xbeef);
    assert.equal(model.keys(thing)[0], "Byte");
    assert.equal(model.keys(thing).at(-1), "Added");
  });

  for (const [what, definition, object, pointer] of [
    [
      "an ordinary class: Object's",
      "class E { get Added() { return 1; } }",
      "[object Object] [Type: _THING]",
      "0xffff800000011000 : [object Object] [Type: _THING *]",
    ],
    [
      "a class with a toString: that",
      "class E { toString() { return 'thing ' + this.Byte; } }",
      "thing 254 [Type: _THING]",
      "0xffff800000011000 : thing 254 [Type: _THING *]",
    ],
    [
      "a prototype whose toString is undefined: none",
      "class E { get Added() { return 1; } } E.prototype.toString = undefined;",
      "[Type: _THING]",
      "0xffff800000011000 [Type: _THING *]",
    ],
    [
      "a prototype that inherits from nothing: none",
      "class E { get Added() { return 1; } } Object.setPrototypeOf(E.prototype, null);",
      "[Type: _THING]",
      "0xffff800000011000 [Type: _THING *]",
    ],
  ] as const) {
    it(`lends the string conversion of ${what}`, () => {
      const bench = openBench();
      load(bench, `${definition} ${initialize("new host.typeSignatureExtension(E, '_THING')")}`);
      const { model } = bench.debugger;
      const thing = castThing(bench);
      assert.equal(model.displayString(thing), pointer);
      assert.equal(
        model.displayString(bench.evaluate("return host.createTypedObject(thing, 'nt', '_THING');")),
        object,
      );
      assert.equal(
        bench.evaluate("return String(host.createTypedObject(thing, 'nt', '_THING'));"),
        object.replace(/ ?\[Type.*/, "") || "[object Object]",
      );
      assert.equal(
        model.displayString(
          bench.evaluate("return host.createTypedObject(thing.add(0x1000 - 0x18), 'nt', '_LIST_ENTRY');"),
        ),
        "[Type: _LIST_ENTRY]",
      );
    });
  }

  for (const [args, version, applies] of [
    ["'*'", undefined, true],
    ["'_THING', 'nt'", undefined, true],
    ["'_THING', 'mod'", undefined, false],
    ["'_OTHER'", undefined, false],
    ["'_thing'", undefined, false],
    ["'_THING', 'nt', '10.0'", undefined, false],
    ["'_THING', 'nt', '10.0'", "10.0.19041.1", true],
    ["'_THING', 'nt', '10.0.19041.2'", "10.0.19041.1", false],
    ["'_THING', 'nt', '6.1', '10.0.9999'", "10.0.9999.0", true],
    ["'_THING', 'nt', '6.1', '6.3'", "10.0.19041.1", false],
  ] as const) {
    it(`${applies ? "matches" : "does not match"} nt!_THING ${version ?? "of unknown version"} by (${args})`, () => {
      const bench = openBench(version === undefined ? {} : { version });
      load(bench, extension(args));
      assert.equal(bench.debugger.model.has(castThing(bench), "Added"), applies);
    });
  }

  it("refuses what is no type signature", () => {
    for (const args of ["''", "'nt!_THING'", "'_THING*'", "'_TH*'", "5", "'_THING', 5", "'_THING', 'nt', 'new'"]) {
      assert.throws(() => load(openBench(), extension(args)), args);
    }
  });
});

describe("typeSignatureRegistration", () => {
  const visualizer = `
    class V { get Only() { return this.Short; } toString() { return "thing " + this.Byte; } }
    ${initialize("new host.typeSignatureRegistration(V, '_THING')")}`;

  it("takes over the display of the type; fields stay reachable", () => {
    const bench = openBench();
    load(bench, visualizer);
    const { model } = bench.debugger;
    const thing = bench.evaluate("return host.createTypedObject(thing, 'nt', '_THING');");
    assert.equal(model.displayString(thing), "thing 254");
    assert.deepEqual(model.keys(thing), ["Only"]);
    assert.equal(model.get(thing, "Only"), 0xbeef);
    assert.equal(model.get(thing, "Long"), 0xdeadbeef);
    assert.equal(bench.evaluate("return String(host.createTypedObject(thing, 'nt', '_THING'));"), "thing 254");
  });

  it("is refused for a signature that has a visualizer", () => {
    const bench = openBench();
    load(bench, visualizer);
    assert.throws(() => bench.debugger.scriptLoad({ name: "again.js", source: visualizer }), /visualizer already/);
  });

  it("is undone at unload", () => {
    const bench = openBench();
    load(bench, visualizer);
    bench.debugger.scriptUnload("pack");
    assert.equal(bench.debugger.model.has(castThing(bench), "Only"), false);
  });
});

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
