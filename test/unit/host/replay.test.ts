/** Questions answered by Microsoft's script host, asked again of the simulated one. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { SimulatedDebugger } from "../../host/debugger.ts";
import type { SimulatedProcess, SimulatedTarget } from "../../host/target.ts";
import { tinyTarget } from "./tiny-target.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "replay");
/**
 * What the real host printed (JavaScript provider 10.0.25967, engine 10.0.29507, an x64 kernel dump), byte for byte.
 */
const real = readFileSync(join(folder, "answers.txt"), "latin1").split("\n");

/** A target that holds at the same addresses what the real one held as far as the questions go. */
function sameTarget(): SimulatedTarget {
  const tiny = tinyTarget({ isDump: true });
  const head = 0xfffff80001c1bfa0n;
  tiny.memory.putValue(head, 8, 0xffffe00140001648n);
  tiny.memory.putValue(head + 8n, 8, 0xffffe00140010868n);
  tiny.memory.putValue(0xffffe00140001648n, 8, head);
  const thread = { id: 0x204, object: 0xffffe00140008330n };
  const process: SimulatedProcess = {
    id: 0x200,
    name: "first.exe",
    object: 0xffffe00140001360n,
    threads: [thread],
    handles: () => [],
  };
  const [nt] = tiny.modules;
  assert.ok(nt);
  return {
    ...tiny,
    modules: [
      {
        ...nt,
        base: 0xfffff80001800000n,
        size: 0x800000,
        symbols: new Map([["PsActiveProcessHead", { address: head }]]),
      },
    ],
    processes: () => [process],
    currentProcess: () => process,
    currentThread: () => thread,
  };
}

function answers(): readonly string[] {
  const simulated = new SimulatedDebugger();
  simulated.openTarget(sameTarget());
  simulated.scriptLoad(join(folder, "questions.js"));
  simulated.output.take();
  const { model } = simulated;
  model.call(model.pseudoVariable("go"), undefined, []);
  return simulated.output.take().split("\n");
}

/** The real console wrote a question mark for each character outside its code page. */
const inCodePage = (line: string): string => line.replace(/[^\0-\x7f]/g, "?");

describe("the questions that the real host was asked", () => {
  const ours = answers();

  it("are all answered", () => assert.equal(ours.length, real.length));

  real.forEach((line, index) => {
    const name = /^(.*?) (?:->|!!)/.exec(line)?.[1] ?? `line ${index + 1}`;
    if (name === "globals") {
      return;
    }
    it(`${name}: the same answer`, () => assert.equal(inCodePage(ours[index] ?? ""), line));
  });

  it("globals: the same names but for those that the oldest engine lacks", () => {
    const namesOf = (lines: readonly string[]): readonly string[] =>
      (/^globals -> (.*) \[string\]$/.exec(lines.find((line) => line.startsWith("globals ")) ?? "")?.[1] ?? "").split(
        ",",
      );
    const expected = namesOf(real).filter((name) => !["globalThis", "Intl", "AggregateError"].includes(name));
    assert.deepEqual([...namesOf(ours)].sort(), [...expected].sort());
  });
});
