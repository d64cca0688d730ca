/**
 * Security identifiers, access lists and security descriptors in their binary form (MS-DTYP 2.4), as the kernel keeps
 * them with objects.
 */

export interface EntryOptions {
  /** `S-1-1-0`. */
  readonly sid: string;
  /** Default: the right to connect to a port. */
  readonly mask?: number;
  /** Default: "allow". */
  readonly kind?: "allow" | "deny" | "audit" | "allow callback" | "deny callback" | "allow object" | "label";
  readonly flags?: number;
}

export interface DescriptorOptions {
  readonly owner?: string;
  readonly group?: string;
  /** Null: no list at all. Default: an empty one. */
  readonly dacl?: readonly EntryOptions[] | null;
  readonly sacl?: readonly EntryOptions[];
}

const ENTRY_TYPES: Readonly<Record<NonNullable<EntryOptions["kind"]>, number>> = {
  allow: 0,
  deny: 1,
  audit: 2,
  "allow object": 5,
  "allow callback": 9,
  "deny callback": 10,
  label: 0x11,
};
const CONNECT = 1;
const HEADER = 20;
const LIST_HEADER = 8;

const encodedSids = new Map<string, Uint8Array>();

/** `S-1-5-18` as bytes, which are shared: few identifiers are met again and again. Throws for another form of text. */
export function encodeSid(text: string): Uint8Array {
  let bytes = encodedSids.get(text);
  if (bytes === undefined) {
    encodedSids.set(text, (bytes = encodeNewSid(text)));
  }
  return bytes;
}

function encodeNewSid(text: string): Uint8Array {
  const [letter, revision, authority, ...rest] = text.split("-");
  if (letter !== "S" || revision !== "1" || authority === undefined) {
    throw new Error(`"${text}" is not a security identifier`);
  }
  const bytes = new Uint8Array(8 + 4 * rest.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 1);
  view.setUint8(1, rest.length);
  view.setUint16(2, Math.floor(Number(authority) / 2 ** 32));
  view.setUint32(4, Number(authority) % 2 ** 32);
  rest.forEach((part, index) => {
    view.setUint32(8 + 4 * index, Number(part), true);
  });
  return bytes;
}

function encodeEntry({ sid, mask, kind, flags }: EntryOptions): Uint8Array {
  const identifier = encodeSid(sid);
  const before = kind === "allow object" ? 8 + 4 + 16 : 8;
  const bytes = new Uint8Array(before + identifier.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, ENTRY_TYPES[kind ?? "allow"]);
  view.setUint8(1, flags ?? 0);
  view.setUint16(2, bytes.length, true);
  view.setUint32(4, mask ?? CONNECT, true);
  if (kind === "allow object") {
    view.setUint32(8, 1, true);
  }
  bytes.set(identifier, before);
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** An access list. */
export function encodeAccessList(entries: readonly EntryOptions[]): Uint8Array {
  const body = entries.map(encodeEntry);
  const header = new Uint8Array(LIST_HEADER);
  const view = new DataView(header.buffer);
  view.setUint8(0, entries.some(({ kind }) => kind === "allow object") ? 4 : 2);
  view.setUint16(2, LIST_HEADER + body.reduce((sum, entry) => sum + entry.length, 0), true);
  view.setUint16(4, entries.length, true);
  return joined([header, ...body]);
}

/** A self-relative descriptor: the header, then the lists, then owner and group. */
export function encodeDescriptor({ owner, group, dacl, sacl }: DescriptorOptions): Uint8Array {
  const header = new Uint8Array(HEADER);
  const view = new DataView(header.buffer);
  const parts: Uint8Array[] = [header];
  let end = HEADER;
  const add = (at: number, part: Uint8Array | undefined): void => {
    if (part === undefined) {
      return;
    }
    view.setUint32(at, end, true);
    parts.push(part);
    end += part.length;
  };
  view.setUint8(0, 1);
  view.setUint16(2, 0x8000 | (dacl === null ? 0 : 0x4) | (sacl === undefined ? 0 : 0x10), true);
  add(12, sacl === undefined ? undefined : encodeAccessList(sacl));
  add(16, dacl === null ? undefined : encodeAccessList(dacl ?? []));
  add(4, owner === undefined ? undefined : encodeSid(owner));
  add(8, group === undefined ? undefined : encodeSid(group));
  return joined(parts);
}
