/** Where ports can be known from: the system's own tables and fields, and other ports with their messages. */
import { Absence, isAbsent } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { PortSource } from "../facts/port.ts";
import { readProcessPort, type ProcessPortField } from "../generation/process-ports.ts";
import { indexHandlesByType } from "../nt/handle-index.ts";
import type { WalkEnd } from "../nt/list.ts";
import { walkNamedObjects } from "../nt/object-directory.ts";
import { readProcess, walkProcesses } from "../nt/process.ts";
import { readConnectionMessage } from "./connection-message.ts";
import { readMessageHeader } from "./message-header.ts";
import { findPortTypes, PORT_TYPE_NAMES } from "./port-object.ts";
import { PORT } from "./port.ts";
import { walkDataInfoChain, walkQueue } from "./queue.ts";
import { indexThreads } from "./thread-index.ts";
import { walkTypeList } from "./type-list.ts";

/** What may be a port, and who says so. */
export interface PortCandidate {
  readonly address: Word64;
  readonly source: PortSource;
}

/** From everything but other ports. The end is the first source that could not be gone through whole, or undefined. */
export function* walkRoots(target: Target): Generator<PortCandidate, WalkEnd | undefined> {
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
  return [processes, threads, named].find((end) => end.kind !== "head");
}

function* walkNamed(target: Target): Generator<PortCandidate, WalkEnd> {
  const walk = walkNamedObjects(target);
  for (;;) {
    const step = walk.next();
    if (step.done === true) {
      return step.value;
    }
    if (PORT_TYPE_NAMES.includes(step.value.typeName)) {
      yield { address: step.value.object, source: "ObjectDirectory" };
    }
  }
}

function* walkProcessFields(target: Target): Generator<PortCandidate, WalkEnd> {
  const walk = walkProcesses(target);
  for (;;) {
    const step = walk.next();
    if (step.done === true) {
      return step.value;
    }
    const process = readProcess(target, step.value);
    for (const field of ["ExceptionPort", "SecurityPort"] as const satisfies readonly ProcessPortField[]) {
      const port = process instanceof Absence ? process : readProcessPort(target, process.structure, field);
      if (!isAbsent(port) && port.kind === "Port" && !isAbsent(port.object)) {
        yield { address: port.object, source: field };
      }
    }
  }
}

function* walkThreadFields(target: Target): Generator<PortCandidate, WalkEnd> {
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

/** What a port and the messages on it point to. A port that points to itself is not known from there. */
export function* walkNeighbours(target: Target, port: Word64): Generator<PortCandidate, void> {
  const structure = target.readStructure(PORT, port);
  if (structure instanceof Absence) {
    return;
  }
  for (const source of ["ConnectionPort", "ConnectedPort"] as const) {
    const address = structure.pointer(source);
    if (!(address instanceof Absence) && !address.isZero && !address.equals(port)) {
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
  if (header instanceof Absence) {
    return;
  }
  const connection = readConnectionMessage(target, header);
  for (const address of [header.senderPort, connection instanceof Absence ? connection : connection.clientPort]) {
    if (!(address instanceof Absence)) {
      yield { address, source: "Message" };
    }
  }
}
