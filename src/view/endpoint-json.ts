/**
 * Endpoints as lines of JSON that can be compared between builds: without addresses, ids and counts, which differ each
 * time.
 */

import { formatAsciiJson } from "./graph/labels.ts";

/** What cannot be read or does not exist is null. */
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

/** Parts of names that the system makes up anew each time: of RPC's own endpoints, of ids, of UUIDs. */
const MADE_UP: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/\b(LRPC-?|OLE)[0-9a-f.]{8,}/gi, "$1*"],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "*"],
  [/\b([PT]ID)\(\d+\)/g, "$1(*)"],
];

/** A name with `*` for what is made up anew at each start. */
function lastingName(name: string): string {
  return MADE_UP.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), name);
}

/**
 * One line for each record, sorted, so that only what differs shows in a comparison. Plain ASCII: names cannot do harm
 * in any reader.
 */
export function formatEndpointJson(records: readonly EndpointRecord[]): string {
  return records
    .map((record) => formatAsciiJson({ ...record, path: record.path === null ? null : lastingName(record.path) }))
    .sort()
    .join("\n");
}
