/** `_ALPC_PORT`: what one port is, whose it is, and what it is connected to. */
import { Absence, invalid, isAbsent, notApplicable, present, type Maybe } from "../../target/absence.ts";
import { validateKernelPointer } from "../../target/address.ts";
import { PerLayout, type Member } from "../../target/layout.ts";
import { Recent } from "../../target/recent.ts";
import { PerStop } from "../../target/stop.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import type { PortKind, PortRole } from "../../facts/port.ts";
import type { StateFacts } from "../../facts/state.ts";
import { knownTypeName, readTypeName } from "../../nt/object-type.ts";
import type { DecodedPort } from "../../generation/decoded.ts";
import { decodeState } from "../state-bits.ts";
import { readCommunicationInfoOf, type CommunicationInfoFacts } from "./communication-info.ts";
import { decodeKind } from "./port-kind.ts";
import { hasNothingQueued } from "./port-queues.ts";
import { decodePortState } from "./port-state.ts";

/** The structure's name in the symbols, Vista SP1 to Windows 11. Those of Vista without a service pack lack it. */
export const PORT = "_ALPC_PORT";

/** Name of the object type; Vista to Windows 11. */
export const PORT_TYPE_NAME = "ALPC Port";

/** Ports kept decoded at one stop, each some hundred bytes: questions about all ports come several times over. */
const RECENT_PORTS = 65536;

const recentPorts = new PerStop(() => new Recent<Maybe<AlpcPortFacts>>(RECENT_PORTS));

/** A port with what LPC ports do not have. */
export interface AlpcPortFacts extends DecodedPort {
  /** What ties it to the other ports of its connection; NotApplicable while it has none. */
  readonly communicationInfo: Maybe<CommunicationInfoFacts>;
  /** Number of its last message, a signed 32-bit count. */
  readonly sequenceNo: Maybe<number>;
  /** The owner's value, returned with each message; only the owner knows its meaning. */
  readonly portContext: Maybe<Word64>;
  /** All of its queues are empty and in order. */
  readonly isQuiet: boolean;
  /** Identifies its address in sets of ports. */
  readonly id: WordId;
}

/**
 * The port at an address. Invalid where the object there is something else. Decoded at most once while it is among the
 * recent ones.
 */
export function readAlpcPort(target: Target, address: Word64): Maybe<AlpcPortFacts> {
  const { stop } = target;
  const recent = recentPorts.latest === stop ? recentPorts.value : recentPorts.of(stop);
  const { id } = address;
  const known = recent.entries.get(id);
  if (known !== undefined) {
    return known;
  }
  const port = readFresh(target, address, id);
  recent.set(id, port);
  return port;
}

/** The port at an address if it is among those decoded recently: nothing is read. */
export function recentPort(target: Target, address: Word64): AlpcPortFacts | undefined {
  const known = recentPorts.of(target.stop).get(address.id);
  return known === undefined || isAbsent(known) ? undefined : known;
}

/** Whether the object at an address was decoded recently as a port in which nothing contradicts itself. */
export function isKnownPort(target: Target, address: Word64): boolean {
  const { stop } = target;
  const known = (recentPorts.latest === stop ? recentPorts.value : recentPorts.of(stop)).entries.get(address.id);
  return known !== undefined && !isAbsent(known) && known.contradictions.length === 0;
}

/** Whether the object at the address is a port by its type. The port itself is not read. */
export function validatePortObject(target: Target, address: Word64): Maybe<true> {
  if (knownTypeName(target, address) === PORT_TYPE_NAME) {
    return true;
  }
  const wrong = validateKernelPointer(address, target.pointerSize, "port", target.pointerSize);
  if (wrong !== undefined) {
    return wrong;
  }
  const typeName = readTypeName(target, address);
  if (isAbsent(typeName)) {
    return typeName;
  }
  return typeName === PORT_TYPE_NAME
    ? true
    : invalid(`${address} is an object of type "${typeName}", not an ALPC port`, address);
}

