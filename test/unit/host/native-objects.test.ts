/** Native objects: the order in which members are looked up, pointers, extensions. */
import assert from "node:assert/strict";
import type { DebuggerOptions } from "../../host/debugger.ts";
import { openBench } from "./bench.ts";
import type { Bench } from "./bench.ts";
import type { TinyOptions } from "./tiny-target.ts";

const typed = "host.createTypedObject(thing, 'nt', '_THING')";
const pointer = "host.createPointerObject(thing, 'nt', '_THING*')";
const run = (body: string, target: TinyOptions = {}, mood: DebuggerOptions = {}): unknown =>
  openBench(target, mood).evaluate(body);
const evaluate = (expression: string, target: TinyOptions = {}, mood: DebuggerOptions = {}): unknown =>
  run(`return ${expression};`, target, mood);
const failure = (expression: string, bench: Bench = openBench()): string => bench.failure(`return ${expression};`);

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

describe("fields", () => {
  it("that are pointers, void* too, enter as pointer objects: their value is .address", () => {
    const bench = openBench();
    const body =
      "const id = host.currentProcess.KernelObject.UniqueProcessId; return [typeof id, id.address.asNumber(), id.targetType.typeKind].join();";
    assert.equal(bench.evaluate(body), "object,4,pointer");
    assert.match(bench.failure("host.currentProcess.KernelObject.UniqueProcessId.dereference();"), /void has no value/);
  });

  it("that are bit fields enter as numbers, in a 64-bit unit as Int64", () => {
    assert.equal(evaluate(`[${typed}.Low, ${typed}.Middle].join()`), "1,2");
    assert.equal(evaluate(`${typed}.WideBits === new host.Int64(7)`), true);
  });

  it("of other simple types enter as numbers and booleans", () => {
    const bench = openBench();
    bench.target.memory.put(bench.target.thing + 56n, new Uint8Array(new Float32Array([-1.5]).buffer));
    bench.target.memory.put(bench.target.thing + 8n, new Uint8Array(new Float64Array([0.25]).buffer));
    assert.equal(
      bench.evaluate(`return [${typed}.Flag, ${typed}.Float, ${typed}.Double, ${typed}.Letter].join();`),
      "true,-1.5,0.25,2",
    );
    assert.equal(evaluate(`${typed}.SignedBits`), 3);
    assert.equal(evaluate(`(host.memory.writeMemoryValues(thing.add(56), 1, [4]), ${typed}.SignedBits)`), -4);
  });

  it("that are nested structs and unions enter as typed objects, unread", () => {
    assert.equal(evaluate(`${typed}.u1.s1.Ready`), 1);
    assert.equal(evaluate(`${typed}.Inner.targetType.name`), "_LIST_ENTRY");
  });

  it("that are enums enter as numbers or as objects that convert to one, by mood", () => {
    assert.equal(evaluate(`${typed}.Reason`), 17);
    assert.equal(
      evaluate(`(r => [typeof r, Number(r), r + 0, String(r)].join())(${typed}.Reason)`, {}, { enums: "object" }),
      "object,17,17,WrLpcReply (17)",
    );
  });

  it("are undefined where the type has no such field", () => assert.equal(evaluate(`${typed}.None`), undefined));

  it("throw in the script's realm when their memory is unreadable", () => {
    assert.equal(
      run(
        "try { host.createTypedObject(0x50, 'nt', '_THING').Long; } catch (e) { return e instanceof Error && e.message; }",
      ),
      "Unable to read target memory at '0x54' in method 'unsigned long'",
    );
    assert.match(failure(`${typed}.Next.Next.Short`), /Unable to read target memory at '0x2'/);
  });

  it("are read when asked for, each time, and each read is counted", () => {
    const bench = openBench();
    assert.equal(
      bench.evaluate(
        `const t = ${typed}; const a = t.Short; host.memory.writeMemoryValues(thing.add(2), 1, [7], 2); return a + "," + t.Short;`,
      ),
      "48879,7",
    );
    assert.equal(bench.debugger.counters.calls("fieldRead"), 2);
    assert.equal(bench.debugger.counters.bytesRead, 4);
  });

  it("cannot be assigned, and no object takes properties of the script's own", () => {
    for (const statement of [
      `${typed}.Short = 1;`,
      `${typed}.mine = 1;`,
      "host.currentSession.mine = 1;",
      `delete ${typed}.Short;`,
    ]) {
      assert.match(openBench().failure(statement), /cannot be changed by assignment/, statement);
    }
  });
});

