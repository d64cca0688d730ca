/**
 * Finds the symbol file of an image: in a file, a folder, a symbol store, a Volatility table, and along a symbol path
 * as `_NT_SYMBOL_PATH` holds one. Searches only the places in the path and downloads nothing.
 */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DumpError } from "../dump-error.ts";
import type { ByteSource } from "../file/byte-source.ts";
import { openFile } from "../file/byte-source.ts";
import { unpacked } from "../file/packed.ts";
import type { SymbolFileKey } from "../kernel/pe-image.ts";
import { isIsf, readIsf } from "./isf.ts";
import { readPdb, readPdbKey } from "./pdb.ts";
import type { SymbolFile } from "./symbol-file.ts";
import { parseSymbolPath } from "./symbol-path.ts";

/** Folder of one file in a store: GUID, then age in hexadecimal. */
export function storeFolder(key: SymbolFileKey): string {
  return `${key.guid}${key.age.toString(16).toUpperCase()}`;
}

const packings = ["", ".gz", ".xz", ".zip"];

/** Candidate files of a folder, the likeliest first. */
function candidates(folder: string, key: SymbolFileKey): readonly string[] {
  const store = join(folder, key.name, storeFolder(key));
  const isf = `${key.guid}-${key.age}.json`;
  return [
    join(store, key.name),
    join(store, `${key.name.slice(0, -1)}_`),
    ...[join(folder, key.name), join(folder, "windows", key.name), folder].flatMap((place) => [
      join(place, isf),
      join(place, `${isf}.gz`),
      join(place, `${isf}.xz`),
    ]),
    ...packings.map((end) => join(folder, key.name + end)),
    join(folder, `${key.name.slice(0, -1)}_`),
  ];
}

function exists(path: string): "file" | "folder" | undefined {
  try {
    const facts = statSync(path);
    return facts.isFile() ? "file" : facts.isDirectory() ? "folder" : undefined;
  } catch {
    // Missing or not accessible.
    return undefined;
  }
}

/** A failed search: what was found and why it was not used. */
interface Search {
  readonly key: SymbolFileKey | undefined;
  readonly build: string;
  readonly tried: string[];
  readonly rejected: string[];
}

function fits(search: Search, found: Partial<SymbolFileKey>): boolean {
  return search.key === undefined || found.guid === undefined || found.guid === search.key.guid;
}

function read(source: ByteSource, search: Search): SymbolFile | undefined {
  try {
    const content = unpacked(source);
    if (isIsf(content)) {
      const file = readIsf(content, search.build);
      if (fits(search, file.key)) {
        return file;
      }
      search.rejected.push(`${content.name} belongs to another build (${file.key.guid ?? "?"})`);
      return undefined;
    }
    const found = readPdbKey(content);
    if (fits(search, found)) {
      return readPdb(content, search.build);
    }
    search.rejected.push(`${content.name} belongs to another build (${found.guid}, age ${found.age})`);
  } catch (error) {
    if (!(error instanceof DumpError)) {
      throw error;
    }
    search.rejected.push(error.message.replace(/\.$/, ""));
  } finally {
    source.close();
  }
  return undefined;
}

function tryFile(path: string, search: Search): SymbolFile | undefined {
  return exists(path) === "file" ? read(openFile(path), search) : undefined;
}

function tryPlace(place: string, search: Search): SymbolFile | undefined {
  search.tried.push(place);
  const kind = exists(place);
  if (kind === undefined) {
    search.rejected.push(`${place} does not exist`);
  }
  if (kind === "file") {
    return tryFile(place, search);
  }
  const { key } = search;
  if (kind === undefined || key === undefined) {
    return undefined;
  }
  for (const candidate of candidates(place, key)) {
    const file = tryFile(candidate, search);
    if (file !== undefined) {
      return file;
    }
  }
  return tryPointer(join(place, key.name, storeFolder(key), "file.ptr"), search);
}

/** A store may name a file elsewhere: `PATH:...`. */
function tryPointer(path: string, search: Search): SymbolFile | undefined {
  if (exists(path) !== "file" || statSync(path).size > 0x1000) {
    return undefined;
  }
  const target = /^PATH:(.*)$/m.exec(readFileSync(path, "utf8"))?.[1]?.trim();
  return target === undefined ? undefined : tryFile(target, search);
}

export interface SymbolRequest {
  /** Undefined if the dump does not tell: then only a file named by the user is used. */
  readonly key: SymbolFileKey | undefined;
  /** The build of the kernel, for display. */
  readonly build: string;
  /** Symbol paths, in order: each may hold several places separated by `;`. */
  readonly paths: readonly string[];
}

/** Throws a {@link DumpError} that says which file is missing, where it was looked for and how to get it. */
export function findSymbols(request: SymbolRequest): SymbolFile {
  const search: Search = { key: request.key, build: request.build, tried: [], rejected: [] };
  const servers: string[] = [];
  for (const element of request.paths.flatMap((path) => parseSymbolPath(path))) {
    servers.push(...element.servers);
    for (const place of element.folders) {
      const file = tryPlace(place, search);
      if (file !== undefined) {
        return file;
      }
    }
  }
  throw new DumpError(missingSentence(search, servers));
}

function missingSentence(search: Search, servers: readonly string[]): string {
  const { key, tried, rejected } = search;
  const looked =
    tried.length === 0
      ? "No folder was given to look in"
      : `Looked in ${[...new Set(tried)].join(", ")}${rejected.length === 0 ? "" : ` (${rejected.join("; ")})`}`;
  if (key === undefined) {
    return `The dump does not say which symbol file its kernel has. ${looked}. Name the file itself with --symbols FILE.`;
  }
  const url = `https://msdl.microsoft.com/download/symbols/${key.name}/${storeFolder(key)}/${key.name}`;
  const server = servers.length > 0 ? "" : ` or add srv*CACHE*https://msdl.microsoft.com/download/symbols to the path`;
  return `No symbols for ${key.name}, GUID ${key.guid}, age ${key.age}. ${looked}. Download ${url} and name its folder with --symbols DIR${server}.`;
}
