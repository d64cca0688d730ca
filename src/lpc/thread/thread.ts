/**
 * The LPC members of `_ETHREAD` (what a thread awaits, what it serves, the ports to notify when it ends), and one pass
 * over all threads per stop.
 */
import {
  firstAbsence,
  invalid,
  isAbsent,
  mapPresent,
  notApplicable,
  present,
  type Absence,
  type Maybe,
} from "../../target/absence.ts";
import { validateKernelPointer } from "../../target/address.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { WAITING } from "../../nt/kernel-names.ts";
import { breakOfWalk, type WalkEnd } from "../../nt/walk.ts";
import type { ThreadFacts } from "../../facts/thread.ts";
import { readThreadFacts } from "../../nt/thread/thread-facts.ts";
import { walkAllThreads } from "../../nt/thread/thread-list.ts";
import { readPresentWait } from "../../nt/wait/present-wait.ts";
import { readMessageHeader } from "../message/message-header.ts";
import { readSemaphore, type SemaphoreFacts } from "../port/queue.ts";

/** `LpcReplyMessage` and `LpcWaitingOnPort` share storage; the low two bits distinguish them. XP, Server 2003. */
export interface LpcReference {
  readonly raw: Word64;
  /** "port": bit 0 is set. "message": bit 0 is clear and the pointer is not null. */
  readonly kind: "none" | "port" | "message";
  /** Without the low two bits; Invalid if it cannot be an address of either. */
  readonly address: Maybe<Word64>;
  /** Bit 1, a flag of the kernel's own. */
  readonly flag: boolean;
}

export interface LpcThreadFacts {
  readonly address: Word64;
  readonly thread: ThreadFacts;
  /** Its `_ETHREAD`. */
  readonly structure: Structure;
  /**
   * The id of the message whose reply the thread awaits, or is about to while still running. NotApplicable if it is 0.
   */
  readonly replyMessageId: Maybe<Word64>;
  readonly reference: Maybe<LpcReference>;
  /** Address of the thread's link in a reply chain; it shares storage with other members and may be stale. */
  readonly replyChainLink: Maybe<Word64>;
  /**
   * The message that the thread last received, possibly answered long ago. NotApplicable if the member means something
   * else.
   */
  readonly receivedMessageId: Maybe<Word64>;
  readonly isReceivedMessageIdValid: Maybe<boolean>;
  readonly hasCalledExitThread: Maybe<boolean>;
}

const PORT_BIT = 1;
const REFERENCE_BITS = 2;

/** The LPC members of the thread at an address; Invalid if it is not a thread. */
export function readLpcThread(target: Target, address: Word64): Maybe<LpcThreadFacts> {
  const thread = readThreadFacts(target, address);
  const structure = target.readStructure("_ETHREAD", address);
  return isAbsent(thread) || isAbsent(structure)
    ? firstAbsence(thread, structure)
    : decodeLpcThread(target, thread, structure);
}

function decodeLpcThread(target: Target, thread: ThreadFacts, structure: Structure): LpcThreadFacts {
  const isValid = structure.flag("LpcReceivedMsgIdValid");
  return {
    address: thread.address,
    thread,
    structure,
    replyMessageId: mapPresent(structure.word("LpcReplyMessageId"), (id) =>
      id.isZero ? notApplicable("the thread awaits no reply") : id,
    ),
    reference: mapPresent(structure.pointer("LpcReplyMessage"), (raw) => decodeReferenceTag(target, raw)),
    replyChainLink: structure.addressOf("LpcReplyChain"),
    receivedMessageId:
      isValid === true
        ? decodeReceivedId(structure.word("LpcReceivedMessageId"))
        : isAbsent(isValid)
          ? isValid
          : notApplicable("the thread has received no message; the member shares storage with its start address"),
    isReceivedMessageIdValid: isValid,
    hasCalledExitThread: structure.flag("LpcExitThreadCalled"),
  };
}

/** The semaphore that the reply releases. */
export function readReplySemaphore(target: Target, thread: LpcThreadFacts): Maybe<SemaphoreFacts> {
  const at = thread.structure.addressOf("LpcReplySemaphore");
  return isAbsent(at) ? at : readSemaphore(target, at);
}

/** The message that the thread holds; undefined if it names a port or nothing. */
export function heldMessage(thread: LpcThreadFacts): Word64 | undefined {
  return referenceOf(thread, "message");
}

/** The port that the thread itself used for the request whose reply it awaits; undefined if it names none. */
export function waitingOnPort(thread: LpcThreadFacts): Word64 | undefined {
  return referenceOf(thread, "port");
}

function referenceOf(thread: LpcThreadFacts, kind: LpcReference["kind"]): Word64 | undefined {
  const { reference } = thread;
  return isAbsent(reference) || reference.kind !== kind || isAbsent(reference.address) ? undefined : reference.address;
}

