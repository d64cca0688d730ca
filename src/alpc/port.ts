/** `_ALPC_PORT`: what one port is, whose it is, and what it is connected to. */
import { Absence, invalid, isAbsent, notApplicable, present, type Maybe } from "../target/absence.ts";
import type { DecodedPort } from "../generation/decoded.ts";
import { validateKernelPointer } from "../target/address.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { PortFacts } from "../facts/port.ts";
import { readTypeName } from "../nt/object-type.ts";
import { readCommunicationInfoOf, type CommunicationInfoFacts } from "./communication-info.ts";
import { decodeKind, type KindFacts } from "./port-kind.ts";
import { Recent } from "./recent.ts";
import { decodeState, hasStateBit } from "./state-bits.ts";

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
  return recent.once(address.key, () => readFresh(target, address));
}

/** Whether the object at the address is a port by its type. The port itself is not read. */
export function validatePortObject(target: Target, address: Word64): Maybe<true> {
  const wrong = validateKernelPointer(address, target.pointerSize, "port", target.pointerSize);
  if (wrong !== undefined) {
    return wrong;
  }
  const typeName = readTypeName(target, address);
  if (typeName instanceof Absence) {
    return typeName;
  }
  return typeName === PORT_TYPE_NAME ? true : invalid(`${address} is an object of type "${typeName}", not an ALPC port`, address);
}

function readFresh(target: Target, address: Word64): Maybe<AlpcPortFacts> {
  const structure = target.readStructure(PORT, address);
  if (structure instanceof Absence) {
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
  if (pointer instanceof Absence) {
    return pointer;
  }
  if (hasLostOwner(structure)) {
    return new Absence("NotApplicable", `the owner has gone (it was the process ${pointer.withoutLowBits(1)})`, pointer.withoutLowBits(1));
  }
  return pointer.isZero ? notApplicable("the port has no owner") : pointer;
}

function hasLostOwner(structure: Structure): boolean {
  const pointer = structure.pointer("OwnerProcess");
  return !(pointer instanceof Absence) && pointer.lowBits(1) !== 0;
}

type Ends = Pick<PortFacts, "connectionPort" | "serverPort" | "clientPort">;

/** A port is one end itself, whatever its communication info says; a connection port has no two ends. */
function decodeEnds(port: Word64, { role }: KindFacts, info: Maybe<CommunicationInfoFacts>): Ends {
  const ends = info instanceof Absence
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
