/** The console over the simulated debugger, with a script such as a user would write. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { Interrupted, runInterruptible } from "../../kd/interruption.ts";
import { KdConsole } from "../../kd/kd-console.ts";
import { SimulatedConsoleDebugger, simulatedCatalogue } from "../../kd/simulated.ts";

/** A script that extends sessions and registers an alias, as a user's script would. */
const script = `
class Item {
  constructor(number) { this.__number = number; }
  get Number() { return this.__number; }
  get Address() { return host.Int64(0x12345678, 0xffffa801); }
  get Broken() { throw new Error("a broken page"); }
  Times(factor) { return this.__number * factor; }
  toString() { return "item " + this.__number; }
}
class Items {
  *[Symbol.iterator]() { for (let i = 0; i < 3; i++) { host.diagnostics.debugLog("walked " + i + "\\n"); yield new host.indexedValue(new Item(i), [i]); } }
  getDimensionality() { return 1; }
  getValueAt(index) { return new Item(index); }
}
class SessionItems { get Items() { return new Items(); } get Current() { return this.Id; } }
function echo(value) { return value === undefined ? "nothing" : value; }
function silent() {} function forever() { for (;;) { host.diagnostics.debugLog(""); } }
function apply(f, value) { return f(value); }
function countOf(collection) { let count = 0; for (const _ of collection) { count++; } return count; }
function refuse() { throw new Error("one sentence"); }
function initializeScript() {
  return [new host.apiVersionSupport(1, 7), new host.namedModelParent(SessionItems, "Debugger.Models.Session"),
    new host.functionAlias(echo, "echo"), new host.functionAlias(silent, "silent"), new host.functionAlias(refuse, "refuse"), new host.functionAlias(forever, "forever")];
}
`;

