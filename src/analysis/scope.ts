/**
 * Selects the ports, messages and waiting threads of a process or a port. Each walk is linear in the size of the
 * system.
 */
import { isAbsent, present, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import type { MessageFacts } from "../facts/message.ts";
import type { PortFacts } from "../facts/port.ts";
import { findAwaited, findReplySource } from "./awaited.ts";
import type { System } from "./system.ts";

/** The part of a system that is analyzed: everything, what belongs to an `_EPROCESS`, or what belongs to a port. */
export type Scope =
  | { readonly kind: "system" }
  /** Its ports, the messages on them and those that its threads await or serve. */
  | { readonly kind: "process"; readonly address: Word64 }
  /** The port with the ports of its connections: all of them for a connection port, its own two for any other. */
  | { readonly kind: "port"; readonly address: Word64 };

/** Everything: the scope of analyses that are given none. */
export const SYSTEM_SCOPE: Scope = { kind: "system" };

/** What a user asks about: a system, a process or port with its surroundings, or what one thread's wait depends on. */
export type Subject = Scope | { readonly kind: "chain"; readonly address: Word64 };

/** Whether an address equals another; false if it is absent. */
export function isAt(address: Maybe<Word64> | undefined, other: Word64): boolean {
  return address !== undefined && !isAbsent(address) && address.equals(other);
}

/** The ports of a port scope, by key. */
function relatedPorts(system: System, address: Word64): ReadonlyMap<string, Word64> {
  const related = new Map<string, Word64>([[address.key, address]]);
  const port = present(system.port(address));
  const add = (other: Maybe<Word64>): void => {
    if (!isAbsent(other)) {
      related.set(other.key, other);
    }
  };
  for (const connection of system.connections(address)) {
    add(connection.serverPort);
    add(connection.clientPort);
  }
  if (port !== undefined && port.role !== "connection") {
    add(port.serverPort);
    add(port.clientPort);
    add(port.connectionPort);
  }
  return related;
}

/**
 * The ports in scope; of the whole system those that cannot be read, too. The scope of a communication port excludes
 * its connection port.
 */
export function walkPortAddresses(system: System, scope: Scope): Iterable<Word64> {
  switch (scope.kind) {
    case "system":
      return system.ports();
    case "process":
      return walkPortsOf(system, scope.address);
    case "port":
      return Array.from(relatedPorts(system, scope.address).values()).filter(
        (address) => address.equals(scope.address) || present(system.port(address))?.role !== "connection",
      );
  }
}

function* walkPortsOf(system: System, process: Word64): IterableIterator<Word64> {
  for (const address of system.ports()) {
    const port = system.port(address);
    if (!isAbsent(port) && isAt(port.owner, process)) {
      yield address;
    }
  }
}

/** The ports in scope that can be read. */
export function* walkPorts(system: System, scope: Scope): IterableIterator<PortFacts> {
  for (const address of walkPortAddresses(system, scope)) {
    const port = system.port(address);
    if (!isAbsent(port)) {
      yield port;
    }
  }
}

/** The messages in scope. `queued`: as {@link System.messages} takes them. */
export function* walkMessages(system: System, scope: Scope, queued?: Iterable<Word64>): IterableIterator<MessageFacts> {
  const related = scope.kind === "port" ? relatedPorts(system, scope.address) : undefined;
  for (const address of system.messages(queued)) {
    const message = system.message(address);
    if (!isAbsent(message) && (scope.kind === "system" || isMessageInScope(system, scope, related, message))) {
      yield message;
    }
  }
}

function isMessageInScope(
  system: System,
  scope: Exclude<Scope, { readonly kind: "system" }>,
  related: ReadonlyMap<string, Word64> | undefined,
  message: MessageFacts,
): boolean {
  const { address } = scope;
  const ports = [message.queuePort, message.ownerPort].map(present);
  if (scope.kind === "port") {
    const isCommunication = present(system.port(address))?.role !== "connection";
    return ports.some(
      (port) => port !== undefined && (isCommunication ? port.equals(address) : related?.has(port.key) === true),
    );
  }
  const sender = findSender(system, message);
  return (
    isAt(sender, address) ||
    ports.some((port) => port !== undefined && isAt(present(system.port(port))?.owner, address)) ||
    [message.waitingThread, message.serverThread]
      .map(present)
      .some((thread) => thread !== undefined && isAt(present(system.thread(thread))?.process, address))
  );
}

/** The process of a thread; undefined if it cannot be read. */
export function findProcess(system: System, thread: Word64): Word64 | undefined {
  const facts = present(system.thread(thread));
  return facts === undefined ? undefined : present(facts.process);
}

/** The process that sent a message; undefined if its client id leads to none. */
export function findSender(system: System, { senderProcessId }: MessageFacts): Word64 | undefined {
  return isAbsent(senderProcessId) ? undefined : system.processById(senderProcessId);
}

/** The threads in scope that await a reply. */
export function* walkWaitingThreads(system: System, scope: Scope): IterableIterator<Word64> {
  if (scope.kind === "system") {
    yield* system.waitingThreads();
    return;
  }
  const { address } = scope;
  if (scope.kind === "process") {
    yield* system.threadsOf(address).filter((thread) => findAwaited(system, thread) !== undefined);
    return;
  }
  const related = relatedPorts(system, address);
  const isConnection = present(system.port(address))?.role === "connection";
  for (const thread of system.waitingThreads()) {
    const awaited = findAwaited(system, thread);
    if (awaited === undefined) {
      continue;
    }
    const message = isAbsent(awaited.message) ? undefined : present(system.message(awaited.message));
    const source = findReplySource(system, awaited);
    const own = [
      message === undefined ? undefined : present(message.ownerPort),
      message === undefined ? undefined : present(message.queuePort),
      source.kind === "queued" ? source.port : undefined,
    ];
    if (
      isAt(awaited.port, address) ||
      own.some((port) => port !== undefined && (port.equals(address) || (isConnection && related.has(port.key))))
    ) {
      yield thread;
    }
  }
}
