/** The console's commands over a fake debugger: splitting lines, aliases, scripts, sessions. */
import assert from "node:assert/strict";
import { splitCommands } from "../../kd/command-line.ts";
import { KdConsole } from "../../kd/kd-console.ts";
import { commands } from "../../kd/commands.ts";
import { FakeDebugger, fakeCatalog, makeFakeTarget } from "./fake-system.ts";

interface Bench {
  readonly console: KdConsole;
  readonly kernelDebugger: FakeDebugger;
  /** What was written since the last call. */
  readonly text: () => string;
}

function setUp(isDump = false): Bench {
  const kernelDebugger = new FakeDebugger();
  const written: string[] = [];
  const console = new KdConsole(kernelDebugger, fakeCatalog, (text) => written.push(text));
  console.open(makeFakeTarget("first", isDump));
  return { console, kernelDebugger, text: () => written.splice(0).join("") };
}

describe("kd command line", () => {
  const lines: readonly (readonly [string, readonly string[]])[] = [
    ["a; b ;c", ["a", "b", "c"]],
    ['dx "a;b"; g', ['dx "a;b"', "g"]],
    ['dx "a\\";b"; g', ['dx "a\\";b"', "g"]],
    ["dx f(1; 2); g", ["dx f(1; 2)", "g"]],
    [" ;; ", []],
    ["* a comment; dx 1", []],
    ["dx 1\r\ndx 2", ["dx 1", "dx 2"]],
    ['dx "open; g\ndx 2', ['dx "open; g', "dx 2"]],
  ];
  for (const [text, parts] of lines) {
    it(`splits ${JSON.stringify(text)}`, () => {
      assert.deepEqual(splitCommands(text), parts);
    });
  }
});

