/** The reply that a thread awaits, and all threads that await one. */
import { invalid, isAbsent, present, type Absence, type Maybe } from "../../target/absence.ts";
import { isKernelAddress } from "../../target/address.ts";
import { PerLayout } from "../../target/layout.ts";
import { CLOCK_INTERVAL, Patience } from "../../target/patience.ts";
import { PerStop } from "../../target/stop.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import type { MessageFacts } from "../../facts/message.ts";
import type { AwaitedReply } from "../../facts/reply.ts";
import { formatWaitReason, TERMINATED, WAITING } from "../../nt/kernel-names.ts";
import { walkOnce, walkOutOfTime, type Walk, type WalkSteps } from "../../nt/walk.ts";
import { walkAllThreads } from "../../nt/thread/thread-list.ts";
import { findMessageNaming, walkNamedThreads } from "../message/message-table.ts";
import { readAlpcMessage } from "../message/message.ts";
import { readAlpcPort } from "../port/port.ts";

/** The structure's name in the symbols of every Windows. */
export const THREAD = "_ETHREAD";

/** Members read for every thread. */
const MEMBERS = {
  state: "Tcb.State",
  waitReason: "Tcb.WaitReason",
  messageId: "AlpcMessageId",
  message: "AlpcMessage",
};
const threadMembers = new PerLayout((layout) => layout.pick(MEMBERS));

/**
 * Whether a thread (its `_ETHREAD`) waits for this reason ("WrLpcReply"). A running thread keeps its last reason, so
 * its state must be checked, too.
 */
export function isWaitingFor(thread: Structure, reason: string): boolean {
  const { layout } = thread;
  const members = threadMembers.latest?.layout === layout ? threadMembers.latest.value : threadMembers.of(layout);
  if (thread.number(members.state) !== WAITING) {
    return false;
  }
  const number = thread.number(members.waitReason);
  return !isAbsent(number) && formatWaitReason(number) === reason;
}

/**
 * Members of `_ETHREAD` that may lead to the awaited message, best first. `AlpcMessageId` is the message's address
 * while the thread waits, in spite of its name (Vista to 11: Microsoft's debugger reads no other member); `AlpcMessage`
 * shares storage with `AlpcReceiveAttributeSet` and may be 0, an attribute word or a message.
 */
const MESSAGE_MEMBERS = ["AlpcMessageId", "AlpcMessage"] as const;

/**
 * The reply that a thread awaits, or undefined. A member counts if it leads to a message whose `WaitingThread` is this
 * thread, even if the thread is suspended, whatever its wait reason. If a thread shows signs of waiting for a reply and
 * neither member counts or can be read, all messages are searched for one that names it. A thread with the wait reason
 * for replies awaits one even if its message cannot be found. Absent if the thread cannot be read and no message names
 * it: then it is unknown whether it waits.
 */
export function readAwaitedReply(target: Target, address: Word64): Maybe<AwaitedReply> | undefined {
  const { stop } = target;
  const replies = foundReplies.latest === stop ? foundReplies.value : foundReplies.of(stop);
  const { id } = address;
  const known = replies.get(id);
  return known !== undefined || replies.has(id) ? known : findAwaitedReply(target, address);
}

/** What the walk over all threads has found for each: whoever follows the waits asks again. */
const foundReplies = new PerStop(() => new Map<WordId, AwaitedReply | undefined>());

function findAwaitedReply(target: Target, address: Word64): Maybe<AwaitedReply> | undefined {
  const thread = target.readStructure(THREAD, address);
  if (isAbsent(thread)) {
    const named = thread.kind === "Unreadable" ? findMessageNaming(target, address) : undefined;
    return named === undefined ? thread : awaitedReply(target, named);
  }
  const { layout } = thread;
  const members = threadMembers.latest?.layout === layout ? threadMembers.latest.value : threadMembers.of(layout);
  const state = thread.number(members.state);
  if (state === TERMINATED) {
    return undefined;
  }
  if (
    thread.isNull(members.messageId) &&
    thread.isNull(members.message) &&
    (state !== WAITING || !isWaitingFor(thread, "WrLpcReply"))
  ) {
    return undefined;
  }
  const candidates = MESSAGE_MEMBERS.map((path) => ({ path, value: thread.pointer(path) }));
  let doubt: Absence | undefined;
  for (const { path, value } of candidates) {
    const message = readMessageOf(target, address, path, value);
    if (!isAbsent(message)) {
      return awaitedReply(target, message);
    }
    doubt = isNothing(value) ? doubt : (doubt ?? message);
  }
  return readWithoutMember(target, thread, doubt);
}