describe("native arrays", () => {
  it("are iterable and indexable with [i]", () => {
    assert.equal(evaluate(`[...${typed}.Numbers].join()`), "1,2,3");
    assert.equal(evaluate(`${typed}.Numbers[2]`), 3);
    assert.equal(evaluate(`${typed}.Pointers[0].Short`), 0xbeef);
    assert.equal(evaluate(`${typed}.Pointers[1].isNull`), true);
  });

  it("throw for an index outside, and have no other names of arrays", () => {
    assert.match(failure(`${typed}.Numbers[3]`), /outside the array of 3/);
    assert.equal(evaluate(`${typed}.Numbers.length`), undefined);
    assert.equal(evaluate(`${typed}.Numbers.map`), undefined);
  });

  it("are the only typed objects with elements", () => assert.equal(evaluate(`${typed}[Symbol.iterator]`), undefined));
});

describe("32-bit targets", () => {
  const bench32 = (): Bench => openBench({ pointerSize: 4 });

  it("have pointers of 4 bytes that come zero-extended or sign-extended, by mood", () => {
    const probe = `[${pointer}.address, ${typed}.Next.address, ${typed}.address, ${typed}.targetLocation.address, host.getModuleSymbolAddress('nt', 'TheThing')].map(a => a.getHighPart()).join()`;
    assert.equal(evaluate(probe, { pointerSize: 4 }), "0,0,0,0,0");
    assert.equal(evaluate(probe, { pointerSize: 4 }, { pointers32: "sign" }), Array<number>(5).fill(0xffffffff).join());
    assert.equal(evaluate(`${typed}.Next.Short`, { pointerSize: 4 }, { pointers32: "sign" }), 0xbeef);
  });

  it("keep the address that a script widened itself, and read as if the high half were not there", () => {
    const widened = "host.createPointerObject(host.Int64(thing.getLowPart(), 0xffffffff), 'nt', '_THING*')";
    assert.equal(
      evaluate(
        `[${widened}.address.getHighPart(), ${widened}.Short, ${widened}.dereference().targetLocation.address.getHighPart()].join()`,
        { pointerSize: 4 },
      ),
      "4294967295,48879,0",
    );
    const { model } = bench32().debugger;
    assert.equal(
      model.displayString(model.castToPointer("nt!_THING", 1, model.int64(0xffffffff80011000n))),
      "0xffffffff80011000 [Type: _THING *]",
    );
    assert.equal(
      model.displayString(model.castToPointer("nt!_THING", 1, model.int64(0x80011000n))),
      "0x80011000 [Type: _THING *]",
    );
  });

  it("have public symbols by their decorated name only, and others by their own", () => {
    const answers =
      "['ThingList', '_ThingList', 'TheThing', '_TheThing'].map(name => host.getModuleSymbolAddress('nt', name) === null ? 'null' : 'found').join()";
    assert.equal(evaluate(answers, { pointerSize: 4 }), "null,found,found,null");
    assert.equal(evaluate(answers), "found,null,found,null");
    assert.equal(evaluate(answers, { pointerSize: 4 }, { targets32: "plain" }), "found,null,found,null");
    assert.equal(
      evaluate(
        "host.getModuleSymbol('nt', '_ThingList', '_LIST_ENTRY', host.currentSession).address === host.evaluateExpression('&nt!_ThingList')",
        { pointerSize: 4 },
      ),
      true,
    );
  });

  it("have no processes for the engine to list", () => {
    for (const expression of [
      "[...host.currentSession.Processes]",
      "host.currentSession.Processes.First()",
      "host.currentSession.Processes.getValueAt(4)",
      "host.currentSession.Processes[4]",
      "host.currentProcess",
      "host.currentThread",
    ]) {
      assert.equal(failure(expression, bench32()), "Unknown exception", expression);
      assert.doesNotThrow(() => evaluate(expression), expression);
      assert.doesNotThrow(() => evaluate(expression, { pointerSize: 4 }, { targets32: "plain" }), expression);
    }
  });

  it("have a current process and thread among the debugger's variables, with sign-extended addresses, good as contexts like the session", () => {
    const variables = "host.namespace.Debugger.State.DebuggerVariables";
    assert.equal(
      evaluate(`[${variables}.curprocess.Name, ${variables}.curthread.Id].join()`, { pointerSize: 4 }),
      "System,0x14",
    );
    const object = `${variables}.curprocess.KernelObject`;
    assert.equal(
      evaluate(`[${object}.address, ${object}.targetLocation.address].map(a => a.getHighPart()).join()`, {
        pointerSize: 4,
      }),
      "4294967295,0",
    );
    for (const context of [`${variables}.curprocess`, `${variables}.curthread`, "host.currentSession", object]) {
      assert.equal(
        evaluate(`host.getModuleType('nt', '_THING', ${context}).name`, { pointerSize: 4 }),
        "_THING",
        context,
      );
    }
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
