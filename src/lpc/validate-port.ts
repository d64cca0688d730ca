/** Validates a port: finds contradictions in it and with its surroundings, as sentences. */
import { isAbsent } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import { readProcessFacts } from "../nt/process/process-facts.ts";
import { readLpcPort, type LpcPortFacts } from "./port/port.ts";
import { readLpcQueue, readPortSemaphore } from "./port/queue.ts";
import { walkReplyChain } from "./thread/awaited-reply.ts";
import { sameAddress } from "../generation/references.ts";

/**
 * All contradictions of one port; empty for a sound one. Reads the queue, the reply chain, the peer and the connection
 * port.
 */
export function validatePort(target: Target, port: LpcPortFacts): readonly string[] {
  return [...validateLinks(target, port), ...validateCounts(target, port)];
}

/**
 * Like {@link validatePort}, without those that the analysis finds itself: the queue's length against its walk, and the
 * two ends of a connection against each other.
 */
export function validateLinks(target: Target, port: LpcPortFacts): readonly string[] {
  return [
    ...port.contradictions,
    ...validateQueue(target, port),
    ...validateReplyChain(target, port),
    ...validatePeers(target, port),
    ...validateProcess(target, port),
  ];
}

function validateCounts(target: Target, port: LpcPortFacts): readonly string[] {
  const queue = readLpcQueue(target, port);
  const semaphore = readPortSemaphore(target, port);
  const peer =
    isAbsent(port.connectedPort) || (port.role !== "server" && port.role !== "client")
      ? undefined
      : readLpcPort(target, port.connectedPort);
  return [
    ...(isAbsent(queue) || isAbsent(semaphore) || isAbsent(semaphore.state) || semaphore.state === queue.messages.length
      ? []
      : [
          `Its semaphore ${semaphore.address} counts ${semaphore.state} messages, but the queue has ${queue.messages.length}.`,
        ]),
    ...(peer === undefined || isAbsent(peer) || sameAddress(peer.connectedPort, port.address)
      ? []
      : [`Its other end ${peer.address} is not connected to it.`]),
  ];
}

function validateQueue(target: Target, port: LpcPortFacts): readonly string[] {
  const found: string[] = [];
  const queue = readLpcQueue(target, port);
  if (isAbsent(queue)) {
    return queue.kind !== "Invalid" ? found : [`Its queue cannot be read: ${queue.reason}.`];
  }
  if (queue.end.kind !== "head" && queue.end.kind !== "unreadable") {
    found.push(`Its queue is damaged: ${queue.end.reason}.`);
  }
  const semaphore = readPortSemaphore(target, port);
  if (isAbsent(semaphore)) {
    return semaphore.kind === "Unreadable" ? found : [...found, `Its queue has no semaphore: ${semaphore.reason}.`];
  }
  if (!sameAddress(semaphore.backPointer, port.address)) {
    const back = isAbsent(semaphore.backPointer) ? "nothing readable" : semaphore.backPointer.toString();
    found.push(`Its semaphore ${semaphore.address} points back to ${back}, not to the port.`);
  }
  return found;
}

function validateReplyChain(target: Target, port: LpcPortFacts): readonly string[] {
  const { end } = walkReplyChain(target, port);
  return end.kind === "head" || end.kind === "unreadable" ? [] : [`Its reply chain is damaged: ${end.reason}.`];
}

function validatePeers(target: Target, port: LpcPortFacts): readonly string[] {
  const found: string[] = [];
  if (port.role !== "server" && port.role !== "client") {
    return found;
  }
  if (!isAbsent(port.connectedPort)) {
    const peer = readLpcPort(target, port.connectedPort);
    if (isAbsent(peer)) {
      found.push(...(peer.kind === "Unreadable" ? [] : [`Its other end is not a port: ${peer.reason}.`]));
    } else if (sameAddress(peer.connectedPort, port.address) && peer.role === port.role) {
      found.push(`Both ends of its connection are ${port.role} ports.`);
    }
  }
  if (!isAbsent(port.connectionPort)) {
    const connectionPort = readLpcPort(target, port.connectionPort);
    if (isAbsent(connectionPort)) {
      found.push(
        ...(connectionPort.kind === "Unreadable"
          ? []
          : [`Its connection port is not a port: ${connectionPort.reason}.`]),
      );
    } else if (connectionPort.role !== "connection") {
      found.push(`Its connection port ${connectionPort.address} is a ${connectionPort.kind}.`);
    }
  }
  return found;
}

function validateProcess(target: Target, port: LpcPortFacts): readonly string[] {
  const process = isAbsent(port.serverProcess) ? undefined : readProcessFacts(target, port.serverProcess);
  return isAbsent(process) && process.kind !== "Unreadable"
    ? [`The process that it names is not valid: ${process.reason}.`]
    : [];
}