describe("kd console over the simulated debugger", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "kd-console-"));
  const path = join(folder, "sample.js");
  let console: KdConsole;
  let written: string[] = [];

  /** What the commands print; they must succeed unless `isGood` is false. */
  function run(commands: string, isGood = true): string {
    written = [];
    assert.equal(console.execute(commands), isGood, written.join(""));
    return written.join("");
  }

  before(() => {
    writeFileSync(path, script);
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  beforeEach(() => {
    console = new KdConsole(new SimulatedConsoleDebugger(), simulatedCatalogue, (text) => written.push(text));
    const [entry] = simulatedCatalogue.entries;
    assert.ok(entry);
    console.open(entry.open());
    run(`.scriptload ${path}`);
  });

  it("lists the script until it is unloaded", () => {
    assert.ok(run(".scriptlist").includes(path));
    run(`.scriptunload ${path}`);
    assert.ok(!run(".scriptlist").includes(path));
    assert.match(run("!echo", false), /^echo is not extension gallery command\nNo export echo found\n$/);
    assert.match(run("dx @$cursession.Items", false), /Unable to bind name 'Items'/);
  });

  it("walks a script's collection only as far as asked", () => {
    assert.equal(run("dx @$cursession.Items.First().Times(2)").match(/walked/g)?.length, 1);
    assert.equal(run("dx @$cursession.Items.Take(2).Count()").match(/walked/g)?.length, 2);
    assert.equal(run("dx @$cursession.Items[2]").match(/walked/g), null);
  });

  it("shows an error in the place of the property", () => {
    const text = run("dx @$cursession.Items[1]");
    assert.match(
      text,
      /^@\$cursession\.Items\[1\] : item 1\n {4}Number {11}: 0x1\n {4}Address {10}: 0xffffa80112345678\n {4}Broken {11}: a broken page \[at sample \(line 6 col \d+\)\]\n/,
    );
  });

  it("passes alias arguments as values", () => {
    assert.match(run("!echo"), /: nothing\n {4}Length {11}: 0x7\n$/);
    assert.match(run("!echo 0xffff8000'12345678"), /: -140737182935432\n$/);
    assert.match(run('!echo "text"'), /: text\n {4}Length {11}: 0x4\n$/);
    assert.equal(run("!silent"), "@$silent()\n");
    assert.equal(run("!refuse", false), "Error: one sentence [at sample (line 20 col 21)]\n");
    assert.match(run("!echo /p ffff8000", false), /^Error: Expected expression at '\/p ffff8000\)'\n$/);
  });

  it("hands lambdas and collections to a script", () => {
    assert.match(run("dx @$scriptContents.apply(v => v + 1, 41)"), /: 0x2a\n$/);
    assert.match(run("dx @$scriptContents.countOf(@$cursession.Items.Where(i => i.Number > 0))"), /: 0x2\n$/);
  });

  it("reaches native structures through casts, with 64-bit values intact", () => {
    const text = run("dx (nt!_EPROCESS*)@$curprocess.KernelObject.address");
    assert.match(text, /\[\+0x[0-9a-f]+\] UniqueProcessId +: 0x4 \[Type: void \*\]\n/);
    assert.match(
      run("dx (nt!_EPROCESS*)@$curprocess.KernelObject.address == @$curprocess.KernelObject.address"),
      /: true\n$/,
    );
    assert.match(
      run("dx *((nt!_LIST_ENTRY*)@$curprocess.KernelObject.ActiveProcessLinks.Flink)"),
      /Flink\) \[Type: _LIST_ENTRY\]\n/,
    );
    assert.match(run("dx (nt!_NO_SUCH_TYPE*)5", false), /^Error: Unable to find type 'nt!_NO_SUCH_TYPE \*'/);
  });

  it("shows members of native structures by their types", () => {
    const process = run("dx @$curprocess.KernelObject");
    for (const line of [
      "@$curprocess.KernelObject [Type: _EPROCESS]",
      "    [+0x000] Pcb              [Type: _KPROCESS]",
      "    [+0x440] UniqueProcessId  : 0x4 [Type: void *]",
      "    [+0x448] ActiveProcessLinks [Type: _LIST_ENTRY]",
      "    [+0x460 (11:11)] EmptyJobEvaluated : 0x0 [Type: unsigned long]",
      "    [+0x4b0 ( 2: 0)] ExceptionPortState : 0x0 [Type: unsigned __int64]",
      "    [+0x5a8] ImageFileName    [Type: unsigned char [15]]",
      "    [+0x7d4] ExitStatus       : 259 [Type: long]",
    ]) {
      assert.ok(process.split("\n").includes(line), `${line}\nis not in\n${process}`);
    }
    assert.match(
      run("dx (nt!_SECURITY_QUALITY_OF_SERVICE*)@$curprocess.KernelObject.SvmProcessLock.address"),
      / {4}\[\+0x004\] ImpersonationLevel : SecurityAnonymous \(0\) \[Type: _SECURITY_IMPERSONATION_LEVEL\]\n/,
    );
    assert.match(
      run("dx @$curprocess.KernelObject.ExitStatus"),
      /^@\$curprocess\.KernelObject\.ExitStatus : 259 \[Type: long\]\n$/,
    );
    assert.match(run("dx @$curprocess.KernelObject.ExitStatus,x"), / : 0x103 \[Type: long\]\n$/);
    assert.match(
      run("dx @$curprocess.KernelObject.ImageFileName"),
      /^.* \[Type: unsigned char \[15\]\]\n {4}\[0\] {14}: 0x53 \[Type: unsigned char\]\n[\s\S]* {4}\[14\] {13}: 0x0 \[Type: unsigned char\]\n$/,
    );
  });

  it("keeps several sessions apart", () => {
    const [, other] = simulatedCatalogue.entries;
    assert.ok(other);
    assert.match(run("dx @$cursession.Current"), /: 0x0\n$/);
    run(`.target ${other.name}`);
    assert.match(run("dx @$cursession.Current"), /: 0x1\n$/);
    assert.match(run("||0s; dx @$cursession.Current"), /: 0x0\n$/);
  });

  it("opens every built-in target and finds its processes", () => {
    for (const { name, open } of simulatedCatalogue.entries) {
      run(`.target ${name}`);
      // Without the underscored symbols of 32-bit kernels the debugger's own list of processes is empty.
      assert.match(
        run("dx @$cursession.Processes.Count() > 2"),
        open().pointerSize === 4 ? /: false\n$/ : /: true\n$/,
        name,
      );
    }
  });

  it("has files for scripts unless it is to start as kd does, and then after .load", () => {
    assert.match(run("dx Debugger.Utility"), /FileSystem/);
    console = new KdConsole(new SimulatedConsoleDebugger({ hasFileSystem: false }), simulatedCatalogue, (text) =>
      written.push(text),
    );
    assert.doesNotMatch(run("dx Debugger.Utility"), /FileSystem/);
    assert.equal(run("dx Debugger.Utility.FileSystem", false), "Error: Unable to bind name 'FileSystem'\n");
    assert.match(run(".load DbgModelApiXtn.dll; dx Debugger.Utility"), /FileSystem/);
    assert.equal(run(".load JsProvider"), "");
    assert.match(run(".load other", false), /^Error: The extension 'other' cannot be loaded/);
  });

  it("completes the members that a script added", () => {
    assert.deepEqual(console.complete("dx @$cursession.It")[0], ["Items"]);
  });

  it("completes names of processes in quotes", () => {
    assert.deepEqual(console.complete('!echo "ls'), [['lsass.exe"'], "ls"]);
    assert.deepEqual(console.complete('dx @$cursession.Processes.Where(p => p.Name == "wini'), [
      ['wininit.exe"'],
      "wini",
    ]);
  });

  it("goes on after a script was broken off", () => {
    assert.throws(
      () =>
        runInterruptible(() => {
          process.kill(process.pid, "SIGINT");
          console.execute("!forever");
        }),
      Interrupted,
    );
    console.recover();
    assert.equal(run("!refuse", false), "Error: one sentence [at sample (line 20 col 21)]\n");
  });
});
