/** Records about types: what they add to native structures and pointers, and how they replace their display. */
import assert from "node:assert/strict";
import { openBench } from "./bench.ts";
import { initialize, load, castThing } from "./registration-bench.ts";

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
