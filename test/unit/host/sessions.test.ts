/** Sessions, processes and threads as scripts see them, with several targets open. */
import assert from "node:assert/strict";
import { SimulatedDebugger } from "../../host/debugger.ts";
import type { DebuggerOptions } from "../../host/debugger.ts";
import { openBench } from "./bench.ts";
import type { Bench } from "./bench.ts";
import { tinyTarget } from "./tiny-target.ts";
import type { TinyOptions } from "./tiny-target.ts";

const evaluate = (expression: string, target: TinyOptions = {}, mood: DebuggerOptions = {}): unknown =>
  openBench(target, mood).evaluate(`return ${expression};`);
const failure = (expression: string, bench: Bench = openBench()): string => bench.failure(`return ${expression};`);

/** The 64-bit value at an offset of the clock page. */
function clock(bench: Bench, offset: bigint): bigint {
  const bytes = bench.target.memory.read(bench.target.clock + offset, 8) ?? new Uint8Array(8);
  return new DataView(bytes.buffer).getBigUint64(0, true);
}

describe("sessions", () => {
  it("have an Id of their own, and each access of currentSession is a new wrapper", () => {
    assert.equal(evaluate("host.currentSession === host.currentSession"), false);
    assert.equal(evaluate("host.currentSession.Id === host.currentSession.Id"), true);
  });

  it("can be several at once, and the user switches between them", () => {
    const bench = openBench();
    const second = bench.debugger.openTarget(tinyTarget({ description: "Second" }));
    assert.equal(bench.evaluate("return host.currentSession.Id;"), second.Id);
    assert.equal(
      bench.evaluate("return [...host.namespace.Debugger.Sessions].map(s => s.Id).join();"),
      `${bench.session.Id},${second.Id}`,
    );
    bench.debugger.switchTo(bench.session);
    assert.equal(bench.evaluate("return host.currentSession.Id;"), bench.session.Id);
    assert.equal(bench.evaluate(`return String(host.namespace.Debugger.Sessions[${second.Id}]);`), "Second");
    bench.debugger.closeTarget(bench.session);
    assert.equal(bench.debugger.current, second);
    assert.throws(() => bench.debugger.switchTo(bench.session), /not open/);
    assert.match(bench.failure("host.namespace.Debugger.Sessions[0];"), /no element/);
  });

  it("are absent while nothing is debugged", () => {
    const simulated = new SimulatedDebugger();
    simulated.scriptLoad({
      name: "a.js",
      source:
        "function probe() { return [typeof host.currentSession, typeof host.currentProcess, typeof host.currentThread].join(); } function read() { host.memory.readMemoryValues(1, 1); }",
    });
    const contents = simulated.model.pseudoVariable("scriptContents");
    assert.equal(
      simulated.model.call(simulated.model.get(contents, "probe"), undefined, []),
      "undefined,undefined,undefined",
    );
    assert.throws(
      () => simulated.model.call(simulated.model.get(contents, "read"), undefined, []),
      /Unknown exception/,
    );
    assert.equal(simulated.model.pseudoVariable("cursession"), undefined);
  });

  it("have the kind of target in Attributes.Target", () => {
    const probe = "(t => [t.IsKernelTarget, t.IsDumpTarget].join())(host.currentSession.Attributes.Target)";
    assert.equal(evaluate(probe), "true,false");
    assert.equal(evaluate(probe, { isDump: true, isKernel: false }), "false,true");
  });

  it("have processes, iterable and indexable by id", () => {
    assert.equal(evaluate("[...host.currentSession.Processes].map(p => p.Name).join()"), "System,app.exe");
    assert.equal(evaluate("host.currentSession.Processes[0x88].Name"), "app.exe");
    assert.match(failure("host.currentSession.Processes[5]"), /no element/);
  });
});

describe("the root namespace", () => {
  it("holds Debugger with Sessions, State, Utility and Settings", () => {
    const { model } = openBench().debugger;
    assert.deepEqual(model.keys(model.root), ["Debugger"]);
    assert.deepEqual([...model.keys(model.get(model.root, "Debugger"))].sort(), [
      "Sessions",
      "Settings",
      "State",
      "Utility",
    ]);
    assert.equal(
      evaluate("['Sessions', 'State', 'Utility', 'Settings'].every(name => name in host.namespace.Debugger)"),
      true,
    );
  });
});

describe("ptrsize", () => {
  it("speaks of the current session only; half of nt!_LIST_ENTRY speaks of the context's target", () => {
    const bench = openBench();
    bench.debugger.openTarget(tinyTarget({ pointerSize: 4 }));
    assert.equal(bench.evaluate("return host.namespace.Debugger.State.PseudoRegisters.General.ptrsize;"), 4);
    assert.equal(
      bench.evaluate(
        "return host.getModuleType('nt', '_LIST_ENTRY', host.namespace.Debugger.Sessions[0]).size.asNumber() / 2;",
      ),
      8,
    );
    bench.debugger.switchTo(bench.session);
    assert.equal(bench.evaluate("return host.namespace.Debugger.State.PseudoRegisters.General.ptrsize;"), 8);
  });
});

