/** Debugger.Utility.FileSystem: readers, writers, missing files. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryFileStore } from "../../host/file-system.ts";
import { openBench } from "./bench.ts";

const prelude = "const fs = host.namespace.Debugger.Utility.FileSystem;";

function withFiles(body: string): { answer: unknown; files: MemoryFileStore } {
  const files = new MemoryFileStore();
  const bench = openBench({}, { fileSystem: files });
  return { answer: bench.evaluate(`${prelude} ${body}`), files };
}

function failure(body: string): string {
  return openBench({}, { dataModelExtension: true }).failure(`${prelude} ${body}`);
}

describe("Debugger.Utility.FileSystem", () => {
  it("is not there until DbgModelApiXtn has been loaded", () => {
    const bench = openBench({}, { fileSystem: "real" });
    assert.equal(bench.evaluate("return typeof host.namespace.Debugger.Utility.FileSystem;"), "undefined");
    assert.match(
      bench.failure(`${prelude} fs.CreateFile("x");`),
      /^Unable to get property 'CreateFile' of undefined or null reference$/,
    );
    bench.debugger.loadDataModelExtension();
    assert.equal(bench.evaluate("return typeof host.namespace.Debugger.Utility.FileSystem;"), "object");
  });

  it("writes text through a text writer", () => {
    const { files } = withFiles(`
      const file = fs.CreateFile("C:\\\\out.txt", "CreateAlways");
      const writer = fs.CreateTextWriter(file, "Utf8");
      writer.WriteLine("first \\u00e9"); writer.Write("second");
      file.Close();`);
    assert.equal(files.text("C:\\out.txt"), "first é\r\nsecond");
  });

  it("reads lines through a text reader", () => {
    const { answer } = withFiles(`
      const file = fs.CreateFile("a.txt"); const writer = fs.CreateTextWriter(file);
      for (const line of ["one", "two", "three"]) writer.WriteLine(line);
      file.Close();
      const reader = fs.CreateTextReader(fs.OpenFile("a.txt"));
      return reader.ReadLine() + ":" + [...reader.ReadLineContents()].join();`);
    assert.equal(answer, "one:two,three");
  });

  it("checks whether a file exists, and deletes files", () => {
    assert.equal(
      withFiles(
        "fs.CreateFile('a'); const was = fs.FileExists('a'); fs.DeleteFile('a'); return [was, fs.FileExists('a')].join();",
      ).answer,
      "true,false",
    );
    assert.match(failure("fs.DeleteFile('a');"), /no file 'a'/);
    assert.match(failure("fs.OpenFile('a');"), /no file 'a'/);
    assert.match(failure("fs.CreateFile('a', 'OpenExisting');"), /no file 'a'/);
  });

  it("overwrites an existing file only with CreateAlways", () => {
    assert.match(failure("fs.CreateFile('a'); fs.CreateFile('a');"), /exists already/);
    assert.equal(
      withFiles(
        "fs.CreateTextWriter(fs.CreateFile('a')).Write('x'); return fs.CreateFile('a', 'CreateAlways').Size.asNumber();",
      ).answer,
      0,
    );
    assert.match(failure("fs.CreateFile('a', 'Always');"), /CreateNew, CreateAlways, OpenExisting/);
  });

  it("knows bytes, position, size and names of a file", () => {
    const { answer, files } = withFiles(`
      const file = fs.CreateFile("C:\\\\d\\\\b.bin"); file.WriteBytes([1, 2, 255]);
      const reader = fs.OpenFile("C:\\\\d\\\\b.bin");
      return [file.Name, file.Extension, file.Path, file.Size, file.Position, reader.ReadBytes(2).join("+"), reader.ReadBytes(9).length].join();`);
    assert.equal(answer, "b.bin,.bin,C:\\d\\b.bin,0x3,0x3,1+2,1");
    assert.deepEqual([...files.read("C:\\d\\b.bin")], [1, 2, 255]);
    assert.match(failure("fs.CreateFile('a').WriteBytes([256]);"), /array of bytes/);
  });

  it("refuses characters that the encoding cannot hold, ASCII by default", () => {
    assert.match(failure("fs.CreateTextWriter(fs.CreateFile('a')).Write('\\u00e9');"), /ASCII cannot hold/);
    assert.deepEqual(
      [...withFiles("fs.CreateTextWriter(fs.CreateFile('a'), 'Utf16').Write('\\u20ac');").files.read("a")],
      [0xac, 0x20],
    );
    assert.match(failure("fs.CreateTextWriter(fs.CreateFile('a'), 'Latin1');"), /Ascii, Utf8, Utf16/);
  });

  it("refuses a closed file, and the end of one", () => {
    assert.match(
      failure("const f = fs.CreateFile('a'); const w = fs.CreateTextWriter(f); f.Close(); w.Write('x');"),
      /is closed/,
    );
    assert.match(failure("fs.CreateTextReader(fs.CreateFile('a')).ReadLine();"), /end of the file/);
    assert.match(failure("fs.CreateTextWriter({});"), /file object or a path/);
    assert.match(failure("const f = fs.CreateFile('a'); f.Delete(); fs.OpenFile('a');"), /no file/);
  });

  it("names a directory for temporary files", () => {
    assert.equal(withFiles("return fs.TempDirectory + '\\\\x';").answer, "C:\\Temp\\x");
  });

  it("is in memory unless the real one is asked for", () => {
    const folder = mkdtempSync(join(tmpdir(), "host-"));
    try {
      const path = join(folder, "real.txt");
      const bench = openBench({}, { fileSystem: "real", dataModelExtension: true });
      bench.evaluate(
        `${prelude} const f = fs.CreateFile(${JSON.stringify(path)}); fs.CreateTextWriter(f).WriteLine("real"); f.Close();`,
      );
      assert.equal(readFileSync(path, "utf8"), "real\r\n");
      assert.match(bench.failure(`${prelude} fs.CreateFile(${JSON.stringify(join(folder, "no", "x"))});`), /ENOENT/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("counts its calls", () => {
    const bench = openBench({}, { dataModelExtension: true });
    bench.evaluate(`${prelude} const f = fs.CreateFile("a"); fs.CreateTextWriter(f).Write("x");`);
    assert.equal(bench.debugger.counters.calls("fileSystem"), 3);
  });
});

describe("Debugger.Utility.Control", () => {
  it("executes no commands", () => {
    assert.match(
      openBench().failure("host.namespace.Debugger.Utility.Control.ExecuteCommand('lm');"),
      /cannot be executed/,
    );
  });
});
