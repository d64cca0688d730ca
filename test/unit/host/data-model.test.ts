/** How the debugger presents a script's objects: members, displays, iteration. */
import assert from "node:assert/strict";
import type { IteratedElement } from "../../host/model.ts";
import { openBench } from "./bench.ts";
import type { Bench } from "./bench.ts";

/** A script object made by the body of a function, with the bench that it lives in. */
function make(body: string): { bench: Bench; value: unknown } {
  const bench = openBench();
  return { bench, value: bench.evaluate(body) };
}

describe("what the debugger makes of script objects", () => {
  const shape = `
    class Base { get Inherited() { return 1; } Act() { return this.Own + 1; } }
    class Shape extends Base {
      constructor() { super(); this.Own = 5; this.__state = 6; Object.defineProperty(this, "Silent", { value: 7, enumerable: false }); }
      get Area() { return this.Own * 2; }
      get __secret() { return 1; }
      get Broken() { throw new RangeError("broken " + this.Own); }
      set Size(value) { this.Own = value; }
      get Size() { return this.Own; }
      Grow(n) { this.Own += n; return this; }
      __internal() { }
      toString() { return "shape of " + this.Own; }
    }
    return new Shape();`;

  it("shows own properties, then prototype getters, the class's own before inherited ones, none beginning with __", () => {
    const { bench, value } = make(shape);
    assert.deepEqual(bench.debugger.model.keys(value), ["Own", "Area", "Broken", "Size", "Inherited"]);
  });

  it("evaluates getters at each access", () => {
    const { bench, value } = make("let n = 0; return { get Next() { return ++n; } };");
    assert.deepEqual([bench.debugger.model.get(value, "Next"), bench.debugger.model.get(value, "Next")], [1, 2]);
    assert.deepEqual(bench.debugger.model.keys(value), ["Next"]);
    assert.equal(bench.debugger.model.get(value, "Next"), 3);
  });

  it("offers methods for calling, none beginning with __", () => {
    const { bench, value } = make(shape);
    const { model } = bench.debugger;
    assert.deepEqual(model.methods(value), ["Grow", "Act"]);
    assert.equal(model.get(model.call(model.get(value, "Grow"), value, [3]), "Own"), 8);
    assert.equal(model.isCallable(model.get(value, "Grow")), true);
    assert.equal(model.isCallable(value), false);
    assert.throws(() => model.call(value, undefined, []), /cannot be called/);
  });

  it("uses toString() as the one-line display, inherited ones too, and has none where that gives no text", () => {
    const { bench, value } = make(shape);
    assert.equal(bench.debugger.model.displayString(value), "shape of 5");
    for (const [body, text] of [
      ["return {};", "[object Object]"],
      ["return [1, 'two'];", "1,two"],
      ["return new (class { get X() { return 1; } })();", "[object Object]"],
      ["return () => 1;", undefined],
      ["return new Date(0);", "Thu Jan 01 1970 00:00:00 GMT+0000 (UTC)"],
      ["return Object.create(null);", undefined],
      ["return { toString() { return 42; } };", undefined],
    ] as const) {
      const plain = make(body);
      if (text?.includes("1970") === true && new Date(0).getTimezoneOffset() !== 0) {
        continue;
      }
      assert.equal(plain.bench.debugger.model.displayString(plain.value), text, body);
    }
  });

  it("lets a thrown error out with its message", () => {
    const { bench, value } = make(shape);
    assert.throws(
      () => bench.debugger.model.get(value, "Broken"),
      (error: unknown) => error instanceof Error && error.message === "broken 5",
    );
    const odd = make("return { get Odd() { throw 'text'; }, get Dumb() { throw Object.create(null); } };");
    for (const name of ["Odd", "Dumb"]) {
      assert.throws(() => odd.bench.debugger.model.get(odd.value, name), /^DebuggerError: Unknown exception$/);
    }
  });

  it("sets what has a setter", () => {
    const { bench, value } = make(shape);
    bench.debugger.model.set(value, "Size", 9);
    assert.equal(bench.debugger.model.get(value, "Own"), 9);
    assert.throws(() => bench.debugger.model.set(value, "Area", 1), /cannot be set/);
    assert.throws(
      () => bench.debugger.model.set(bench.debugger.model.pseudoVariable("cursession"), "Id", 1),
      /cannot be changed/,
    );
    assert.throws(() => bench.debugger.model.set(5, "x", 1), /cannot be set/);
  });

  it("does not show what every JavaScript object has", () => {
    const { bench, value } = make(shape);
    for (const name of ["hasOwnProperty", "constructor", "valueOf", "None"]) {
      assert.equal(bench.debugger.model.has(value, name), false, name);
      assert.equal(bench.debugger.model.get(value, name), undefined, name);
    }
    const array = make("return [1];");
    assert.equal(array.bench.debugger.model.has(array.value, "map"), false);
    assert.deepEqual(array.bench.debugger.model.keys(array.value), ["length"]);
  });
});

