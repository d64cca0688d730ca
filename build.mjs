/**
 * Builds dist/: the script, one classic, readable ES2016 script out of src/, with only the entry points that the
 * debugger calls as globals; the files with which WinDbg loads it at every start; and the program that opens dumps in
 * Node, with the module that it is made of.
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
import { flattenAssigns } from "./test/bundle/assign.mjs";
import { indentWithTabs } from "./test/bundle/indent.mjs";
import { inlineAbsenceChecks } from "./test/bundle/inline.mjs";
import { restoreNames } from "./test/bundle/names.mjs";
import { useShorthands } from "./test/bundle/shorthands.mjs";

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
    target: "es2018",
    charset: "ascii",
    platform: "neutral",
    legalComments: "none",
    define: await constants(version),
    plugins: [await lowering()],
    write: false,
    logLevel: "silent",
  });
  const module = indentWithTabs(useShorthands(restoreNames(result.outputFiles[0].text)));
  return wrap(module, `alpcx ${version}: ${description}`, license);
}

/** What the sources name without defining it: the version, and the texts of the pages' script and style. */
async function constants(version) {
  const { buildPage } = await import("./test/bundle/page.mjs");
  return Object.fromEntries(
    Object.entries({ ALPCX_VERSION: version, ...buildPage() }).map(([name, text]) => [name, JSON.stringify(text)]),
  );
}

/**
 * Lowers each module before esbuild joins them: esbuild to ES2018, since its `??` and `?.` are half as long as
 * TypeScript's; TypeScript the rest to ES2016, since esbuild would add helpers with functions that ES2016 lacks. That
 * the result is ES2016 is checked: test/bundle/check.mjs.
 */
async function lowering() {
  const esbuild = await import("esbuild");
  const { default: typescript } = await import("typescript");
  const toEs2018 = {
    loader: "ts",
    target: "es2018",
    supported: { "class-field": true, "class-static-field": true },
    charset: "ascii",
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true, verbatimModuleSyntax: true } },
  };
  const toEs2016 = {
    target: typescript.ScriptTarget.ES2016,
    module: typescript.ModuleKind.ESNext,
    useDefineForClassFields: false,
    removeComments: true,
  };
  const lower = async (path) => {
    const { code } = await esbuild.transform(await readFile(path, "utf8"), toEs2018);
    const transformers = { before: [inlineAbsenceChecks(typescript)], after: [flattenAssigns(typescript)] };
    return typescript.transpileModule(code, { compilerOptions: toEs2016, transformers }).outputText;
  };
  return {
    name: "lower-to-es2016",
    setup(builder) {
      builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({ contents: await lower(path), loader: "js" }));
    },
  };
}

/**
 * One function scope around everything; the entry points come out as `var`s, which are properties of the script's
 * global object.
 */
