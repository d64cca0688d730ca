/** The interactive terminal: history, pages, colors, Ctrl-C. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { paintText } from "../../kd/colors.ts";
import { fileHistory, historyPath, historySize } from "../../kd/history.ts";
import { Interrupted, runInterruptible } from "../../kd/interruption.ts";
import { KdConsole } from "../../kd/kd-console.ts";
import { editLines } from "../../kd/line-editor.ts";
import { writePage } from "../../kd/pager.ts";
import { FakeDebugger, fakeCatalog, makeFakeTarget } from "./fake-system.ts";

describe("kd terminal", () => {
  /** Types lines at a console and gives what its commands wrote and which lines were kept. */
  async function type(
    text: string,
    rows?: number,
    Console: typeof KdConsole = KdConsole,
  ): Promise<{ readonly written: string; readonly prompts: string; readonly kept: readonly string[] }> {
    const written: string[] = [];
    const kept: string[] = [];
    const prompts: string[] = [];
    const write = (piece: string): void => {
      written.push(piece);
    };
    const console = new Console(new FakeDebugger(), fakeCatalog, write);
    console.open(makeFakeTarget("here"));
    const input = new PassThrough();
    const output = new PassThrough();
    output.on("data", (chunk: Buffer) => {
      prompts.push(chunk.toString());
    });
    const done = editLines(console, {
      input,
      output,
      write,
      history: { load: () => ["dx 0"], save: (lines) => kept.push(...lines) },
      ...(rows === undefined ? {} : { screen: () => ({ rows, columns: 80 }) }),
    });
    for (const line of text.split("\n")) {
      input.write(`${line}\r`);
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    }
    input.end();
    await done;
    return { written: written.join(""), prompts: prompts.join(""), kept };
  }

  it("runs lines until q, and keeps them before those of earlier sessions", async () => {
    const { written, kept } = await type("dx 1\ndx 2\nq\ndx 3");
    assert.equal(written, "1                : 1\n2                : 2\n");
    assert.deepEqual(kept, ["q", "dx 2", "dx 1", "dx 0"]);
  });

  it("ends with the input", async () => {
    assert.equal((await type("dx 1")).written, "1                : 1\n");
  });

  it("shows long output page by page, and no answer to its question is kept as a line", async () => {
    const { written, prompts, kept } = await type("dx @$many\n\nq\ndx 2\nq", 11);
    const lines = written.trimEnd().split("\n");
    assert.equal(lines.length, 21);
    assert.equal(lines[19], "    [0x12]           : 0x24");
    assert.equal(lines[20], "2                : 2");
    assert.equal(prompts.split("-- more:").length, 3);
    assert.deepEqual(kept, ["q", "dx 2", "dx @$many", "dx 0"]);
  });

  it("lets a command run to its end while its first page is read", async () => {
    let made = 0;
    class Slow extends KdConsole {
      override *steps(line: string): Generator<string, boolean> {
        if (line !== "many") {
          return yield* super.steps(line);
        }
        for (made = 0; made < 20;) {
          made += 1;
          yield `line ${made}\n`;
        }
        return true;
      }
    }
    const { written } = await type("many\nq\nq", 11, Slow);
    assert.equal(written.trimEnd().split("\n").length, 10);
    assert.equal(made, 20);
  });

  it("counts rows of long lines by the width of the screen", () => {
    const pieces = ["a".repeat(25), "b", "c"].map((line) => `${line}\n`);
    const written: string[] = [];
    const iterator = pieces[Symbol.iterator]();
    assert.equal(
      writePage(iterator, { rows: 4, columns: 10 }, (text) => written.push(text)),
      "full",
    );
    assert.equal(written.length, 1);
    assert.equal(
      writePage(iterator, undefined, (text) => written.push(text)),
      "done",
    );
    assert.deepEqual(written, pieces);
  });

  it("breaks an action off at Ctrl-C, wherever it is, and no other", () => {
    assert.throws(
      () =>
        runInterruptible(() => {
          process.kill(process.pid, "SIGINT");
          for (;;) {
            Math.random();
          }
        }),
      Interrupted,
    );
    assert.equal(
      runInterruptible(() => 5),
      5,
    );
    assert.throws(
      () =>
        runInterruptible(() => {
          throw new RangeError("its own");
        }),
      RangeError,
    );
  });

  it("colors what it prints and changes nothing else", () => {
    const text = [
      "@$port           : lsasspirpc of lsass.exe",
      "    Name             : lsasspirpc",
      "    [+0x018] SequenceNo       : 3 [Type: long]",
      "    [0x0]",
      "Error: no such thing",
      "=====",
      "= [0x0]    - n0    =",
      "walked 1",
      "",
    ].join("\n");
    assert.notEqual(paintText(text), text);
    assert.equal(stripVTControlCharacters(paintText(text)), text);
    assert.equal(paintText("Error: no such thing"), "\u001b[31mError: no such thing\u001b[39m");
    assert.equal(paintText("walked 1"), "walked 1");
  });

  it("keeps history in a file below the person's home", () => {
    const home = mkdtempSync(join(tmpdir(), "kd-history-"));
    try {
      const path = historyPath({}, home);
      assert.equal(path, join(home, ".local", "state", "alpcx", "history"));
      assert.equal(historyPath({ XDG_STATE_HOME: join(home, "s") }, home), join(home, "s", "alpcx", "history"));
      const history = fileHistory(path);
      assert.deepEqual(history.load(), []);
      history.save(["latest", "first"]);
      assert.equal(readFileSync(path, "utf8"), "first\nlatest\n");
      assert.deepEqual(history.load(), ["latest", "first"]);
      history.save(Array.from({ length: historySize + 5 }, (_, place) => `line ${place}`));
      assert.equal(history.load().length, historySize);
      assert.equal(history.load()[0], "line 0");
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
