/** Checks of absence written out as comparisons. */
import assert from "node:assert/strict";
import typescript from "typescript";

interface Inliner {
  readonly inlineAbsenceChecks: (compiler: typeof typescript) => typescript.TransformerFactory<typescript.SourceFile>;
}
let inlineAbsenceChecks: Inliner["inlineAbsenceChecks"];

const IMPORT = 'import { isAbsent, present, mapPresent } from "../target/absence.ts";';

function written(text: string): string {
  return typescript.transpileModule(text, {
    compilerOptions: { target: typescript.ScriptTarget.ES2016, module: typescript.ModuleKind.ESNext },
    transformers: { before: [inlineAbsenceChecks(typescript)] },
  }).outputText;
}

/** What the expression comes to with `Absence` and `value`. */
function evaluate(expression: string, value: unknown, Absence: unknown): unknown {
  const body = written(`${IMPORT}\nexport const result = ${expression};`)
    .replace(/^import .*$/m, "")
    .replace("export const result =", "const result =");
  return new Function("Absence", "value", `${body}\nreturn result;`)(Absence, value) as unknown;
}

describe("checks of absence in the built script", () => {
  class Absence {}
  before(async () => {
    ({ inlineAbsenceChecks } = (await import(new URL("../../bundle/inline.mjs", import.meta.url).href)) as Inliner);
  });

  it("are comparisons, without a call, and come to the same", () => {
    for (const [expression, given, expected] of [
      ["isAbsent(value)", new Absence(), true],
      ["isAbsent(value)", 1, false],
      ["present(value)", new Absence(), undefined],
      ["present(value)", 0, 0],
      ["present(value.inner)?.inner", { inner: { inner: 7 } }, 7],
      ["present(value.inner)?.inner", { inner: new Absence() }, undefined],
      ["present(present(value.first) ?? value.second)", { first: new Absence(), second: 5 }, 5],
      ["[present(value[0]), present(value[1])].join()", [1, 2], "1,2"],
    ] as const) {
      assert.equal(evaluate(expression, given, Absence), expected, expression);
      assert.doesNotMatch(written(`${IMPORT}\n${expression};`), /\b(isAbsent|present)\(/, expression);
    }
  });

  it("ask what is more than a name only once", () => {
    let asked = 0;
    const value = {
      get next(): number {
        asked += 1;
        return asked;
      },
    };
    assert.equal(evaluate("present(value.next)", value, Absence), 1);
    assert.equal(asked, 1);
  });

  it("leave alone functions that are passed on, and those of other files", () => {
    assert.match(written(`${IMPORT}\n[1].map(present);`), /map\(present\)/);
    assert.match(written('import { present } from "./other.ts";\npresent(1);'), /present\(1\)/);
  });
});
