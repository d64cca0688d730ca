/** The LPC members of `_ETHREAD`: what a thread awaits, what it serves, the ports to notify when it ends. */
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
import type { ThreadFacts } from "../../facts/thread.ts";
import { readThreadFacts } from "../../nt/thread/thread-facts.ts";
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

/** A thread with the members that LPC uses. */
export interface LpcThreadFacts {
  readonly address: Word64;
  readonly thread: ThreadFacts;
  /** Its `_ETHREAD`. */
  readonly structure: Structure;
  /**
   * The id of the message whose reply the thread awaits, or is about to while still running. NotApplicable if it is 0.
   */
  readonly replyMessageId: Maybe<Word64>;
  /** The port that it used for its request, or the message that it holds. */
  readonly reference: Maybe<LpcReference>;
  /** Address of the thread's link in a reply chain; it shares storage with other members and may be stale. */
  readonly replyChainLink: Maybe<Word64>;
  /**
   * The message that the thread last received, possibly answered long ago. NotApplicable if the member means something
   * else.
   */
  readonly receivedMessageId: Maybe<Word64>;
  /** `LpcReceivedMsgIdValid` and `LpcExitThreadCalled`, as they are in memory. */
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
      id.isZero ? notApplicable("LpcReplyMessageId is 0: the thread names no message") : id,
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
 * still runs. A thread without an id can be blocked, too: if its connection was accepted but not completed, it holds
 * the connection message, and its reply semaphore is not signaled; else its wait reason tells.
 */
export function isAwaitingReply(target: Target, thread: LpcThreadFacts): boolean {
  if (thread.thread.stateNumber !== WAITING) {
    return false;
  }
  return (
    !isAbsent(thread.replyMessageId) ||
    (heldMessage(thread) === undefined ? thread.thread.waitReason === "WrLpcReply" : isHalfConnected(target, thread))
  );
}

/**
 * Whether the thread, which holds a message, waits for its accepted connection to be completed. A signaled semaphore
 * means that the reply is ready, even if the thread is still suspended.
 */
function isHalfConnected(target: Target, thread: LpcThreadFacts): boolean {
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