describe("processes and threads", () => {
  it("have Id, Name, Threads, KernelObject and Io.Handles", () => {
    assert.equal(
      evaluate(
        "(p => [p.Id, p.Name, [...p.Threads].length, p.KernelObject.targetType.name].join())(host.currentProcess)",
      ),
      "0x4,System,1,_EPROCESS",
    );
    assert.equal(
      evaluate(
        "[...host.currentProcess.Io.Handles].map(h => [h.Handle, h.Type, h.GrantedAccess, h.ObjectName].join()).join(';')",
      ),
      "4,ALPC Port,2031617,\\Port",
    );
    assert.equal(evaluate("host.currentProcess.Io.Handles[4].Object.targetType.name"), "_OBJECT_HEADER");
  });

  it("threads have Id, KernelObject and Stack", () => {
    assert.equal(
      evaluate(
        "(t => [t.Id, t.KernelObject.targetType.name, t.KernelObject.Reason, [...t.Stack.Frames].length].join())(host.currentThread)",
      ),
      "0x14,_ETHREAD,17,0",
    );
    assert.equal(evaluate("host.currentSession.Processes[0x88].Threads[0x8c].Id.asNumber()"), 0x8c);
  });

  it("have modules", () => {
    assert.equal(evaluate("[...host.currentProcess.Modules].map(m => m.Name + m.Size).join()"), "nt65536,mod4096");
    assert.equal(evaluate("host.currentProcess.Modules[0].BaseAddress === thing.subtract(0x1000)"), true);
  });

  it("give ids as numbers or as Int64, by mood", () => {
    assert.equal(
      evaluate("typeof host.currentProcess.Id + typeof host.currentThread.Id", {}, { ids: "number" }),
      "numbernumber",
    );
    assert.equal(evaluate("typeof host.currentProcess.Id + typeof host.currentThread.Id"), "objectobject");
    assert.equal(
      evaluate(
        "(p => p.Id === new host.Int64(4) && host.currentSession.Processes.getValueAt(p.Id).Name)(host.currentProcess)",
        {},
        { ids: "int64" },
      ),
      "System",
    );
  });

  it("throw at KernelObject without symbols", () => {
    const bench = openBench({ symbols: false });
    assert.match(failure("host.currentProcess.KernelObject", bench), /Symbols are not loaded/);
    assert.match(failure("host.currentThread.KernelObject", bench), /Symbols are not loaded/);
    assert.equal(bench.evaluate("return host.currentProcess.Name;"), "System");
  });

  it("have no KernelObject in user mode", () =>
    assert.equal(evaluate("host.currentProcess.KernelObject", { isKernel: false }), undefined));

  it("count each property read", () => {
    const bench = openBench();
    bench.evaluate("const p = host.currentProcess;");
    bench.debugger.counters.reset();
    bench.evaluate("const p = host.currentProcess; p.Name; p.Id;");
    const pathToTheFunction = ["Debugger", "State", "Scripts", "probe1", "Contents", "probe"];
    assert.equal(bench.debugger.counters.calls("propertyRead"), 2 + pathToTheFunction.length);
  });
});

describe("a target that runs and breaks again", () => {
  it("moves its own clock on: interrupt time, system time and tick count, with their second high parts", () => {
    const bench = openBench();
    bench.target.memory.putValue(bench.target.clock + 0x08n, 8, 0xffffffffn);
    bench.debugger.run(bench.session);
    assert.equal(clock(bench, 0x08n), 0xffffffffn + 64n * 156250n);
    assert.equal(clock(bench, 0x0cn) & 0xffffffffn, clock(bench, 0x10n) & 0xffffffffn);
    assert.equal(clock(bench, 0x14n), 64n * 156250n);
    assert.equal(clock(bench, 0x320n), 64n);
  });

  it("has its clock elsewhere in 32 bits", () => {
    const bench = openBench({ pointerSize: 4 });
    bench.debugger.run(bench.session);
    assert.equal(clock(bench, 0x320n), 64n);
  });

  it("changes meanwhile: processes come and go", () => {
    const bench = openBench();
    bench.debugger.scriptLoad({
      name: "hold.js",
      source:
        "var held; function hold() { held = host.currentSession.Processes[0x88]; return held.Name; } function again() { return held.Name; }",
    });
    const { model } = bench.debugger;
    const contents = model.pseudoVariable("scriptContents");
    assert.equal(model.call(model.get(contents, "hold"), undefined, []), "app.exe");
    bench.debugger.run(bench.session, () => bench.target.setProcesses(bench.target.processes().slice(0, 1)));
    assert.throws(() => model.call(model.get(contents, "again"), undefined, []), /process 0x88 is gone/);
    assert.equal(bench.evaluate("return [...host.currentSession.Processes].length;"), 1);
  });

  it("is no dump: a dump's clock stands still", () => {
    const bench = openBench({ isDump: true });
    assert.throws(() => bench.debugger.run(bench.session), /dump does not run/);
    bench.evaluate("host.memory.readMemoryValues(thing, 1);");
    assert.equal(clock(bench, 0x320n), 0n);
  });

  it("stands still between two breaks, except a local live kernel, whose clock never does", () => {
    const bench = openBench();
    const tick = "host.memory.readMemoryValues(new host.Int64(0x320, 0xfffff780), 1, 4)[0]";
    assert.equal(bench.evaluate(`return ${tick} === ${tick};`), true);
    bench.debugger.openTarget(bench.target, { localKernel: true });
    assert.equal(bench.evaluate(`return ${tick} < ${tick};`), true);
  });
});
