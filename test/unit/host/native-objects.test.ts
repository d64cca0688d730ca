/** Native objects in a script: the order of lookup, projected and provided names, displays, parent models. */
import assert from "node:assert/strict";
import { openBench } from "./bench.ts";
import { typed, pointer, run, evaluate, failure } from "./native-bench.ts";

/** Loads a script that extends `_THING` by a class body, then evaluates an expression. */
function extended(classBody: string, expression: string): unknown {
  const bench = openBench();
  const source = `class Extension { ${classBody} } function initializeScript() { return [new host.typeSignatureExtension(Extension, "_THING")]; }`;
  bench.debugger.scriptLoad({ name: "extension.js", source });
  return bench.evaluate(`return ${expression};`);
}

describe("the lookup order of properties", () => {
  const extension =
    "get Byte() { return 'extension'; } get address() { return 'extension'; } get targetSize() { return 1; } get Added() { return this.Short; }";

  it("is: names projected by the provider, then keys added by extensions, then native fields", () => {
    assert.equal(extended(extension, `${typed}.address === thing`), true);
    assert.equal(extended(extension, `${typed}.targetSize.asNumber()`), 96);
    assert.equal(extended(extension, `${typed}.Byte`), "extension");
    assert.equal(extended(extension, `${typed}.Short`), 0xbeef);
    assert.equal(extended(extension, `${typed}.Added`), 0xbeef);
  });

  it("goes on in the pointee for a pointer", () => {
    assert.equal(extended(extension, `${pointer}.Byte`), "extension");
    assert.equal(extended(extension, `${pointer}.Long`), 0xdeadbeef);
    assert.equal(extended(extension, `${pointer}.Added`), 0xbeef);
    assert.equal(evaluate(`${pointer}.None`), undefined);
  });

  it("hides a native field that has a projected name", () => {
    assert.equal(evaluate(`${typed}.address === thing`), true);
    assert.equal(evaluate(`${pointer}.address === thing`), true);
  });

  it("runs a type extension reached through a pointer with the pointee as this", () => {
    assert.equal(
      extended("get Self() { return typeof this.dereference + this.targetType.name; }", `${pointer}.Self`),
      "undefined_THING",
    );
    assert.equal(extended("Self(x) { return this.targetType.name + x; }", `${pointer}.Self(1)`), "_THING1");
  });
});

describe("projected names", () => {
  it("of every object: hostContext, targetLocation, targetSize, targetType, runtimeTypedObject, addParentModel, removeParentModel", () => {
    const kinds = [
      "hostContext",
      "targetLocation",
      "targetSize",
      "targetType",
      "runtimeTypedObject",
      "addParentModel",
      "removeParentModel",
    ].map((name) => evaluate(`typeof ${typed}.${name}`));
    assert.deepEqual(kinds, ["object", "object", "object", "object", "object", "function", "function"]);
  });

  it("of a location: add and subtract, with numbers and Int64, and address", () => {
    assert.equal(evaluate(`${typed}.targetLocation.add(8).subtract(new host.Int64(8)).address === thing`), true);
    assert.notEqual(failure(`${typed}.targetLocation.add("8")`), "");
  });

  it("of a pointer: add (pointer arithmetic), address, dereference, isNull", () => {
    assert.equal(evaluate(`${pointer}.add(2).address === thing.add(192)`), true);
    assert.equal(evaluate(`${pointer}.add(-1).address === thing.subtract(96)`), true);
    assert.equal(evaluate(`${pointer}.dereference().targetType.name`), "_THING");
    assert.equal(evaluate(`[${pointer}.isNull, ${typed}.Next.Next.isNull].join()`), "false,true");
    assert.equal(evaluate(`${typed}.Next.address === thing.add(0x1000)`), true);
  });

  it("of a pointer without a size behind it: no arithmetic", () => {
    assert.match(failure(`${typed}.Opaque.add(1)`), /size of '_SECRET' is not known/);
    assert.equal(evaluate(`${typed}.Opaque.address === thing.add(0x40)`), true);
    assert.equal(evaluate(`${typed}.Opaque.Anything`), undefined);
  });

  it("answer address as Int64 on typed objects in virtual memory", () => {
    assert.equal(evaluate(`${typed}.Inner.address === thing.add(80)`), true);
    assert.equal(evaluate(`${typed}.Next.targetLocation.address === thing.add(24)`), true);
    assert.equal(evaluate(`${pointer}.targetLocation`), undefined);
  });
});

