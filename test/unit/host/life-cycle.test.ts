/** Loading, running and unloading scripts. */
import assert from "node:assert/strict";
import { SimulatedDebugger } from "../../host/debugger.ts";
import { openBench } from "./bench.ts";

const trace = `
  host.diagnostics.debugLog("root;");
  function initializeScript() { host.diagnostics.debugLog("initialize;"); return []; }
  function invokeScript() { host.diagnostics.debugLog("invoke;"); }
  function uninitializeScript() { host.diagnostics.debugLog("uninitialize;"); }`;

function contentsOf(simulated: SimulatedDebugger, script: string): unknown {
  return ["Debugger", "State", "Scripts", script, "Contents"].reduce(
    (value, name) => simulated.model.get(value, name),
    simulated.model.root,
  );
}

describe("the life cycle of a script", () => {
  it(".scriptload runs the root code, then initializeScript", () => {
    const simulated = new SimulatedDebugger();
    simulated.scriptLoad({ name: "C:\\scripts\\a.js", source: trace });
    assert.equal(
      simulated.output.take(),
      "root;initialize;JavaScript script successfully loaded from 'C:\\scripts\\a.js'\n",
    );
    assert.deepEqual(simulated.scriptList(), [{ name: "a", path: "C:\\scripts\\a.js" }]);
  });

  it(".scriptrun does the same and then runs invokeScript", () => {
    const simulated = new SimulatedDebugger();
    simulated.scriptRun({ name: "a.js", source: trace });
    assert.match(simulated.output.take(), /^root;initialize;JavaScript[^\n]*\ninvoke;$/);
  });

  it(".scriptunload runs uninitializeScript and forgets the script", () => {
    const simulated = new SimulatedDebugger();
    simulated.scriptLoad({ name: "a.js", source: trace });
    simulated.output.take();
    simulated.scriptUnload("a.js");
    assert.equal(simulated.output.take(), "uninitialize;JavaScript script unloaded from 'a.js'\n");
    assert.deepEqual(simulated.scriptList(), []);
    assert.throws(() => simulated.scriptUnload("a"), /No script named 'a'/);
  });

  it("needs none of the life-cycle functions", () => {
    const simulated = new SimulatedDebugger();
    simulated.scriptLoad({ name: "a.js", source: "var x = 1;" });
    assert.deepEqual(simulated.scriptList(), [{ name: "a", path: "a.js" }]);
    simulated.scriptUnload("a");
    assert.deepEqual(simulated.scriptList(), []);
  });

  it("refuses to load a script twice, but runs it again", () => {
    const simulated = new SimulatedDebugger();
    simulated.scriptLoad({ name: "a.js", source: trace });
    assert.throws(() => simulated.scriptLoad({ name: "a.js", source: trace }), /loaded already/);
    simulated.scriptRun({ name: "a.js", source: trace });
    assert.equal(simulated.scriptList().length, 1);
  });

  it("leaves nothing behind when root code or initializeScript throws", () => {
    const simulated = new SimulatedDebugger();
    assert.throws(() => simulated.scriptLoad({ name: "a.js", source: "throw new Error('root broke');" }), /root broke/);
    const source = `function f() {} function initializeScript() { return [new host.functionAlias(f, "gone"), 5]; }`;
    assert.throws(() => simulated.scriptLoad({ name: "a.js", source }), /not a registration object/);
    assert.equal(simulated.model.pseudoVariable("gone"), undefined);
    assert.deepEqual(simulated.scriptList(), []);
  });

  it("takes only an array of registration objects from initializeScript", () => {
    const load = (source: string) => () => new SimulatedDebugger().scriptLoad({ name: "a.js", source });
    assert.throws(load("function initializeScript() { return {}; }"), /returns an array/);
    assert.throws(load("function initializeScript() { return [{}]; }"), /not a registration object/);
    assert.doesNotThrow(load("function initializeScript() { return []; }"));
  });

  describe("phase 1", () => {
    const phase1 = [
      "currentApiVersionSupported",
      "currentApiVersionInitialized",
      "diagnostics",
      "metadata",
      "typeSignatureRegistration",
      "typeSignatureExtension",
      "namedModelRegistration",
      "namedModelParent",
      "functionAlias",
      "namespacePropertyParent",
      "optionalRecord",
      "apiVersionSupport",
      "resourceFileName",
      "allowOutsidePropertyWrites",
      "Int64",
      "parseInt64",
    ];
    const later = [
      "indexedValue",
      "createPointerObject",
      "createTypedObject",
      "getModuleType",
      "getModuleSymbol",
      "getModuleSymbolAddress",
      "getModuleContainingSymbol",
      "getModuleContainingSymbolInformation",
      "setModuleSymbol",
      "evaluateExpression",
      "evaluateExpressionInContext",
      "getNamedModel",
      "registerNamedModel",
      "unregisterNamedModel",
      "registerExtensionForTypeSignature",
      "unregisterExtensionForTypeSignature",
      "registerPrototypeForTypeSignature",
      "unregisterPrototypeForTypeSignature",
      "currentSession",
      "currentProcess",
      "currentThread",
      "namespace",
      "memory",
      "typeSystem",
      "createInstance",
      "resourceLookup",
    ];

    it("has exactly the constructors, the parser, metadata and diagnostics", () => {
      const bench = openBench();
      const list = `host.diagnostics.debugLog(Object.getOwnPropertyNames(host).join() + ";");`;
      bench.debugger.scriptLoad({ name: "p.js", source: `${list} function initializeScript() { ${list} return []; }` });
      const names = phase1.join();
      assert.ok(bench.debugger.output.take().startsWith(`${names};${names};`));
    });

    for (const name of later) {
      it(`'${name}' is undefined in phase 1 and there in phase 2`, () => {
        const bench = openBench();
        const early = `host.diagnostics.debugLog(typeof host.${name});`;
        bench.debugger.scriptLoad({
          name: "p.js",
          source: `${early} function initializeScript() { ${early} return []; }`,
        });
        assert.ok(bench.debugger.output.take().startsWith("undefinedundefined"));
        assert.notEqual(bench.evaluate(`return typeof host.${name};`), "undefined");
      });
    }

    it("makes touching the target an error", () => {
      const bench = openBench();
      for (const source of [
        "host.currentSession.Processes;",
        "function initializeScript() { host.memory.readMemoryValues(0, 1); return []; }",
        "host.getModuleType('nt', '_THING');",
        "host.namespace.Debugger;",
      ]) {
        assert.throws(() => bench.debugger.scriptLoad({ name: "p.js", source }), source);
      }
      assert.equal(bench.debugger.counters.bytesRead, 0);
    });

    it("is over in invokeScript and uninitializeScript", () => {
      const bench = openBench();
      const source = `
        function invokeScript() { host.diagnostics.debugLog("[", host.currentProcess.Name, "]"); }
        function uninitializeScript() { host.diagnostics.debugLog("<", host.currentProcess.Name, ">"); }`;
      bench.debugger.scriptRun({ name: "p.js", source });
      bench.debugger.scriptUnload("p");
      assert.match(bench.debugger.output.take(), /\[System\][^]*<System>/);
    });

    it("does not let scripts replace members of host", () => {
      assert.match(openBench().failure(`"use strict"; host.memory = {}; `), /read.only/i);
    });
  });

  describe("what others see of a script's globals", () => {
    const source = `
      var variable = 1; let scoped = 2; const constant = 3; class Shape { } function act(x) { return x + scoped; }
      const { part, inner: [deep] } = { part: 4, inner: [5] };
      implicit = 6;
      function __hiddenFunction() { } var __hidden = 1; let __scoped = 2;`;

    it("shows every function and variable as Debugger.State.Scripts.<name>.Contents.<global>, let, const and class included", () => {
      const simulated = new SimulatedDebugger();
      simulated.scriptLoad({ name: "C:\\x\\my.js", source });
      const contents = contentsOf(simulated, "my");
      const { model } = simulated;
      assert.deepEqual(
        ["variable", "scoped", "constant", "part", "deep", "implicit"].map((name) => model.get(contents, name)),
        [1, 2, 3, 4, 5, 6],
      );
      assert.equal(model.isCallable(model.get(contents, "Shape")), true);
      assert.equal(model.call(model.get(contents, "act"), undefined, [40]), 42);
      assert.deepEqual([...model.keys(contents), ...model.methods(contents)].sort(), [
        "Shape",
        "act",
        "constant",
        "deep",
        "implicit",
        "part",
        "scoped",
        "variable",
      ]);
    });

    it("keeps names hidden that begin with two underscores", () => {
      const simulated = new SimulatedDebugger();
      simulated.scriptLoad({ name: "my.js", source });
      const contents = contentsOf(simulated, "my");
      for (const name of ["__hidden", "__scoped", "__hiddenFunction", "host"]) {
        assert.equal(simulated.model.has(contents, name), false, name);
        assert.equal(simulated.model.get(contents, name), undefined, name);
      }
    });

    it("merges the contents of all scripts in @$scriptContents", () => {
      const simulated = new SimulatedDebugger();
      simulated.scriptLoad({ name: "one.js", source: "var a = 1;" });
      simulated.scriptLoad({ name: "two.js", source: "var b = 2;" });
      const merged = simulated.model.pseudoVariable("scriptContents");
      assert.deepEqual(simulated.model.keys(merged), ["a", "b"]);
      simulated.scriptUnload("one");
      assert.deepEqual(simulated.model.keys(simulated.model.pseudoVariable("scriptContents")), ["b"]);
    });

    it("lets one script call another's functions through the namespace", () => {
      const bench = openBench();
      bench.debugger.scriptLoad({ name: "lib.js", source: "function twice(x) { return 2 * x; }" });
      assert.equal(bench.evaluate("return host.namespace.Debugger.State.Scripts.lib.Contents.twice(21);"), 42);
    });
  });

  it("reads scripts from files and says which it cannot read", () => {
    assert.throws(
      () => new SimulatedDebugger().scriptLoad("/nowhere/none.js"),
      /Unable to read the script '\/nowhere\/none\.js'/,
    );
  });
});

