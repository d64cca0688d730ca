/** What the build writes shorter, and what it must leave as it is. */
import assert from "node:assert/strict";
import typescript from "typescript";

interface Modules {
  readonly useShorthands: (text: string) => string;
  readonly indentWithTabs: (text: string) => string;
  readonly flattenAssigns: (compiler: typeof typescript) => typescript.TransformerFactory<typescript.SourceFile>;
}

describe("the build", () => {
  let modules: Modules;

  before(async () => {
    const load = async (name: string): Promise<object> =>
      (await import(new URL(`../../bundle/${name}.mjs`, import.meta.url).href)) as object;
    modules = Object.assign({}, await load("shorthands"), await load("assign"), await load("indent")) as Modules;
  });

  const shortened: readonly (readonly [long: string, short: string])[] = [
    ["f({ a: a, b: c, d: d });", "f({ a, b: c, d });"],
    ["const { a: a, b: b = 1, c: x } = f();", "const { a, b = 1, c: x } = f();"],
    ['f({ a: a }, "{ a: a }", { "b": b, [c]: c, d() {} });', 'f({ a }, "{ a: a }", { "b": b, [c]: c, d() {} });'],
    ["f((x) => x, (x, y) => x, ({ x: x }) => x, () => 1);", "f(x => x, (x, y) => x, ({ x }) => x, () => 1);"],
    ["f((x) => (y) => ({ x: x }), (x = 1) => x, (x));", "f(x => y => ({ x }), (x = 1) => x, (x));"],
    ["f({ a: { b: b } }, { get c() { return { d: d }; } });", "f({ a: { b } }, { get c() { return { d }; } });"],
    ["f({ __proto__: __proto__ }, { a: (a), b: b });", "f({ __proto__: __proto__ }, { a: (a), b });"],
    ["({ a: (a) = 1, b: (b) } = f());", "({ a: (a) = 1, b: (b) } = f());"],
    ["() => { return(x) => (y) => x; };", "() => { return(x) => y => x; };"],
  ];

  for (const [long, short] of shortened) {
    it(`writes ${long} as ${short}`, () => {
      assert.equal(modules.useShorthands(long), short);
    });
  }

  it("indents with tabs, but leaves what is inside texts", () => {
    const page = "`\n  <p>${\n    f(`\n  `)\n  }\n    </p>`";
    assert.equal(
      modules.indentWithTabs(`if (a) {\n    b = ${page};\n   c("  ");\n}`),
      `if (a) {\n\t\tb = ${page.replace("\n    f", "\n\t\tf").replace("\n  }", "\n\t}")};\n\t c("  ");\n}`,
    );
  });

  const flattened: readonly (readonly [source: string, assigned: string])[] = [
    ["f({ ...a, b, ...c() });", "f(Object.assign({}, a, { b }, c()));"],
    [
      "f(Object.assign(Object.assign(a, b), c), g.assign(Object.assign(a)));",
      "f(Object.assign(a, b, c), g.assign(Object.assign(a)));",
    ],
  ];

  for (const [source, assigned] of flattened) {
    it(`copies ${source} at once`, () => {
      const { outputText } = typescript.transpileModule(source, {
        compilerOptions: { target: typescript.ScriptTarget.ES2016 },
        transformers: { after: [modules.flattenAssigns(typescript)] },
      });
      assert.equal(outputText.replace(/^"use strict";/, "").trim(), assigned);
    });
  }
});
