/** Who waits to receive on a port, and who could answer what is sent to it. */
import { Absence } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { ReceivingOn, ServerFacts } from "../facts/server.ts";
import { WAITING } from "../nt/kernel-names.ts";
import { walkContaining } from "../nt/list.ts";
import { readThread, threadOfScheduler } from "../nt/thread.ts";
import { readWaits } from "../nt/waits.ts";
import { readAwaitedReply } from "./awaited-reply.ts";
import { hasPortFlag } from "./port-flags.ts";
import { isPortObject } from "./port-object.ts";
import { PORT, readLpcPort, type LpcPortFacts } from "./port.ts";
import { readBackPointer } from "./semaphore.ts";
import { indexThreads } from "./thread-index.ts";

/** Threads that wait for the semaphore of the port's queue, or for a waitable port itself, in the order in which they will be served. */
export function readWaitQueue(target: Target, port: LpcPortFacts): readonly Word64[] {
  const threads = port.semaphore instanceof Absence ? [] : collectWaiters(target, port.semaphore);
  const event = port.structure.addressOf("WaitEvent");
  const isWaitable = !(port.state instanceof Absence) && hasPortFlag(port.state.value, "Waitable");
  return isWaitable && !(event instanceof Absence) ? [...threads, ...collectWaiters(target, event)] : threads;
}

/** Threads that could answer what lies on the port's queue; of a server communication port those of its connection port. */
export function readServers(target: Target, port: LpcPortFacts): readonly ServerFacts[] {
  const receiving = port.role !== "server" ? port
    : port.connectionPort instanceof Absence ? port.connectionPort : readLpcPort(target, port.connectionPort);
  if (receiving instanceof Absence) {
    return [];
  }
  const waiting = readWaitQueue(target, receiving);
  const serving = (indexServers(target).get(receiving.address.key) ?? []).filter((thread) => !waiting.some((known) => known.equals(thread)));
  return [
    ...waiting.map((thread): ServerFacts => ({ thread, why: "waits on the port" })),
    ...serving.map((thread): ServerFacts => ({ thread, why: "serves a request" })),
  ];
}

/** Ports on which the thread waits to receive. */
export function readReceivingOn(target: Target, address: Word64): readonly ReceivingOn[] {
  const thread = readThread(target, address);
  const waits = thread instanceof Absence ? thread : readWaits(target, thread);
  const ports: ReceivingOn[] = [];
  for (const wait of waits instanceof Absence ? [] : waits.objects) {
    const port = wait.kind === "semaphore" ? findPortOfSemaphore(target, wait.object) : wait.kind === "event" ? findPortOfEvent(target, wait.object) : undefined;
    if (port !== undefined) {
      ports.push({ kind: "Port", address: port });
    }
  }
  return ports;
}

/** Threads blocked on a dispatcher object, by the list of wait blocks that hangs on it. */
function collectWaiters(target: Target, object: Word64): readonly Word64[] {
  const header = target.readStructure("_DISPATCHER_HEADER", object);
  const head = header instanceof Absence ? header : header.addressOf("WaitListHead");
  const threads: Word64[] = [];
  if (head instanceof Absence) {
    return threads;
  }
  for (const address of walkContaining(target, head, "_KWAIT_BLOCK", "WaitListEntry", { what: "the waiters of a dispatcher object" })) {
    const block = target.readStructure("_KWAIT_BLOCK", address);
    const waited = block instanceof Absence ? block : block.pointer("Object");
    const scheduled = block instanceof Absence ? block : block.pointer("Thread");
    if (waited instanceof Absence || scheduled instanceof Absence || !waited.equals(object)) {
      continue;
    }
    const thread = readThread(target, threadOfScheduler(target, scheduled));
    if (!(thread instanceof Absence) && thread.stateNumber === WAITING) {
      threads.push(thread.address);
    }
  }
  return threads;
}

/** The port whose queue a semaphore counts: its back pointer, believed where the port points to the semaphore in turn. */
function findPortOfSemaphore(target: Target, semaphore: Word64): Word64 | undefined {
  const port = readBackPointer(target, semaphore);
  if (port instanceof Absence || !isPortObject(target, port)) {
    return undefined;
  }
  const structure = target.readStructure(PORT, port);
  const own = structure instanceof Absence ? structure : structure.pointer("MsgQueue.Semaphore");
  return !(own instanceof Absence) && own.equals(semaphore) ? port : undefined;
}

/** Whoever waits for a waitable port by its handle waits for the event inside it. */
function findPortOfEvent(target: Target, event: Word64): Word64 | undefined {
  const layout = target.layout(PORT);
  const field = layout instanceof Absence ? undefined : layout.find("WaitEvent");
  const port = field === undefined ? undefined : event.minus(field.offset);
  return port !== undefined && isPortObject(target, port) ? port : undefined;
}

/** Threads that owe replies, by the port on whose queue the requests lay. One pass over all waiting threads per stop. */
function indexServers(target: Target): ReadonlyMap<string, readonly Word64[]> {
  return target.stop.once("LPC servers", () => {
    const index = new Map<string, Word64[]>();
    const known = new Set<string>();
    for (const waiter of indexThreads(target).waiting) {
      const awaited = readAwaitedReply(target, waiter);
      if (awaited === undefined || awaited instanceof Absence || awaited.serverThread instanceof Absence || awaited.port instanceof Absence) {
        continue;
      }
      const pair = `${awaited.port.key} ${awaited.serverThread.key}`;
      if (!known.has(pair)) {
        known.add(pair);
        const servers = index.get(awaited.port.key);
        if (servers === undefined) {
          index.set(awaited.port.key, [awaited.serverThread]);
        } else {
          servers.push(awaited.serverThread);
        }
      }
    }
    return index;
  });
}
