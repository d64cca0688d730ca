/**
 * Which of the three kinds a port is: the slot of its communication info that points back at it says so.
 * The `Type` bits of its state are the cross-check, and the answer only where the slot is empty or unreadable.
 */
import { Absence, isAbsent, present, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { PortKind, PortRole } from "../facts/port.ts";
import type { CommunicationInfoFacts } from "./communication-info.ts";

export interface KindFacts {
  readonly kind: PortKind;
  readonly role: PortRole;
  readonly contradictions: readonly string[];
}

interface KindDescription {
  readonly kind: PortKind;
  readonly role: "connection" | "server" | "client";
  readonly slot: "connectionPort" | "serverPort" | "clientPort";
  /** `_ALPC_PORT.u1.s1.Type`, as System Informer's handle view decodes it; 0 is an unconnected port. Every layout since Vista SP1. */
  readonly type: number;
}

const KINDS: readonly KindDescription[] = [
  { kind: "ALPC_CONNECTION_PORT", role: "connection", slot: "connectionPort", type: 1 },
  { kind: "ALPC_CLIENT_COMMUNICATION_PORT", role: "client", slot: "clientPort", type: 2 },
  { kind: "ALPC_SERVER_COMMUNICATION_PORT", role: "server", slot: "serverPort", type: 3 },
];

/** `type`: the Type bits. `isSettled`: initialized and neither closed nor disconnected, so that everything must fit. */
export function decodeKind(port: Word64, info: Maybe<CommunicationInfoFacts>, type: Maybe<number>, isSettled: boolean): KindFacts {
  const byType = isAbsent(type) ? undefined : KINDS.find((kind) => kind.type === type);
  if (info instanceof Absence) {
    return { ...named(byType), contradictions: isSettled && byType !== undefined ? [`Its state says ${byType.kind}, but ${info.reason}.`] : [] };
  }
  const bySlot = KINDS.find((kind) => present(info[kind.slot])?.equals(port) === true);
  if (bySlot !== undefined) {
    return { ...named(bySlot), contradictions: isSettled && byType !== bySlot
      ? [`Its communication info ${info.address} holds it as ${bySlot.kind}, but its state says ${byType?.kind ?? `type ${typeText(type)}`}.`] : [] };
  }
  return decodeWithoutSlot(info, byType, isSettled);
}

/** No slot points back: an empty slot is what a close leaves behind; another port's address there contradicts the state. */
function decodeWithoutSlot(info: CommunicationInfoFacts, byType: KindDescription | undefined, isSettled: boolean): KindFacts {
  const occupied = byType === undefined ? undefined : present(info[byType.slot]);
  if (byType === undefined || occupied !== undefined) {
    return { ...named(undefined), contradictions: [
      `No slot of its communication info ${info.address} points back at it${occupied === undefined ? "" : `; that of its kind holds ${occupied}`}.`,
    ] };
  }
  return { ...named(byType), contradictions: isSettled
    ? [`The slot of its kind in its communication info ${info.address} is empty although the port is neither closed nor disconnected.`] : [] };
}

function named(description: KindDescription | undefined): { readonly kind: PortKind; readonly role: PortRole } {
  return description === undefined ? { kind: "UNKNOWN", role: "unknown" } : { kind: description.kind, role: description.role };
}

function typeText(type: Maybe<number>): string {
  return isAbsent(type) ? "unknown" : String(type);
}
