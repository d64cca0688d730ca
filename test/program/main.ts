/** The package for Node: the program, and dumps as sessions. */
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";
import process from "node:process";
import { openDump } from "../dump/index.ts";
import { fetchAndOpenDump, symbolPaths } from "../kd/dump-opening.ts";
import { fileHistory, historyPath } from "../kd/history.ts";
import { runAlpcx } from "./program.ts";
import { openSession } from "./session.ts";
import type { DumpSession, SessionOptions } from "./session.ts";

export type { DumpSession, SessionOptions } from "./session.ts";
export { isUnavailable } from "./unavailable.ts";

/** Set by the build. */
declare const ALPCX_VERSION: string;

/** The script that WinDbg loads; it is next to this file. */
const script = fileURLToPath(new URL("./alpcx.js", import.meta.url));

/** Opens a dump with the script loaded. Rejects with an Error whose message is one sentence for the user. */
export async function open(dump: string, options: SessionOptions = {}): Promise<DumpSession> {
  const symbols =
    options.symbols === undefined ? [] : typeof options.symbols === "string" ? [options.symbols] : options.symbols;
  const { target, warnings, close } = await Promise.resolve(openDump(dump, { symbols: symbolPaths(symbols) }));
  return openSession(target, warnings, script, close);
}

/** The program; gives its exit status. */
export function run(words: readonly string[]): Promise<number> {
  return runAlpcx(words, {
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    isInteractive: process.stdin.isTTY && process.stdout.isTTY,
    isColored: process.stdout.isTTY && process.stdout.hasColors(),
    platform: process.platform,
    history: fileHistory(historyPath(process.env, homedir())),
    screen: () => ({ rows: process.stdout.rows, columns: process.stdout.columns }),
    version: ALPCX_VERSION,
    script,
    openDump: fetchAndOpenDump,
  });
}
