/**
 * Tries the package as people get it: packs it, installs it into an empty folder without any other package, and asks a
 * dump.
 *
 *   node test/program/try-package.mjs
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const fixtures = join(root, "test/dump/fixtures");
const folder = mkdtempSync(join(tmpdir(), "alpcx-package-"));
const npm = (args, cwd) =>
  execFileSync("npm", args, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    shell: process.platform === "win32",
  });

function expect(what, isGood, text) {
  if (!isGood) {
    throw new Error(`${what}:\n${text}`);
  }
  console.log(`${what}: as it should be`);
}

try {
  const packed = npm(["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], root)
    .trim()
    .split("\n")
    .pop();
  writeFileSync(join(folder, "package.json"), '{ "name": "empty", "private": true, "type": "module" }\n');
  npm(["install", "--silent", "--offline", "--no-audit", "--no-fund", join(folder, packed)], folder);
  expect(
    "The package needs no other",
    readdirSync(join(folder, "node_modules"))
      .filter((name) => !name.startsWith("."))
      .join() === "alpcx",
    "",
  );

  const program = join(folder, "node_modules/.bin/alpcx");
  const story = spawnSync(program, [join(fixtures, "rich.dmp.gz"), "--symbols", fixtures], {
    cwd: folder,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  expect(
    "alpcx tells the story and exits with 1 for a deadlock",
    story.status === 1 && story.stdout.includes("alpc-deadlock"),
    story.stdout + story.stderr,
  );

  const script = [
    'import { open } from "alpcx";',
    `const dump = await open(${JSON.stringify(join(fixtures, "ports.dmp.gz"))}, { symbols: ${JSON.stringify(fixtures)} });`,
    'let names = "";',
    "for (const port of dump.session.Alpc.ConnectionPorts) names += ` ${port.Name}`;",
    "console.log(names);",
    "dump.close();",
  ].join("\n");
  writeFileSync(join(folder, "try.js"), script);
  const names = execFileSync(process.execPath, ["try.js"], { cwd: folder, encoding: "utf8" });
  expect("open() gives the session object", names.includes("lsasspirpc"), names);
} finally {
  rmSync(folder, { recursive: true });
}
