/** The LPC members of `_ETHREAD`: what the thread awaits and what it serves. */
import { Absence, invalid, mapPresent, notApplicable, type Maybe } from "../target/absence.ts";
import { validateKernelPointer } from "../target/address.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { readThread, type ThreadFacts } from "../nt/thread.ts";
import { readSemaphore, type SemaphoreFacts } from "./semaphore.ts";

/** `LpcReplyMessage` and `LpcWaitingOnPort` share storage; the low two bits tell which it is. XP, Server 2003. */
export interface LpcReference {
  readonly raw: Word64;
  /** "port": bit 0 is set. "message": it is clear and the rest is no null pointer. */
  readonly kind: "none" | "port" | "message";
  /** Without the low two bits; Invalid where it cannot lead anywhere. */
  readonly address: Maybe<Word64>;
  /** Bit 1, a flag of the kernel's own. */
  readonly flag: boolean;
}

export interface LpcThreadFacts {
  readonly address: Word64;
  readonly thread: ThreadFacts;
  /** The id of the message whose reply the thread awaits, or is about to: it may still be running. NotApplicable where it is 0. */
  readonly replyMessageId: Maybe<Word64>;
  readonly reference: Maybe<LpcReference>;
  /** Where the thread's link in a reply chain lies; it shares storage with other things and may be stale. */
  readonly replyChainLink: Maybe<Word64>;
  /** The message that the thread received last, possibly long since answered. NotApplicable where the member means something else. */
  readonly receivedMessageId: Maybe<Word64>;
  readonly isReceivedMessageIdValid: Maybe<boolean>;
  readonly hasCalledExitThread: Maybe<boolean>;
}

const PORT_BIT = 1;
const REFERENCE_BITS = 2;

/** The LPC members of the thread at an address; Invalid where there is no thread. */
export function readLpcThread(target: Target, address: Word64): Maybe<LpcThreadFacts> {
  const thread = readThread(target, address);
  return thread instanceof Absence ? thread : decodeLpcThread(target, thread);
}

export function decodeLpcThread(target: Target, thread: ThreadFacts): LpcThreadFacts {
  const { structure } = thread;
  const isValid = structure.flag("LpcReceivedMsgIdValid");
  return {
    address: thread.address,
    thread,
    replyMessageId: mapPresent(structure.word("LpcReplyMessageId"), (id) => (id.isZero ? notApplicable("the thread awaits no reply") : id)),
    reference: mapPresent(structure.pointer("LpcReplyMessage"), (raw) => decodeReferenceTag(target, raw)),
    replyChainLink: structure.addressOf("LpcReplyChain"),
    receivedMessageId: isValid === true ? decodeReceivedId(structure.word("LpcReceivedMessageId"))
      : isValid instanceof Absence ? isValid : notApplicable("the thread has received no message; the member shares storage with its start address"),
    isReceivedMessageIdValid: isValid,
    hasCalledExitThread: structure.flag("LpcExitThreadCalled"),
  };
}

/** The semaphore that the reply releases. */
export function readReplySemaphore(target: Target, thread: LpcThreadFacts): Maybe<SemaphoreFacts> {
  const at = thread.thread.structure.addressOf("LpcReplySemaphore");
  return at instanceof Absence ? at : readSemaphore(target, at);
}

/** The message that the thread holds; undefined where it holds a port or nothing. */
export function heldMessage(thread: LpcThreadFacts): Word64 | undefined {
  return referenceOf(thread, "message");
}

/** The port that the thread itself used for the request that it awaits the reply of; undefined where it names none. */
export function waitingOnPort(thread: LpcThreadFacts): Word64 | undefined {
  return referenceOf(thread, "port");
}

function referenceOf(thread: LpcThreadFacts, kind: LpcReference["kind"]): Word64 | undefined {
  const { reference } = thread;
  return reference instanceof Absence || reference.kind !== kind || reference.address instanceof Absence ? undefined : reference.address;
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
  return { raw, kind, address: validateKernelPointer(pointer, target.pointerSize, `the thread's ${kind}`) ?? pointer, flag };
}

/** Connecting somewhere while serving resets the id and leaves the valid bit. Seen in a running NT 5.2 compatible kernel. */
function decodeReceivedId(id: Maybe<Word64>): Maybe<Word64> {
  return mapPresent(id, (word) => (word.isZero ? invalid("the id of the received message was reset, as by connecting elsewhere") : word));
}
