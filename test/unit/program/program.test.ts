/** The program `alpcx` over the sample dumps. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { openDumpTarget } from "../../kd/dump-opening.ts";
import { alpcxExit, runAlpcx } from "../../program/program.ts";
import { scriptText } from "../../scenarios/pack.ts";
import { fixtures } from "../dump/samples.ts";

interface Outcome {
  readonly code: number;
  readonly text: string;
  readonly errors: string;
}

describe("alpcx", () => {
  let folder = "";
  let script = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "alpcx-program-"));
    script = join(folder, "alpcx.js");
    writeFileSync(script, scriptText);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  async function run(words: readonly string[], input = "", platform: NodeJS.Platform = "linux"): Promise<Outcome> {
    const streams = [new PassThrough(), new PassThrough()] as const;
    const texts = streams.map((stream) => {
      const chunks: string[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
      return chunks;
    });
    const code = await runAlpcx(words, {
      input: Readable.from(input === "" ? [] : [input]),
      output: streams[0],
      errors: streams[1],
      isInteractive: false,
      isColored: false,
      platform,
      version: "1.2.3",
      script,
      openDump: (path, symbols) => Promise.resolve().then(() => openDumpTarget(path, symbols)),
    });
    await Promise.all(
      streams.map(
        (stream) =>
          new Promise((resolve) => {
            stream.end(resolve);
          }),
      ),
    );
    return { code, text: texts[0]?.join("") ?? "", errors: texts[1]?.join("") ?? "" };
  }

  const symbols = ["--symbols", fixtures];
  const rich = join(fixtures, "rich.dmp.gz");
  const ports = join(fixtures, "ports.dmp.gz");

  it("explains a hang and exits with 1", async () => {
    const { code, text } = await run([rich, ...symbols]);
    assert.equal(code, alpcxExit.errorFound);
    assert.match(
      text,
      /^\S+rich\.dmp\.gz: Windows 11 21H2 \(22000\) x64, complete memory dump, asked for by hand \(bugcheck 0xe2\), taken 2023-10-30 16:30:11 UTC, up 0 d 21:42:05\n/,
    );
    assert.match(text, /\nWhat blocks threads:\n[^]*deadlock of 2 threads/);
    assert.match(text, /\nFindings: 1 error, \d+ warnings?\b/);
    assert.match(text, /\n {2}Error {4}alpc-deadlock: /);
    assert.match(text, /\nGo on:\n {2}alpcx \S+rich\.dmp\.gz --symbols \S+ -c '!alpcx_findings; !alpcx_waits' /);
    assert.match((await run([rich, ...symbols], "", "win32")).text, / -c "!alpcx_findings; !alpcx_waits" /);
  });

  it("exits with 0 where nothing is wrong, quietly if wanted", async () => {
    assert.deepEqual(await run([ports, ...symbols, "--quiet"]), { code: alpcxExit.good, text: "", errors: "" });
    assert.deepEqual(await run([rich, ...symbols, "-q"]), { code: alpcxExit.errorFound, text: "", errors: "" });
  });

  it("runs commands instead", async () => {
    const { code, text } = await run([ports, ...symbols, "-c", "dx 40 + 2", "-c", "dx @$curprocess.Name"]);
    assert.equal(code, alpcxExit.good);
    assert.match(text, /^40 \+ 2 +: 42\n@\$curprocess\.Name +: "?csrss\.exe"?\n/);
    assert.equal((await run([ports, ...symbols, "-c", "!nothing"])).code, alpcxExit.failed);
  });

  it("loads further scripts", async () => {
    const other = join(folder, "other.js");
    writeFileSync(
      other,
      'function initializeScript() { return [new host.functionAlias(() => "of another script", "other")]; }',
    );
    assert.match((await run([ports, ...symbols, "--script", other, "-c", "!other"])).text, /of another script/);
  });

  it("answers machines in JSON", async () => {
    const { text } = await run([rich, ...symbols, "--json"]);
    const answer = JSON.parse(text) as {
      readonly summary: string;
      readonly findings: readonly { readonly rule: string }[];
      readonly graph: { readonly clusters: readonly unknown[] };
    };
    assert.match(answer.summary, /^1 error, /);
    assert.ok(answer.findings.some(({ rule }) => rule === "alpc-deadlock"));
    assert.ok(answer.graph.clusters.length > 3);
  });

  it("takes lines of a console", async () => {
    const { text } = await run([ports, ...symbols, "-i"], "dx 40 + 2\nq\n");
    assert.match(text, /40 \+ 2 +: 42/);
  });

  it("writes the report, and says where", async () => {
    const report = join(folder, "a hang.html");
    const { code, text } = await run([rich, ...symbols, "--report", report]);
    assert.deepEqual([code, text], [alpcxExit.errorFound, `Written to ${report}\n`]);
    assert.match(readFileSync(report, "utf8"), /<html[^]*Deadlock of 2 threads/);
    assert.equal((await run([rich, ...symbols, "--quiet", "--report", report])).text, "");
    const nowhere = await run([rich, ...symbols, "--report", join(folder, "none", "f.html")]);
    assert.equal(nowhere.code, alpcxExit.failed);
    assert.match(nowhere.text, /^Error: /);
  });

  it("compares two dumps", async () => {
    const { code, text } = await run(["compare", rich, ports, ...symbols]);
    assert.equal(code, alpcxExit.good);
    assert.match(text, /^ {4}Verdict +: \S/m);
    assert.match(text, /^ {4}Gone +: 4 waits$/m);
  });

  it("says in a sentence what cannot be opened, and exits with 2", async () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [[join(folder, "none.dmp")], /^alpcx: Cannot open \S+none\.dmp: there is no such file\.\n$/],
      [[script, ...symbols], /^alpcx: \S+alpcx\.js is not a Windows kernel dump: /],
      [
        [rich, "--symbols", join(fixtures, "xp")],
        /^alpcx: No symbols for ntkrnlmp\.pdb, GUID B18A1185450BB5B14C4C44205044422E, age 1\. Looked in /,
      ],
    ];
    for (const [words, sentence] of cases) {
      const { code, errors } = await run(words);
      assert.equal(code, alpcxExit.failed);
      assert.match(errors, sentence);
    }
  });

  it("shows its usage, its version, and what is wrong with the command line", async () => {
    assert.match((await run(["--help"])).text, /^alpcx DUMP \[options\]/);
    assert.equal((await run(["--version"])).text, "alpcx 1.2.3\n");
    for (const [words, sentence] of [
      [[], /^Name a dump\.\n/],
      [["a", "b"], /^One dump at a time: b is too much\./],
      [["compare", "a"], /^compare takes two dumps\./],
      [["--color", "a"], /--color/],
    ] as const) {
      const { code, errors } = await run(words);
      assert.equal(code, alpcxExit.failed);
      assert.match(errors, sentence);
    }
  });
});
