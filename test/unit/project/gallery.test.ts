/** The files with which WinDbg loads the script at every start: they work only if they agree with each other. */
import assert from "node:assert/strict";
import { commands } from "../../../src/commands/table.ts";

interface Build {
  gallery(product: {
    readonly version: string;
    readonly description: string;
  }): Promise<Readonly<Record<string, string>>>;
}

describe("the gallery", () => {
  let files: Readonly<Record<string, string>>;
  let manifest: string;

  before(async () => {
    const { gallery } = (await import(new URL("../../../build.mjs", import.meta.url).href)) as Build;
    files = await gallery({ version: "12.34.56", description: "a description with <marks> & quotes" });
    manifest = files["gallery/Manifest.1.xml"] ?? "";
  });

  it("has one version of its format in both files, whatever the product's", () => {
    const [, format] = /<ExtensionPackages Version="([\d.]+)"/.exec(manifest) ?? [];
    const [first, second, third] = (files["gallery/ManifestVersion.txt"] ?? "").split("\n");
    assert.equal(format, "1.0.0.0");
    assert.deepEqual([first, second, third], ["1", format, "1"]);
    assert.match(manifest, /<Version>12\.34\.56\.0<\/Version>/);
    assert.match(manifest, /a description with &#60;marks&#62; &#38; quotes/);
  });

  it("loads the script at the first use of a session, process or thread, and of each command", () => {
    for (const model of ["Session", "Process", "Thread"]) {
      assert.ok(manifest.includes(`<NamedExtension Name="Debugger.Models.${model}" />`), model);
    }
    for (const { name } of commands) {
      assert.ok(manifest.includes(`<FunctionAlias Name="${name}">`), name);
    }
  });
});