/** `doubt`: why the thread's members do not lead to its message; undefined if both are empty. */
function readWithoutMember(
  target: Target,
  thread: Structure,
  doubt: Absence | undefined,
): Maybe<AwaitedReply> | undefined {
  const messageId = thread.pointer("AlpcMessageId");
  const waits = isWaitingFor(thread, "WrLpcReply");
  if (isNothing(messageId) && !waits) {
    return undefined;
  }
  const named = findMessageNaming(target, thread.address);
  if (named !== undefined) {
    return awaitedReply(target, named);
  }
  if (isAbsent(messageId) && messageId.kind === "Unreadable") {
    return messageId;
  }
  return waits && doubt !== undefined
    ? { messageId: readDoubtfulId(target, messageId, doubt), message: doubt, port: doubt, serverThread: doubt }
    : undefined;
}

/**
 * The id of the message that a thread claims to await, though the message does not name the thread: from the header at
 * `AlpcMessageId`, or the member itself if it is not an address.
 */
function readDoubtfulId(target: Target, messageId: Maybe<Word64>, doubt: Absence): Maybe<Word64> {
  if (isAbsent(messageId) || messageId.isZero) {
    return isAbsent(messageId) ? messageId : doubt;
  }
  const message = isKernelAddress(messageId, target.pointerSize) ? readAlpcMessage(target, messageId) : undefined;
  return message === undefined ? messageId : isAbsent(message) ? message : message.id;
}

function awaitedReply(target: Target, message: MessageFacts): AwaitedReply {
  return {
    messageId: message.id,
    message: message.address,
    port: readAnsweringPort(target, message),
    serverThread: message.serverThread,
  };
}

function isNothing(value: Maybe<Word64>): boolean {
  return !isAbsent(value) && value.isZero;
}

function readMessageOf(target: Target, thread: Word64, path: string, pointer: Maybe<Word64>): Maybe<MessageFacts> {
  if (isAbsent(pointer)) {
    return pointer;
  }
  if (!isKernelAddress(pointer, target.pointerSize)) {
    return invalid(`${path} is ${pointer}, which is not a message`, pointer);
  }
  const message = readAlpcMessage(target, pointer);
  if (isAbsent(message)) {
    return message;
  }
  return present(message.waitingThread)?.equals(thread) === true
    ? message
    : invalid(`the message ${pointer} does not have this thread as the one that waits for its reply`, pointer);
}

/**
 * The port whose server should reply: the connection port for messages of a client, the client's port for those of a
 * server.
 */
function readAnsweringPort(target: Target, message: MessageFacts): Maybe<Word64> {
  const owner = isAbsent(message.ownerPort) ? message.ownerPort : readAlpcPort(target, message.ownerPort);
  const byOwner = isAbsent(owner)
    ? owner
    : owner.role === "server"
      ? owner.clientPort
      : (present(message.connectionPort) ?? present(owner.connectionPort) ?? owner.serverPort);
  return present(byOwner) ?? present(message.queuePort) ?? present(message.connectionPort) ?? byOwner;
}

/**
 * Yields each thread once; if thread lists are broken, also those that messages name as waiting, and the end says what
 * broke. An unreadable thread that no message names is not known to wait: the end counts it as skipped.
 */
export function walkWaitingThreads(target: Target): Walk<Word64> {
  return walkOnce(target, "waiting threads", () => waitingThreads(target));
}

function* waitingThreads(target: Target): WalkSteps<Word64> {
  const found = new Set<WordId>();
  const replies = foundReplies.of(target.stop);
  const threads = walkAllThreads(target);
  const patience = new Patience("threads", target);
  let skipped = 0;
  let looked = 0;
  for (let batch = threads.batch(); batch !== undefined; batch = threads.batch()) {
    for (const thread of batch) {
      looked += 1;
      if (looked % CLOCK_INTERVAL === 0 && !patience.mayContinue(looked)) {
        return walkOutOfTime(found.size);
      }
      const awaited = findAwaitedReply(target, thread);
      if (isAbsent(awaited)) {
        skipped += 1;
        continue;
      }
      const { id } = thread;
      replies.set(id, awaited);
      if (awaited !== undefined) {
        found.add(id);
        yield thread;
      }
    }
  }
  if (threads.end.kind !== "head") {
    yield* walkNamedByMessages(target, found);
  }
  return { ...threads.end, count: found.size, ...(skipped === 0 ? {} : { skipped }) };
}

function* walkNamedByMessages(target: Target, found: Set<WordId>): Generator<Word64, void> {
  for (const thread of walkNamedThreads(target)) {
    const awaited = found.has(thread.id) ? undefined : readAwaitedReply(target, thread);
    if (awaited !== undefined && !isAbsent(awaited)) {
      found.add(thread.id);
      yield thread;
    }
  }
}
