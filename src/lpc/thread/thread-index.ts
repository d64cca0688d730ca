/** One pass over all threads per stop: who awaits a reply, who received what, which ports and messages they name. */
import { isAbsent, type Maybe } from "../../target/absence.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { append } from "../../target/lists-by-key.ts";
import { readThreadFacts } from "../../nt/thread/thread-facts.ts";
import { walkAllThreads } from "../../nt/thread/thread-list.ts";
import { breakOfWalk, type WalkEnd } from "../../nt/walk.ts";
import {
  heldMessage,
  isAwaitingReply,
  readAwaitedId,
  readLpcThread,
  waitingOnPort,
  walkTerminationPorts,
  type LpcThreadFacts,
} from "./thread.ts";

/** A thread and the port or message that it names. */
export interface ThreadReference {
  readonly thread: Word64;
  readonly address: Word64;
}

/** A thread that may have received more than it names. */
export interface UnsureThread {
  readonly address: Word64;
  /** As {@link LpcThreadFacts.receivedMessageId}. */
  readonly receivedId: Maybe<Word64>;
  readonly isReceiving: boolean;
}

/**
 * What the threads of one stop await, have received and name; exited ones are left out. Keys are ids of messages or
 * addresses.
 */
export interface LpcThreadIndex {
  /** Threads that are blocked until they get a reply, in walk order. */
  readonly waiting: readonly Word64[];
  /** The same by the id of the awaited message. */
  readonly waitingById: ReadonlyMap<WordId, readonly Word64[]>;
  /** Threads that may still serve the message with an id: they received it last and are not back in receive. */
  readonly receivedById: ReadonlyMap<WordId, readonly Word64[]>;
  /** Threads that are back in receive, or lost the id of what they received by connecting to another port since. */
  readonly unsure: readonly UnsureThread[];
  /** Threads with the port or message in the storage that both share; see {@link LpcThreadFacts.reference}. */
  readonly waitingOnPorts: readonly ThreadReference[];
  readonly heldMessages: readonly ThreadReference[];
  /** The thread that holds a message, by the message. */
  readonly holders: ReadonlyMap<WordId, Word64>;
  /** Each port once. */
  readonly terminationPorts: readonly Word64[];
  /** How the walk over all threads ended. */
  readonly end: WalkEnd;
  /** Every thread was met, and what it last received could be read. */
  readonly isComplete: boolean;
}

/** The index of this stop, made when it is first asked for. */
export function indexThreads(target: Target): LpcThreadIndex {
  return target.stop.once("LPC threads", () => collectThreads(target));
}

/**
 * Those of {@link LpcThreadIndex.unsure} in a process; undefined if the process of one of them cannot be read. Looked
 * up only once somebody asks.
 */
export function findUnsureThreads(target: Target, process: Word64): readonly UnsureThread[] | undefined {
  const byProcess = target.stop.once("unsure LPC threads", () => {
    const found = new Map<WordId, UnsureThread[]>();
    for (const thread of indexThreads(target).unsure) {
      const facts = readThreadFacts(target, thread.address);
      const owner = isAbsent(facts) ? facts : facts.process;
      if (isAbsent(owner)) {
        return undefined;
      }
      append(found, owner.id, thread);
    }
    return found;
  });
  return byProcess && (byProcess.get(process.id) ?? []);
}

interface Collection {
  readonly waiting: Word64[];
  readonly waitingById: Map<WordId, Word64[]>;
  readonly receivedById: Map<WordId, Word64[]>;
  readonly unsure: UnsureThread[];
  readonly waitingOnPorts: ThreadReference[];
  readonly heldMessages: ThreadReference[];
  readonly holders: Map<WordId, Word64>;
  readonly terminationPorts: Map<WordId, Word64>;
  isComplete: boolean;
}

function collectThreads(target: Target): LpcThreadIndex {
  const found: Collection = {
    waiting: [],
    waitingById: new Map(),
    receivedById: new Map(),
    unsure: [],
    waitingOnPorts: [],
    heldMessages: [],
    holders: new Map(),
    terminationPorts: new Map(),
    isComplete: true,
  };
  const walk = walkAllThreads(target);
  for (const address of walk) {
    const thread = readLpcThread(target, address);
    if (isAbsent(thread)) {
      found.isComplete = false;
    } else if (!thread.thread.hasExited) {
      collectThread(target, thread, found);
    }
  }
  const { end } = walk;
  return {
    ...found,
    terminationPorts: Array.from(found.terminationPorts.values()),
    end,
    isComplete: found.isComplete && breakOfWalk(end) === undefined,
  };
}

function collectThread(target: Target, thread: LpcThreadFacts, found: Collection): void {
  const { address } = thread;
  if (isAwaitingReply(target, thread)) {
    found.waiting.push(address);
    const id = readAwaitedId(target, thread);
    if (!isAbsent(id)) {
      append(found.waitingById, id.id, address);
    }
  }
  const { receivedMessageId: receivedId } = thread;
  const isBack = isReceiving(thread);
  if (isBack || (isAbsent(receivedId) && receivedId.kind === "Invalid")) {
    found.unsure.push({ address, receivedId, isReceiving: isBack });
  } else if (!isAbsent(receivedId)) {
    append(found.receivedById, receivedId.id, address);
  }
  if (isAbsent(receivedId) && receivedId.kind !== "NotApplicable" && receivedId.kind !== "Invalid") {
    found.isComplete = false;
  }
  const port = waitingOnPort(thread);
  if (port !== undefined) {
    found.waitingOnPorts.push({ thread: address, address: port });
  }
  const message = heldMessage(thread);
  if (message !== undefined) {
    found.heldMessages.push({ thread: address, address: message });
    found.holders.set(message.id, address);
  }
  for (const terminationPort of walkTerminationPorts(target, thread.structure)) {
    found.terminationPorts.set(terminationPort.id, terminationPort);
  }
}

/** The thread waits for the next message, so it is done with the one it received. */
function isReceiving({ thread }: LpcThreadFacts): boolean {
  return thread.waitReason === "WrLpcReceive";
}