function wrap(module, title, license) {
  const exported = /\nexport \{\n([^}]*)\};\n?$/.exec(module);
  const names =
    exported?.[1]
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean) ?? [];
  if (
    exported === null ||
    names.length !== ENTRY_POINTS.length ||
    !ENTRY_POINTS.every((name) => names.includes(name))
  ) {
    throw new Error(
      `src/index.ts must export exactly ${ENTRY_POINTS.join(", ")}; it exports ${names.join(", ") || "nothing"}.`,
    );
  }
  return [
    `// ${title}`,
    `// License: ${license}. Usage: .scriptload alpcx.js in WinDbg on a kernel target, then !alpcx.`,
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

/** The table of commands, out of the same sources. */
async function commandTable() {
  const esbuild = await import("esbuild");
  const result = await esbuild.build({
    stdin: {
      contents:
        'export { commands } from "./src/commands/table.ts"; export { commandLine } from "./src/commands/help.ts";',
      resolveDir: root,
      loader: "ts",
    },
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "silent",
  });
  const { commands, commandLine } = await import(
    `data:text/javascript;base64,${Buffer.from(result.outputFiles[0].text).toString("base64")}`
  );
  return commands.map((command) => ({ name: command.name, syntax: commandLine(command), help: command.help }));
}

function escapeXml(text) {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * The version of the gallery's format. The debugger counts the packages only where both files say the same (seen in
 * version 10.0.29507).
 */
const GALLERY_VERSION = "1.0.0.0";

/**
 * The models at whose first use in `dx` the debugger loads the script. Namespace and property would name what is not
 * there yet: the first query failed (seen).
 */
const EXTENDED_MODELS = ["Debugger.Models.Session", "Debugger.Models.Process", "Debugger.Models.Thread"];

/**
 * What WinDbg needs to load the script at every start (`.settings load config.xml`, then `.settings save`). The form of
 * the three files is that of the extension gallery in Microsoft's WinDbg samples.
 */
export async function gallery({ version, description }) {
  const aliases = (await commandTable()).flatMap(({ name, syntax, help }) => [
    `          <FunctionAlias Name="${name}">`,
    "            <AliasItem>",
    `              <Syntax>${escapeXml(syntax)}</Syntax>`,
    `              <Description>${escapeXml(help)}</Description>`,
    "            </AliasItem>",
    "          </FunctionAlias>",
  ]);
  const manifest = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<ExtensionPackages Version="${GALLERY_VERSION}" Compression="none">`,
    "  <ExtensionPackage>",
    "    <Name>alpcx</Name>",
    `    <Version>${version}.0</Version>`,
    `    <Description>${escapeXml(description)}</Description>`,
    "    <Components>",
    '      <ScriptComponent Name="alpcx" Type="Engine" File="..\\alpcx.js" FilePathKind="RepositoryRelative">',
    "        <FunctionAliases>",
    ...aliases,
    "        </FunctionAliases>",
    "        <ObjectExtensionList>",
    ...EXTENDED_MODELS.map((name) => `          <NamedExtension Name="${name}" />`),
    '          <NamedExtension Name="Debugger.Models.Utility" Namespace="Debugger.Models.Utility.Alpc" Property="Alpc" />',
    "        </ObjectExtensionList>",
    "      </ScriptComponent>",
    "    </Components>",
    "  </ExtensionPackage>",
    "</ExtensionPackages>",
    "",
  ].join("\n");
  const settings = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<!-- Set LocalCacheRootFolder to the folder that this file lies in, then in WinDbg: .settings load <this file> and .settings save -->",
    '<Settings Version="1">',
    '  <Namespace Name="Extensions">',
    '    <Setting Name="ExtensionRepository" Type="VT_BSTR" Value="Implicit"></Setting>',
    '    <Namespace Name="ExtensionRepositories">',
    '      <Namespace Name="alpcx">',
    '        <Setting Name="Id" Type="VT_BSTR" Value="6F0D3C0E-5B7C-4E0A-9C55-7A1C6A5D21B4"></Setting>',
    '        <Setting Name="LocalCacheRootFolder" Type="VT_BSTR" Value="C:\\alpcx\\dist\\gallery"></Setting>',
    '        <Setting Name="IsEnabled" Type="VT_BOOL" Value="true"></Setting>',
    "      </Namespace>",
    "    </Namespace>",
    "  </Namespace>",
    "</Settings>",
    "",
  ].join("\n");
  return {
    "gallery/Manifest.1.xml": manifest,
    "gallery/config.xml": settings,
    "gallery/ManifestVersion.txt": `1\n${GALLERY_VERSION}\n1\n`,
  };
}

/** The program `alpcx` and what `import "alpcx"` gives: one module for Node, with no dependency. */
async function nodeProgram() {
  const esbuild = await import("esbuild");
  const { version, license } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const result = await esbuild.build({
    entryPoints: [join(root, "test/program/main.ts")],
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    target: "node20",
    platform: "node",
    charset: "ascii",
    legalComments: "none",
    define: { ALPCX_VERSION: JSON.stringify(version) },
    banner: {
      js: `// alpcx ${version}: kernel dumps in Node. License: ${license}. Built from TypeScript; the sources are where the changes belong.`,
    },
    write: false,
    logLevel: "silent",
  });
  const program = [
    "#!/usr/bin/env node",
    'import { run } from "./node.mjs";',
    "",
    "// A reader that leaves early, such as `head`, is no failure.",
    'process.stdout.on("error", (error) => {',
    '  if (error.code !== "EPIPE") throw error;',
    "  process.exit();",
    "});",
    "process.exitCode = await run(process.argv.slice(2));",
    "",
  ].join("\n");
  return {
    "node.mjs": result.outputFiles[0].text,
    "node.d.mts": await readFile(join(root, "test/program/package-types.txt"), "utf8"),
    "cli.mjs": program,
  };
}

/** Everything below dist/, by path. */
export async function products() {
  return {
    "alpcx.js": await bundle(),
    ...(await gallery(JSON.parse(await readFile(join(root, "package.json"), "utf8")))),
    ...(await nodeProgram()),
  };
}

async function build(check) {
  const stale = [];
  for (const [name, text] of Object.entries(await products())) {
    const path = join(root, "dist", name);
    if (check) {
      const current = await readFile(path, "utf8").catch(() => "");
      stale.push(...(current === text ? [] : [`dist/${name}`]));
    } else {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      console.log(`dist/${name}: ${Math.ceil(text.length / 1024)} KB`);
    }
  }
  if (stale.length > 0) {
    throw new Error(`${stale.join(", ")}: not what a fresh build gives. Run npm run build and commit the result.`);
  }
  if (check) {
    console.log("dist/ is what a fresh build gives.");
  }
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
