/**
 * `_LPCP_PORT_OBJECT`: a port's kind, owner and connections. Whether an address is that of a port is decided by the
 * object's type, without reading the port.
 */
import { Absence, invalid, isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import { validateKernelPointer } from "../../target/address.ts";
import { Recent } from "../../target/recent.ts";
import { PerStop } from "../../target/stop.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { PortFacts } from "../../facts/port.ts";
import { findTypeObject, readTypeName, readTypeObject } from "../../nt/object-type.ts";
import { findProcessById } from "../../nt/process/process-list.ts";
import type { DecodedPort } from "../../generation/decoded.ts";
import { decodeReference, decodeValue } from "../../generation/references.ts";
import { decodePortFlags, decodePortKind, hasPortFlag } from "./port-kind.ts";

/** Names of the two object types; a handle to a waitable port can be waited on. XP and Server 2003. */
export const PORT_TYPE_NAMES: readonly string[] = ["Port", "WaitablePort"];

/** Symbols of the pointers to the two types. */
const PORT_TYPE_SYMBOLS: readonly string[] = ["LpcPortObjectType", "LpcWaitablePortObjectType"];

/** The `_OBJECT_TYPE`s of ports, by symbol; empty if this kernel's symbols name neither. */
export function findPortTypes(target: Target): readonly Word64[] {
  return target.stop.once("LPC port types", () =>
    PORT_TYPE_SYMBOLS.map((symbol) => findTypeObject(target, symbol)).filter((type): type is Word64 => !isAbsent(type)),
  );
}

/** Whether an object type is that of ports: by its address, or by name without symbols. */
function isPortType(target: Target, type: Word64): boolean {
  return findPortTypes(target).some((known) => known.equals(type));
}

/** True for a port; else Invalid or Unreadable with the reason. */
export function validatePortObject(target: Target, address: Word64): Maybe<true> {
  const wrong = validateKernelPointer(address, target.pointerSize, "port", target.pointerSize);
  const type = wrong ?? readTypeObject(target, address);
  if (isAbsent(type)) {
    return type;
  }
  if (isPortType(target, type)) {
    return true;
  }
  const typeName = readTypeName(target, address);
  if (isAbsent(typeName)) {
    return typeName;
  }
  return PORT_TYPE_NAMES.includes(typeName)
    ? true
    : invalid(`${address} is an object of type "${typeName}", not an LPC port`, address);
}

/** Whether a port lies at the address; false also where its type cannot be read. */
export function isPortObject(target: Target, address: Word64): boolean {
  return validatePortObject(target, address) === true;
}

/** The structure's name in the symbols of XP and Server 2003; later ones have it too, unused. */
export const PORT = "_LPCP_PORT_OBJECT";

/** Ids of the port's creator: the kernel keeps no pointer. */
export interface PortCreator {
  readonly processId: number;
  readonly threadId: number;
}

/** A port with what ALPC ports do not have. */
export interface LpcPortFacts extends DecodedPort {
  /**
   * The raw `ConnectionPort`: connection and unconnected ports point to themselves; NotApplicable once the peer is
   * gone.
   */
  readonly connectionPortPointer: Maybe<Word64>;
  /** The raw `ConnectedPort`: the other end; an unconnected port points to itself. NotApplicable where it is null. */
  readonly connectedPort: Maybe<Word64>;
  /** NotApplicable in a client port that is still being connected. */
  readonly creator: Maybe<PortCreator>;
  /** The `_KSEMAPHORE` that counts the queue's messages; NotApplicable if the port has no queue of its own. */
  readonly semaphore: Maybe<Word64>;
  /** `_LPCP_NONPAGED_PORT_QUEUE`; may be null even with a semaphore. */
  readonly nonPagedQueue: Maybe<Word64>;
  /** The value that the server gave the port. Only the server interprets it; it may be zero. */
  readonly portContext: Maybe<Word64>;
  /** In server communication ports, the client thread whose connection was accepted but not completed. */
  readonly clientThread: Maybe<Word64>;
  /**
   * The process that serves a connection port, or that a communication port's section is mapped into: they share
   * storage.
   */
  readonly serverProcess: Maybe<Word64>;
  /** Addresses of the sections mapped in the two processes; NotApplicable where none is mapped. */
  readonly clientSectionBase: Maybe<Word64>;
  readonly serverSectionBase: Maybe<Word64>;
  /** Most bytes of a message, header included. */
  readonly maxMessageLength: Maybe<number>;
  /** Most bytes of data in a connection request. */
  readonly maxConnectionInfoLength: Maybe<number>;
}

/** Ports kept decoded at one stop: all ports are read several times over. */
const RECENT_PORTS = 4096;

const recentPorts = new PerStop(() => new Recent<Maybe<LpcPortFacts>>(RECENT_PORTS));

/** The port at an address; Invalid if it is another object. Decoded once while among the recent ones. */
export function readLpcPort(target: Target, address: Word64): Maybe<LpcPortFacts> {
  return recentPorts.of(target.stop).once(address.id, () => readFresh(target, address));
}

function readFresh(target: Target, address: Word64): Maybe<LpcPortFacts> {
  const valid = validatePortObject(target, address);
  const structure = isAbsent(valid) ? valid : target.readStructure(PORT, address);
  if (isAbsent(structure)) {
    return structure;
  }
  structure.moveTo(target.stop.kept);
  return decodePort(target, structure);
}

/** Looks up the owner's id among the processes; reads nothing else. */
export function decodePort(target: Target, structure: Structure): LpcPortFacts {
  const flags = structure.number("Flags");
  const { kind, role } = decodePortKind(flags);
  const connectionPortPointer = decodeReference(
    structure,
    "ConnectionPort",
    "the other end has died or was never there",
  );
  const connectedPort = decodeReference(structure, "ConnectedPort", "the port is connected to nobody");
  const creator = decodeCreator(structure);
  const serverProcess = decodeReference(structure, "ServerProcess", "the port names no process");
  const port = { kind, role, connectionPortPointer, connectedPort };
  const owner = decodeOwner(target, role, creator, serverProcess);
  return {
    address: structure.address,
    structure,
    ...port,
    ...decodeEnds(structure.address, port),
    owner,
    // A port that is still being connected has no creator yet, so its owner is not gone.
    ownerIsGone: isAbsent(owner) && !isAbsent(creator),
    creator,
    state: mapPresent(flags, decodePortFlags),
    isClosed: !isAbsent(flags) && (hasPortFlag(flags, "Deleted") || hasPortFlag(flags, "NameDeleted")),
    isDisconnected: isDisconnected(port),
    semaphore: decodeReference(structure, "MsgQueue.Semaphore", "the port has no queue of its own"),
    nonPagedQueue: decodeReference(structure, "MsgQueue.NonPagedPortQueue", "the port names no non-paged queue"),
    portContext: structure.pointer("PortContext"),
    clientThread: decodeReference(structure, "ClientThread", "no client thread is being connected through the port"),
    serverProcess,
    clientSectionBase: decodeValue(structure, "ClientSectionBase", "no section of the client is mapped"),
    serverSectionBase: decodeValue(structure, "ServerSectionBase", "no section of the server is mapped"),
    maxMessageLength: structure.number("MaxMessageLength"),
    maxConnectionInfoLength: structure.number("MaxConnectionInfoLength"),
    contradictions: contradictions(structure.address, flags, port),
  };
}

/** A client port that has not been accepted has zero ids. */
function decodeCreator(structure: Structure): Maybe<PortCreator> {
  const processId = structure.number("Creator.UniqueProcess");
  const threadId = structure.number("Creator.UniqueThread");
  if (isAbsent(processId) || isAbsent(threadId)) {
    return isAbsent(processId) ? processId : invalid("the creator's thread id is not valid", structure.address);
  }
  return processId === 0 && threadId === 0
    ? notApplicable("the port is still being connected: no creator is recorded")
    : { processId, threadId };
}

/**
 * Handles can be duplicated, so the owner of a communication port is its creator; a connection port names its server.
 */
function decodeOwner(
  target: Target,
  role: PortFacts["role"],
  creator: Maybe<PortCreator>,
  serverProcess: Maybe<Word64>,
): Maybe<Word64> {
  if (role === "connection" && !isAbsent(serverProcess)) {
    return serverProcess;
  }
  if (isAbsent(creator)) {
    return creator;
  }
  return (
    findProcessById(target, creator.processId) ??
    new Absence("NotApplicable", `the process ${creator.processId.toString(16)} that created the port is gone`)
  );
}

type Links = Pick<LpcPortFacts, "kind" | "role" | "connectionPortPointer" | "connectedPort">;

/** A communication port is itself one of the ends; a connection port has none. */
function decodeEnds(address: Word64, port: Links): Pick<PortFacts, "connectionPort" | "serverPort" | "clientPort"> {
  switch (port.role) {
    case "connection": {
      const none = notApplicable("a connection port is connected to nobody: see its connections");
      return { connectionPort: address, serverPort: none, clientPort: none };
    }
    case "server":
      return { connectionPort: port.connectionPortPointer, serverPort: address, clientPort: port.connectedPort };
    case "client":
      return { connectionPort: port.connectionPortPointer, serverPort: port.connectedPort, clientPort: address };
    default: {
      const none = notApplicable(
        port.role === "unconnected" ? "an unconnected port has no connection" : "the kind of the port is unknown",
      );
      return { connectionPort: none, serverPort: none, clientPort: none };
    }
  }
}

/** The kernel clears both links of the surviving port. A connecting client already has its connection port. */
function isDisconnected(port: Links): boolean {
  const isAlone = isNull(port.connectedPort);
  return port.role === "server" ? isAlone : port.role === "client" && isAlone && isNull(port.connectionPortPointer);
}

function isNull(pointer: Maybe<Word64>): boolean {
  return isAbsent(pointer) && pointer.kind === "NotApplicable";
}

function contradictions(address: Word64, flags: Maybe<number>, port: Links): readonly string[] {
  const found: string[] = [];
  if (port.kind === "UNKNOWN" && !isAbsent(flags)) {
    found.push(`Its flags 0x${flags.toString(16)} name no kind of port.`);
  }
  for (const [name, link] of [
    ["ConnectionPort", port.connectionPortPointer],
    ["ConnectedPort", port.connectedPort],
  ] as const) {
    if (isAbsent(link) && link.kind === "Invalid") {
      found.push(`Its ${name} is not valid: ${link.reason}.`);
    }
  }
  const self = port.connectionPortPointer;
  if (port.role === "connection" && !isAbsent(self) && !self.equals(address)) {
    found.push(`It is a connection port, but its ConnectionPort is ${self}, another one.`);
  }
  if (
    (port.role === "server" || port.role === "client") &&
    !isAbsent(port.connectedPort) &&
    port.connectedPort.equals(address)
  ) {
    found.push("It is a communication port that is connected to itself.");
  }
  return found;
}