describe("iteration and indexing", () => {
  const collection = `
    const log = [];
    class Items {
      *[Symbol.iterator]() { try { for (let i = 0; i < 3; i++) { log.push(i); yield new host.indexedValue("item " + i, [i]); } } finally { log.push("end"); } }
      getDimensionality() { return 1; }
      getValueAt(i) { if (i > 2) throw new Error("no item " + i); return "item " + i; }
      setValueAt(value, i) { this.__last = value + "@" + i; }
      get Log() { return log.join(); }
    }
    return new Items();`;

  it("walks a generator [Symbol.iterator] and takes values and indices from indexedValue", () => {
    const { bench, value } = make(collection);
    const { model } = bench.debugger;
    assert.equal(model.isIterable(value), true);
    const elements: readonly IteratedElement[] = [...model.iterate(value)];
    assert.deepEqual(
      elements,
      [0, 1, 2].map((i) => ({ value: `item ${i}`, indices: [i] })),
    );
  });

  it("is lazy: nothing more than asked for is walked, and a walk broken off is ended", () => {
    const { bench, value } = make(collection);
    const { model } = bench.debugger;
    for (const element of model.iterate(value)) {
      assert.equal(element.value, "item 0");
      break;
    }
    assert.equal(model.get(value, "Log"), "0,end");
  });

  it("indexes objects that have getDimensionality and getValueAt, and sets by setValueAt", () => {
    const { bench, value } = make(collection);
    const { model } = bench.debugger;
    assert.equal(model.isIndexable(value), true);
    assert.equal(model.dimensionality(value), 1);
    assert.equal(model.at(value, [2]), "item 2");
    assert.throws(() => model.at(value, [3]), /no item 3/);
    assert.throws(() => model.at(value, [1, 1]), /Call failed\. \(0x80004005\)/);
    model.setAt(value, [1], "v");
    assert.equal(model.get(value, "__last"), "v@1");
  });

  it("does not show getDimensionality, getValueAt, setValueAt and toString as members", () => {
    const { bench, value } = make(collection);
    assert.deepEqual([bench.debugger.model.keys(value), bench.debugger.model.methods(value)], [["Log"], []]);
  });

  it("takes several indices where getDimensionality says so", () => {
    const { bench, value } = make("return { getDimensionality() { return 2; }, getValueAt(a, b) { return a + b; } };");
    assert.equal(bench.debugger.model.at(value, ["x", 1]), "x1");
  });

  it("knows arrays, typed arrays and Maps of the script", () => {
    const { bench, value } = make("return [['a'], new Uint8Array([9]), new Map([[1, 2]])];");
    const { model } = bench.debugger;
    const [array, typed, map] = [0, 1, 2].map((index) => model.at(value, [index]));
    assert.deepEqual([...model.iterate(array)], [{ value: "a", indices: [0] }]);
    assert.equal(model.at(typed, [0]), 9);
    assert.throws(() => model.at(array, [1]), /0x8000000b/);
    assert.equal([...model.iterate(map)].length, 1);
    assert.equal(model.isIndexable(map), false);
    assert.equal(model.dimensionality(map), 0);
    assert.throws(() => model.at(map, [0]), /cannot be indexed/);
  });

  it("is not there for anything else", () => {
    const { bench, value } = make("return {};");
    const { model } = bench.debugger;
    for (const other of [value, 5, "text", undefined, null, model.int64(1n), castThing(bench)]) {
      assert.equal(model.isIterable(other), false);
      assert.equal(model.isIndexable(other), false);
      assert.throws(() => [...model.iterate(other)], /not iterable/);
    }
    assert.throws(() => model.setAt(value, [0], 1), /cannot be set/);
  });

  it("lets an error out of an iteration after what came before it", () => {
    const { bench, value } = make("return { *[Symbol.iterator]() { yield 1; throw new Error('half way'); } };");
    const seen: unknown[] = [];
    assert.throws(() => {
      for (const element of bench.debugger.model.iterate(value)) {
        seen.push(element.value);
      }
    }, /^DebuggerError: half way$/);
    assert.deepEqual(seen, [1]);
  });

  it("gives native collections with their ids, and native arrays with their indices", () => {
    const { bench, value } = make("return host.createTypedObject(thing, 'nt', '_THING').Numbers;");
    const { model } = bench.debugger;
    const processes = model.get(model.pseudoVariable("cursession"), "Processes");
    assert.deepEqual(
      [...model.iterate(processes)].map(({ indices }) => indices),
      [[4], [0x88]],
    );
    assert.equal(model.get(model.at(processes, [0x88]), "Name"), "app.exe");
    assert.equal(model.get(model.at(processes, [model.int64(0x88n)]), "Name"), "app.exe");
    assert.deepEqual(
      [...model.iterate(value)],
      [1, 2, 3].map((number, index) => ({ value: number, indices: [index] })),
    );
    assert.equal(model.at(value, [1]), 2);
    assert.equal(model.dimensionality(value), 1);
  });
});

function castThing(bench: Bench): unknown {
  return bench.debugger.model.castToPointer("nt!_THING", 1, bench.debugger.model.int64(bench.target.thing));
}

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
