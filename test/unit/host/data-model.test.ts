/** The data model apart from objects: pseudo-variables, casts, displays of values, metadata, indexed values. */
import assert from "node:assert/strict";
import { openBench } from "./bench.ts";
import { make, castThing } from "./data-model-bench.ts";

describe("pseudo-variables", () => {
  it("are the current session, process and thread, all scripts' contents, user variables and aliases", () => {
    const { model } = openBench().debugger;
    assert.equal(model.displayString(model.pseudoVariable("cursession")), "Tiny kernel");
    assert.equal(model.get(model.pseudoVariable("curprocess"), "Name"), "System");
    assert.equal(model.get(model.pseudoVariable("curthread"), "Id"), model.int64(0x14n));
    assert.equal(model.pseudoVariable("none"), undefined);
    model.setUserVariable("mine", 5);
    assert.equal(model.pseudoVariable("mine"), 5);
  });

  it("can be listed, those that have a value", () => {
    const bench = openBench();
    bench.debugger.scriptLoad({
      name: "a.js",
      source: "function f() { } function initializeScript() { return [new host.functionAlias(f, 'act')]; }",
    });
    bench.debugger.model.setUserVariable("mine", 1);
    const expected = ["cursession", "curprocess", "curthread", "scriptContents", "mine", "act"];
    assert.deepEqual(bench.debugger.model.pseudoVariableNames(), expected);
    bench.debugger.closeTarget(bench.session);
    assert.deepEqual(bench.debugger.model.pseudoVariableNames(), expected.slice(3));
  });
});

describe("casts", () => {
  it("make native pointers from numbers, Int64 and native objects", () => {
    const bench = openBench();
    const { model } = bench.debugger;
    const pointer = castThing(bench);
    assert.equal(model.get(pointer, "Short"), 0xbeef);
    assert.equal(model.get(model.castToPointer("nt!_THING", 1, pointer), "Short"), 0xbeef);
    assert.equal(model.displayString(pointer), "0xffff800000011000 [Type: _THING *]");
    assert.equal(model.displayString(model.castToPointer("nt!_THING", 2, 0x1000)), "0x1000 [Type: _THING * *]");
  });

  it("fail with the debugger's own sentence for unknown types", () => {
    const { model } = openBench().debugger;
    for (const name of ["nt!_NONE", "none!_THING", "_THING"]) {
      assert.throws(() => model.castToPointer(name, 1, 0), { message: `Unable to find type '${name} *' for cast.` });
    }
  });
});

describe("displays of values", () => {
  it("of integers are hexadecimal, negative ones decimal, fractions have six digits, unless a format says otherwise", () => {
    const { model } = openBench().debugger;
    assert.deepEqual(
      [
        model.displayString(10),
        model.displayString(10, "x"),
        model.displayString(-1, "x"),
        model.displayString(10, "d"),
        model.displayString(-1),
        model.displayString(1.5),
      ],
      ["0xa", "0xa", "0xffffffff", "10", "-1", "1.500000"],
    );
    const wide = model.int64(0xffff800000011000n);
    assert.equal(model.displayString(wide), "0xffff800000011000");
    assert.equal(model.displayString(model.int64(16n), "d"), "16");
    assert.deepEqual(
      [
        model.displayString("text"),
        model.displayString(true),
        model.displayString(undefined),
        model.displayString(null),
      ],
      ["text", "true", undefined, undefined],
    );
  });

  it("convert to exact integers", () => {
    const { model } = openBench().debugger;
    const values = [5, model.int64(-1n), model.int64(0xffffffffffffffffn), 1.5, "5"];
    assert.deepEqual(
      values.map((value) => model.toBigInt(value)),
      [5n, -1n, 0xffffffffffffffffn, undefined, undefined],
    );
  });

  it("of native structures, arrays and types name their type", () => {
    const { bench, value } = make(
      "const t = host.createTypedObject(thing, 'nt', '_THING'); return [t, t.Numbers, t.targetType, t.targetLocation];",
    );
    const { model } = bench.debugger;
    assert.deepEqual(
      [0, 1, 2, 3].map((index) => model.displayString(model.at(value, [index]))),
      ["[Type: _THING]", "[Type: unsigned short [3]]", "_THING", "0xffff800000011000"],
    );
  });
});

describe("metadata", () => {
  it("is defined for the properties of a class and found on its objects and heirs", () => {
    const { bench, value } = make(`
      class A { get P() { return 1; } } class B extends A { get Q() { return 2; } }
      host.metadata.defineMetadata(A, { P: { Help: "about P", PreferShow: true } });
      host.metadata.defineMetadata(B, { Q: { PreferredFormat: 4 } });
      return new B();`);
    assert.deepEqual({ ...bench.debugger.model.metadata(value, "P") }, { Help: "about P", PreferShow: true });
    assert.deepEqual({ ...bench.debugger.model.metadata(value, "Q") }, { PreferredFormat: 4 });
    assert.equal(bench.debugger.model.metadata(value, "R"), undefined);
    assert.equal(bench.debugger.model.metadata(5, "R"), undefined);
  });

  it("reaches native objects through the classes that extend them, pointers through their pointee", () => {
    const bench = openBench();
    bench.debugger.scriptLoad({
      name: "m.js",
      source: `
      class E { get Extra() { return 1; } }
      host.metadata.defineMetadata(E, { Extra: { Help: "extra" } });
      function initializeScript() { return [new host.namedModelParent(E, "Debugger.Models.Session"), new host.typeSignatureExtension(E, "_THING")]; }`,
    });
    const { model } = bench.debugger;
    assert.equal(model.metadata(model.pseudoVariable("cursession"), "Extra")?.Help, "extra");
    assert.equal(model.metadata(castThing(bench), "Extra")?.Help, "extra");
    assert.equal(model.metadata(model.pseudoVariable("cursession"), "Id"), undefined);
  });

  it("can be attached to a single value, which is then that value", () => {
    const { bench, value } = make(
      "return { get P() { return host.metadata.valueWithMetadata(5, { PreferredFormat: 4 }); }, get Q() { return new host.metadata.valueWithMetadata('q', {}); } };",
    );
    const { model } = bench.debugger;
    assert.equal(model.get(value, "P"), 5);
    assert.deepEqual({ ...model.metadata(value, "P") }, { PreferredFormat: 4 });
    assert.equal(model.get(value, "Q"), "q");
    const list = make("return [host.metadata.valueWithMetadata(5, {})];");
    assert.deepEqual([...list.bench.debugger.model.iterate(list.value)], [{ value: 5, indices: [0] }]);
  });

  it("is refused in any other form", () => {
    const bench = openBench();
    for (const call of [
      "defineMetadata(5, {})",
      "defineMetadata(class { })",
      "defineMetadata(class { }, { P: 'help' })",
      "valueWithMetadata(5)",
      "valueWithMetadata(5, 'x')",
    ]) {
      assert.notEqual(bench.failure(`host.metadata.${call};`), "", call);
    }
  });
});

describe("host.indexedValue", () => {
  it("takes a value and an array of indices, with new", () => {
    const bench = openBench();
    for (const call of [
      "new host.indexedValue(1)",
      "new host.indexedValue(1, 0)",
      "new host.indexedValue(1, [])",
      "host.indexedValue(1, [0])",
    ]) {
      assert.notEqual(bench.failure(`${call};`), "", call);
    }
  });
});
