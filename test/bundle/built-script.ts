/**
 * The built script as tests load it: kept under node_modules by what it is built from, so that only changed sources are
 * built again.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cache = join(root, "node_modules", ".cache", "alpcx");

/** Everything that the text depends on; folders with all that is in them. */
const SOURCES = ["build.mjs", "package.json", "package-lock.json", "src", "test/bundle"];

/** Scripts of older sources that stay: going back and forth between two states builds nothing. */
const KEPT = 12;

function filesOf(path: string): readonly string[] {
  return statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : [path];
}

/** Digest of the sources as they are now. */
function digestSources(): string {
  const digest = createHash("sha256");
  for (const path of SOURCES.flatMap((source) => filesOf(join(root, source)))) {
    const bytes = readFileSync(path);
    digest.update(`${path.slice(root.length)} ${bytes.length}\n`).update(bytes);
  }
  return digest.digest("hex").slice(0, 32);
}

/** Prints what `build.mjs` would write to `dist`. */
const printBundle = `import { bundle } from ${JSON.stringify(new URL("../../build.mjs", import.meta.url).href)}; process.stdout.write(await bundle());`;

function dropOldest(): void {
  const files = readdirSync(cache)
    .filter((name) => name.endsWith(".js"))
    .map((name) => join(cache, name))
    .map((path) => ({ path, time: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.time - a.time);
  for (const { path } of files.slice(KEPT)) {
    rmSync(path, { force: true });
  }
}

/** Path of the script's text of the sources as they are now: built, in a process of its own, when it is not kept. */
export function builtScriptPath(): string {
  const path = join(cache, `${digestSources()}.js`);
  if (!existsSync(path)) {
    mkdirSync(cache, { recursive: true });
    const text = execFileSync(process.execPath, ["--input-type=module", "--eval", printBundle], {
      encoding: "utf8",
      maxBuffer: 0x1000_0000,
    });
    // Renamed into place, so that another process never reads half of it.
    const unfinished = `${path}.${process.pid}`;
    writeFileSync(unfinished, text);
    renameSync(unfinished, path);
    dropOldest();
  }
  return path;
}
