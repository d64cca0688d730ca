/**
 * Lets Node load the TypeScript of the tests and the sources: each file is stripped of its types by esbuild when it is
 * first loaded, and kept under node_modules by its text. Unlike a general loader it does so in the test's own thread,
 * and gives no closure a name each time that it is made: that alone costs a tenth of the suite.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { Module } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { transformSync, version } from "esbuild";

const cache = fileURLToPath(new URL("../node_modules/.cache/alpcx/typescript", import.meta.url));
mkdirSync(cache, { recursive: true });

/** What the output depends on beside the text: change one of these, and nothing kept is used anymore. */
const options = {
  loader: "ts",
  format: "cjs",
  target: "node20",
  platform: "node",
  sourcemap: "inline",
  define: { "import.meta.url": "__fileUrl" },
  tsconfigRaw: { compilerOptions: { target: "ES2022", verbatimModuleSyntax: true } },
};
const salt = `${version} ${JSON.stringify(options)}`;

function transformed(path, text) {
  const kept = join(cache, createHash("sha1").update(salt).update(path).update(text).digest("hex"));
  try {
    return readFileSync(kept, "utf8");
  } catch {
    const { code } = transformSync(text, { ...options, sourcefile: path });
    // Renamed into place, so that another process never reads half of it.
    writeFileSync(`${kept}.${process.pid}`, code);
    renameSync(`${kept}.${process.pid}`, kept);
    return code;
  }
}

// Every script that a test loads gets a world of its own, in which nothing runs for long: to optimize its functions
// costs more than it gains, a third of the suite. A function is optimized after a million bytes of code.
setFlagsFromString("--sparkplug");
setFlagsFromString("--interrupt-budget=1000000");

process.setSourceMapsEnabled(true);

Module._extensions[".ts"] = (module, path) => {
  const code = transformed(path, readFileSync(path, "utf8"));
  // On the first line, so that the map still holds.
  module._compile(`const __fileUrl=${JSON.stringify(pathToFileURL(path).href)};${code}`, path);
};