describe("kd console", () => {
  it("runs several commands and returns whether all succeeded", () => {
    const { console, text } = setUp();
    assert.equal(console.execute('dx 1 + 1; dx "a;b"'), true);
    assert.equal(text(), '1 + 1            : 2\n"a;b"            : a;b\n    Length           : 0x3\n');
    assert.equal(console.execute("dx nothing; dx 2"), false);
    assert.equal(text(), "Error: Unable to bind name 'nothing'\n2                : 2\n");
  });

  it("calls aliases with what follows them", () => {
    const { console, text } = setUp();
    assert.equal(console.execute("!fake (5)"), true);
    assert.match(text(), /^@\$fake\(5\)\n {4}Arguments {8}: 0x1\n {4}First {12}: 0x5\n$/);
    assert.equal(console.execute("!fails"), false);
    assert.equal(text(), "Error: an address was expected, for example !fails 0xffffa801'00001000\n");
  });

  it("loads, lists and unloads scripts, and prints what they print", () => {
    const { console, text } = setUp();
    console.execute('.scriptload "a b.js"; .scriptlist');
    assert.equal(text(), "loaded a b.js\nCommand Loaded Scripts:\n    JavaScript script from 'a b.js'\n");
    console.execute(".scriptunload a b.js; .scriptlist");
    assert.equal(text(), "Command Loaded Scripts:\n");
    assert.equal(console.execute(".scriptload missing.js"), false);
    assert.equal(text(), "Error: Unable to open 'missing.js'\n");
    assert.equal(console.execute(".scriptload"), false);
    assert.match(text(), /expects the path of a file/);
  });

  it("takes no extensions where the debugger has none", () => {
    const { console, text } = setUp();
    assert.equal(console.execute(".load DbgModelApiXtn"), false);
    assert.equal(text(), "Error: This debugger takes no extensions.\n");
  });

  it("runs a script once", () => {
    const { console, kernelDebugger } = setUp();
    console.execute(".scriptrun once.js");
    assert.equal(kernelDebugger.calls.at(-1), "scriptrun once.js");
  });

  it("opens further sessions and switches between them", () => {
    const { console, kernelDebugger, text } = setUp();
    assert.equal(console.prompt, "0: kd> ");
    console.execute(".target dump");
    assert.equal(text(), "dumped kernel\n");
    assert.equal(console.prompt, "||1:0: kd> ");
    console.execute("||0s; ||");
    assert.equal(kernelDebugger.calls.at(-1), "switch first");
    assert.equal(text(), ". 0\tfirst\n  1\tdumped kernel\n");
    assert.equal(console.execute("||7s"), false);
    assert.match(text(), /no session 7/);
    console.execute(".opendump x.json; |s");
    assert.match(text(), /\. 2\tcaptured x\.json\n$/);
  });

  it("lists the targets and refuses an unknown one", () => {
    const { console, text } = setUp();
    console.execute(".target");
    assert.equal(text(), "live  a live target (default)\ndump  a dump\n");
    assert.equal(console.execute(".target other"), false);
    assert.match(text(), /no target "other": live, dump are built in/);
  });

  it("lets a live target run and refuses a dump", () => {
    const live = setUp();
    assert.equal(live.console.execute("g"), true);
    assert.equal(live.kernelDebugger.calls.at(-1), "run first");
    const dump = setUp(true);
    assert.equal(dump.console.execute("g"), false);
    assert.match(dump.text(), /the current target is a dump/);
  });

  it("ends at q", () => {
    const { console, text } = setUp();
    console.execute("q; dx 1");
    assert.equal(console.isEnded, true);
    assert.equal(text(), "");
  });

  it("names every command in help", () => {
    const { console, text } = setUp();
    console.execute("help");
    const help = text();
    for (const { usage } of commands) {
      assert.ok(help.includes(usage), usage);
    }
  });

  it("says of a function that nobody exported what the debugger says", () => {
    const { console, text } = setUp();
    assert.equal(console.execute("!nobody 1"), false);
    assert.equal(text(), "nobody is not extension gallery command\nNo export nobody found\n");
  });

  it("says that a command is unknown", () => {
    const { console, text } = setUp();
    assert.equal(console.execute("bp nt!x"), false);
    assert.equal(text(), "Error: Unknown command 'bp nt!x': help lists the commands.\n");
  });

  it("says how an expression is shown", () => {
    const { console, text } = setUp();
    assert.equal(console.execute("Debugger.Name"), false);
    assert.equal(text(), "Error: 'Debugger.Name' is an expression: dx Debugger.Name shows it.\n");
  });

  it("shows a number in the base that its property prefers, asked for by name as in a list", () => {
    const { console, text } = setUp();
    console.execute("dx @$port.Owner.Id; dx @$port.Owner.Id,d; dx @$port.Owner.Id + 0");
    assert.deepEqual(
      text()
        .trimEnd()
        .split("\n")
        .map((line) => line.replace(/^.* : /, "")),
      ["0x2a8", "680", "0x2a8"],
    );
  });

  const completions: readonly (readonly [string, readonly string[]])[] = [
    ["!fa", ["fails", "fake"]],
    [".script", [".scriptlist", ".scriptload", ".scriptrun", ".scriptunload"]],
    ["dx 1; .scriptl", [".scriptlist", ".scriptload"]],
    [".target d", ["dump"]],
    ["dx @$po", ["port", "ports"]],
    ["dx Deb", ["Debugger"]],
    ["dx @$port.S", ["SequenceNo"]],
    ["dx @$port.Owner.N", ["Name"]],
    ["dx -g @$ports.Sel", ["Select", "SelectMany"]],
    ['dx @$ports["ApiPort"].Na', ["Name"]],
    ["dx @$port.Name.To", ["ToLower", "ToUpper"]],
    ['dx @$ports["Api', ['ApiPort"']],
    ['dx @$ports["x"].First(p => p.Name == "l', []],
    ["dx @$fake().F", []],
    ["dx @$port.Broken.F", []],
  ];
  for (const [line, expected] of completions) {
    it(`completes ${line}`, () => {
      const [found, replaced] = setUp().console.complete(line);
      assert.deepEqual(found, expected);
      assert.ok(line.endsWith(replaced));
    });
  }
});
