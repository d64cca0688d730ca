/** Answers the questions of the debugger's documented `!lpc` with addresses; LPC only. */
import { isAbsent, type Maybe } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64, WordId } from "../target/word64.ts";
import { readAwaitedReply } from "./thread/awaited-reply.ts";
import { readLpcPort } from "./port/port.ts";
import { readConnections } from "./port/port-walk.ts";
import { findMessages } from "./message/queue-index.ts";
import { indexThreads } from "./thread/thread-index.ts";

/** The result of `!lpc scan`. */
export interface PortScan {
  readonly port: Word64;
  readonly connectionPort: Maybe<Word64>;
  /** Every communication port of the same connection port, the ends of each connection next to each other. */
  readonly connectedPorts: readonly Word64[];
}

/** `!lpc scan address`: the port, its connection port, and all ports connected to that. */
export function scanPort(target: Target, address: Word64): Maybe<PortScan> {
  const port = readLpcPort(target, address);
  if (isAbsent(port)) {
    return port;
  }
  const connectionPort = isAbsent(port.connectionPort) ? port.connectionPort : readLpcPort(target, port.connectionPort);
  const connections = readConnections(target, isAbsent(connectionPort) ? port : connectionPort);
  const connectedPorts: Word64[] = [];
  for (const { serverPort, clientPort } of connections) {
    for (const end of [serverPort, clientPort]) {
      if (!isAbsent(end)) {
        connectedPorts.push(end);
      }
    }
  }
  return { port: address, connectionPort: port.connectionPort, connectedPorts };
}

/** The result of `!lpc message id`: where the message is, and who awaits its reply or serves it, even if it is gone. */
export interface MessageTraces {
  /** Messages with the id: queued, held by threads, or on data information chains. */
  readonly messages: readonly Word64[];
  /** Threads that await the reply to it. */
  readonly waitingThreads: readonly Word64[];
  /** Threads that have received it and are not back in receive. */
  readonly servingThreads: readonly Word64[];
}

/** What is left of the message with an id; the lists are empty where nothing is. */
export function findMessageTraces(target: Target, id: Word64): MessageTraces {
  const threads = indexThreads(target);
  return {
    messages: findMessages(target, id),
    waitingThreads: threads.waitingById.get(id.id) ?? [],
    servingThreads: threads.receivedById.get(id.id) ?? [],
  };
}

/** `!lpc thread`: threads that await a reply and those that owe one. Each once. */
export function findLpcThreads(target: Target): readonly Word64[] {
  const threads = new Map<WordId, Word64>();
  for (const waiter of indexThreads(target).waiting) {
    threads.set(waiter.id, waiter);
    const awaited = readAwaitedReply(target, waiter);
    if (awaited !== undefined && !isAbsent(awaited) && !isAbsent(awaited.serverThread)) {
      threads.set(awaited.serverThread.id, awaited.serverThread);
    }
  }
  const found: Word64[] = [];
  threads.forEach((thread) => found.push(thread));
  return found;
}
