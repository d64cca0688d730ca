/** Sources of ports: the system's own tables and fields, and other ports with their messages. */
import { isAbsent } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import type { PortSource } from "../../facts/port.ts";
import { indexHandlesByType } from "../../nt/handle-index.ts";
import { walkList } from "../../nt/list.ts";
import { SteppedWalk, type Walk, type WalkSteps } from "../../nt/walk.ts";
import { walkNamedObjects } from "../../nt/object-directory.ts";
import { walkProcesses } from "../../nt/process/process-list.ts";
import { readProcessPort, type ProcessPortField } from "../../generation/process-ports.ts";
import { readConnectionMessage, readMessageHeader } from "../message/message-header.ts";
import { findPortTypes, PORT, PORT_TYPE_NAMES } from "./port.ts";
import { walkDataInfoChain, walkQueue } from "./queue.ts";
import { indexThreads } from "../thread/thread-index.ts";

/** A possible port, and its source. */
export interface PortCandidate {
  readonly address: Word64;
  readonly source: PortSource;
}

/**
 * From everything but other ports. The end is that of the first source that could not be walked completely, or "head".
 */
export function walkRoots(target: Target): Walk<PortCandidate> {
  return new SteppedWalk(rootCandidates(target));
}

function* rootCandidates(target: Target): WalkSteps<PortCandidate> {
  const held: Word64[] = [];
  indexHandlesByType(target, PORT_TYPE_NAMES).forEach((entry) => held.push(entry.object));
  for (const address of held) {
    yield { address, source: "HandleTable" };
  }
  const named = yield* walkNamed(target);
  for (const type of findPortTypes(target)) {
    for (const address of walkTypeList(target, type)) {
      yield { address, source: "TypeList" };
    }
  }
  const processes = yield* walkProcessFields(target);
  const threads = yield* walkThreadFields(target);
  return [processes, threads, named].find((end) => end.kind !== "head") ?? named;
}

function* walkNamed(target: Target): WalkSteps<PortCandidate> {
  const walk = walkNamedObjects(target);
  for (const { object, typeName } of walk) {
    if (PORT_TYPE_NAMES.includes(typeName)) {
      yield { address: object, source: "ObjectDirectory" };
    }
  }
  return walk.end;
}

function* walkProcessFields(target: Target): WalkSteps<PortCandidate> {
  const walk = walkProcesses(target);
  for (const address of walk) {
    for (const field of ["ExceptionPort", "SecurityPort"] as const satisfies readonly ProcessPortField[]) {
      const port = readProcessPort(target, address, field);
      if (!isAbsent(port) && port.kind === "Port" && !isAbsent(port.object)) {
        yield { address: port.object, source: field };
      }
    }
  }
  return walk.end;
}

function* walkThreadFields(target: Target): WalkSteps<PortCandidate> {
  const threads = indexThreads(target);
  for (const { address } of threads.waitingOnPorts) {
    yield { address, source: "ThreadWait" };
  }
  for (const address of threads.terminationPorts) {
    yield { address, source: "TerminationPort" };
  }
  for (const { address } of threads.heldMessages) {
    yield* walkPortsOfMessage(target, address);
  }
  return threads.end;
}

/** What a port and the messages on it point to, except the port itself. */
export function* walkNeighbors(target: Target, port: Word64): Generator<PortCandidate, void> {
  const structure = target.readStructure(PORT, port);
  if (isAbsent(structure)) {
    return;
  }
  for (const source of ["ConnectionPort", "ConnectedPort"] as const) {
    const address = structure.pointer(source);
    if (!isAbsent(address) && !address.isZero && !address.equals(port)) {
      yield { address, source };
    }
  }
  for (const walk of [walkQueue(target, structure), walkDataInfoChain(target, structure)]) {
    for (const message of walk) {
      yield* walkPortsOfMessage(target, message);
    }
  }
}

/** The sender's port of a request or datagram, the new client port of a connection request. */
function* walkPortsOfMessage(target: Target, message: Word64): Generator<PortCandidate, void> {
  const header = readMessageHeader(target, message);
  if (isAbsent(header)) {
    return;
  }
  const connection = readConnectionMessage(target, header);
  for (const address of [header.senderPort, isAbsent(connection) ? connection : connection.clientPort]) {
    if (!isAbsent(address)) {
      yield { address, source: "Message" };
    }
  }
}

/**
 * Bodies of the objects on a type's `TypeList`, whose entries are the creator infos right before the objects' headers
 * (XP, Server 2003). Empty if the kernel does not maintain the list. Results are not validated.
 */
function* walkTypeList(target: Target, type: Word64): Generator<Word64, void> {
  const structure = target.readStructure("_OBJECT_TYPE", type);
  const head = isAbsent(structure) ? structure : structure.addressOf("TypeList");
  const info = target.layout("_OBJECT_HEADER_CREATOR_INFO");
  const header = target.layout("_OBJECT_HEADER");
  const body = isAbsent(header) ? header : header.field("Body");
  const link = isAbsent(info) ? info : info.field("TypeList");
  if (isAbsent(head) || isAbsent(info) || isAbsent(body) || isAbsent(link)) {
    return;
  }
  for (const entry of walkList(target, head, { what: "the list of objects of a type" })) {
    yield entry.plus(info.size - link.offset + body.offset);
  }
}
