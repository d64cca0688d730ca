/** Fields, arrays and pointers of native objects in a script. */
import assert from "node:assert/strict";
import { openBench } from "./bench.ts";
import type { Bench } from "./bench.ts";
import { typed, pointer, run, evaluate, failure } from "./native-bench.ts";

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
