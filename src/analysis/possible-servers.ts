/** Finds the threads that could receive a message still queued on a port. */
import { isAbsent, notApplicable, present } from "../target/absence.ts";
import { append } from "../target/lists-by-key.ts";
import type { Word64, WordId } from "../target/word64.ts";
import type { AwaitedReply } from "../facts/reply.ts";
import type { PortFacts } from "../facts/port.ts";
import type { System } from "./system.ts";
import { isWaiting } from "./thread-state.ts";

/** Why a thread counts as a possible server, strongest reason first. */
export type ServerSign =
  "waits to receive" | "bound to the completion port" | "serves another message" | "thread of the owner";

/** A thread that could receive from a port, with the strongest reason for that. */
export interface PossibleServer {
  readonly thread: Word64;
  readonly sign: ServerSign;
}

/** True if the thread is known to receive on the port, not just able to. */
export function isRegistered(server: PossibleServer): boolean {
  return server.sign === "waits to receive" || server.sign === "bound to the completion port";
}

/** The port and, for a server communication port, its connection port, where its messages are received. */
function receivingPorts(system: System, port: PortFacts): readonly PortFacts[] {
  const connectionPort =
    port.role !== "server" || isAbsent(port.connectionPort) ? undefined : present(system.port(port.connectionPort));
  return connectionPort === undefined ? [port] : [port, connectionPort];
}

const NOTHING = notApplicable("the thread awaits no reply");
const NO_REPLY: Pick<AwaitedReply, "port" | "serverThread"> = { port: NOTHING, serverThread: NOTHING };

type ServersByPort = ReadonlyMap<WordId, readonly Word64[]>;

/**
 * The threads that work on messages of each port in LPC, which keeps such messages on no queue: the threads that await
 * their replies name the servers. The id of the last received message goes stale, so a sleeping thread is not taken to
 * be at work on it.
 */
function indexLpcServers(system: System): ServersByPort {
  const servers = new Map<WordId, Word64[]>();
  for (const waiter of system.generation === "LPC" ? system.waitingThreads() : []) {
    const { port, serverThread } = present(system.awaitedReply(waiter)) ?? NO_REPLY;
    if (
      !isAbsent(port) &&
      !isAbsent(serverThread) &&
      present(system.thread(serverThread))?.waitReason !== "DelayExecution"
    ) {
      append(servers, port.id, serverThread);
    }
  }
  return servers;
}

/** Threads that work on a message of the port. */
function servingThreads(system: System, port: Word64, lpcServers: ServersByPort): readonly Word64[] {
  const threads: Word64[] = [...(lpcServers.get(port.id) ?? [])];
  for (const queue of system.queues(port)) {
    for (const address of queue.name === "Pending" ? queue.messages : []) {
      const message = present(system.message(address));
      const server = message === undefined ? undefined : present(message.serverThread);
      if (server !== undefined) {
        threads.push(server);
      }
    }
  }
  return threads;
}

type Add = (thread: Word64, sign: ServerSign) => void;

/**
 * Every thread that could receive messages queued on the port, each once, strongest sign first. A port with threads
 * bound to its completion port is served by them (and by threads that wait on the port itself); any other port, by
 * every thread of its owner. A request queued on a client port is for the client's threads. Handles to the port in
 * other processes, and threads that a pool would still create, are not considered. Exited threads are left out.
 */
function findPossibleServers(system: System, address: Word64, lpcServers: ServersByPort): readonly PossibleServer[] {
  const port = system.port(address);
  if (isAbsent(port)) {
    return [];
  }
  const found = new Map<WordId, PossibleServer>();
  const add: Add = (thread, sign) => {
    const { id } = thread;
    if (found.has(id)) {
      return;
    }
    const facts = system.thread(thread);
    if (isAbsent(facts) || !facts.hasExited) {
      found.set(id, { thread, sign });
    }
  };
  const ports = receivingPorts(system, port);
  const bound = ports.map((place) => present(system.boundThreads(place.address)) ?? []);
  for (const place of ports) {
    system.waitQueue(place.address).forEach((thread) => add(thread, "waits to receive"));
  }
  for (const threads of bound) {
    threads.forEach((thread) => add(thread, "bound to the completion port"));
  }
  if (bound.every((threads) => threads.length === 0)) {
    addOwnersThreads(system, ports, lpcServers, add);
  }
  return Array.from(found.values());
}

function addOwnersThreads(system: System, ports: readonly PortFacts[], lpcServers: ServersByPort, add: Add): void {
  const owner = ports[ports.length - 1]?.owner;
  const threads = owner === undefined || isAbsent(owner) ? [] : system.threadsOf(owner);
  for (const thread of threads) {
    const facts = system.thread(thread);
    const mayReceive = isAbsent(facts) || isAbsent(facts.state) || isWaiting(facts);
    const receivesOn = mayReceive ? system.receivesOn(thread) : [];
    if (receivesOn.length > 0 && ports.some(({ address }) => receivesOn.some((port) => port.equals(address)))) {
      add(thread, "waits to receive");
    }
  }
  for (const { address } of ports) {
    for (const thread of servingThreads(system, address, lpcServers)) {
      add(thread, "serves another message");
    }
  }
  for (const thread of threads) {
    add(thread, "thread of the owner");
  }
}

/** What {@link findPossibleServers} found, kept for whoever asks next of the same ports. */
export class PossibleServers {
  private readonly system: System;
  private readonly known = new Map<WordId, readonly PossibleServer[]>();
  private lpcServers: ServersByPort | undefined;

  constructor(system: System) {
    this.system = system;
  }

  of(port: Word64): readonly PossibleServer[] {
    const { id } = port;
    const known = this.known.get(id);
    if (known !== undefined) {
      return known;
    }
    this.lpcServers ??= indexLpcServers(this.system);
    const found = findPossibleServers(this.system, port, this.lpcServers);
    this.known.set(id, found);
    return found;
  }
}
