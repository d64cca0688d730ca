/** A message: what ALPC and LPC messages have in common. The classes of the two generations add what is their own. */
import { Absence, mapPresent, notApplicable, type Maybe } from "../target/absence.ts";
import { nativeObject } from "../target/debugger-objects.ts";
import type { Word64 } from "../target/word64.ts";
import { findProcessById } from "../nt/process.ts";
import { findThreadById } from "../nt/thread.ts";
import type { MessageFacts } from "../generation/facts.ts";
import { formatMessage } from "../view/message-line.ts";
import type { ModelContext } from "./context.ts";
import { Flags } from "./flags.ts";
import { defineClass, inHexadecimal, property, type PropertyTable } from "./members.ts";
import { portName, threadName } from "./naming.ts";

/** The part of a message object that does not depend on its generation. */
export class MessageObject {
  readonly __context: ModelContext;
  readonly __address: Word64;

  constructor(context: ModelContext, address: Word64) {
    this.__context = context;
    this.__address = address;
  }

  get __facts(): Maybe<MessageFacts> {
    return this.__context.generation.readMessage(this.__address);
  }

  toString(): string {
    const facts = this.__facts;
    return facts instanceof Absence ? `message ${this.__address} <${facts.reason}>` : lineOf(this.__context, facts);
  }
}

function lineOf(context: ModelContext, facts: MessageFacts): string {
  return formatMessage({
    address: facts.address.toString(),
    id: text(facts.id, String),
    type: text(facts.type, String),
    sender: senderName(context, facts),
    queue: text(facts.queue, String),
    ...(facts.queuePort instanceof Absence ? {} : { queuePort: portName(context, facts.queuePort) }),
    dataLength: text(facts.dataLength, (length) => `0x${length.toString(16)}`),
    ...(facts.waitingThread instanceof Absence ? {} : { waitingThread: threadName(context, facts.waitingThread) }),
    ...(facts.serverThread instanceof Absence ? {} : { serverThread: threadName(context, facts.serverThread) }),
  });
}

function text<T>(value: Maybe<T>, format: (datum: T) => string): string {
  return value instanceof Absence ? `<${value.reason}>` : format(value);
}

function senderName(context: ModelContext, { senderProcessId, senderThreadId }: MessageFacts): string {
  if (senderProcessId instanceof Absence || senderThreadId instanceof Absence) {
    return text(senderProcessId, String);
  }
  const thread = findThreadById(context.target, senderThreadId);
  return thread === undefined ? `${senderProcessId.toString(16)}.${senderThreadId.toString(16)}` : threadName(context, thread);
}

/** Who sent a message, by the client id in its header. */
export class Sender {
  readonly __context: ModelContext;
  readonly __message: MessageFacts;

  constructor(context: ModelContext, message: MessageFacts) {
    this.__context = context;
    this.__message = message;
  }

  toString(): string {
    return senderName(this.__context, this.__message);
  }
}

export const senderClass = defineClass("sender", "Who sent a message, by the client id in its header.", Sender, {
  ProcessId: inHexadecimal(property("Process id of the sender.", ({ __message }) => __message.senderProcessId)),
  ThreadId: inHexadecimal(property("Thread id of the sender.", ({ __message }) => __message.senderThreadId)),
  Process: property("The sending process; absent where no process has that id any more.", ({ __context, __message }) => mapPresent(__message.senderProcessId, (id) => {
    const process = findProcessById(__context.target, id);
    return process === undefined ? notApplicable(`no process has the id 0x${id.toString(16)}`) : __context.process(process);
  })),
  Thread: property("The sending thread; absent where no thread has that id any more.", ({ __context, __message }) => mapPresent(__message.senderThreadId, (id) => {
    const thread = findThreadById(__context.target, id);
    return thread === undefined ? notApplicable(`no thread has the id 0x${id.toString(16)}`) : __context.thread(thread);
  })),
});

/** Rows of both generations. `typeName`: the native type. */
export function commonMessageProperties(typeName: string): PropertyTable<MessageObject> {
  const fact = <T>(help: string, pick: (facts: MessageFacts) => Maybe<T>): ReturnType<typeof property<MessageObject>> =>
    property(help, ({ __facts }) => mapPresent(__facts, pick));
  const reference = (help: string, make: "port" | "thread", pick: (facts: MessageFacts) => Maybe<Word64>): ReturnType<typeof property<MessageObject>> =>
    property(help, ({ __context, __facts }) => mapPresent(__facts, (facts) => __context.maybe(pick(facts), make)));
  return {
    Address: property("Address of the message.", ({ __address }) => __address),
    Id: fact("Message id: a reply bears the id of its request.", ({ id }) => id),
    CallbackId: inHexadecimal(fact("Callback id, part of the identity of a conversation.", ({ callbackId }) => callbackId)),
    SequenceNo: inHexadecimal(fact("Position in the sequence of the port's messages.", ({ sequenceNo }) => sequenceNo)),
    Type: fact("What kind of message it is: LPC_REQUEST, LPC_REPLY, LPC_DATAGRAM, ...", ({ type }) => type),
    TypeFlags: fact("Flags beside the type.", ({ typeFlags }) => mapPresent(typeFlags, (names) => names.join(" | ") || "none")),
    DataLength: inHexadecimal(fact("Bytes of the payload.", ({ dataLength }) => dataLength)),
    TotalLength: inHexadecimal(fact("Bytes of the payload and the header before it.", ({ totalLength }) => totalLength)),
    Sender: property("Who sent it, by the client id in its header.", ({ __context, __facts }) => mapPresent(__facts, (facts) => new Sender(__context, facts))),
    Queue: fact("The queue that it is really on, by its links: Main, Pending, LargeMessage, Direct, Canceled or None.", ({ queue }) => queue),
    QueuePort: reference("The port on whose queue it is.", "port", ({ queuePort }) => queuePort),
    OwnerPort: reference("The port that it was sent from.", "port", ({ ownerPort }) => ownerPort),
    ConnectionPort: reference("The connection port of the conversation.", "port", ({ connectionPort }) => connectionPort),
    WaitingThread: reference("The thread that waits for its reply.", "thread", ({ waitingThread }) => waitingThread),
    ServerThread: reference("The thread that has received it and owes the reply.", "thread", ({ serverThread }) => serverThread),
    State: property("The message's flags word and each of its named bits.", ({ __facts }) => mapPresent(__facts, ({ state }) => mapPresent(state, (bits) => new Flags(bits)))),
    Object: property(`The native ${typeName}.`, ({ __context, __address }) => nativeObject(__context.target, typeName, __address)),
  };
}