function decodeReferenceTag(target: Target, raw: Word64): LpcReference {
  const pointer = raw.withoutLowBits(REFERENCE_BITS);
  const tag = raw.lowBits(REFERENCE_BITS);
  const isPort = (tag & PORT_BIT) !== 0;
  const flag = (tag & ~PORT_BIT) !== 0;
  if (pointer.isZero) {
    return { raw, kind: "none", address: notApplicable("the thread names neither port nor message"), flag };
  }
  const kind = isPort ? "port" : "message";
  return {
    raw,
    kind,
    address: validateKernelPointer(pointer, target.pointerSize, `the thread's ${kind}`) ?? pointer,
    flag,
  };
}

/**
 * Connecting to another port while serving resets the id and leaves the valid bit. Seen in a running NT 5.2 compatible
 * kernel.
 */
function decodeReceivedId(id: Maybe<Word64>): Maybe<Word64> {
  return mapPresent(id, (word) =>
    word.isZero ? invalid("the id of the received message was reset, as by connecting elsewhere") : word,
  );
}

/**
 * A waiting thread with a reply id awaits that reply, whatever its wait reason: WrLpcReply for a request, Executive
 * while connecting, Suspended if it was suspended meanwhile. The id alone does not say so: it is set while the thread
 * still runs. A thread without an id can be blocked, too, if its connection was accepted but not completed: then it
 * holds the connection message, and its reply semaphore is not signaled.
 */
export function isAwaitingReply(target: Target, thread: LpcThreadFacts): boolean {
  if (thread.thread.stateNumber !== WAITING) {
    return false;
  }
  return !isAbsent(thread.replyMessageId) || isHalfConnected(target, thread);
}

/**
 * Whether the thread waits for its accepted connection to be completed. A signaled semaphore means that the reply is
 * ready, even if the thread is still suspended.
 */
function isHalfConnected(target: Target, thread: LpcThreadFacts): boolean {
  if (heldMessage(thread) === undefined) {
    return false;
  }
  const semaphore = readReplySemaphore(target, thread);
  if (isAbsent(semaphore) || semaphore.state !== 0) {
    return false;
  }
  if ((present(thread.thread.suspendCount) ?? 0) > 0) {
    return true;
  }
  const waits = readPresentWait(target, thread.address);
  return !isAbsent(waits) && waits.objects.some(({ dispatcher }) => dispatcher.equals(semaphore.address));
}

/** The id of the awaited reply: the thread's own; for a half-accepted connection, that of the message that it holds. */
export function readAwaitedId(target: Target, thread: LpcThreadFacts): Maybe<Word64> {
  const held = heldMessage(thread);
  if (!isAbsent(thread.replyMessageId) || held === undefined) {
    return thread.replyMessageId;
  }
  const header = readMessageHeader(target, held);
  return isAbsent(header) ? header : header.id;
}

/** A thread registers with one or two servers. */
const MOST_TERMINATION_PORTS = 64;

/**
 * Ports on the thread's `TerminationPort` chain, in its order. The member shares storage with the value of a keyed
 * wait, so callers must check that results are ports. Stops at unreadable entries. XP, Server 2003.
 */
export function* walkTerminationPorts(target: Target, thread: Structure): Generator<Word64, void> {
  const visited = new Set<WordId>();
  let next = thread.pointer("TerminationPort");
  while (!isAbsent(next) && !next.isZero && !visited.has(next.id) && visited.size < MOST_TERMINATION_PORTS) {
    visited.add(next.id);
    const entry: Structure | Absence = target.readStructure("_TERMINATION_PORT", next);
    if (isAbsent(entry)) {
      return;
    }
    const port = entry.pointer("Port");
    if (!isAbsent(port)) {
      yield port;
    }
    next = entry.pointer("Next");
  }
}

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

export interface LpcThreadIndex {
  /** Threads that are blocked until they get a reply, in walk order. */
  readonly waiting: readonly Word64[];
  /** The same by the id of the awaited message. */
  readonly waitingById: ReadonlyMap<WordId, readonly Word64[]>;
  /** Threads that may still serve the message with an id: they received it last and are not back in receive. */
  readonly receivedById: ReadonlyMap<WordId, readonly Word64[]>;
  /** Threads that are back in receive, or lost the id of what they received by connecting to another port since. */
  readonly unsure: readonly UnsureThread[];
  readonly waitingOnPorts: readonly ThreadReference[];
  readonly heldMessages: readonly ThreadReference[];
  /** The thread that holds a message, by the message. */
  readonly holders: ReadonlyMap<WordId, Word64>;
  /** Each port once. */
  readonly terminationPorts: readonly Word64[];
  readonly end: WalkEnd;
  /** Every thread was met, and what it last received could be read. */
  readonly isComplete: boolean;
}

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

function append<T>(map: Map<WordId, T[]>, key: WordId, value: T): void {
  const known = map.get(key);
  if (known === undefined) {
    map.set(key, [value]);
  } else {
    known.push(value);
  }
}
