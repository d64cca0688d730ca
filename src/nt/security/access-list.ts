/** Access control lists. The binary form is public (MS-DTYP 2.4.4 and 2.4.5), the same in all versions. */
import { invalid, isAbsent, type Absence, type Maybe } from "../../target/absence.ts";
import { validateKernelPointer } from "../../target/address.ts";
import { readWord } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import { decodeSid, type Sid } from "./sid.ts";

/** What an entry does. "Other": audits and all else that does not affect access. */
export type EntryKind = "Allow" | "Deny" | "Label" | "Other";

/** One entry (ACE). */
export interface AccessEntry {
  readonly kind: EntryKind;
  /** `AceType`. */
  readonly type: number;
  /** `AceFlags`. */
  readonly flags: number;
  readonly mask: number;
  readonly sid: Sid;
  /** A condition, which is not decoded, also decides (callback entries). */
  readonly isConditional: boolean;
}

/** One list (ACL). */
export interface AccessList {
  /** In the order in which the kernel evaluates them. An invalid entry ends the list. */
  readonly entries: readonly AccessEntry[];
  /** Why there may be more entries than these. */
  readonly broken: Absence | undefined;
}

/** `AceFlags`: the entry applies to children only, not to this object. */
export const INHERIT_ONLY = 0x08;

const HEADER_SIZE = 8;
/** Type, flags, size and mask. */
const ENTRY_HEADER_SIZE = 8;
/** `AceSize` of an empty entry. */
const SMALLEST_ENTRY = 4;
const REVISIONS: readonly number[] = [2, 3, 4];

const OBJECT_TYPE_PRESENT = 1;
const INHERITED_OBJECT_TYPE_PRESENT = 2;
const UUID_SIZE = 16;

interface TypeFacts {
  readonly kind: EntryKind;
  readonly isObject?: true;
  readonly isConditional?: true;
}

const OTHER: TypeFacts = { kind: "Other" };

/** By `AceType`; types not listed here do not affect access. */
const TYPES: Readonly<Record<number, TypeFacts>> = {
  0x00: { kind: "Allow" },
  0x01: { kind: "Deny" },
  0x05: { kind: "Allow", isObject: true },
  0x06: { kind: "Deny", isObject: true },
  0x09: { kind: "Allow", isConditional: true },
  0x0a: { kind: "Deny", isConditional: true },
  0x0b: { kind: "Allow", isObject: true, isConditional: true },
  0x0c: { kind: "Deny", isObject: true, isConditional: true },
  0x11: { kind: "Label" },
};

/** The list at an address. Invalid if there is none. */
export function readAccessList(target: Target, address: Word64): Maybe<AccessList> {
  const header =
    validateKernelPointer(address, target.pointerSize, "an access list") ?? target.read(address, HEADER_SIZE);
  if (isAbsent(header)) {
    return header;
  }
  const size = readWord(header, 2, 2).low;
  if (!REVISIONS.includes(header[0] ?? 0) || size < HEADER_SIZE) {
    return invalid(`there is no access list at ${address}`, address);
  }
  const bytes = target.read(address, size);
  return isAbsent(bytes) ? bytes : decodeAccessList(bytes, address);
}

/** The list in a block of its bytes, header included. `address`: where the block lies in the target. */
export function decodeAccessList(bytes: Uint8Array, address: Word64): AccessList {
  const count = readWord(bytes, 4, 2).low;
  const entries: AccessEntry[] = [];
  let offset = HEADER_SIZE;
  for (let index = 0; index < count; index += 1) {
    const size = offset + SMALLEST_ENTRY > bytes.length ? 0 : readWord(bytes, offset + 2, 2).low;
    const isOther = (TYPES[bytes[offset] ?? 0] ?? OTHER).kind === "Other";
    const entry =
      size < SMALLEST_ENTRY || offset + size > bytes.length ? undefined : decodeEntry(bytes, offset, offset + size);
    if (size < SMALLEST_ENTRY || offset + size > bytes.length || (entry === undefined && !isOther)) {
      return {
        entries,
        broken: invalid(`entry ${index} of ${count} of the access list is not valid`, address.plus(offset)),
      };
    }
    // Types that do not affect access may have an unknown form.
    entries.push(...(entry === undefined ? [] : [entry]));
    offset += size;
  }
  return { entries, broken: undefined };
}

/** Undefined if its identifier is not valid. */
function decodeEntry(bytes: Uint8Array, offset: number, end: number): AccessEntry | undefined {
  const type = bytes[offset] ?? 0;
  const { kind, isObject, isConditional } = TYPES[type] ?? OTHER;
  const sid = decodeSid(
    bytes,
    offset + ENTRY_HEADER_SIZE + (isObject === true ? sizeOfObjectTypes(bytes, offset, end) : 0),
    end,
  );
  return sid === undefined
    ? undefined
    : {
        kind,
        type,
        flags: bytes[offset + 1] ?? 0,
        mask: readWord(bytes, offset + 4, 4).low,
        sid,
        isConditional: isConditional === true,
      };
}

/** Bytes before the identifier of an object entry: a flags word and the types that it announces. */
function sizeOfObjectTypes(bytes: Uint8Array, offset: number, end: number): number {
  const flags = offset + ENTRY_HEADER_SIZE + 4 > end ? 0 : readWord(bytes, offset + ENTRY_HEADER_SIZE, 4).low;
  return (
    4 +
    ((flags & OBJECT_TYPE_PRESENT) === 0 ? 0 : UUID_SIZE) +
    ((flags & INHERITED_OBJECT_TYPE_PRESENT) === 0 ? 0 : UUID_SIZE)
  );
}
