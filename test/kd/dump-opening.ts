/** Opens dumps for the console, fetching symbols first when the user's symbol path names a server. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { SimulatedTarget } from "../host/target.ts";
import {
  DumpError,
  fetchSymbols,
  neededSymbols,
  dumpTypes,
  openDump,
  parseSymbolPath,
  saveTarget,
} from "../dump/index.ts";
import type { OpenedTarget } from "./console-debugger.ts";

/** Symbol paths to look in: those of the command line, otherwise that of the environment. */
export function symbolPaths(named: readonly string[]): readonly string[] {
  const environment = process.env["_NT_SYMBOL_PATH"];
  return named.length > 0 ? named : environment === undefined ? [] : [environment];
}

const BAR_WIDTH = 30;

/** "ntkrnlmp.pdb [######......] 2.5 of 5.0 MiB"; without the bar where the server does not say how much there is. */
export function progressLine(url: string, received: number, total: number | undefined): string {
  const megabytes = (bytes: number): string => (bytes / 0x10_0000).toFixed(1);
  const file = url.slice(url.lastIndexOf("/") + 1);
  if (total === undefined || total === 0) {
    return `${file} ${megabytes(received)} MiB`;
  }
  const done = Math.round(BAR_WIDTH * Math.min(1, received / total));
  const bar = "#".repeat(done) + ".".repeat(BAR_WIDTH - done);
  return `${file} [${bar}] ${megabytes(received)} of ${megabytes(total)} MiB`;
}

/** One line that is overwritten until the download is complete. */
function showProgress(url: string, received: number, total: number | undefined): void {
  if (!process.stderr.isTTY) {
    return;
  }
  process.stderr.write(`\r${progressLine(url, received, total)} `);
  if (received === total) {
    process.stderr.write("\n");
  }
}

/** Opens at once, without downloading anything. Throws a DumpError. */
export function openDumpTarget(path: string, symbols: readonly string[]): OpenedTarget {
  const { target, warnings, header } = openDump(path, { symbols: symbolPaths(symbols) });
  return { target, warnings, isTriage: header.dumpType === dumpTypes.triage };
}

/** Opens a dump after symbols have been fetched. Throws a DumpError. */
export async function fetchAndOpenDump(path: string, symbols: readonly string[]): Promise<OpenedTarget> {
  const paths = symbolPaths(symbols);
  const asksServer = paths.flatMap((text) => parseSymbolPath(text)).some(({ servers }) => servers.length > 0);
  const key = asksServer ? neededSymbols(path) : undefined;
  const problems =
    key === undefined ? [] : await fetchSymbols({ key, paths, fetch: (url) => fetch(url), progress: showProgress });
  try {
    const opened = openDumpTarget(path, symbols);
    return { ...opened, warnings: [...problems, ...opened.warnings] };
  } catch (error) {
    throw error instanceof DumpError ? new DumpError([error.message, ...problems].join(" ")) : error;
  }
}

/**
 * Writes a target as a dump, and into a folder beside it its symbols: a PDB for any debugger and the same as a table of
 * Volatility's form. Gives the paths. Throws a DumpError, or what the file system throws.
 */
export function saveDump(target: SimulatedTarget, path: string, type: 1 | 6): readonly string[] {
  const { dump, symbols, pdb, key } = saveTarget(target, type);
  const folder = `${path}.symbols`;
  const files = [
    [path, dump],
    [join(folder, key.name), pdb],
    [join(folder, `${key.guid}-${key.age}.json`), symbols],
  ] as const;
  mkdirSync(folder, { recursive: true });
  return files.map(([file, content]) => {
    writeFileSync(file, content);
    return file;
  });
}
