/** Records about models and namespaces: what they add to objects, and that unloading removes it. */
import assert from "node:assert/strict";
import { openBench } from "./bench.ts";
import { initialize, load, path, session } from "./registration-bench.ts";

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

  it("fails for an unregistered model", () => {
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
