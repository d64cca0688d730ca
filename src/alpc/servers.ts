/** Threads that could answer what is sent to a port. */
import { isAbsent, present } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { ServerFacts } from "../facts/server.ts";
import { decodeCompletionPortAddress, walkBoundThreads } from "./completion-port.ts";
import { readAlpcMessage } from "./message.ts";
import { readAlpcPort, type AlpcPortFacts } from "./port.ts";
import { walkQueue } from "./queue.ts";
import { walkWaitQueue } from "./wait-queue.ts";

/**
 * Each thread once: those on the wait queue, those bound to the completion port, those that serve a request of it now (which
 * they are said to do, whatever else they are). What a client sends through its connection arrives at the connection port, so the
 * server port's answer includes that one's.
 */
export function readServers(target: Target, port: AlpcPortFacts): readonly ServerFacts[] {
  const servers = new Map<string, ServerFacts>();
  for (const receiver of receivingPorts(target, port)) {
    for (const thread of walkWaitQueue(target, receiver.structure)) {
      add(servers, thread, "waits on the port");
    }
    const completionPort = decodeCompletionPortAddress(receiver.structure);
    for (const thread of isAbsent(completionPort) ? [] : walkBoundThreads(target, completionPort)) {
      add(servers, thread, "bound to the completion port");
    }
    for (const thread of servingThreads(target, receiver)) {
      servers.set(thread.key, { thread, why: "serves a request" });
    }
  }
  return Array.from(servers.values());
}

function receivingPorts(target: Target, port: AlpcPortFacts): readonly AlpcPortFacts[] {
  const connectionPort = port.role === "server" ? present(port.connectionPort) : undefined;
  const facts = connectionPort === undefined ? undefined : present(readAlpcPort(target, connectionPort));
  return facts === undefined ? [port] : [port, facts];
}

/** Threads that owe replies to messages on the pending queue. */
function* servingThreads(target: Target, port: AlpcPortFacts): Generator<Word64, void> {
  for (const address of walkQueue(target, port.structure, "Pending")) {
    const message = readAlpcMessage(target, address);
    const thread = isAbsent(message) ? undefined : present(message.serverThread);
    if (thread !== undefined) {
      yield thread;
    }
  }
}

function add(servers: Map<string, ServerFacts>, thread: Word64, why: ServerFacts["why"]): void {
  if (!servers.has(thread.key)) {
    servers.set(thread.key, { thread, why });
  }
}
