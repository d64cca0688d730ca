/**
 * Endpoints as lines of JSON that can be compared between builds: without addresses, ids and counts, which always
 * differ.
 */

import { formatAsciiJson } from "./graph/labels.ts";

/** Members that are unreadable or do not exist are null. */
export interface EndpointRecord {
  readonly path: string | null;
  readonly owner: string | null;
  readonly service: string | null;
  readonly session: number | null;
  readonly openTo: string | null;
  readonly mayConnect: string | null;
  readonly sddl: string | null;
  readonly label: string | null;
  readonly impersonation: string | null;
  readonly flags: readonly string[] | null;
  readonly handleTypes: readonly string[] | null;
  readonly interfaces: readonly string[] | null;
}

/** Parts of names that the system generates anew at each start: RPC's own endpoints, ids, UUIDs. */
const MADE_UP: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/\b(LRPC-?|OLE)[0-9a-f.]{8,}/gi, "$1*"],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "*"],
  [/\b([PT]ID)\(\d+\)/g, "$1(*)"],
];

/** A name with `*` for generated parts. */
function lastingName(name: string): string {
  return MADE_UP.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), name);
}

/**
 * One line per record, sorted, so that a comparison shows only real differences. Plain ASCII: names cannot do harm in
 * any reader.
 */
export function formatEndpointJson(records: readonly EndpointRecord[]): string {
  return records
    .map((record) => formatAsciiJson({ ...record, path: record.path === null ? null : lastingName(record.path) }))
    .sort()
    .join("\n");
}
