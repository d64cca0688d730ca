/** One pass over all threads per stop: who awaits which reply, who received which message, and what ports and messages threads name. */
import { Absence } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { WAITING } from "../nt/kernel-names.ts";
import type { WalkEnd } from "../nt/list.ts";
import { walkAllThreads } from "../nt/thread.ts";
import { isAwaitingReply, readAwaitedId } from "./reply-wait.ts";
import { walkTerminationPorts } from "./termination-port.ts";
import { heldMessage, readLpcThread, waitingOnPort, type LpcThreadFacts } from "./thread.ts";

/** `KWAIT_REASON` WrLpcReceive: the thread waits for the next message, so whatever it received is done with. Every Windows. */
const WAITS_TO_RECEIVE = 16;

/** A thread and the port or message that it names. */
export interface ThreadReference {
  readonly thread: Word64;
  readonly address: Word64;
}

export interface LpcThreadIndex {
  /** Threads that are blocked until somebody answers, in the order of the walk. */
  readonly waiting: readonly Word64[];
  /** The same by the id of the awaited message. */
  readonly waitingById: ReadonlyMap<string, readonly Word64[]>;
  /** Threads that may still serve the message with the id: they received it last and are not back in receive. */
  readonly receivedById: ReadonlyMap<string, readonly Word64[]>;
  readonly waitingOnPorts: readonly ThreadReference[];
  readonly heldMessages: readonly ThreadReference[];
  /** The thread that holds a message, by the message. */
  readonly holders: ReadonlyMap<string, Word64>;
  /** Each port once. */
  readonly terminationPorts: readonly Word64[];
  readonly end: WalkEnd;
}

export function indexThreads(target: Target): LpcThreadIndex {
  return target.stop.once("LPC threads", () => collectThreads(target));
}

interface Collection {
  readonly waiting: Word64[];
  readonly waitingById: Map<string, Word64[]>;
  readonly receivedById: Map<string, Word64[]>;
  readonly waitingOnPorts: ThreadReference[];
  readonly heldMessages: ThreadReference[];
  readonly holders: Map<string, Word64>;
  readonly terminationPorts: Map<string, Word64>;
}

function collectThreads(target: Target): LpcThreadIndex {
  const found: Collection = {
    waiting: [], waitingById: new Map(), receivedById: new Map(), waitingOnPorts: [], heldMessages: [], holders: new Map(), terminationPorts: new Map(),
  };
  const walk = walkAllThreads(target);
  for (;;) {
    const step = walk.next();
    if (step.done === true) {
      const terminationPorts: Word64[] = [];
      found.terminationPorts.forEach((port) => terminationPorts.push(port));
      return { ...found, terminationPorts, end: step.value };
    }
    const thread = readLpcThread(target, step.value);
    if (!(thread instanceof Absence) && !thread.thread.hasExited) {
      collectThread(target, thread, found);
    }
  }
}

function collectThread(target: Target, thread: LpcThreadFacts, found: Collection): void {
  const { address } = thread;
  if (isAwaitingReply(target, thread)) {
    found.waiting.push(address);
    const id = readAwaitedId(target, thread);
    if (!(id instanceof Absence)) {
      append(found.waitingById, id.key, address);
    }
  }
  if (!(thread.receivedMessageId instanceof Absence) && !isReceiving(thread)) {
    append(found.receivedById, thread.receivedMessageId.key, address);
  }
  const port = waitingOnPort(thread);
  if (port !== undefined) {
    found.waitingOnPorts.push({ thread: address, address: port });
  }
  const message = heldMessage(thread);
  if (message !== undefined) {
    found.heldMessages.push({ thread: address, address: message });
    found.holders.set(message.key, address);
  }
  for (const terminationPort of walkTerminationPorts(target, thread.thread.structure)) {
    found.terminationPorts.set(terminationPort.key, terminationPort);
  }
}

/** A running thread keeps its last wait reason, so the state counts too. */
function isReceiving(thread: LpcThreadFacts): boolean {
  return thread.thread.stateNumber === WAITING && thread.thread.waitReasonNumber === WAITS_TO_RECEIVE;
}

function append(map: Map<string, Word64[]>, key: string, value: Word64): void {
  const known = map.get(key);
  if (known === undefined) {
    map.set(key, [value]);
  } else {
    known.push(value);
  }
}
