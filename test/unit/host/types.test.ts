/** Objects for types, and typed objects made from them. */
import assert from "node:assert/strict";
import { evaluate, failure, openBench } from "./bench.ts";

const type = "host.getModuleType('nt', '_THING')";

describe("type objects", () => {
  it("have name, size as Int64 and kind", () => {
    assert.equal(
      evaluate(`[${type}.name, ${type}.size === new host.Int64(96), ${type}.typeKind, ${type}.isBitField].join()`),
      "_THING,true,udt,false",
    );
    assert.equal(evaluate(`String(${type})`), "_THING");
  });

  it("have one enumerable field object for each field, and undefined for others", () => {
    assert.equal(evaluate(`Object.keys(${type}.fields).length`), 22);
    assert.equal(
      evaluate(
        `(f => [f.name, f.offset === new host.Int64(4), f.type.name, f.locationKind].join())(${type}.fields.Long)`,
      ),
      "Long,true,unsigned long,member",
    );
    assert.equal(evaluate(`${type}.fields.None`), undefined);
    assert.equal(evaluate(`${type}.fields.toString`), undefined);
    assert.equal(evaluate(`${type}.fields.Long.none`), undefined);
  });

  it("distinguish pointers, arrays, enums and intrinsics by typeKind", () => {
    const kinds = ["Next", "Pointers", "Reason", "Long", "Inner", "Low"].map((name) =>
      evaluate(`${type}.fields.${name}.type.typeKind`),
    );
    assert.deepEqual(kinds, ["pointer", "array", "enum", "intrinsic", "udt", "intrinsic"]);
  });

  it("give the base type of pointers and arrays, undefined for others", () => {
    assert.equal(evaluate(`${type}.fields.Next.type.baseType.name`), "_THING");
    assert.equal(evaluate(`${type}.fields.Pointers.type.baseType.name`), "_THING *");
    assert.equal(evaluate(`${type}.baseType`), undefined);
    assert.equal(evaluate(`${type}.fields.Long.type.fields`), undefined);
  });

  it("give size by the C rules: 4 for unsigned long, 8 for long long, the pointer size for pointers", () => {
    const sizes = ["Long", "Wide", "Next", "Numbers", "Reason", "Byte", "Short"].map((name) =>
      evaluate(`${type}.fields.${name}.type.size.asNumber()`),
    );
    assert.deepEqual(sizes, [4, 8, 8, 6, 4, 1, 2]);
    assert.equal(evaluate(`${type}.fields.Next.type.size.asNumber()`, openBench({ pointerSize: 4 })), 4);
  });

  it("give the place of a bit field as {lsb, length}", () => {
    assert.equal(
      evaluate(
        `(t => [t.isBitField, t.bitFieldPositions.lsb, t.bitFieldPositions.length, t.size.asNumber()].join())(${type}.fields.Middle.type)`,
      ),
      "true,1,2,4",
    );
    assert.equal(evaluate(`${type}.fields.Long.type.bitFieldPositions`), undefined);
  });

  it("of unnamed nested structs and unions cannot be looked up by name, only reached through their field", () => {
    for (const name of ["_THING::u1", "_THING::u1::s1", "_THING::u1*", "<unnamed-tag>"]) {
      assert.equal(evaluate(`host.getModuleType('nt', '${name}')`), null, name);
      assert.notEqual(failure(`host.createTypedObject(thing, 'nt', '${name}')`), "", name);
    }
    assert.equal(evaluate(`${type}.fields.u1.type.fields.s1.type.fields.Ready.type.isBitField`), true);
    assert.equal(evaluate(`${type}.fields.u1.type.name`), "<unnamed-tag>");
    assert.equal(evaluate(`host.createTypedObject(thing.add(20), ${type}.fields.u1.type).State`), 1);
  });

  it("of a struct that only pointers name have no size", () => {
    assert.equal(evaluate(`${type}.fields.Opaque.type.baseType.name`), "_SECRET");
    assert.equal(evaluate(`${type}.fields.Opaque.type.baseType.size`), undefined);
    assert.equal(evaluate(`${type}.fields.Opaque.type.size.asNumber()`), 8);
  });

  it("give the type that contains a field's", () => {
    assert.equal(evaluate(`${type}.fields.u1.type.containingType.name`), "_THING");
    assert.equal(evaluate(`${type}.containingType`), undefined);
    assert.equal(evaluate(`Object.keys(${type}.baseClasses).length`), 0);
  });

  it("read no memory", () => {
    const bench = openBench();
    bench.evaluate(`for (const name of Object.keys(${type}.fields)) ${type}.fields[name].type.size;`);
    assert.equal(bench.debugger.counters.bytesRead, 0);
    assert.ok(bench.debugger.counters.calls("typeRead") > 22);
    assert.equal(bench.debugger.counters.calls("getModuleType"), 23);
  });

  it("do in place of module and name in createTypedObject and createPointerObject", () => {
    assert.equal(evaluate(`host.createTypedObject(thing, ${type}).Short`), 0xbeef);
    assert.equal(evaluate(`host.createTypedObject(thing, ${type}, host.currentProcess).Short`), 0xbeef);
    assert.equal(evaluate(`host.createPointerObject(thing, ${type}.fields.Next.type).Short`), 0xbeef);
    assert.equal(
      failure(`host.createPointerObject(thing, ${type})`),
      "Invalid argument to method 'createPointerObject'",
    );
  });
});

