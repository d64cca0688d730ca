/**
 * Every example of the README and of the help is typed into the simulated debugger, which rejects what Microsoft's
 * rejects.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { commands } from "../../../src/commands/table.ts";
import { kinds } from "../../../src/model/kinds.ts";
import { rules } from "../../../src/analysis/rules/rules.ts";
import { builtInTargets } from "../../kernel/targets/index.ts";
import { openCompared } from "../../scenarios/compared.ts";
import { openPack, type Pack } from "../../scenarios/pack.ts";

const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");

function open(name: string): Pack {
  const target = builtInTargets.find((candidate) => candidate.name === name);
  assert.ok(target !== undefined, name);
  return name === "xp-lpc" ? openPack(target.open()) : openCompared(() => target.build());
}

/** Lines of the README's fences, and what stands between back-ticks outside of tables, as far as they can be typed. */
function readmeExamples(): readonly string[] {
  const lines = readme.split("\n");
  const fenced = lines
    .map((line) => line.replace(/^\d+: kd> /, ""))
    .filter((line) => /^(?:dx|!(?:alpcx|lpcx))\b/.test(line));
  const inline = lines
    .filter((line) => !line.startsWith("|"))
    .flatMap((line) => Array.from(line.matchAll(/`((?:!(?:alpcx|lpcx)|dx |@\$)[^`]*)`/g), ([, code = ""]) => code));
  return [...fenced, ...inline.map((code) => (code.startsWith("@$") ? `dx ${code}` : code))];
}

function helpExamples(): readonly string[] {
  return [
    ...commands.flatMap(({ examples }) => examples),
    ...kinds.flatMap(({ examples: expressions }) => expressions),
    ...rules.map(({ id }) => `dx @$cursession.Alpc.Findings.Where(f => f.Rule == "${id}")`),
  ];
}

/** Addresses and ids in examples are nobody's: then the answer is one of the product's own sentences about that. */
const ABSENT =
  /^(?:There is no |No (?:message|process|thread|connection port) |The file |The debugger's file extension is not loaded)/;

function isOfLpc(example: string): boolean {
  return (
    example.startsWith("!lpcx") || /\.ReplyChain|\.Creator|\.Semaphore|\.ConnectionRequest|PoolSearch/.test(example)
  );
}

/** Neither an error nor, in the place of an element, one. */
function validate(pack: Pack, example: string): void {
  let text: string;
  try {
    text = pack.print(example);
  } catch (error) {
    const sentence = String((error as Error).message).replace(/^Error: /, "");
    assert.match(sentence, ABSENT, example);
    return;
  }
  // Where an absence is opened, the debugger shows a row of its own for what sorting needs.
  text = text.replace(/^ +(?:compareTo|equals) +: Unexpected failure to dereference object\n/gm, "");
  assert.doesNotMatch(
    text,
    /Unable to bind|Unexpected failure|Unknown exception|Invalid number of arguments|\[object Object\]|: Error: /,
    `${example}\n${text}`,
  );
}

describe("examples", () => {
  let alpc: Pack;
  let lpc: Pack;

  before(() => {
    alpc = open("win10-hang");
    lpc = open("xp-lpc");
  });

  for (const [from, examples] of [
    ["the README", readmeExamples()],
    ["the help", helpExamples()],
  ] as const) {
    describe(`of ${from}`, () => {
      for (const example of new Set(examples)) {
        it(example, () => {
          validate(isOfLpc(example) ? lpc : alpc, example);
        });
      }
    });
  }

  it("are found at all", () => {
    assert.ok(readmeExamples().length > 10, readmeExamples().join("\n"));
    assert.ok(helpExamples().length > 100);
  });

  it("use nothing that the debugger has not or that fails where there is nothing", () => {
    for (const example of [...readmeExamples(), ...helpExamples()]) {
      assert.doesNotMatch(example, /\.(?:Any|First|Last|Single)\(\)|\.Count\([^)]|SelectMany|GroupBy/, example);
      assert.doesNotMatch(
        example,
        /^!\w+ \((?!\().*\)[^)\s]/,
        `${example}: parentheses are taken for the whole list of arguments`,
      );
    }
  });
});
