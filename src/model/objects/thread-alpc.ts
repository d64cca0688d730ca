/** The ALPC view of a thread: `@$curthread.Alpc`. */
import { isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { readThreadFacts } from "../../nt/thread/thread-facts.ts";
import { readWaitedSeconds } from "../../nt/wait/wait-time.ts";
import type { AwaitedReply } from "../../facts/reply.ts";
import type { ReceivingOn } from "../../facts/server.ts";
import { shortList } from "../base/collection.ts";
import { AddressObject, type ModelContext, fact, FactObject } from "../base/object.ts";
import { subclass, defineClass, inDecimal, property, type PropertyTable } from "../base/members.ts";
import { portName, threadName } from "../naming.ts";
import { shownSeconds } from "../../text/counts.ts";
import { messageTable } from "./message.ts";
import { waitChainOfThread } from "./wait-chain.ts";

/** What a thread has to do with ports, by the address of its `_ETHREAD`. */
export class ThreadAlpcObject extends AddressObject {
  get __awaited(): Maybe<AwaitedReply> {
    const awaited = this.__context.generation.readAwaitedReply(this.__address);
    if (awaited !== undefined) {
      return awaited;
    }
    const thread = readThreadFacts(this.__context.target, this.__address);
    return isAbsent(thread) ? thread : notApplicable("the thread awaits no reply");
  }

  override toString(): string {
    const thread = readThreadFacts(this.__context.target, this.__address);
    if (isAbsent(thread)) {
      return `thread ${this.__address} <${thread.reason}>`;
    }
    const awaited = this.__awaited;
    const name = threadName(this.__context, this.__address);
    if (isAbsent(awaited)) {
      return awaited.kind === "NotApplicable" ? `${name} awaits no reply` : `${name} <${awaited.reason}>`;
    }
    const id = isAbsent(awaited.messageId) ? "a message" : `message ${awaited.messageId}`;
    const where = isAbsent(awaited.port)
      ? ` <${awaited.port.reason}>`
      : ` on ${portName(this.__context, awaited.port)}`;
    return `${name} awaits the reply to ${id}${where}`;
  }
}

/** What a thread waits to receive from: a port, or the completion port that its messages are posted to. */
export class Receiving extends FactObject<ReceivingOn> {
  constructor(context: ModelContext, thread: Word64, receiving: ReceivingOn) {
    super(
      context,
      receiving,
      () =>
        context.generation
          .readReceivingOn(thread)
          .find(({ kind, address }) => kind === receiving.kind && address.equals(receiving.address)) ??
        notApplicable("the thread no longer waits there"),
    );
  }

  protected override __describe({ kind, address }: ReceivingOn): string {
    return kind === "Port" ? String(this.__context.port(address)) : `completion port ${address}`;
  }
}

export const receivingClass = defineClass<Receiving>(
  "receiving",
  "What a thread waits on to receive messages.",
  Receiving,
  {
    Kind: fact("Port or CompletionPort.", ({ kind }: ReceivingOn) => kind),
    Address: fact("Address of the port or of the completion port's queue.", ({ address }: ReceivingOn) => address),
    Port: fact("The port, where the thread waits on one directly.", ({ kind, address }: ReceivingOn, context) =>
      kind === "Port" ? context.port(address) : notApplicable("the thread waits on a completion port"),
    ),
  },
);

/** Rows of both generations. */
export const commonThreadProperties: PropertyTable<ThreadAlpcObject> = {
  Thread: property("The thread itself.", (view) => view.__context.thread(view.__address)),
  IsWaitingForReply: property(
    "Whether the thread awaits a reply.",
    ({ __awaited }) => !isAbsent(__awaited) || (__awaited.kind === "NotApplicable" ? false : __awaited),
  ),
  MessageId: property("Id of the message whose reply it awaits.", ({ __awaited }) =>
    mapPresent(__awaited, ({ messageId }) => messageId),
  ),
  Message: property("The message whose reply it awaits.", (view) =>
    mapPresent(view.__awaited, ({ message }) => view.__context.maybe(message, "message")),
  ),
  WaitingOn: property("The port whose server should reply.", (view) =>
    mapPresent(view.__awaited, ({ port }) => view.__context.maybe(port, "port")),
  ),
  ServerThread: property("The thread that owes the reply.", (view) =>
    mapPresent(view.__awaited, ({ serverThread }) => view.__context.maybe(serverThread, "thread")),
  ),
  Serving: property("Messages whose reply the thread owes.", (view) =>
    shortList(
      view.__context,
      "message",
      "Messages whose reply the thread owes",
      () => view.__context.generation.readServing(view.__address).map((message) => view.__context.message(message)),
      messageTable,
    ),
  ),
  ReceivingOn: property("Ports or completion ports that it waits on to receive.", (view) =>
    shortList(view.__context, "port", "What the thread receives on", () =>
      view.__context.generation
        .readReceivingOn(view.__address)
        .map((receiving) => new Receiving(view.__context, view.__address, receiving)),
    ),
  ),
  WaitReason: property("Why the thread waits, by its name in _KWAIT_REASON.", (view) =>
    mapPresent(readThreadFacts(view.__context.target, view.__address), ({ waitReason }) => waitReason),
  ),
  WaitTime: inDecimal(
    property("Seconds since the present wait began, by the target's own clock.", (view) =>
      mapPresent(readThreadFacts(view.__context.target, view.__address), () =>
        mapPresent(readWaitedSeconds(view.__context.target, view.__address), shownSeconds),
      ),
    ),
  ),
  WaitChain: property("The waits from the thread to its root blocker.", (view) =>
    waitChainOfThread(view.__context, view.__address),
  ),
};

export const threadAlpcClass = defineClass("thread-alpc", "The ALPC view of a thread.", subclass(ThreadAlpcObject), {
  ...commonThreadProperties,
});
