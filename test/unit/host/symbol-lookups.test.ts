/** Look-ups of modules, types and symbols, and what a missing one gives. */
import assert from "node:assert/strict";
import { evaluate, failure, openBench } from "./bench.ts";

const type = "host.getModuleType('nt', '_THING')";

describe("module and type lookups", () => {
  const absent = [
    "getModuleType('mud', '_THING')",
    "getModuleSymbol('mud', 'TheThing')",
    "getModuleSymbolAddress('mud', 'ThingList')",
    "getModuleType('nt', '_NONE')",
    "getModuleType('nt', '_SECRET')",
    "getModuleType('nt', 'toString')",
    "getModuleSymbol('nt', 'None', '_THING')",
    "getModuleSymbolAddress('nt', 'None')",
  ];

  it("answer null for what is not there", () => {
    for (const call of absent) {
      assert.equal(evaluate(`host.${call}`), null, call);
    }
  });

  it("throw instead under interface 1.0, but for getModuleSymbolAddress", () => {
    for (const call of absent) {
      const bench = openBench({}, { interfaceMinor: 0 });
      if (call.startsWith("getModuleSymbolAddress")) {
        assert.equal(evaluate(`host.${call}`, bench), null, call);
      } else {
        assert.equal(failure(`host.${call}`, bench), "Unknown exception", call);
      }
    }
  });

  it("throw in calls that cannot do without the type", () => {
    assert.match(
      failure("host.createTypedObject(thing, 'mud', '_THING')"),
      /^Unable to find type '_THING' in module 'mud'$/,
    );
    assert.match(failure("host.createPointerObject(thing, 'nt', '_NONE*')"), /Unable to find type '_NONE\*'/);
  });

  it("of types throw when symbols are not loaded", () => {
    for (const call of ["getModuleType('nt', '_THING')", "createTypedObject(thing, 'nt', '_THING')"]) {
      assert.match(
        failure(`host.${call}`, openBench({ symbols: false })),
        /^Symbols are not loaded for module 'nt'$/,
        call,
      );
    }
    assert.match(failure("host.getModuleType('mod', '_THING')"), /Symbols are not loaded for module 'mod'/);
    assert.equal(evaluate("host.getModuleSymbolAddress('nt', 'ThingList')", openBench({ symbols: false })), null);
  });

  it("refuse wrong numbers and kinds of arguments", () => {
    for (const [name, args] of [
      ["getModuleType", "'nt'"],
      ["getModuleType", "'nt', '_THING', host.currentSession, 1"],
      ["getModuleSymbol", "'nt'"],
      ["getModuleSymbol", "'nt', 'TheThing', '_THING', 'x', host.currentSession"],
      ["getModuleSymbolAddress", "'nt'"],
      ["getModuleSymbolAddress", "'nt', 'ThingList', '_LIST_ENTRY'"],
      ["getModuleSymbolAddress", "'nt', 'ThingList', host.currentSession"],
      ["createTypedObject", "thing"],
      ["createTypedObject", "thing, 'nt'"],
      ["createPointerObject", "thing, 'nt', '_THING*', 1, 2"],
      ["evaluateExpression", ""],
      ["getModuleContainingSymbol", ""],
      ["setModuleSymbol", "'nt', 'TheThing'"],
    ] as const) {
      assert.equal(
        failure(`host.${name}(${args})`),
        `Improper number of arguments to method '${name}'`,
        `${name}(${args})`,
      );
    }
    for (const [name, args] of [
      ["getModuleType", "5, '_THING'"],
      ["getModuleType", "'nt', ''"],
      ["getModuleSymbol", "'nt', 5"],
      ["getModuleSymbolAddress", "'nt', null"],
      ["createTypedObject", "'x', 'nt', '_THING'"],
      ["createPointerObject", "thing, 'nt', 7"],
      ["evaluateExpression", "1"],
      ["evaluateExpressionInContext", "{}, '1'"],
    ] as const) {
      assert.equal(failure(`host.${name}(${args})`), `Invalid argument to method '${name}'`, `${name}(${args})`);
    }
  });

  it("take place in the context's target, not in the current one", () => {
    const bench = openBench();
    const other = bench.debugger.openTarget({ ...bench.target, modules: [] });
    assert.equal(bench.debugger.current, other);
    assert.equal(evaluate("host.getModuleType('nt', '_THING')", bench), null);
    assert.equal(
      evaluate("host.getModuleType('nt', '_THING', host.namespace.Debugger.Sessions[0]).name", bench),
      "_THING",
    );
    const context = "host.namespace.Debugger.Sessions[0]";
    assert.equal(evaluate(`host.createTypedObject(thing, 'nt', '_THING', ${context}).Short`, bench), 0xbeef);
    assert.equal(evaluate("host.getModuleSymbolAddress('nt', 'ThingList')", bench), null);
    assert.equal(
      evaluate(
        `host.getModuleSymbol('nt', 'ThingList', '_LIST_ENTRY', ${context}).targetLocation.address === thing.subtract(0xf00)`,
        bench,
      ),
      true,
    );
  });

  it("take any native object as context, and nothing else", () => {
    for (const context of [
      "host.currentProcess",
      "host.currentThread",
      "host.createTypedObject(thing, 'nt', '_THING')",
      type,
      `${type}.fields.Next`,
      "host.currentSession.Attributes",
      "host.currentSession.hostContext",
    ]) {
      assert.equal(evaluate(`host.getModuleType('nt', '_THING', ${context}).name`), "_THING", context);
    }
    assert.equal(failure("host.getModuleType('nt', '_THING', {})"), "Invalid argument to method 'getModuleType'");
    assert.equal(
      failure("host.getModuleType('nt', '_THING', undefined)"),
      "Improper number of arguments to method 'getModuleType'",
    );
    assert.equal(
      failure("host.getModuleType('nt', '_THING', host.namespace)"),
      "Invalid argument to method 'getModuleType'",
    );
  });

  it("fail in the context of a closed session", () => {
    const bench = openBench();
    bench.debugger.scriptLoad({
      name: "keep.js",
      source:
        "var kept; function keep() { kept = host.currentSession; } function use() { return host.getModuleType('nt', '_THING', kept); }",
    });
    const contents = bench.debugger.model.pseudoVariable("scriptContents");
    bench.debugger.model.call(bench.debugger.model.get(contents, "keep"), undefined, []);
    bench.debugger.closeTarget(bench.session);
    assert.throws(
      () => bench.debugger.model.call(bench.debugger.model.get(contents, "use"), undefined, []),
      /session has been closed/,
    );
  });
});

