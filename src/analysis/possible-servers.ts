/** Who could receive a message that still sits on a port's queue. */
import type { PortFacts, PortKey, ThreadFacts, ThreadKey, WaitSnapshot } from "./snapshot.ts";

/** Why a thread counts as a possible server, the strongest reason first. */
export type ServerSign = "waits to receive" | "bound to the completion port" | "serves another message" | "thread of the owner";

export interface PossibleServer {
  readonly thread: ThreadKey;
  readonly sign: ServerSign;
}

/** True for the signs by which a thread is known to receive on the port, rather than merely able to. */
export function isRegistered(server: PossibleServer): boolean {
  return server.sign === "waits to receive" || server.sign === "bound to the completion port";
}

/** The port itself and, for a server communication port, the connection port: its messages are received there. */
function receivingPorts(snapshot: WaitSnapshot, port: PortFacts): readonly PortFacts[] {
  if (port.kind !== "server" || port.connectionPort === undefined) return [port];
  const connectionPort = snapshot.port(port.connectionPort);
  return connectionPort === undefined ? [port] : [port, connectionPort];
}

function servingThreads(snapshot: WaitSnapshot, port: PortFacts): readonly ThreadKey[] {
  const threads: ThreadKey[] = [];
  for (const queue of port.queues) {
    if (queue.name !== "Pending") continue;
    for (const key of queue.messages) {
      const server = snapshot.message(key)?.serverThread;
      if (server !== undefined) threads.push(server);
    }
  }
  return threads;
}

/**
 * Every thread that could receive what is queued on the port, each once, the strongest sign first. A port with threads
 * bound to its completion port is served by them (and by whoever waits on the port itself); any other port can be
 * received from by every thread of its owner. A request queued on a client port is for the client's threads. A handle
 * to the port in another process, and threads that a pool would still create, are not considered. Exited threads are left out.
 */
export function findPossibleServers(snapshot: WaitSnapshot, key: PortKey): readonly PossibleServer[] {
  const port = snapshot.port(key);
  if (port === undefined) return [];
  const found = new Map<ThreadKey, ServerSign>();
  const add = (thread: ThreadKey, sign: ServerSign): void => {
    if (!found.has(thread) && snapshot.thread(thread)?.exited !== true) found.set(thread, sign);
  };
  const ports = receivingPorts(snapshot, port);
  for (const place of ports) for (const thread of place.waitQueue) add(thread, "waits to receive");
  for (const place of ports) for (const thread of place.completionThreads ?? []) add(thread, "bound to the completion port");
  if (!ports.some((place) => (place.completionThreads ?? []).length > 0)) addOwnersThreads(snapshot, ports, add);
  return Array.from(found, ([thread, sign]) => ({ thread, sign }));
}

function addOwnersThreads(
  snapshot: WaitSnapshot, ports: readonly PortFacts[], add: (thread: ThreadKey, sign: ServerSign) => void,
): void {
  const owner = ports[ports.length - 1]?.owner;
  const threads = owner === undefined ? [] : snapshot.process(owner)?.threads ?? [];
  const isReceiver = (thread: ThreadFacts | undefined): boolean =>
    thread !== undefined && ports.some((place) => thread.receivesOn.includes(place.key));
  for (const thread of threads) if (isReceiver(snapshot.thread(thread))) add(thread, "waits to receive");
  for (const place of ports) for (const thread of servingThreads(snapshot, place)) add(thread, "serves another message");
  for (const thread of threads) add(thread, "thread of the owner");
}
