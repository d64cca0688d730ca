/** host.memory: block reads, element sizes, strings, failures. */
import assert from "node:assert/strict";
import { openBench } from "./bench.ts";
import type { Bench } from "./bench.ts";

const second = "host.currentSession.Processes[0x88]";

describe("host.memory", () => {
  const evaluate = (expression: string): unknown => openBench().evaluate(`return ${expression};`);
  const failure = (expression: string, bench: Bench = openBench()): string => bench.failure(`return ${expression};`);

  it("reads 1, 2 and 4-byte elements as one typed array of the script's own realm", () => {
    for (const [args, type, first] of [
      ["thing, 2", "Uint8Array", 0xfe],
      ["thing, 2, 1", "Uint8Array", 0xfe],
      ["thing, 2, 1, true", "Int8Array", -2],
      ["thing, 2, 2", "Uint16Array", 0xfefe],
      ["thing, 2, 2, true", "Int16Array", -258],
      ["thing.add(4), 1, 4", "Uint32Array", 0xdeadbeef],
      ["thing.add(4), 1, 4, true", "Int32Array", 0xdeadbeef | 0],
    ] as const) {
      const answer = evaluate(
        `(v => [v.constructor === ${type}, Object.prototype.toString.call(v), v[0]].join())(host.memory.readMemoryValues(${args}))`,
      );
      assert.equal(answer, `true,[object ${type}],${first}`);
    }
  });

  it("hands out a typed array over just the read block", () => {
    assert.equal(evaluate("host.memory.readMemoryValues(thing, 3).buffer.byteLength"), 3);
    assert.equal(
      evaluate("new DataView(host.memory.readMemoryValues(thing.add(4), 4).buffer).getUint32(0, true)"),
      0xdeadbeef,
    );
  });

  it("reads 8-byte elements as an array of Int64 objects", () => {
    const probe =
      "(v => [Array.isArray(v) && v instanceof Array, v.length, v[0] === new host.Int64(0x12345678, 0xffff8000)].join())";
    assert.equal(evaluate(`${probe}(host.memory.readMemoryValues(thing.add(8), 2, 8))`), "true,2,true");
    assert.equal(evaluate(`${probe}(host.memory.readMemoryValues(thing.add(8), 2, 8, true))`), "true,2,true");
  });

  it("throws if any byte is unreadable", () => {
    assert.match(
      failure("host.memory.readMemoryValues(thing.add(95), 2)"),
      /^Unable to read all of target memory at '0xffff80000001105f' in method 'readMemoryValues' \(partial read success\)$/,
    );
    assert.match(failure("host.memory.readMemoryValues(0, 1)"), /Unable to read target memory at '0x0'/);
  });

  it("throws errors of the script's own realm", () => {
    assert.equal(
      openBench().evaluate(
        "try { host.memory.readMemoryValues(0, 1); } catch (e) { return e instanceof Error && typeof e.stack; }",
      ),
      "string",
    );
  });

  it("takes as location a number, an Int64, a location object or a typed object", () => {
    assert.equal(evaluate("host.memory.readMemoryValues(0x10000, 1)[0]"), 4);
    for (const location of [
      "thing",
      "host.createTypedObject(thing, 'nt', '_THING')",
      "host.createTypedObject(thing, 'nt', '_THING').targetLocation",
      "host.createPointerObject(thing, 'nt', '_THING*')",
    ]) {
      assert.equal(evaluate(`host.memory.readMemoryValues(${location}, 1)[0]`), 0xfe, location);
    }
    for (const bad of ["'0x1000'", "undefined", "{}", "null", "1.5", "host.currentSession"]) {
      assert.notEqual(failure(`host.memory.readMemoryValues(${bad}, 1)`), "", bad);
    }
  });

  it("takes its context last, also when optional arguments before it are left out", () => {
    for (const optional of ["", "1, ", "1, false, "]) {
      assert.equal(evaluate(`host.memory.readMemoryValues(userPage, 1, ${optional}${second})[0]`), 0x88);
    }
    assert.equal(evaluate(`host.memory.readString(userPage.add(1), ${second})`), "A");
    assert.equal(evaluate(`host.memory.readString(userPage.add(1), 1, ${second})`), "A");
  });

  it("refuses as context what is no native object, and undefined in place of any argument", () => {
    assert.equal(
      failure("host.memory.readMemoryValues(thing, 1, {})"),
      "Invalid argument to method 'readMemoryValues'",
    );
    for (const args of [
      "thing, 1, undefined",
      "thing, 1, 1, undefined",
      "thing, undefined",
      "thing, 1, 1, false, undefined",
    ]) {
      assert.notEqual(failure(`host.memory.readMemoryValues(${args})`), "", args);
    }
  });

  it("refuses wrong counts, element sizes and signs", () => {
    for (const args of ["thing, -1", "thing, 1.5", "thing, '1'", "thing, 1, 3", "thing, 1, 16", "thing, 1, 1, 1"]) {
      assert.equal(
        failure(`host.memory.readMemoryValues(${args})`),
        "Invalid argument to method 'readMemoryValues'",
        args,
      );
    }
    for (const [name, args] of [
      ["readMemoryValues", ""],
      ["readMemoryValues", "thing"],
      ["readMemoryValues", "thing, 1, 1, false, 0"],
      ["readString", ""],
      ["readString", "thing, 1, 2"],
      ["readWideString", "thing, 1, 2"],
      ["writeMemoryValues", "thing, 1"],
      ["physicalAddress", ""],
      ["collectGarbage", "1"],
    ] as const) {
      assert.equal(failure(`host.memory.${name}(${args})`), `Improper number of arguments to method '${name}'`, args);
    }
  });

  it("reads no elements as an empty array, without touching memory", () => {
    assert.equal(evaluate("host.memory.readMemoryValues(0, 0, 8).length"), 0);
  });

  describe("user addresses", () => {
    it("are read in the process of the context: a process, a thread, or an object made in its context", () => {
      for (const context of [
        second,
        `${second}.KernelObject`,
        `[...${second}.Threads][0]`,
        `${second}.KernelObject.Links`,
        `host.createTypedObject(thing, 'nt', '_THING', ${second})`,
        `host.createTypedObject(thing, 'nt', '_THING', ${second}).Next.dereference()`,
      ]) {
        assert.equal(evaluate(`host.memory.readMemoryValues(userPage, 1, 1, false, ${context})[0]`), 0x88, context);
      }
    });

    it("are read in the current process without a context and with a session's", () => {
      assert.equal(evaluate("host.memory.readMemoryValues(userPage, 1)[0]"), 4);
      assert.equal(evaluate("host.memory.readMemoryValues(userPage, 1, host.currentSession)[0]"), 4);
    });
  });

  it("reads strings of 8-bit and 16-bit characters up to their null", () => {
    assert.equal(evaluate("host.memory.readString(userPage.add(1))"), "A");
    assert.equal(evaluate("host.memory.readWideString(userPage.add(1))"), "AB");
  });

  it("takes the length of a string in characters", () => {
    assert.equal(evaluate("host.memory.readString(userPage.add(1), 3)"), "A\0B");
    assert.equal(evaluate("host.memory.readWideString(userPage.add(1), 1)"), "A");
    assert.equal(evaluate("host.memory.readWideString(userPage.add(1), 3)"), "AB\0");
    assert.notEqual(failure("host.memory.readWideString(userPage.add(1), 4)"), "");
    assert.notEqual(failure("host.memory.readString(userPage, -1)"), "");
  });

  it("throws for a string that runs into unreadable memory", () => {
    const bench = openBench();
    bench.target.memory.put(bench.target.thing + 0x500n, [0x41, 0x42]);
    assert.match(
      failure("host.memory.readString(thing.add(0x500))", bench),
      /at '0xffff800000011502' in method 'readString'/,
    );
  });

  it("writes values, but not into a dump or unmapped memory", () => {
    assert.equal(
      evaluate("(host.memory.writeMemoryValues(thing, 2, [1, 2], 2), host.memory.readMemoryValues(thing, 4).join())"),
      "1,0,2,0",
    );
    assert.match(failure("host.memory.writeMemoryValues(0, 1, [1])"), /Unable to write/);
    assert.match(
      failure("host.memory.writeMemoryValues(thing, 2, [1])"),
      /^Invalid argument to method 'writeMemoryValues'$/,
    );
    assert.match(
      failure("host.memory.writeMemoryValues(thing, 1, [1])", openBench({ isDump: true })),
      /Unable to write/,
    );
  });

  it("makes physical locations, through which nothing is readable here", () => {
    assert.equal(evaluate("host.memory.physicalAddress(0x1000).address.asNumber()"), 0x1000);
    assert.equal(evaluate("host.memory.physicalAddress(0, 1).address === new host.Int64(0, 1)"), true);
    assert.match(failure("host.memory.readMemoryValues(host.memory.physicalAddress(0x1000), 1)"), /Physical memory/);
  });

  it("has collectGarbage", () => assert.equal(evaluate("host.memory.collectGarbage()"), undefined));

  it("counts calls and bytes", () => {
    const bench = openBench();
    bench.evaluate("host.memory.readMemoryValues(thing, 6, 4); host.memory.readMemoryValues(thing, 1, 8);");
    assert.equal(bench.debugger.counters.calls("readMemoryValues"), 2);
    assert.equal(bench.debugger.counters.bytesRead, 32);
    bench.debugger.counters.reset();
    assert.equal(bench.debugger.counters.total(), 0);
    assert.deepEqual(bench.debugger.counters.snapshot(), { bytesRead: 0 });
  });

  it("ignores the high half of 32-bit addresses", () => {
    const bench = openBench({ pointerSize: 4 });
    assert.equal(bench.evaluate("return host.memory.readMemoryValues(thing, 1)[0];"), 0xfe);
    assert.equal(
      bench.evaluate("return host.memory.readMemoryValues(new host.Int64(thing.getLowPart(), 0xffffffff), 1)[0];"),
      0xfe,
    );
    assert.equal(
      bench.evaluate("return host.memory.readMemoryValues(new host.Int64(thing.getLowPart(), 1), 1)[0];"),
      0xfe,
    );
  });
});
