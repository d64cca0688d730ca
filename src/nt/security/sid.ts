/**
 * Security identifiers of users, groups, packages and integrity levels. The binary form is public (MS-DTYP 2.4.2.2),
 * the same in all versions.
 */
import { invalid, isAbsent, type Maybe } from "../../target/absence.ts";
import { validateKernelPointer } from "../../target/address.ts";
import { readWord } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";

/** One security identifier. */
export interface Sid {
  /** `S-1-5-18`. Equal texts mean equal identifiers. */
  readonly text: string;
  /** The identifier authority: 48 bits. */
  readonly authority: number;
  /** 32 bits each, at most {@link MOST_SUB_AUTHORITIES}. */
  readonly subAuthorities: readonly number[];
  /** Bytes that it takes in memory. */
  readonly size: number;
}

const REVISION = 1;
const HEADER_SIZE = 8;
/** `SID_MAX_SUB_AUTHORITIES` of the Windows headers. */
const MOST_SUB_AUTHORITIES = 15;

/** The identifier that begins at an offset of a block, or undefined where the bytes up to `end` are not one. */
export function decodeSid(bytes: Uint8Array, offset: number, end: number = bytes.length): Sid | undefined {
  const count = bytes[offset + 1] ?? 0;
  const size = HEADER_SIZE + 4 * count;
  if (offset + HEADER_SIZE > end || bytes[offset] !== REVISION || count > MOST_SUB_AUTHORITIES || offset + size > end) {
    return undefined;
  }
  // The authority is the only part stored high byte first.
  const authority = bytes.subarray(offset + 2, offset + HEADER_SIZE).reduce((value, byte) => value * 256 + byte, 0);
  const subAuthorities: number[] = [];
  for (let index = 0; index < count; index += 1) {
    subAuthorities.push(readWord(bytes, offset + HEADER_SIZE + 4 * index, 4).low);
  }
  const first = authority < 0x100000000 ? String(authority) : `0x${authority.toString(16)}`;
  return { text: ["S", REVISION, first, ...subAuthorities].join("-"), authority, subAuthorities, size };
}

/** The identifier at an address. Invalid if there is none. */
export function readSid(target: Target, address: Word64): Maybe<Sid> {
  const header =
    validateKernelPointer(address, target.pointerSize, "a security identifier") ?? target.read(address, HEADER_SIZE);
  if (isAbsent(header)) {
    return header;
  }
  const count = header[1] ?? 0;
  const bytes = count > MOST_SUB_AUTHORITIES ? header : target.read(address, HEADER_SIZE + 4 * count);
  return isAbsent(bytes)
    ? bytes
    : (decodeSid(bytes, 0) ?? invalid(`there is no security identifier at ${address}`, address));
}
