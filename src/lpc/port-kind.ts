/** Which of the four kinds an LPC port is. */
import { Absence, type Maybe } from "../target/absence.ts";
import type { PortKind, PortRole } from "../facts/port.ts";

export interface LpcPortKind {
  readonly kind: PortKind;
  readonly role: PortRole;
}

/**
 * The low four bits of `_LPCP_PORT_OBJECT.Flags`, which the symbols do not name. The names are those of the debugger's documented `!lpc`;
 * the values were the same in every XP and Server 2003 and in a running NT 5.2 compatible kernel.
 */
export const PORT_TYPE_BITS = 4;

const KINDS: ReadonlyMap<number, LpcPortKind> = new Map<number, LpcPortKind>([
  [1, { kind: "SERVER_CONNECTION_PORT", role: "connection" }],
  [2, { kind: "UNCONNECTED_COMMUNICATION_PORT", role: "unconnected" }],
  [3, { kind: "SERVER_COMMUNICATION_PORT", role: "server" }],
  [4, { kind: "CLIENT_COMMUNICATION_PORT", role: "client" }],
]);

const UNKNOWN: LpcPortKind = { kind: "UNKNOWN", role: "unknown" };

/** From the whole `Flags`; UNKNOWN where they are absent or name no kind. */
export function decodePortKind(flags: Maybe<number>): LpcPortKind {
  return flags instanceof Absence ? UNKNOWN : KINDS.get(flags % (1 << PORT_TYPE_BITS)) ?? UNKNOWN;
}
