/** Script objects as the debugger shows them: their members, displays, elements and indices. */
import assert from "node:assert/strict";
import type { IteratedElement } from "../../host/model.ts";
import { make, castThing } from "./data-model-bench.ts";

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
