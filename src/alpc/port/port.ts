/**
 * `_ALPC_PORT`: what one port is, whose it is, and what it is connected to. `_ALPC_COMMUNICATION_INFO` ties the ports of one connection
 * together: a connection port has one of its own, whose `CommunicationList` is the head of the list of its connections; the two ends of
 * a connection share one that is linked there. Which kind a port is, the slot there that points back at it says; the `Type` bits of its
 * state are the cross-check, and the answer only where the slot is empty or unreadable.
 */
import { Absence, invalid, isAbsent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import { validateKernelPointer } from "../../target/address.ts";
import { Recent } from "../../target/recent.ts";
import { perStop } from "../../target/stop.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { PortKind, PortRole } from "../../facts/port.ts";
import type { StateFacts } from "../../facts/state.ts";
import { readTypeName } from "../../nt/object-type.ts";
import type { DecodedPort } from "../../generation/decoded.ts";
import { decodeReference } from "../../generation/references.ts";
import { decodeState } from "../state-bits.ts";
import { hasNothingQueued } from "./port-queues.ts";

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

const INFO_OF_PORT = { info: "CommunicationInfo" };
const INFO_MEMBERS = { connectionPort: "ConnectionPort", serverPort: "ServerCommunicationPort", clientPort: "ClientCommunicationPort" };

/** Communication infos kept decoded at one stop: every end of a connection asks for the one that both share. */
const RECENT_INFOS = 65536;

const recentInfos = perStop(() => new Recent<Maybe<CommunicationInfoFacts>>(RECENT_INFOS));

/** What is not asked for each port is decoded when it is. */
class CommunicationInfo implements CommunicationInfoFacts {
  readonly address: Word64;
  readonly structure: Structure;
  readonly connectionPort: Maybe<Word64>;
  readonly serverPort: Maybe<Word64>;
  readonly clientPort: Maybe<Word64>;

  constructor(structure: Structure) {
    const members = structure.layout.pick(INFO_MEMBERS);
    this.address = structure.address;
    this.structure = structure;
    this.connectionPort = decodeReference(structure, members.connectionPort, "the connection port is gone");
    this.serverPort = decodeReference(structure, members.serverPort, "there is no server port: not yet accepted, or gone");
    this.clientPort = decodeReference(structure, members.clientPort, "there is no client port: it is gone");
  }

  get communicationList(): Maybe<Word64> {
    return this.structure.addressOf("CommunicationList");
  }

  get closeMessage(): Maybe<Word64> {
    return decodeReference(this.structure, "CloseMessage", "there is no close message");
  }
}

/** The communication info at an address. Decoded at most once while it is among the recent ones. */
export function readCommunicationInfo(target: Target, address: Word64): Maybe<CommunicationInfoFacts> {
  const recent = recentInfos(target.stop);
  const { id } = address;
  const known = recent.get(id);
  if (known !== undefined) {
    return known;
  }
  const structure = target.readStructure(COMMUNICATION_INFO, address);
  const info = isAbsent(structure) ? structure : new CommunicationInfo(structure);
  recent.set(id, info);
  return info;
}

/** The communication info of a port. NotApplicable while the port has none. */
export function readCommunicationInfoOf(target: Target, port: Structure): Maybe<CommunicationInfoFacts> {
  const address = decodeReference(port, port.layout.pick(INFO_OF_PORT).info, "the port has no communication info: it is being created or is unconnected");
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
  /** What is said of a port of this kind that is in order. */
  readonly settled: KindFacts;
}

function describe(kind: PortKind, role: KindDescription["role"], slot: KindDescription["slot"], type: number): KindDescription {
  return { kind, role, slot, type, settled: { kind, role, contradictions: [] } };
}

const KINDS: readonly KindDescription[] = [
  describe("ALPC_CONNECTION_PORT", "connection", "connectionPort", 1),
  describe("ALPC_CLIENT_COMMUNICATION_PORT", "client", "clientPort", 2),
  describe("ALPC_SERVER_COMMUNICATION_PORT", "server", "serverPort", 3),
];

/** `type`: the Type bits. `isSettled`: initialized and neither closed nor disconnected, so that everything must fit. */
function decodeKind(port: Word64, info: Maybe<CommunicationInfoFacts>, type: Maybe<number>, isSettled: boolean): KindFacts {
  const byType = kindOfType(type);
  if (isAbsent(info)) {
    const isWrong = isSettled && byType !== undefined && info.kind !== "Unreadable";
    return { ...named(byType), contradictions: isWrong ? [`Its state says ${byType.kind}, but ${info.reason}.`] : [] };
  }
  const bySlot = kindOfSlot(port, info);
  if (bySlot !== undefined) {
    return !isSettled || byType === bySlot ? bySlot.settled : { ...named(bySlot), contradictions: [
      `Its communication info ${info.address} holds it as ${bySlot.kind}, but its state says ${byType?.kind ?? `type ${typeText(type)}`}.`,
    ] };
  }
  return decodeWithoutSlot(info, byType, isSettled);
}

function kindOfType(type: Maybe<number>): KindDescription | undefined {
  for (const kind of KINDS) {
    if (kind.type === type) {
      return kind;
    }
  }
  return undefined;
}

function kindOfSlot(port: Word64, info: CommunicationInfoFacts): KindDescription | undefined {
  for (const kind of KINDS) {
    const slot = info[kind.slot];
    if (!isAbsent(slot) && slot.high === port.high && slot.low === port.low) {
      return kind;
    }
  }
  return undefined;
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

/** Ports kept decoded at one stop, each some hundred bytes: questions about all ports come several times over. */
const RECENT_PORTS = 65536;

const recentPorts = perStop(() => new Recent<Maybe<AlpcPortFacts>>(RECENT_PORTS));

export interface AlpcPortFacts extends DecodedPort {
  readonly communicationInfo: Maybe<CommunicationInfoFacts>;
  readonly sequenceNo: Maybe<number>;
  /** The owner's own value, given back with each message. Its meaning is the owner's. */
  readonly portContext: Maybe<Word64>;
  /** All of its queues are empty and in order. */
  readonly isQuiet: boolean;
}

/** The port at an address. Invalid where the object there is something else. Decoded at most once while it is among the recent ones. */
export function readAlpcPort(target: Target, address: Word64): Maybe<AlpcPortFacts> {
  const recent = recentPorts(target.stop);
  const { id } = address;
  const known = recent.get(id);
  if (known !== undefined) {
    return known;
  }
  const port = readFresh(target, address);
  recent.set(id, port);
  return port;
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
  const valid = validatePortObject(target, address);
  if (valid === true) {
    return decodePort(structure, info);
  }
  // The communication info can identify a port whose header is damaged.
  const isKnownToInfo = !isAbsent(info)
    && [info.connectionPort, info.serverPort, info.clientPort].some((slot) => present(slot)?.equals(address) === true);
  return isKnownToInfo
    ? decodePort(structure, info, [`Its object header does not say that it is an ALPC port: ${valid.reason}.`]) : valid;
}

/** Members that are looked at of every port. */
const MEMBERS = {
  owner: "OwnerProcess", type: "u1.s1.Type", isInitialized: "u1.s1.Initialized", isClosed: "u1.s1.Closed", isDisconnected: "u1.s1.Disconnected",
};

const NO_ENDS = notApplicable("a connection port is connected to nobody: see its connections");
const NO_OWNER = notApplicable("the port has no owner");

/** A port as it was in memory. What is not asked of each port is decoded when it is: a walk over all of them pays for what it looks at. */
class AlpcPort implements AlpcPortFacts {
  readonly address: Word64;
  readonly structure: Structure;
  readonly kind: PortKind;
  readonly role: PortRole;
  readonly isClosed: boolean;
  readonly isDisconnected: boolean;
  readonly communicationInfo: Maybe<CommunicationInfoFacts>;
  readonly contradictions: readonly string[];
  private quiet: boolean | undefined;

  constructor(structure: Structure, info: Maybe<CommunicationInfoFacts>, header: readonly string[]) {
    const members = structure.layout.pick(MEMBERS);
    this.address = structure.address;
    this.structure = structure;
    this.communicationInfo = info;
    this.isClosed = isSet(structure.number(members.isClosed));
    this.isDisconnected = isSet(structure.number(members.isDisconnected));
    const isSettled = !this.isClosed && !this.isDisconnected && isSet(structure.number(members.isInitialized));
    const { kind, role, contradictions } = decodeKind(structure.address, info, structure.number(members.type), isSettled);
    this.kind = kind;
    this.role = role;
    this.contradictions = header.length === 0 ? contradictions : contradictions.concat(header);
  }

  get isQuiet(): boolean {
    return (this.quiet ??= hasNothingQueued(this.structure));
  }

  get owner(): Maybe<Word64> {
    return decodeOwner(this.ownerPointer);
  }

  get ownerIsGone(): boolean {
    const pointer = this.ownerPointer;
    return !isAbsent(pointer) && (pointer.low & 1) !== 0;
  }

  /** A port is one end itself, whatever its communication info says; a connection port has no two ends. */
  get connectionPort(): Maybe<Word64> {
    const { communicationInfo: info } = this;
    return this.role === "connection" ? this.address : isAbsent(info) ? info : info.connectionPort;
  }

  get serverPort(): Maybe<Word64> {
    const { communicationInfo: info, role } = this;
    return role === "server" ? this.address : role === "connection" ? NO_ENDS : isAbsent(info) ? info : info.serverPort;
  }

  get clientPort(): Maybe<Word64> {
    const { communicationInfo: info, role } = this;
    return role === "client" ? this.address : role === "connection" ? NO_ENDS : isAbsent(info) ? info : info.clientPort;
  }

  get state(): Maybe<StateFacts> {
    return decodeState(this.structure);
  }

  get sequenceNo(): Maybe<number> {
    return this.structure.signed("SequenceNo");
  }

  get portContext(): Maybe<Word64> {
    return this.structure.pointer("PortContext");
  }

  private get ownerPointer(): Maybe<Word64> {
    return this.structure.pointer(this.structure.layout.pick(MEMBERS).owner);
  }
}

/** A port from its bytes and those of its communication info. `header`: sentences about what contradicts itself in its object header. */
export function decodePort(structure: Structure, info: Maybe<CommunicationInfoFacts>, header: readonly string[] = []): AlpcPortFacts {
  return new AlpcPort(structure, info, header);
}

function isSet(bit: Maybe<number>): boolean {
  return !isAbsent(bit) && bit !== 0;
}

/** The low bit of `OwnerProcess` is set once the owner has gone; the pointer then leads to nothing. Seen since Vista. */
function decodeOwner(pointer: Maybe<Word64>): Maybe<Word64> {
  if (isAbsent(pointer)) {
    return pointer;
  }
  if ((pointer.low & 1) !== 0) {
    return new Absence("NotApplicable", `the owner has gone (it was the process ${pointer.withoutLowBits(1)})`, pointer.withoutLowBits(1));
  }
  return pointer.isZero ? NO_OWNER : pointer;
}
