/** The `Type` word of a `_PORT_MESSAGE` in the LPC age: a number in the low byte, flags above it. */

/** Names by number: the DDK's `LPC_TYPE`; NT 4 to Server 2003. */
const MESSAGE_TYPES: readonly string[] = [
  "LPC_NEW_MESSAGE", "LPC_REQUEST", "LPC_REPLY", "LPC_DATAGRAM", "LPC_LOST_REPLY", "LPC_PORT_CLOSED", "LPC_CLIENT_DIED",
  "LPC_EXCEPTION", "LPC_DEBUG_EVENT", "LPC_ERROR_EVENT", "LPC_CONNECTION_REQUEST",
];

/** Flags above the low byte: the public headers of XP and Server 2003; 0x1000 and 0x2000 are those of later versions. */
const MESSAGE_FLAGS: readonly { readonly bit: number; readonly name: string }[] = [
  { bit: 0x1000, name: "reserved" },
  { bit: 0x2000, name: "continuation required" },
  { bit: 0x4000, name: "no impersonation" },
  { bit: 0x8000, name: "kernel mode" },
];

export const REQUEST = 1;
export const REPLY = 2;
export const DATAGRAM = 3;
export const CONNECTION_REQUEST = 10;

const TYPE_MASK = 0xff;

/** The low byte of the type word. */
export function decodeTypeNumber(type: number): number {
  return type & TYPE_MASK;
}

/** `LPC_REQUEST` and so on, "unknown type n" otherwise. */
export function formatMessageType(typeNumber: number): string {
  return MESSAGE_TYPES[typeNumber] ?? `unknown type ${typeNumber}`;
}

/** Whether messages that were sent have this type; 0 is that of a message not yet sent. */
export function isMessageType(typeNumber: number): boolean {
  return typeNumber > 0 && typeNumber < MESSAGE_TYPES.length;
}

/** Whether `SenderPort` and `PortContext` mean something: in other types they are leftovers of an earlier use of the memory. Seen in a running NT 5.2 compatible kernel. */
export function carriesSenderPort(typeNumber: number): boolean {
  return typeNumber === REQUEST || typeNumber === DATAGRAM;
}

/** Names of the flags above the low byte; bits without a name as hexadecimal. */
export function formatMessageFlags(type: number): readonly string[] {
  const flags = type & ~TYPE_MASK & 0xffff;
  const named = MESSAGE_FLAGS.filter((flag) => (flags & flag.bit) !== 0);
  const unnamed = named.reduce((rest, flag) => rest & ~flag.bit, flags);
  return [...named.map((flag) => flag.name), ...(unnamed === 0 ? [] : [`0x${unnamed.toString(16)}`])];
}
