/** The help of every class: complete, without repetition, with examples that work. */
import assert from "node:assert/strict";
import { assertAllGoldensUsed, assertGolden } from "../golden/golden.ts";
import { kinds } from "../../src/model/kinds.ts";
import type { ModelClass } from "../../src/model/base/members.ts";
import { busySystem } from "../unit/alpc/scene.ts";
import { openCompared } from "./compared.ts";
import { openPack, type Pack } from "./pack.ts";
import { createScene } from "./scene.ts";

const modelClasses = kinds.map(({ model }) => model);

/** Every sentence of a class: of itself, its properties and its methods. */
function sentences({ name, help, properties, methods }: ModelClass): readonly (readonly [of: string, text: string])[] {
  return [
    [name, help],
    ...Object.keys(properties).map((property) => [`${name}.${property}`, properties[property]?.help ?? ""] as const),
    ...Object.keys(methods).map((method) => [`${name}.${method}()`, methods[method]?.help ?? ""] as const),
  ];
}

/** The lines of a page, in order. */
function page(pack: Pack, topic: string): readonly string[] {
  return pack.elements(pack.evaluate(`@$alpcx_help("${topic}")`)).map((line) => pack.display(line));
}

/** The lines under the heading "Examples". */
function examplesOf(lines: readonly string[]): readonly string[] {
  const from = lines.indexOf("Examples") + 1;
  const rest = from === 0 ? [] : lines.slice(from);
  const end = rest.findIndex((line) => !line.startsWith("  "));
  return (end < 0 ? rest : rest.slice(0, end)).map((line) => line.trim());
}

describe("help about every class", () => {
  let alpc: Pack;
  let lpc: Pack;

  before(() => {
    alpc = openCompared(() => busySystem("win10-19041-x64"));
    lpc = openPack(createScene("winxp-sp3-x86").image.target);
  });

  after(() => {
    assertAllGoldensUsed("inspection/help");
  });

  it("what alpcx adds to sessions, processes and threads has a sentence", () => {
    for (const object of ["session", "process", "thread"]) {
      const help = alpc.access.metadata(alpc.evaluate(`@$cur${object}`), "Alpc")?.["Help"];
      assert.match(String(help), /^ALPC or LPC of the \w+: ports, messages, waits\.$/, object);
    }
  });

  it("every class, property and method has its own sentence", () => {
    for (const [of, text] of modelClasses.flatMap(sentences)) {
      assert.match(text, /^[A-Z_].*[^.]\.$/, of);
      assert.ok(!/\b(TODO|undefined|null)\b/.test(text), of);
    }
    assert.equal(
      new Set(modelClasses.map(({ help }) => help)).size,
      modelClasses.length,
      "two classes have the same sentence",
    );
    assert.equal(
      new Set(modelClasses.map(({ name }) => name)).size,
      modelClasses.length,
      "two classes have the same name",
    );
  });

  it("no two properties of a class have the same sentence", () => {
    for (const modelClass of modelClasses) {
      const texts = sentences(modelClass)
        .slice(1)
        .map(([, text]) => text);
      assert.deepEqual(
        texts.filter((text, index) => texts.indexOf(text) !== index),
        [],
        modelClass.name,
      );
    }
  });

  for (const modelClass of modelClasses) {
    it(`the page of ${modelClass.name} has its meaning, examples that work, and every property`, () => {
      const lines = page(alpc, modelClass.name);
      assert.equal(alpc.ask(`@$alpcx_help("${modelClass.name}")`), `${modelClass.name}: ${modelClass.help}`);
      for (const [of, text] of sentences(modelClass).slice(1)) {
        const name = of.slice(modelClass.name.length + 1).replace(/\(\)$/, "");
        assert.ok(
          lines.some(
            (line) => (line.startsWith(`  ${name} `) || line.startsWith(`  ${name}(`)) && line.endsWith(`  ${text}`),
          ),
          of,
        );
      }
      const examples = examplesOf(lines);
      assert.ok(examples.length > 0, "no example");
      const isOfLpc = /^(lpc-|creator$|connection-request$|pool-block$)/.test(modelClass.name);
      // Addresses and ids in examples are those of nobody.
      for (const example of examples.filter((text) => !/0xffffa801|222be|0x2|0x9a4|2a0\.9a4|\[680\]/.test(text))) {
        (isOfLpc ? lpc : alpc).print(example);
      }
    });
  }

  it("on XP and Server 2003, the page of a class is that of LPC; without a target, the other is named", () => {
    for (const [name, own] of [
      ["session", "lpc-session"],
      ["process-alpc", "lpc-process"],
      ["thread-alpc", "lpc-thread"],
      ["port", "lpc-port"],
      ["message", "lpc-message"],
      ["port-attributes", "lpc-port-attributes"],
      ["process", "process"],
      ["queue", "queue"],
    ] as const) {
      assert.match(String(lpc.ask(`@$alpcx_help("${name}")`)), new RegExp(`^${own}: `), name);
      assert.match(String(alpc.ask(`@$alpcx_help("${name}")`)), new RegExp(`^${name}: `), name);
    }
    const lines = page(lpc, "port");
    assert.ok(lines.includes("Usage  !alpcx_port x"), lines.join("\n"));
    assert.ok(lines.includes("  !alpcx_port ((nt!_LPCP_PORT_OBJECT*)0xffffa801`12345678)"), lines.join("\n"));
    const { target } = createScene("winxp-sp3-x86").image;
    const none = openPack(Object.create(target, { isKernel: { value: false } }) as typeof target);
    assert.ok(page(none, "port").includes('On XP and Server 2003  !alpcx_help "lpc-port"'));
    assert.ok(!page(none, "queue").some((line) => line.includes("XP")));
  });

  it("the pages of ports, messages and views read well", () => {
    for (const topic of ["port", "message", "view"]) {
      assertGolden(`inspection/help/${topic}`, alpc.print(`!alpcx_help "${topic}"`));
    }
  });
});
