/** `_LPCP_PORT_OBJECT`: what one port is, whose it is, and what it is connected to. */
import { Absence, invalid, mapPresent, notApplicable, type Maybe } from "../target/absence.ts";
import type { DecodedPort } from "../generation/decoded.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { PortFacts } from "../facts/port.ts";
import { findProcessById } from "../nt/process.ts";
import { decodePortFlags, hasPortFlag } from "./port-flags.ts";
import { decodePortKind } from "./port-kind.ts";
import { validatePortObject } from "./port-object.ts";
import { decodeReference, decodeValue } from "../generation/references.ts";

export const PORT = "_LPCP_PORT_OBJECT";

/** Who created the port: ids, since the kernel keeps no pointer. */
export interface PortCreator {
  readonly processId: number;
  readonly threadId: number;
}

export interface LpcPortFacts extends DecodedPort {
  /** `ConnectionPort` as it is in memory: connection and unconnected ports point to themselves; NotApplicable once the peer has died. */
  readonly connectionPortPointer: Maybe<Word64>;
  /** `ConnectedPort` as it is in memory: the other end, an unconnected port itself. */
  readonly connectedPort: Maybe<Word64>;
  /** NotApplicable in a client port that is still being connected. */
  readonly creator: Maybe<PortCreator>;
  /** The `_KSEMAPHORE` that counts the queue's messages; NotApplicable where the port has no queue of its own. */
  readonly semaphore: Maybe<Word64>;
  /** `_LPCP_NONPAGED_PORT_QUEUE`; may be null although there is a semaphore. */
  readonly nonPagedQueue: Maybe<Word64>;
  /** The value that the server gave the port; the server's own business, zero included. */
  readonly portContext: Maybe<Word64>;
  /** Server communication ports: the client thread whose connection was accepted and not yet completed. */
  readonly clientThread: Maybe<Word64>;
  /** The process that serves a connection port, or into which a communication port's section is mapped: one storage. */
  readonly serverProcess: Maybe<Word64>;
  /** Where the sections are mapped in the two processes. */
  readonly clientSectionBase: Maybe<Word64>;
  readonly serverSectionBase: Maybe<Word64>;
  /** Bytes. */
  readonly maxMessageLength: Maybe<number>;
  /** Bytes of the data that may come with a connection request. */
  readonly maxConnectionInfoLength: Maybe<number>;
}

/** The port at an address. Invalid where the object there is something else. */
export function readLpcPort(target: Target, address: Word64): Maybe<LpcPortFacts> {
  const valid = validatePortObject(target, address);
  const structure = valid instanceof Absence ? valid : target.readStructure(PORT, address);
  return structure instanceof Absence ? structure : decodePort(target, structure);
}

/** The owner's id is looked up among the processes; nothing else is read. */
export function decodePort(target: Target, structure: Structure): LpcPortFacts {
  const flags = structure.number("Flags");
  const { kind, role } = decodePortKind(flags);
  const connectionPortPointer = decodeReference(structure, "ConnectionPort", "the other end has died or was never there");
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
    // A port that is still being connected has no creator yet: nobody is gone.
    ownerIsGone: owner instanceof Absence && !(creator instanceof Absence),
    creator,
    state: mapPresent(flags, decodePortFlags),
    isClosed: !(flags instanceof Absence) && (hasPortFlag(flags, "Deleted") || hasPortFlag(flags, "NameDeleted")),
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

/** Zero ids are those of a client port that has not been accepted. */
function decodeCreator(structure: Structure): Maybe<PortCreator> {
  const processId = structure.number("Creator.UniqueProcess");
  const threadId = structure.number("Creator.UniqueThread");
  if (processId instanceof Absence || threadId instanceof Absence) {
    return processId instanceof Absence ? processId : invalid("the creator's thread id makes no sense", structure.address);
  }
  return processId === 0 && threadId === 0 ? notApplicable("the port is still being connected: no creator is recorded") : { processId, threadId };
}

/** Handles can be duplicated, so the owner of a communication port is who created it; a connection port names its server. */
function decodeOwner(target: Target, role: PortFacts["role"], creator: Maybe<PortCreator>, serverProcess: Maybe<Word64>): Maybe<Word64> {
  if (role === "connection" && !(serverProcess instanceof Absence)) {
    return serverProcess;
  }
  if (creator instanceof Absence) {
    return creator;
  }
  return findProcessById(target, creator.processId)
    ?? new Absence("NotApplicable", `the process ${creator.processId.toString(16)} that created the port is gone`);
}

type Links = Pick<LpcPortFacts, "kind" | "role" | "connectionPortPointer" | "connectedPort">;

/** A port is one end itself; a connection port has no two ends. */
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
      const none = notApplicable(port.role === "unconnected" ? "an unconnected port has no connection" : "the kind of the port is unknown");
      return { connectionPort: none, serverPort: none, clientPort: none };
    }
  }
}

/** The kernel clears both links of the survivor. A client that is being connected has its connection port already. */
function isDisconnected(port: Links): boolean {
  const isAlone = isNull(port.connectedPort);
  return port.role === "server" ? isAlone : port.role === "client" && isAlone && isNull(port.connectionPortPointer);
}

function isNull(pointer: Maybe<Word64>): boolean {
  return pointer instanceof Absence && pointer.kind === "NotApplicable";
}

function contradictions(address: Word64, flags: Maybe<number>, port: Links): readonly string[] {
  const found: string[] = [];
  if (port.kind === "UNKNOWN" && !(flags instanceof Absence)) {
    found.push(`Its flags 0x${flags.toString(16)} name no kind of port.`);
  }
  for (const [name, link] of [["ConnectionPort", port.connectionPortPointer], ["ConnectedPort", port.connectedPort]] as const) {
    if (link instanceof Absence && link.kind === "Invalid") {
      found.push(`Its ${name} makes no sense: ${link.reason}.`);
    }
  }
  const self = port.connectionPortPointer;
  if (port.role === "connection" && !(self instanceof Absence) && !self.equals(address)) {
    found.push(`It is a connection port, but its ConnectionPort is ${self}, another one.`);
  }
  if ((port.role === "server" || port.role === "client") && !(port.connectedPort instanceof Absence) && port.connectedPort.equals(address)) {
    found.push("It is a communication port that is connected to itself.");
  }
  return found;
}
