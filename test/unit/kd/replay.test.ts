/** What Microsoft's debugger printed for a script that shows objects of every kind, command by command. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { KdConsole } from "../../kd/kd-console.ts";
import { SimulatedConsoleDebugger, simulatedCatalogue } from "../../kd/simulated.ts";

const script = fileURLToPath(new URL("replay/console.js", import.meta.url));

/** A command as it was typed, and the lines that followed it. */
interface Exchange {
  readonly command: string;
  readonly answer: string;
}

function readTranscript(): readonly Exchange[] {
  const text = readFileSync(new URL("replay/console.txt", import.meta.url), "utf8").replaceAll("\r\n", "\n");
  return text
    .split(/^kd> /m)
    .slice(1)
    .map((block) => {
      const end = block.indexOf("\n");
      return { command: block.slice(0, end), answer: trimLines(block.slice(end + 1)) };
    });
}

/** Without the blanks at the ends of lines, and without empty lines at the end. */
function trimLines(text: string): string {
  return text.replace(/[ \t]+$/gm, "").trimEnd();
}

describe("kd console, as Microsoft's debugger prints", function () {
  this.timeout(60_000);
  const written: string[] = [];
  const console = new KdConsole(new SimulatedConsoleDebugger(), simulatedCatalogue, (text) => written.push(text));
  const exchanges = readTranscript();

  before(() => {
    const [entry] = simulatedCatalogue.entries;
    assert.ok(entry);
    console.open(entry.open());
    console.execute(`.scriptload ${script}`);
  });

  it("has the whole transcript", () => {
    assert.equal(exchanges.length, 173);
  });

  for (const { command, answer } of exchanges) {
    it(command, () => {
      written.length = 0;
      const isGood = console.execute(command);
      assert.equal(trimLines(written.join("")), answer);
      assert.equal(isGood, !/^(?:Error: |No export )/m.test(answer));
    });
  }
});
