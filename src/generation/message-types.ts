/** The `Type` word of a `_PORT_MESSAGE`: a number in the low byte, flags above it. */
import { namesOfBits, type NamedBit } from "../nt/named-bits.ts";

/**
 * Names by number. Up to 10 the DDK's `LPC_TYPE`, NT 4 to Server 2003; 11 to 13 came with ALPC (public headers of
 * System Informer).
 */
const MESSAGE_TYPES: readonly string[] = [
  "LPC_NEW_MESSAGE",
  "LPC_REQUEST",
  "LPC_REPLY",
  "LPC_DATAGRAM",
  "LPC_LOST_REPLY",
  "LPC_PORT_CLOSED",
  "LPC_CLIENT_DIED",
  "LPC_EXCEPTION",
  "LPC_DEBUG_EVENT",
  "LPC_ERROR_EVENT",
  "LPC_CONNECTION_REQUEST",
  "LPC_CONNECTION_REPLY",
  "LPC_CANCELED",
  "LPC_LEGACY_CONNECTION_REPLY",
];

/** The last type of LPC; a higher number is not a message's. */
export const LAST_LPC_TYPE = 10;
/** The last type of ALPC, Vista to Windows 11. */
export const LAST_ALPC_TYPE = 13;

/**
 * Flags above the low byte: the public headers of XP and Server 2003 (0x4000, 0x8000) and of System Informer (all,
 * Vista to Windows 11).
 */
const MESSAGE_FLAGS: readonly NamedBit[] = [
  { bit: 0x1000, name: "reserved" },
  { bit: 0x2000, name: "continuation required" },
  { bit: 0x4000, name: "no impersonation" },
  { bit: 0x8000, name: "kernel mode" },
];

/** The sender awaits a reply. The numbers here are positions in {@link MESSAGE_TYPES}. */
export const REQUEST = 1;
/** The answer to a request, with the id of that. */
export const REPLY = 2;
/** Nobody awaits a reply. */
export const DATAGRAM = 3;
/** A client asks for a connection, and waits until the server accepts or refuses it. */
export const CONNECTION_REQUEST = 10;

/** Types that need a reply: requests, and what the kernel sends on a thread's behalf and waits for. */
const ANSWERED_TYPES: readonly number[] = [REQUEST, 7, 8, 9, CONNECTION_REQUEST];

/** The low byte of the type word. */
export function decodeTypeNumber(type: number): number {
  return type & 0xff;
}

/** `LPC_REQUEST` and so on for the type's number, "unknown type n" otherwise. `last`: of the generation. */
export function formatMessageType(typeNumber: number, last: number): string {
  return typeNumber <= last
    ? (MESSAGE_TYPES[typeNumber] ?? `unknown type ${typeNumber}`)
    : `unknown type ${typeNumber}`;
}

/** Whether a sent message can have this type; 0 is a message not yet sent. */
export function isMessageType(typeNumber: number, last: number): boolean {
  return typeNumber > 0 && typeNumber <= last;
}

/** Whether the receiver of such a message owes an answer. */
export function isAnswered(typeNumber: number): boolean {
  return ANSWERED_TYPES.includes(typeNumber);
}

/** Names of the flags above the low byte; bits without a name as hexadecimal. */
export function formatMessageFlags(type: number): readonly string[] {
  return namesOfBits(type & 0xff00, MESSAGE_FLAGS);
}