describe("diagnostics", () => {
  it("debugLog prints its arguments as strings, one after the other, without a newline", () => {
    const bench = openBench();
    bench.debugger.output.take();
    bench.evaluate(`host.diagnostics.debugLog("a", 1, true, new host.Int64(5), { toString() { return "o"; } });`);
    assert.match(bench.debugger.output.take(), /a1true0x5o$/);
  });

  it("debugLog throws for a value without text", () => {
    assert.match(
      openBench().failure("host.diagnostics.debugLog(Object.create(null));"),
      /^Invalid argument to method 'debugLog'$/,
    );
  });

  it("logUnhandledExceptions can be read back", () => {
    assert.equal(
      openBench().evaluate(
        "const was = host.diagnostics.logUnhandledExceptions; host.diagnostics.logUnhandledExceptions = true; return [was, host.diagnostics.logUnhandledExceptions].join();",
      ),
      "false,true",
    );
  });

  it("output can be taken, or listened to while it is written", () => {
    const { output } = new SimulatedDebugger();
    const heard: string[] = [];
    output.write("a");
    output.listen((text) => heard.push(text));
    output.write("b");
    output.listen(undefined);
    output.write("c");
    assert.deepEqual(
      [heard, output.text, String(output), output.take(), output.text],
      [["b"], "abc", "abc", "abc", ""],
    );
  });

  it("logUnhandledExceptions prints errors that leave the script, when it is set", () => {
    const bench = openBench();
    bench.failure("throw new Error('quiet');");
    assert.doesNotMatch(bench.debugger.output.take(), /quiet/);
    bench.failure("host.diagnostics.logUnhandledExceptions = true; throw new Error('loud');");
    assert.match(bench.debugger.output.take(), /Unhandled exception[^\n]*loud/);
  });
});
