/**
 * Builds dist/alpcx.js: one classic, readable ES2016 script out of src/, with only the entry points that the debugger calls as globals.
 *
 *   node build.mjs            writes dist/
 *   node build.mjs --watch    writes it again after each change below src/
 *   node build.mjs --check    writes nothing; fails when dist/ is not what a fresh build gives
 */
import { readFile, writeFile, mkdir } from "node:fs/promises";
import { watch } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

const root = dirname(fileURLToPath(import.meta.url));
const ENTRY_POINTS = ["initializeScript", "uninitializeScript", "invokeScript"];

/** The script's text, the same for the same sources on any machine. */
export async function bundle() {
  const esbuild = await import("esbuild");
  const { version, license, description } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const result = await esbuild.build({
    entryPoints: [join(root, "src/index.ts")],
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    target: "es2016",
    charset: "ascii",
    platform: "neutral",
    legalComments: "none",
    define: { ALPCX_VERSION: JSON.stringify(version) },
    plugins: [await lowering()],
    write: false,
    logLevel: "silent",
  });
  return wrap(result.outputFiles[0].text, `alpcx ${version}: ${description}`, license);
}

/**
 * TypeScript lowers each module to ES2016, esbuild only joins them: esbuild's own helper for object spread rests on
 * Object.getOwnPropertyDescriptors, which older engines of the debugger lack.
 */
async function lowering() {
  const { default: typescript } = await import("typescript");
  const compilerOptions = {
    target: typescript.ScriptTarget.ES2016, module: typescript.ModuleKind.ESNext, useDefineForClassFields: false, verbatimModuleSyntax: true,
  };
  return {
    name: "lower-to-es2016",
    setup(builder) {
      builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
        contents: typescript.transpileModule(await readFile(path, "utf8"), { compilerOptions, fileName: path }).outputText,
        loader: "js",
      }));
    },
  };
}

/** One function scope around everything; the entry points come out as `var`s, which are properties of the script's global object. */
function wrap(module, title, license) {
  const exported = /\nexport \{\n([^}]*)\};\n?$/.exec(module);
  const names = exported?.[1].split(",").map((name) => name.trim()).filter(Boolean) ?? [];
  if (exported === null || names.length !== ENTRY_POINTS.length || !ENTRY_POINTS.every((name) => names.includes(name))) {
    throw new Error(`src/index.ts must export exactly ${ENTRY_POINTS.join(", ")}; it exports ${names.join(", ") || "nothing"}.`);
  }
  return [
    `// ${title}`,
    `// Licence: ${license}. Usage: .scriptload alpcx.js in WinDbg on a kernel target, then !alpcx.`,
    "// Built from TypeScript; the sources are where the changes belong.",
    `var { ${ENTRY_POINTS.join(", ")} } = (function () {`,
    '"use strict";',
    "",
    module.slice(0, exported.index).trim(),
    "",
    `return { ${ENTRY_POINTS.join(", ")} };`,
    "})();",
    "",
  ].join("\n");
}

async function current(path) {
  return readFile(path, "utf8").catch(() => "");
}

async function build(check) {
  const text = await bundle();
  const path = join(root, "dist/alpcx.js");
  if (check) {
    if (await current(path) !== text) {
      throw new Error("dist/alpcx.js is not what a fresh build gives: run npm run build and commit the result.");
    }
    console.log("dist/alpcx.js is fresh.");
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  console.log(`dist/alpcx.js: ${Math.ceil(text.length / 1024)} KB`);
}

async function main() {
  const { values } = parseArgs({ options: { watch: { type: "boolean" }, check: { type: "boolean" } } });
  await build(values.check === true);
  if (values.watch === true) {
    let timer;
    watch(join(root, "src"), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => build(false).catch((error) => console.error(error.message)), 50);
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