describe("createPointerObject", () => {
  it("takes the pointer's type, with its star", () => {
    assert.equal(evaluate("host.createPointerObject(thing, 'nt', '_THING*').Short"), 0xbeef);
    assert.equal(evaluate("host.createPointerObject(thing, 'nt', '_THING *').Short"), 0xbeef);
    assert.equal(
      failure("host.createPointerObject(thing, 'nt', '_THING')"),
      "Invalid argument to method 'createPointerObject'",
    );
  });
});

describe("createTypedObject", () => {
  it("reads nothing until a field is asked for", () => {
    const bench = openBench();
    bench.evaluate("host.createTypedObject(0, 'nt', '_THING').Inner.targetLocation;");
    assert.equal(bench.debugger.counters.bytesRead, 0);
    assert.match(
      failure("host.createTypedObject(0, 'nt', '_THING').Long", bench),
      /Unable to read target memory at '0x4'/,
    );
  });
});

describe("expressions", () => {
  it("evaluate casts, sizes, symbols and numbers, in a context", () => {
    assert.equal(evaluate("host.evaluateExpression('(nt!_THING*)0x' + thing.toString(16)).Short"), 0xbeef);
    assert.equal(evaluate("host.evaluateExpression('sizeof(nt!_THING)')"), 96);
    assert.equal(
      evaluate("host.evaluateExpression('&nt!ThingList', host.currentSession) === thing.subtract(0xf00)"),
      true,
    );
    assert.equal(evaluate("host.evaluateExpressionInContext(host.currentSession, 'nt!TheThing').Short"), 0xbeef);
    assert.equal(evaluate("host.evaluateExpression('0xffff8000`00011000') === thing"), true);
    assert.match(failure("host.evaluateExpression('1 + 1')"), /cannot be evaluated/);
  });
});

describe("typeSystem", () => {
  it("marshals numbers as simple types", () => {
    assert.equal(evaluate("host.typeSystem.marshalAs(0x1ff, 'nt', 'unsigned char')"), 0xff);
    assert.equal(evaluate("host.typeSystem.marshalAs(-1, 'nt', 'long')"), -1);
    assert.equal(evaluate("host.typeSystem.marshalAs(1, 'nt', 'unsigned long long') === new host.Int64(1)"), true);
    assert.equal(failure("host.typeSystem.marshalAs('x', 'nt', 'long')"), "Invalid argument to method 'marshalAs'");
  });

  it("has arrayDimension and pointerKind", () => {
    assert.equal(evaluate("new host.typeSystem.arrayDimension(0, 4, 8).length.asNumber()"), 4);
    assert.equal(evaluate("host.typeSystem.pointerKind.standard"), 0);
  });
});
