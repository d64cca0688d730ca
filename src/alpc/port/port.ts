/**
 * `_ALPC_PORT`: what one port is, whose it is, and what it is connected to. `_ALPC_COMMUNICATION_INFO` ties the ports of one connection
 * together: a connection port has one of its own, whose `CommunicationList` is the head of the list of its connections; the two ends of
 * a connection share one that is linked there. Which kind a port is, the slot there that points back at it says; the `Type` bits of its
 * state are the cross-check, and the answer only where the slot is empty or unreadable.
 */
import { Absence, invalid, isAbsent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import { validateKernelPointer } from "../../target/address.ts";
import { Recent } from "../../target/recent.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { PortFacts, PortKind, PortRole } from "../../facts/port.ts";
import { readTypeName } from "../../nt/object-type.ts";
import type { DecodedPort } from "../../generation/decoded.ts";
import { decodeReference } from "../../generation/references.ts";
import { decodeState, hasStateBit } from "../state-bits.ts";

export const COMMUNICATION_INFO = "_ALPC_COMMUNICATION_INFO";

export interface CommunicationInfoFacts {
  readonly address: Word64;
  readonly structure: Structure;
  /** NotApplicable once the port of that end is gone. */
  readonly connectionPort: Maybe<Word64>;
  readonly serverPort: Maybe<Word64>;
  readonly clientPort: Maybe<Word64>;
  /** The head or link of the list of connections. */
  readonly communicationList: Maybe<Word64>;
  /** The message that tells the server of the close; NotInThisBuild before Windows 8.1. */
  readonly closeMessage: Maybe<Word64>;
}

function decodeCommunicationInfo(structure: Structure): CommunicationInfoFacts {
  return {
    address: structure.address,
    structure,
    connectionPort: decodeReference(structure, "ConnectionPort", "the connection port is gone"),
    serverPort: decodeReference(structure, "ServerCommunicationPort", "there is no server port: not yet accepted, or gone"),
    clientPort: decodeReference(structure, "ClientCommunicationPort", "there is no client port: it is gone"),
    communicationList: structure.addressOf("CommunicationList"),
    closeMessage: decodeReference(structure, "CloseMessage", "there is no close message"),
  };
}

/** The communication info at an address. */
export function readCommunicationInfo(target: Target, address: Word64): Maybe<CommunicationInfoFacts> {
  const structure = target.readStructure(COMMUNICATION_INFO, address);
  return isAbsent(structure) ? structure : decodeCommunicationInfo(structure);
}

/** The communication info of a port. NotApplicable while the port has none. */
export function readCommunicationInfoOf(target: Target, port: Structure): Maybe<CommunicationInfoFacts> {
  const address = decodeReference(port, "CommunicationInfo", "the port has no communication info: it is being created or is unconnected");
  return isAbsent(address) ? address : readCommunicationInfo(target, address);
}

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
function decodeKind(port: Word64, info: Maybe<CommunicationInfoFacts>, type: Maybe<number>, isSettled: boolean): KindFacts {
  const byType = isAbsent(type) ? undefined : KINDS.find((kind) => kind.type === type);
  if (isAbsent(info)) {
    const isWrong = isSettled && byType !== undefined && info.kind !== "Unreadable";
    return { ...named(byType), contradictions: isWrong ? [`Its state says ${byType.kind}, but ${info.reason}.`] : [] };
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

export const PORT = "_ALPC_PORT";

/** Name of the object type; Vista to Windows 11. */
export const PORT_TYPE_NAME = "ALPC Port";

/** Ports kept decoded at one stop: enough for a question about one port and its surroundings. */
const RECENT_PORTS = 64;

export interface AlpcPortFacts extends DecodedPort {
  readonly communicationInfo: Maybe<CommunicationInfoFacts>;
  readonly sequenceNo: Maybe<number>;
  /** The owner's own value, given back with each message. Its meaning is the owner's. */
  readonly portContext: Maybe<Word64>;
}

/** The port at an address. Invalid where the object there is something else. Decoded at most once while it is among the recent ones. */
export function readAlpcPort(target: Target, address: Word64): Maybe<AlpcPortFacts> {
  const recent = target.stop.once("recent ALPC ports", () => new Recent<Maybe<AlpcPortFacts>>(RECENT_PORTS));
  return recent.once(address.id, () => readFresh(target, address));
}

/** Whether the object at the address is a port by its type. The port itself is not read. */
export function validatePortObject(target: Target, address: Word64): Maybe<true> {
  const wrong = validateKernelPointer(address, target.pointerSize, "port", target.pointerSize);
  if (wrong !== undefined) {
    return wrong;
  }
  const typeName = readTypeName(target, address);
  if (isAbsent(typeName)) {
    return typeName;
  }
  return typeName === PORT_TYPE_NAME ? true : invalid(`${address} is an object of type "${typeName}", not an ALPC port`, address);
}

function readFresh(target: Target, address: Word64): Maybe<AlpcPortFacts> {
  const structure = target.readStructure(PORT, address);
  if (isAbsent(structure)) {
    return structure;
  }
  const info = readCommunicationInfoOf(target, structure);
  const port = decodePort(structure, info);
  const valid = validatePortObject(target, address);
  if (valid === true) {
    return port;
  }
  // Of a port whose header is lost, its communication info still bears witness.
  const isKnownToInfo = !isAbsent(info)
    && [info.connectionPort, info.serverPort, info.clientPort].some((slot) => present(slot)?.equals(address) === true);
  return isKnownToInfo
    ? { ...port, contradictions: [...port.contradictions, `Its object header does not say that it is an ALPC port: ${valid.reason}.`] }
    : valid;
}

/** A port from its bytes and those of its communication info. */
export function decodePort(structure: Structure, info: Maybe<CommunicationInfoFacts>): AlpcPortFacts {
  const isClosed = hasStateBit(structure, "Closed");
  const isDisconnected = hasStateBit(structure, "Disconnected");
  const isSettled = hasStateBit(structure, "Initialized") && !isClosed && !isDisconnected;
  const kind = decodeKind(structure.address, info, structure.number("u1.s1.Type"), isSettled);
  return {
    address: structure.address,
    structure,
    kind: kind.kind,
    role: kind.role,
    owner: decodeOwner(structure),
    ownerIsGone: hasLostOwner(structure),
    ...decodeEnds(structure.address, kind, info),
    communicationInfo: info,
    state: decodeState(structure),
    isClosed,
    isDisconnected,
    sequenceNo: structure.signed("SequenceNo"),
    portContext: structure.pointer("PortContext"),
    contradictions: kind.contradictions,
  };
}

/** The low bit of `OwnerProcess` is set once the owner has gone; the pointer then leads to nothing. Seen since Vista. */
function decodeOwner(structure: Structure): Maybe<Word64> {
  const pointer = structure.pointer("OwnerProcess");
  if (isAbsent(pointer)) {
    return pointer;
  }
  if (hasLostOwner(structure)) {
    return new Absence("NotApplicable", `the owner has gone (it was the process ${pointer.withoutLowBits(1)})`, pointer.withoutLowBits(1));
  }
  return pointer.isZero ? notApplicable("the port has no owner") : pointer;
}

function hasLostOwner(structure: Structure): boolean {
  const pointer = structure.pointer("OwnerProcess");
  return !isAbsent(pointer) && pointer.lowBits(1) !== 0;
}

type Ends = Pick<PortFacts, "connectionPort" | "serverPort" | "clientPort">;

/** A port is one end itself, whatever its communication info says; a connection port has no two ends. */
function decodeEnds(port: Word64, { role }: KindFacts, info: Maybe<CommunicationInfoFacts>): Ends {
  const ends = isAbsent(info)
    ? { connectionPort: info, serverPort: info, clientPort: info }
    : { connectionPort: info.connectionPort, serverPort: info.serverPort, clientPort: info.clientPort };
  switch (role) {
    case "connection": {
      const none = notApplicable("a connection port is connected to nobody: see its connections");
      return { connectionPort: port, serverPort: none, clientPort: none };
    }
    case "server":
      return { ...ends, serverPort: port };
    case "client":
      return { ...ends, clientPort: port };
    default:
      return ends;
  }
}
