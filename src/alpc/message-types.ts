/** The `Type` word of a `_PORT_MESSAGE`: a number in the low byte, flags above it. */

/** Names by number. Up to 10 from the DDK's `LPC_TYPE`; 11 to 13 came with ALPC (public headers of System Informer). */
const MESSAGE_TYPES: readonly string[] = [
  "LPC_NEW_MESSAGE", "LPC_REQUEST", "LPC_REPLY", "LPC_DATAGRAM", "LPC_LOST_REPLY", "LPC_PORT_CLOSED", "LPC_CLIENT_DIED",
  "LPC_EXCEPTION", "LPC_DEBUG_EVENT", "LPC_ERROR_EVENT", "LPC_CONNECTION_REQUEST", "LPC_CONNECTION_REPLY", "LPC_CANCELED",
  "LPC_LEGACY_CONNECTION_REPLY",
];

/** Flags above the low byte; Vista to Windows 11 (public headers of System Informer). */
const MESSAGE_FLAGS: readonly { readonly bit: number; readonly name: string }[] = [
  { bit: 0x1000, name: "reserved" },
  { bit: 0x2000, name: "continuation required" },
  { bit: 0x4000, name: "no impersonation" },
  { bit: 0x8000, name: "kernel mode" },
];

/** Types that somebody must answer: requests, and what the kernel sends in a thread's name and waits for. */
const ANSWERED_TYPES: readonly number[] = [1, 7, 8, 9, 10];

export const REQUEST = 1;
export const REPLY = 2;
export const CONNECTION_REQUEST = 10;

/** The low byte of the type word. */
export function decodeTypeNumber(type: number): number {
  return type & 0xff;
}

/** `LPC_REQUEST` and so on, "unknown type n" otherwise. */
export function formatMessageType(type: number): string {
  const number = decodeTypeNumber(type);
  return MESSAGE_TYPES[number] ?? `unknown type ${number}`;
}

/** Whether the low byte is a type that messages have; 0 is that of a message not yet sent. */
export function isMessageType(type: number): boolean {
  const number = decodeTypeNumber(type);
  return number > 0 && number < MESSAGE_TYPES.length;
}

/** Whether the receiver of such a message owes an answer. */
export function isAnswered(typeNumber: number): boolean {
  return ANSWERED_TYPES.includes(typeNumber);
}

/** Names of the flags above the low byte; bits without a name as hexadecimal. */
export function formatMessageFlags(type: number): readonly string[] {
  const flags = type & 0xff00;
  const named = MESSAGE_FLAGS.filter((flag) => (flags & flag.bit) !== 0);
  const unnamed = named.reduce((rest, flag) => rest & ~flag.bit, flags);
  return [...named.map((flag) => flag.name), ...(unnamed === 0 ? [] : [`0x${unnamed.toString(16)}`])];
}
