/**
 * Which kind a port is: the slot of its communication info that points back at it says so; the `Type` bits of its state
 * are the cross-check, and the answer only where the slot is empty or unreadable.
 */
import { isAbsent, present, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { PortKind, PortRole } from "../../facts/port.ts";
import type { CommunicationInfoFacts } from "./communication-info.ts";

/** Kind and role of a port, with a sentence for each thing that contradicts them. */
export interface KindFacts {
  readonly kind: PortKind;
  readonly role: PortRole;
  readonly contradictions: readonly string[];
}

interface KindDescription {
  readonly kind: PortKind;
  readonly role: "connection" | "server" | "client";
  readonly slot: "connectionPort" | "serverPort" | "clientPort";
  /**
   * `_ALPC_PORT.u1.s1.Type`, as System Informer's handle view decodes it; 0 is an unconnected port. Every layout since
   * Vista SP1.
   */
  readonly type: number;
  /** The result for a consistent port of this kind. */
  readonly settled: KindFacts;
}

function describe(
  kind: PortKind,
  role: KindDescription["role"],
  slot: KindDescription["slot"],
  type: number,
): KindDescription {
  return { kind, role, slot, type, settled: { kind, role, contradictions: [] } };
}

const KINDS: readonly KindDescription[] = [
  describe("ALPC_CONNECTION_PORT", "connection", "connectionPort", 1),
  describe("ALPC_CLIENT_COMMUNICATION_PORT", "client", "clientPort", 2),
  describe("ALPC_SERVER_COMMUNICATION_PORT", "server", "serverPort", 3),
];

/** `type`: the Type bits. `isSettled`: initialized and neither closed nor disconnected, so that everything must fit. */
export function decodeKind(
  port: Word64,
  info: Maybe<CommunicationInfoFacts>,
  type: Maybe<number>,
  isSettled: boolean,
): KindFacts {
  let byType: KindDescription | undefined;
  let bySlot: KindDescription | undefined;
  for (const kind of KINDS) {
    const slot = isAbsent(info) ? info : info[kind.slot];
    byType = kind.type === type ? kind : byType;
    if (bySlot === undefined && !isAbsent(slot) && slot.high === port.high && slot.low === port.low) {
      bySlot = kind;
    }
  }
  if (isAbsent(info)) {
    return {
      ...named(byType),
      contradictions:
        isSettled && byType !== undefined && info.kind !== "Unreadable"
          ? [`Its state says ${byType.kind}, but ${info.reason}.`]
          : [],
    };
  }
  if (bySlot !== undefined) {
    return !isSettled || byType === bySlot
      ? bySlot.settled
      : {
          ...named(bySlot),
          contradictions: [
            `Its communication info ${info.address} holds it as ${bySlot.kind}, but its state says ${byType?.kind ?? `type ${typeText(type)}`}.`,
          ],
        };
  }
  return decodeWithoutSlot(info, byType, isSettled);
}

/**
 * No slot points back: an empty slot is what a close leaves behind; another port's address there contradicts the state.
 */
function decodeWithoutSlot(
  info: CommunicationInfoFacts,
  byType: KindDescription | undefined,
  isSettled: boolean,
): KindFacts {
  const occupied = byType === undefined ? undefined : present(info[byType.slot]);
  if (byType === undefined || occupied !== undefined) {
    return {
      ...named(undefined),
      contradictions: [
        `No slot of its communication info ${info.address} points back at it${occupied === undefined ? "" : `; that of its kind holds ${occupied}`}.`,
      ],
    };
  }
  return {
    ...named(byType),
    contradictions: isSettled
      ? [
          `The slot of its kind in its communication info ${info.address} is empty although the port is neither closed nor disconnected.`,
        ]
      : [],
  };
}

function named(description: KindDescription | undefined): { readonly kind: PortKind; readonly role: PortRole } {
  return description === undefined
    ? { kind: "UNKNOWN", role: "unknown" }
    : { kind: description.kind, role: description.role };
}

function typeText(type: Maybe<number>): string {
  return isAbsent(type) ? "unknown" : String(type);
}
