/**
 * Fetches a symbol file from the servers that the user's symbol path names, into the cache folder that the path names
 * beside them. Nothing is fetched for a path without a server.
 */
import { mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { SymbolFileKey } from "../kernel/pe-image.ts";
import { parseSymbolPath } from "./symbol-path.ts";
import { storeFolder } from "./symbol-search.ts";

/** The used part of `fetch`. */
export type Fetch = (url: string) => Promise<{
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}>;

/** Called as bytes arrive; `total` is undefined if the server does not send it. */
export type Progress = (url: string, received: number, total: number | undefined) => void;

const LARGEST = 1 << 30;

export interface DownloadRequest {
  readonly key: SymbolFileKey;
  /** Symbol paths, in order. */
  readonly paths: readonly string[];
  readonly fetch: Fetch;
  readonly progress: Progress;
}

/** Downloads the file into a cache of the path, if a server has it. Returns warnings. */
export async function fetchSymbols(request: DownloadRequest): Promise<readonly string[]> {
  const { key } = request;
  const place = join(key.name, storeFolder(key), key.name);
  const problems: string[] = [];
  for (const { folders, servers } of request.paths.flatMap((path) => parseSymbolPath(path))) {
    if (folders.some((folder) => statSync(join(folder, place), { throwIfNoEntry: false })?.isFile() === true)) {
      return problems;
    }
    const [cache] = folders;
    for (const server of servers) {
      if (cache === undefined) {
        problems.push(`${server} was not asked: name a folder for what is fetched, srv*FOLDER*${server}.`);
      } else if (!/^https:/i.test(server)) {
        problems.push(`${server} was not asked: symbols are fetched over HTTPS only.`);
      } else {
        const problem = await fetchFile(
          `${server.replace(/\/+$/, "")}/${key.name}/${storeFolder(key)}/${key.name}`,
          join(cache, place),
          request,
        );
        if (problem === undefined) {
          return problems;
        }
        problems.push(problem);
      }
    }
  }
  return problems;
}

/** Undefined if the file is in place, otherwise what went wrong. */
async function fetchFile(url: string, path: string, request: DownloadRequest): Promise<string | undefined> {
  try {
    const response = await request.fetch(url);
    if (!response.ok || response.body === null) {
      return `${url}: the server answers ${response.status}.`;
    }
    const length = Number(response.headers.get("content-length") ?? NaN);
    const total = Number.isFinite(length) ? length : undefined;
    const parts: Uint8Array[] = [];
    let received = 0;
    for await (const part of response.body) {
      received += part.length;
      if (received > LARGEST) {
        return `${url}: more than ${LARGEST >> 20} MiB, which no symbol file has.`;
      }
      parts.push(part);
      request.progress(url, received, total);
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.part`, Buffer.concat(parts));
    renameSync(`${path}.part`, path);
    return undefined;
  } catch (error) {
    return `${url}: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