describe("names that the provider gives native objects", () => {
  const provided =
    "toString,addParentModel,removeParentModel,getDimensionality,getValueAt,setValueAt,hostContext,targetSize,targetType,targetLocation," +
    "runtimeTypedObject,address,getObjectValue,setObjectValue,getNativeValue,setNativeValue,compareTo,equals";

  it("follow the object's own, and are not enumerable", () => {
    assert.equal(
      evaluate("Object.getOwnPropertyNames(host.createTypedObject(thing, 'nt', '_LIST_ENTRY')).join()"),
      `Flink,Blink,${provided}`,
    );
    assert.equal(evaluate("Object.getOwnPropertyNames(host.namespace).join()"), `Debugger,${provided}`);
    assert.equal(
      evaluate("Object.getOwnPropertyNames(host.namespace.Debugger).join()"),
      `Sessions,Settings,State,Utility,${provided}`,
    );
    assert.equal(evaluate("Object.keys(host.currentProcess).length"), 0);
  });

  it("of a location are four, on its prototype", () => {
    assert.equal(
      evaluate(
        `(l => Object.getOwnPropertyNames(l).join() + '/' + Object.getOwnPropertyNames(Object.getPrototypeOf(l)).join())(${typed}.targetLocation)`,
      ),
      "/toString,add,subtract,address",
    );
    assert.equal(evaluate(`typeof ${typed}.targetLocation.getObjectValue`), "undefined");
    assert.equal(failure(`${typed}.targetLocation.subtract(${typed}.targetLocation)`), "Unknown exception");
    assert.equal(failure(`${typed}.targetLocation.add()`), "Improper number of arguments to method 'add'");
  });

  it("reach past the projection, compare and index", () => {
    assert.equal(
      evaluate(
        `[${typed}.getNativeValue('address'), ${typed}.getObjectValue('address'), ${typed}.getObjectValue('None')].join()`,
      ),
      "119,119,",
    );
    assert.equal(
      evaluate(
        `[${typed}.equals(${typed}), ${typed}.equals(${typed}.Next.dereference()), ${typed}.equals(5), ${typed}.compareTo(${typed})].join()`,
      ),
      "true,false,false,0",
    );
    assert.equal(
      evaluate(
        `[${typed}.Numbers.getDimensionality(), ${typed}.Numbers.getValueAt(1), typeof ${typed}.getValueAt].join()`,
      ),
      "1,2,undefined",
    );
    for (const name of ["setValueAt", "setObjectValue", "setNativeValue"]) {
      assert.equal(failure(`${typed}.${name}(1)`), "Unknown exception");
    }
  });
});

describe("queries on native collections", () => {
  const processes = "host.currentSession.Processes";

  it("can be called by scripts", () => {
    assert.equal(
      evaluate(
        `String(${processes}.Count()) + ' ' + [${processes}.First().Name, ${processes}.Last().Name, ${processes}.First(p => p.Id == 0x88).Name].join()`,
      ),
      "0x2 System,app.exe,app.exe",
    );
    assert.equal(evaluate(`[...${processes}.Where(p => p.Name == 'app.exe').Select(p => p.Name)].join()`), "app.exe");
    assert.equal(
      evaluate(
        `[${processes}.Any(p => p.Id == 4), ${processes}.All(p => p.Id == 4), ${processes}.Skip(1).Count() == 1, ${processes}.Take(1).First().Name].join()`,
      ),
      "true,false,true,System",
    );
  });

  it("fail without elements, and with wrong arguments", () => {
    assert.equal(failure(`${processes}.Where(p => false).First()`), "Unknown exception");
    assert.equal(failure(`${processes}.Any()`), "Invalid number of arguments to method 'Any'");
    assert.equal(failure(`${processes}.Where(1)`), "Invalid argument to method 'Where'");
  });
});

describe("toString of native objects", () => {
  it("gives the display, or what any object converts to", () => {
    assert.equal(evaluate("host.currentProcess.toString()"), "System");
    assert.equal(evaluate(`String(${typed})`), "[object Object]");
  });
});

describe("addParentModel and removeParentModel", () => {
  it("extend one object, with it as this, until removed", () => {
    assert.equal(
      run(`
      const model = { get Twice() { return this.Byte * 2; }, Plus(n) { return this.Byte + n; } };
      const object = ${typed};
      object.addParentModel(model);
      const answer = [object.Twice, object.Plus(1), ${typed}.Twice];
      object.removeParentModel(model);
      return answer.concat(object.Twice).join();`),
      "508,255,,",
    );
  });

  it("hold for a session whatever wrapper they were called on", () => {
    assert.equal(
      run("host.currentSession.addParentModel({ get Extra() { return this.Id; } }); return host.currentSession.Extra;"),
      0,
    );
    assert.match(openBench().failure("host.currentSession.removeParentModel({});"), /not a parent/);
  });

  it("are not undone when the script is unloaded", () => {
    const bench = openBench();
    const source = "function invokeScript() { host.currentSession.addParentModel({ get Kept() { return 1; } }); }";
    bench.debugger.scriptRun({ name: "a.js", source });
    bench.debugger.scriptUnload("a");
    assert.equal(bench.debugger.model.get(bench.debugger.model.pseudoVariable("cursession"), "Kept"), 1);
  });
});
