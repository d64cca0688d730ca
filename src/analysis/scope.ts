/** Which ports, messages and waiting threads belong to a process or a port. Walks, each linear in what the snapshot holds. */
import type { MessageFacts, PortFacts, PortKey, ProcessKey, ThreadKey, WaitSnapshot } from "./snapshot.ts";

export type Scope =
  | { readonly kind: "system" }
  /** Its ports, the messages on them and those that its threads await or serve. */
  | { readonly kind: "process"; readonly key: ProcessKey }
  /** The port with its connections' ports: of a connection port all of them, else its own two. */
  | { readonly kind: "port"; readonly key: PortKey };

export const SYSTEM_SCOPE: Scope = { kind: "system" };

/** The ports of a port scope. */
function relatedPorts(snapshot: WaitSnapshot, key: PortKey): ReadonlySet<PortKey> {
  const related = new Set<PortKey>([key]);
  const port = snapshot.port(key);
  const add = (other: PortKey | undefined): void => {
    if (other !== undefined) related.add(other);
  };
  for (const connection of port?.connections ?? []) {
    add(connection.serverPort);
    add(connection.clientPort);
  }
  if (port?.kind !== "connection") {
    add(port?.serverPort);
    add(port?.clientPort);
    add(port?.connectionPort);
  }
  return related;
}

/** The ports in scope. Of a communication port's scope the connection port is left to its own. */
export function* walkPorts(snapshot: WaitSnapshot, scope: Scope): IterableIterator<PortFacts> {
  if (scope.kind === "port") {
    for (const key of relatedPorts(snapshot, scope.key)) {
      const port = snapshot.port(key);
      if (port !== undefined && (key === scope.key || port.kind !== "connection")) yield port;
    }
    return;
  }
  for (const key of snapshot.ports()) {
    const port = snapshot.port(key);
    if (port !== undefined && (scope.kind === "system" || port.owner === scope.key)) yield port;
  }
}

/** The messages in scope. */
export function* walkMessages(snapshot: WaitSnapshot, scope: Scope): IterableIterator<MessageFacts> {
  const related = scope.kind === "port" ? relatedPorts(snapshot, scope.key) : undefined;
  for (const key of snapshot.messages()) {
    const message = snapshot.message(key);
    if (message !== undefined && isMessageInScope(snapshot, scope, related, message)) yield message;
  }
}

function isMessageInScope(
  snapshot: WaitSnapshot, scope: Scope, related: ReadonlySet<PortKey> | undefined, message: MessageFacts,
): boolean {
  if (scope.kind === "system") return true;
  const ports = [message.queuePort, message.ownerPort];
  if (scope.kind === "port") {
    const isCommunication = snapshot.port(scope.key)?.kind !== "connection";
    return isCommunication ? ports.includes(scope.key) : ports.some((port) => port !== undefined && related?.has(port) === true);
  }
  return message.senderProcess === scope.key
    || ports.some((port) => port !== undefined && snapshot.port(port)?.owner === scope.key)
    || [message.waitingThread, message.serverThread].some((thread) => thread !== undefined && snapshot.thread(thread)?.process === scope.key);
}

/** The threads in scope that await a reply. */
export function* walkWaitingThreads(snapshot: WaitSnapshot, scope: Scope): IterableIterator<ThreadKey> {
  if (scope.kind === "system") {
    yield* snapshot.waitingThreads();
    return;
  }
  if (scope.kind === "process") {
    for (const key of snapshot.process(scope.key)?.threads ?? []) if (snapshot.thread(key)?.awaits !== undefined) yield key;
    return;
  }
  const related = relatedPorts(snapshot, scope.key);
  const isConnection = snapshot.port(scope.key)?.kind === "connection";
  for (const key of snapshot.waitingThreads()) {
    const awaits = snapshot.thread(key)?.awaits;
    const message = awaits?.message === undefined ? undefined : snapshot.message(awaits.message);
    const queuedOn = awaits?.source.kind === "queued" ? awaits.source.port : undefined;
    const own = [message?.ownerPort, message?.queuePort, queuedOn];
    const isWithin = own.some((port) => port === scope.key || (isConnection && port !== undefined && related.has(port)));
    if (isWithin || awaits?.port === scope.key) yield key;
  }
}
