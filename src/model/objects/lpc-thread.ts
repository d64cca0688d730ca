/** The LPC view of a thread: what it awaits and owes, and the LPC members of its _ETHREAD. */
import { isAbsent, mapPresent, notApplicable, present, type Absence, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { isPortObject } from "../../lpc/port/port.ts";
import { findReplyChainPort, readServedThreads } from "../../lpc/thread/awaited-reply.ts";
import {
  readLpcThread,
  readReplySemaphore,
  walkTerminationPorts,
  type LpcReference,
  type LpcThreadFacts,
} from "../../lpc/thread/thread.ts";
import { shortList } from "../base/collection.ts";
import { type ModelContext, factObject, fact, FactObject, rowsOf } from "../base/object.ts";
import { defineClass, property } from "../base/members.ts";
import { commonThreadProperties, ThreadAlpcObject } from "./thread-alpc.ts";
import { LpcSemaphore } from "./lpc-port.ts";
import type { AwaitedReply } from "../../facts/reply.ts";
import { portName, threadName } from "../naming.ts";

/** A reply that a thread owes for an LPC message that no longer exists. */
export class OwedReply extends FactObject<AwaitedReply> {
  readonly __waiter: Word64;

  constructor(context: ModelContext, waiter: Word64) {
    const read = (): AwaitedReply | Absence =>
      context.generation.readAwaitedReply(waiter) ?? notApplicable("the thread awaits no reply anymore");
    super(context, read(), read);
    this.__waiter = waiter;
  }

  protected override __describe({ messageId, port }: AwaitedReply): string {
    const id = isAbsent(messageId) ? "a message" : `message ${messageId}`;
    const on = isAbsent(port) ? "" : ` on ${portName(this.__context, port)}`;
    return `the reply to ${id}${on}, awaited by ${threadName(this.__context, this.__waiter)}; the message itself was freed when it was received`;
  }
}

export const owedReplyClass = defineClass<OwedReply>(
  "owed-reply",
  "A reply that is owed for an LPC message, which was freed when it was received.",
  OwedReply,
  {
    Id: fact("Id of the message.", ({ messageId }: AwaitedReply) => messageId),
    WaitingThread: property("The thread that awaits the reply.", ({ __context, __waiter }) =>
      __context.thread(__waiter),
    ),
    Port: fact("The port that the message was queued on.", ({ port }: AwaitedReply, context) =>
      context.maybe(port, "port"),
    ),
  },
);

/** The LPC view of a thread, by the address of its `_ETHREAD`. */
export class LpcThread extends ThreadAlpcObject {
  get __lpc(): Maybe<LpcThreadFacts> {
    return readLpcThread(this.__context.target, this.__address);
  }
}

/** A row read from the LPC members of the thread. */
const own = rowsOf(({ __lpc }: LpcThread) => __lpc);

/** One of the two meanings of the storage that `LpcReplyMessage` and `LpcWaitingOnPort` share. */
function referenced({ reference }: LpcThreadFacts, kind: "port" | "message"): Maybe<Word64> {
  return mapPresent(reference, (found: LpcReference): Maybe<Word64> => {
    if (found.kind === kind || found.kind === "none") {
      return found.address;
    }
    return notApplicable(
      kind === "port"
        ? "bit 0 is clear: it is a message, see LpcReplyMessage"
        : "bit 0 is set: it is a port, see LpcWaitingOnPort",
    );
  });
}

/**
 * Connection requests still exist after being received; any other message is represented by an object that names the
 * thread that awaits the reply.
 */
function servedMessages(context: ModelContext, server: Word64): readonly object[] {
  return readServedThreads(context.target, server).map((waiter) => {
    const awaited = context.generation.readAwaitedReply(waiter);
    const message = awaited === undefined || isAbsent(awaited) ? undefined : present(awaited.message);
    return message === undefined ? new OwedReply(context, waiter) : context.message(message);
  });
}

export const lpcThreadClass = defineClass<LpcThread>("lpc-thread", "The LPC view of a thread.", LpcThread, {
  ...commonThreadProperties,
  Serving: property(
    "Messages whose reply the thread owes. LPC frees what was received: then the id is left, and the thread that awaits the reply.",
    ({ __context, __address }) =>
      shortList<object>(__context, "message", "Messages whose reply the thread owes", () =>
        servedMessages(__context, __address),
      ),
  ),
  ServedThreads: property(
    "Threads that await a reply which this thread owes: their awaited id is the one that it received.",
    ({ __context, __address }) =>
      shortList(__context, "thread", "Threads that await a reply from this one", () =>
        readServedThreads(__context.target, __address).map((thread) => __context.thread(thread)),
      ),
  ),
  LpcReplyMessageId: own(
    "Id of the message whose reply it awaits or is about to await; set while it still runs.",
    ({ replyMessageId }) => replyMessageId,
  ),
  LpcReplyMessageValue: own(
    "LpcReplyMessage and LpcWaitingOnPort as they are in memory: bit 0 set means a port, bit 1 is a flag.",
    ({ reference }) => mapPresent(reference, ({ raw }) => raw),
  ),
  LpcReplyMessage: own(
    "The message that it holds: that of its connection, or a reply that lies ready.",
    (facts, { __context }) => __context.maybe(referenced(facts, "message"), "message"),
  ),
  LpcWaitingOnPort: own("The port through which it sent the request whose reply it awaits.", (facts, { __context }) =>
    __context.maybe(referenced(facts, "port"), "port"),
  ),
  ReplyChainPort: own("The port whose reply chain the thread is on.", (facts, { __context }) =>
    __context.maybe(findReplyChainPort(__context.target, facts), "port"),
  ),
  LpcReplySemaphore: property("The semaphore that the reply releases.", (thread) =>
    factObject(LpcSemaphore, thread.__context, () =>
      mapPresent(thread.__lpc, (facts) => readReplySemaphore(thread.__context.target, facts)),
    ),
  ),
  LpcReceivedMessageId: own(
    "Id of the message that it received last, possibly long since answered.",
    ({ receivedMessageId }) => receivedMessageId,
  ),
  LpcReceivedMsgIdValid: own(
    "Whether the received id means something; else its storage is the start address.",
    ({ isReceivedMessageIdValid }) => isReceivedMessageIdValid,
  ),
  LpcExitThreadCalled: own(
    "Whether the thread is on its way out of LPC.",
    ({ hasCalledExitThread }) => hasCalledExitThread,
  ),
  TerminationPorts: own("Ports that are notified when the thread ends.", ({ thread, structure }, { __context }) =>
    shortList(__context, "port", "Ports that are notified when the thread ends", () =>
      (thread.hasExited ? [] : Array.from(walkTerminationPorts(__context.target, structure)))
        .filter((port) => isPortObject(__context.target, port))
        .map((port) => __context.port(port)),
    ),
  ),
});