function readFresh(target: Target, address: Word64, id: WordId): Maybe<AlpcPortFacts> {
  const structure = target.readStructure(PORT, address);
  if (isAbsent(structure)) {
    return structure;
  }
  const info = readCommunicationInfoOf(target, structure);
  structure.moveTo(target.stop.kept);
  const valid = validatePortObject(target, address);
  if (valid === true) {
    return new AlpcPort(structure, info, NO_SENTENCES, id);
  }
  // The communication info can identify a port whose header is damaged.
  const isKnownToInfo =
    !isAbsent(info) &&
    [info.connectionPort, info.serverPort, info.clientPort].some((slot) => present(slot)?.equals(address) === true);
  if (!isKnownToInfo) {
    return valid;
  }
  // A header on a page that is not there contradicts nothing.
  return valid.kind === "Unreadable"
    ? decodePort(structure, info)
    : decodePort(structure, info, [`Its object header does not say that it is an ALPC port: ${valid.reason}.`]);
}

const NO_SENTENCES: readonly string[] = [];
const NO_ENDS = notApplicable("a connection port is connected to nobody: see its connections");
const NO_OWNER = notApplicable("the port has no owner");

/**
 * A port as it was in memory. Rarely used members are decoded on demand, so that a walk over all ports pays only for
 * what it needs.
 */
class AlpcPort implements AlpcPortFacts {
  readonly address: Word64;
  readonly id: WordId;
  readonly structure: Structure;
  readonly kind: PortKind;
  readonly role: PortRole;
  readonly isClosed: boolean;
  readonly isDisconnected: boolean;
  readonly communicationInfo: Maybe<CommunicationInfoFacts>;
  readonly contradictions: readonly string[];
  private quiet: boolean | undefined;
  private ownerKnown: Maybe<Word64> | undefined;

  constructor(structure: Structure, info: Maybe<CommunicationInfoFacts>, header: readonly string[], id: WordId) {
    const { isClosed, isDisconnected, isInitialized, type } = decodePortState(structure);
    this.address = structure.address;
    this.id = id;
    this.structure = structure;
    this.communicationInfo = info;
    this.isClosed = isClosed;
    this.isDisconnected = isDisconnected;
    const isSettled = !isClosed && !isDisconnected && isInitialized;
    const { kind, role, contradictions } = decodeKind(structure.address, info, type, isSettled);
    this.kind = kind;
    this.role = role;
    this.contradictions = header.length === 0 ? contradictions : contradictions.concat(header);
  }

  get isQuiet(): boolean {
    return (this.quiet ??= hasNothingQueued(this.structure));
  }

  get owner(): Maybe<Word64> {
    return (this.ownerKnown ??= decodePortOwner(this.structure));
  }

  get ownerId(): WordId | undefined {
    const { structure } = this;
    const { layout } = structure;
    const member = ownerMember.latest?.layout === layout ? ownerMember.latest.value : ownerMember.of(layout);
    return typeof member === "string" ? undefined : structure.pointerId(member);
  }

  get ownerIsGone(): boolean {
    const { owner } = this;
    return isAbsent(owner) && owner.kind === "NotApplicable" && owner !== NO_OWNER;
  }

  /** A port is always its own end, whatever its communication info says; a connection port has no ends. */
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
}

/**
 * A port from its bytes and those of its communication info. `header`: sentences about what contradicts itself in its
 * object header.
 */
export function decodePort(
  structure: Structure,
  info: Maybe<CommunicationInfoFacts>,
  header: readonly string[] = NO_SENTENCES,
): AlpcPortFacts {
  return new AlpcPort(structure, info, header, structure.address.id);
}

const ownerMember = new PerLayout((layout): Member => layout.find("OwnerProcess") ?? "OwnerProcess");

/**
 * The `_EPROCESS` that owns a port. The low bit of `OwnerProcess` is set once the owner has gone; the pointer then is
 * not to be followed. Seen since Vista.
 */
export function decodePortOwner(port: Structure): Maybe<Word64> {
  const { layout } = port;
  const pointer = port.pointer(
    ownerMember.latest?.layout === layout ? ownerMember.latest.value : ownerMember.of(layout),
  );
  if (isAbsent(pointer)) {
    return pointer;
  }
  if ((pointer.low & 1) !== 0) {
    return new Absence(
      "NotApplicable",
      `the owner has gone (it was the process ${pointer.withoutLowBits(1)})`,
      pointer.withoutLowBits(1),
    );
  }
  return pointer.high === 0 && pointer.low === 0 ? NO_OWNER : pointer;
}
