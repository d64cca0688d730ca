/** Finds the threads that wait to receive on a port, or could serve it. */
import { isAbsent, present } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import type { ReceivingOn, ServerFacts } from "../../facts/server.ts";
import { WAITING } from "../../nt/kernel-names.ts";
import { readThreadFacts } from "../../nt/thread/thread-facts.ts";
import { readWaiters } from "../../nt/wait/dispatcher-waiters.ts";
import { readPresentWait } from "../../nt/wait/present-wait.ts";
import { hasPortFlag } from "../port/port-kind.ts";
import { isPortObject, PORT, readLpcPort, type LpcPortFacts } from "../port/port.ts";
import { readBackPointer } from "../port/queue.ts";
import { readAwaitedReply } from "./awaited-reply.ts";
import { indexThreads } from "./thread-index.ts";

/**
 * Threads that wait on the semaphore of the port's queue, or on a waitable port itself, in the order in which they will
 * be served.
 */
export function readWaitQueue(target: Target, port: LpcPortFacts): readonly Word64[] {
  const threads = isAbsent(port.semaphore) ? [] : collectWaiters(target, port.semaphore);
  const event = port.structure.addressOf("WaitEvent");
  const isWaitable = !isAbsent(port.state) && hasPortFlag(port.state.value, "Waitable");
  return isWaitable && !isAbsent(event) ? [...threads, ...collectWaiters(target, event)] : threads;
}

/** Threads that could receive from the port's queue; for a server communication port, those of its connection port. */
export function readServers(target: Target, port: LpcPortFacts): readonly ServerFacts[] {
  const receiving =
    port.role !== "server"
      ? port
      : isAbsent(port.connectionPort)
        ? port.connectionPort
        : readLpcPort(target, port.connectionPort);
  if (isAbsent(receiving)) {
    return [];
  }
  const waiting = readWaitQueue(target, receiving);
  const serving = (indexServers(target).get(receiving.address.id) ?? []).filter(
    (thread) => !waiting.some((known) => known.equals(thread)),
  );
  return [
    ...waiting.map((thread): ServerFacts => ({ thread, why: "waits on the port" })),
    ...serving.map((thread): ServerFacts => ({ thread, why: "serves a request" })),
  ];
}

/** Ports on which the thread waits to receive. */
export function readReceivingOn(target: Target, address: Word64): readonly ReceivingOn[] {
  const waits = readPresentWait(target, address);
  const ports: ReceivingOn[] = [];
  for (const wait of isAbsent(waits) ? [] : waits.objects) {
    const port =
      wait.kind === "semaphore"
        ? findPortOfSemaphore(target, wait.dispatcher)
        : wait.kind === "event"
          ? findPortOfEvent(target, wait.dispatcher)
          : undefined;
    if (port !== undefined) {
      ports.push({ kind: "Port", address: port });
    }
  }
  return ports;
}

/** Threads blocked on a dispatcher object, without those already made ready. */
function collectWaiters(target: Target, object: Word64): readonly Word64[] {
  return (present(readWaiters(target, object)) ?? []).filter((address) => {
    const thread = readThreadFacts(target, address);
    return !isAbsent(thread) && thread.stateNumber === WAITING;
  });
}

/** The port whose queue a semaphore counts: its back pointer, if the port points to the semaphore in turn. */
function findPortOfSemaphore(target: Target, semaphore: Word64): Word64 | undefined {
  const port = readBackPointer(target, semaphore);
  if (isAbsent(port) || !isPortObject(target, port)) {
    return undefined;
  }
  const structure = target.readStructure(PORT, port);
  const own = isAbsent(structure) ? structure : structure.pointer("MsgQueue.Semaphore");
  return !isAbsent(own) && own.equals(semaphore) ? port : undefined;
}

/** The waitable port that contains an event: threads that wait on the port's handle wait on that event. */
function findPortOfEvent(target: Target, event: Word64): Word64 | undefined {
  const layout = target.layout(PORT);
  const field = isAbsent(layout) ? undefined : layout.find("WaitEvent");
  const port = field === undefined ? undefined : event.minus(field.offset);
  return port !== undefined && isPortObject(target, port) ? port : undefined;
}

/**
 * Threads that owe replies, by the port that the requests were queued on. One pass over all waiting threads per stop.
 */
function indexServers(target: Target): ReadonlyMap<WordId, readonly Word64[]> {
  return target.stop.once("LPC servers", () => {
    const index = new Map<WordId, Word64[]>();
    const known = new Set<string>();
    for (const waiter of indexThreads(target).waiting) {
      const awaited = readAwaitedReply(target, waiter);
      if (awaited === undefined || isAbsent(awaited) || isAbsent(awaited.serverThread) || isAbsent(awaited.port)) {
        continue;
      }
      const pair = `${awaited.port.key} ${awaited.serverThread.key}`;
      if (!known.has(pair)) {
        known.add(pair);
        const servers = index.get(awaited.port.id);
        if (servers === undefined) {
          index.set(awaited.port.id, [awaited.serverThread]);
        } else {
          servers.push(awaited.serverThread);
        }
      }
    }
    return index;
  });
}
