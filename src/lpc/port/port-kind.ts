/** The kind of a port and its flags, both in `_LPCP_PORT_OBJECT.Flags`. */
import { isAbsent, type Maybe } from "../../target/absence.ts";
import type { PortKind, PortRole } from "../../facts/port.ts";
import type { StateFacts } from "../../facts/state.ts";

/** A kind of port by its native name, and the role that it stands for in either generation. */
export interface LpcPortKind {
  readonly kind: PortKind;
  readonly role: PortRole;
}

/**
 * The low four bits of `_LPCP_PORT_OBJECT.Flags`, which the symbols do not name. The names are those of the debugger's
 * documented `!lpc`; the values were the same in every XP and Server 2003 and in a running NT 5.2 compatible kernel.
 */
const PORT_TYPE_BITS = 4;

const KINDS: ReadonlyMap<number, LpcPortKind> = new Map<number, LpcPortKind>([
  [1, { kind: "SERVER_CONNECTION_PORT", role: "connection" }],
  [2, { kind: "UNCONNECTED_COMMUNICATION_PORT", role: "unconnected" }],
  [3, { kind: "SERVER_COMMUNICATION_PORT", role: "server" }],
  [4, { kind: "CLIENT_COMMUNICATION_PORT", role: "client" }],
]);

const UNKNOWN: LpcPortKind = { kind: "UNKNOWN", role: "unknown" };

/** From the whole `Flags`; UNKNOWN if they are absent or have no known kind. */
export function decodePortKind(flags: Maybe<number>): LpcPortKind {
  return isAbsent(flags) ? UNKNOWN : (KINDS.get(flags % (1 << PORT_TYPE_BITS)) ?? UNKNOWN);
}

/** The flags that are known, by their names in {@link decodePortFlags}. */
export type PortFlag = "Deleted" | "Waitable" | "NameDeleted" | "DynamicSecurity";

/** Above the four bits of the type. The symbols do not name them; same source and versions as the types. */
const FLAGS: readonly { readonly name: PortFlag; readonly bit: number }[] = [
  { name: "Deleted", bit: 28 },
  { name: "Waitable", bit: 29 },
  { name: "NameDeleted", bit: 30 },
  { name: "DynamicSecurity", bit: 31 },
];

/** Every named bit in order of value, the type first; unnamed bits together as `Other` if any is set. */
export function decodePortFlags(value: number): StateFacts {
  const type = value % (1 << PORT_TYPE_BITS);
  const named = FLAGS.map((flag) => ({ name: flag.name, value: (value >>> flag.bit) & 1, width: 1 }));
  const known = FLAGS.reduce((sum, flag) => sum + ((value >>> flag.bit) & 1) * 2 ** flag.bit, type);
  const other = value - known;
  return {
    value,
    bits: [
      { name: "Type", value: type, width: PORT_TYPE_BITS },
      ...named,
      ...(other === 0 ? [] : [{ name: "Other", value: other, width: 28 - PORT_TYPE_BITS }]),
    ],
  };
}

/** Whether a flag is set in `value`, the whole `Flags` word. */
export function hasPortFlag(value: number, name: PortFlag): boolean {
  return FLAGS.some((flag) => flag.name === name && ((value >>> flag.bit) & 1) !== 0);
}