describe("symbols", () => {
  it("known only from public symbols have an address but no type", () => {
    assert.equal(evaluate("host.getModuleSymbolAddress('nt', 'ThingList') === thing.subtract(0xf00)"), true);
    assert.equal(failure("host.getModuleSymbol('nt', 'ThingList')"), "Invalid argument to method 'getModuleSymbol'");
  });

  it("take a type name and a context after it", () => {
    const bench = openBench();
    bench.target.memory.putValue(bench.target.thing - 0xf00n, 8, bench.target.thing);
    assert.equal(evaluate("host.getModuleSymbol('nt', 'ThingList', '_THING*').Short", bench), 0xbeef);
    assert.equal(
      evaluate("host.getModuleSymbol('nt', 'ThingList', '_THING*', host.currentSession).Short", bench),
      0xbeef,
    );
    assert.equal(evaluate("host.getModuleSymbol('nt', 'TheThing', host.currentSession).Short", bench), 0xbeef);
  });

  it("can be found from an address within them", () => {
    assert.equal(evaluate("host.getModuleContainingSymbol(thing.add(4))"), "TheThing");
    assert.equal(
      evaluate(
        "(i => [i.name, i.moduleName, i.address === thing].join())(host.getModuleContainingSymbolInformation(thing.add(4)))",
      ),
      "TheThing,nt,true",
    );
    assert.match(failure("host.getModuleContainingSymbol(0x1000)"), /No symbol contains/);
  });

  it("cannot be set", () => assert.equal(failure("host.setModuleSymbol('nt', 'TheThing', 1)"), "Unknown exception"));

  it("may be asked for with a type and a context where the host keeps to its declarations", () => {
    const bench = openBench({}, { symbolArguments: "declared" });
    assert.equal(
      evaluate(
        "host.getModuleSymbolAddress('nt', 'ThingList', '_LIST_ENTRY', host.currentSession) === host.getModuleSymbolAddress('nt', 'ThingList', host.currentSession)",
        bench,
      ),
      true,
    );
    assert.match(failure("host.getModuleSymbolAddress('nt', 'ThingList', '_NONE')", bench), /Unable to find type/);
  });
});
