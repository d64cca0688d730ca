/** The console program: options, exit codes, input from a pipe. */
import assert from "node:assert/strict";
import { PassThrough, Readable } from "node:stream";
import { defaultScript, parseProgramArguments } from "../../kd/arguments.ts";
import { exitCodes, runProgram } from "../../kd/program.ts";
import type { OpenedTarget, TargetCatalog } from "../../kd/console-debugger.ts";
import { tour } from "../../kd/tour.ts";
import { FakeDebugger, fakeCatalog } from "./fake-system.ts";

interface Outcome {
  readonly code: number;
  readonly text: string;
  readonly calls: readonly string[];
}

async function run(
  words: readonly string[],
  input = "",
  isInteractive = false,
  catalog: TargetCatalog = fakeCatalog,
): Promise<Outcome> {
  const kernelDebugger = new FakeDebugger();
  const output = new PassThrough();
  const chunks: string[] = [];
  output.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  const code = await runProgram(words, {
    input: Readable.from(input === "" ? [] : [input]),
    output,
    isInteractive,
    catalog,
    createDebugger: () => kernelDebugger,
  });
  await new Promise((resolve) => {
    output.end(resolve);
  });
  return { code, text: chunks.join(""), calls: kernelDebugger.calls };
}

describe("kd program", () => {
  it("runs the commands of -c and leaves", async () => {
    const { code, text } = await run(["--no-load", "-c", "dx 1; dx 2", "-c", "dx 3"]);
    assert.equal(code, exitCodes.good);
    assert.equal(text, "1                : 1\n2                : 2\n3                : 3\n");
  });

  it("looks for the symbols of a dump that is opened later where the command line says", async () => {
    const asked: unknown[] = [];
    const openDump = (path: string, symbols: readonly string[]): OpenedTarget => {
      asked.push([path, symbols]);
      return { target: fakeCatalog.openSnapshot("x.json"), warnings: [] };
    };
    await run(["--no-load", "--symbols", "one", "--symbols", "two", "-c", ".opendump a.dmp"], "", false, {
      ...fakeCatalog,
      openDump,
    });
    assert.deepEqual(asked, [["a.dmp", ["one", "two"]]]);
  });

  it("loads the pack first", async () => {
    const { text } = await run(["-c", ".scriptlist"]);
    assert.equal(
      text,
      `loaded ${defaultScript}\nCommand Loaded Scripts:\n    JavaScript script from '${defaultScript}'\n`,
    );
  });

  const failing: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["a command that throws", ["--no-load", "-c", "!fails; dx 1"], /^Error: an address was expected.*\n1 {16}: 1\n$/],
    ["a script that throws no error object", ["--no-load", "-c", "!throws"], /^Error: just text\n$/],
    [
      "a command that cannot be read",
      ["--no-load", "-c", "dx 1 +"],
      /^Error: Expected expression at end of expression\n$/,
    ],
    [
      "a script that cannot be loaded",
      ["--script", "missing.js", "-c", "dx 1"],
      /^Error: Unable to open 'missing\.js'\n1 /,
    ],
    ["an unknown target", ["--target", "other", "-c", "dx 1"], /^Error: There is no target "other"/],
  ];
  for (const [what, words, text] of failing) {
    it(`exits with 1 after ${what}`, async () => {
      const outcome = await run(words);
      assert.equal(outcome.code, exitCodes.failed);
      assert.match(outcome.text, text);
    });
  }

  it("exits with 2 and shows the usage for a wrong command line", async () => {
    const { code, text } = await run(["--tarkett"]);
    assert.equal(code, exitCodes.usage);
    assert.match(text, /--tarkett[\s\S]*--target <name>/);
  });

  it("lists the targets", async () => {
    const { code, text, calls } = await run(["--list"]);
    assert.equal(code, exitCodes.good);
    assert.match(text, /^live {2}a live target \(default\)\n/);
    assert.deepEqual(calls, []);
  });

  it("shows help", async () => {
    assert.match((await run(["-h"])).text, /--snapshot <file>/);
  });

  it("opens the default target, one by name, or captured memory", async () => {
    assert.deepEqual((await run(["-c", "q"])).calls, ["open live kernel", "switch live kernel"]);
    assert.deepEqual((await run(["-t", "dump", "-c", "q"])).calls, ["open dumped kernel", "switch dumped kernel"]);
    assert.deepEqual((await run(["-s", "m.json", "-c", "q"])).calls, [
      "open captured m.json",
      "switch captured m.json",
    ]);
  });

  it("reads commands from a pipe up to q", async () => {
    const { code, text } = await run(["--no-load"], "dx 1\n\ndx 2; dx 3\nq\ndx 4\n");
    assert.equal(code, exitCodes.good);
    assert.equal(text.match(/: \d/g)?.join(), ": 1,: 2,: 3");
    assert.equal((await run(["--no-load"], "dx nothing\n")).code, exitCodes.failed);
  });

  it("shows the tour without input", async () => {
    const { text } = await run([]);
    assert.match(text, /^loaded .*\nTarget: live kernel\n/);
    for (const command of tour) {
      assert.ok(text.includes(`0: kd> ${command}\n`), command);
    }
  });

  it("greets a person with the first taste and then takes lines", async () => {
    const { code, text } = await run([], "dx 40 + 2\nq\n", true);
    assert.equal(code, exitCodes.good);
    assert.match(text, /Target: live kernel\n\n0: kd> !alpcx\n/);
    assert.match(text, /40 \+ 2 {11}: 42/);
    assert.doesNotMatch((await run(["--no-load"], "q\n", true)).text, /!alpcx/);
    assert.doesNotMatch((await run(["--script", "missing.js"], "q\n", true)).text, /!alpcx/);
  });
});

describe("kd arguments", () => {
  it("loads the default script by default", () => {
    assert.equal(parseProgramArguments([]).script, defaultScript);
    assert.equal(parseProgramArguments(["--script", "x.js"]).script, "x.js");
    assert.equal(parseProgramArguments(["--no-load"]).script, undefined);
  });

  it("gives scripts a file system by default", () => {
    assert.equal(parseProgramArguments([]).hasFileSystem, true);
    assert.equal(parseProgramArguments(["--no-extension"]).hasFileSystem, false);
    assert.equal(parseProgramArguments(["--report", "f.html"]).report, "f.html");
  });

  it("refuses stray words", () => {
    assert.throws(() => parseProgramArguments(["stray"]), TypeError);
  });
});
