/** A message: members common to ALPC and LPC messages. Each generation's class adds its own. */
import { isAbsent, mapPresent, present, type Maybe } from "../../target/absence.ts";
import type { DecodedMessage } from "../../generation/decoded.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import type { Word64 } from "../../target/word64.ts";
import { findThreadById } from "../../nt/thread/thread-list.ts";
import { formatMessageLine } from "../../view/message-line.ts";
import { processWithId, threadWithId } from "./by-id.ts";
import { formatMaybe } from "../../text/absent.ts";
import { AddressObject, type ModelContext, fact, FactObject, factObject } from "../base/object.ts";
import { flagsOf } from "./flags.ts";
import { defineClass, inDecimal, inHexadecimal, property, type PropertyTable } from "../base/members.ts";
import { portName, threadName } from "../naming.ts";
import type { MessageFacts } from "../../facts/message.ts";
import { defineTable, type Cell, type Column } from "../base/table.ts";

/** The part of a message object that does not depend on its generation. */
export class MessageObject extends AddressObject {
  get __facts(): Maybe<DecodedMessage> {
    return this.__context.generation.readMessage(this.__address);
  }

  override toString(): string {
    const facts = this.__facts;
    return isAbsent(facts) ? `message ${this.__address} <${facts.reason}>` : lineOf(this.__context, facts);
  }
}

function lineOf(context: ModelContext, facts: DecodedMessage): string {
  return formatMessageLine({
    address: facts.address.toString(),
    id: formatMaybe(facts.id),
    type: formatMaybe(facts.type),
    sender: senderName(context, facts),
    queue: formatMaybe(facts.queue),
    ...(isAbsent(facts.queuePort) ? {} : { queuePort: portName(context, facts.queuePort) }),
    dataLength: formatMaybe(facts.dataLength),
    ...(isAbsent(facts.waitingThread) ? {} : { waitingThread: threadName(context, facts.waitingThread) }),
    ...(isAbsent(facts.serverThread) ? {} : { serverThread: threadName(context, facts.serverThread) }),
  });
}

function senderName(context: ModelContext, { senderProcessId, senderThreadId }: DecodedMessage): string {
  if (isAbsent(senderProcessId) || isAbsent(senderThreadId)) {
    return formatMaybe(senderProcessId);
  }
  if (senderProcessId === 0 && senderThreadId === 0) {
    return "an unknown sender";
  }
  const thread = findThreadById(context.target, senderThreadId, senderProcessId);
  return thread === undefined
    ? `${senderProcessId.toString(16)}.${senderThreadId.toString(16)}`
    : threadName(context, thread);
}

/** Who sent a message, by the client id in its header. */
export class Sender extends FactObject<DecodedMessage> {
  protected override __describe(message: DecodedMessage): string {
    return senderName(this.__context, message);
  }
}

export const senderClass = defineClass<Sender>(
  "sender",
  "Who sent a message, by the client id in its header.",
  Sender,
  {
    ProcessId: inHexadecimal(
      fact("Process id of the sender.", ({ senderProcessId }: DecodedMessage) => senderProcessId),
    ),
    ThreadId: inHexadecimal(fact("Thread id of the sender.", ({ senderThreadId }: DecodedMessage) => senderThreadId)),
    Process: fact(
      "The sending process; absent where no process has that id anymore.",
      ({ senderProcessId }: DecodedMessage, context) => mapPresent(senderProcessId, (id) => processWithId(context, id)),
    ),
    Thread: fact(
      "The sending thread; absent where no thread has that id anymore.",
      ({ senderProcessId, senderThreadId }: DecodedMessage, context) =>
        mapPresent(senderThreadId, (id) => threadWithId(context, id, present(senderProcessId))),
    ),
  },
);

/** Rows of both generations. `typeName`: the native type. */
export function commonMessageProperties(typeName: string): PropertyTable<MessageObject> {
  const own = <T>(
    help: string,
    pick: (facts: DecodedMessage) => Maybe<T>,
  ): ReturnType<typeof property<MessageObject>> => property(help, ({ __facts }) => mapPresent(__facts, pick));
  const reference = (
    help: string,
    make: "port" | "thread",
    pick: (facts: DecodedMessage) => Maybe<Word64>,
  ): ReturnType<typeof property<MessageObject>> =>
    property(help, ({ __context, __facts }) => mapPresent(__facts, (facts) => __context.maybe(pick(facts), make)));
  return {
    Address: property("Address of the message.", ({ __address }) => __address),
    Id: own("Message id; a reply has the id of its request.", ({ id }) => id),
    CallbackId: inHexadecimal(
      own("Callback id, part of the identity of a conversation.", ({ callbackId }) => callbackId),
    ),
    SequenceNo: inHexadecimal(own("Position in the sequence of the port's messages.", ({ sequenceNo }) => sequenceNo)),
    Type: own("What kind of message it is: LPC_REQUEST, LPC_REPLY, LPC_DATAGRAM and the like.", ({ type }) => type),
    TypeFlags: own("Flags in the type word.", ({ typeFlags }) =>
      mapPresent(typeFlags, (names) => names.join(" | ") || "none"),
    ),
    DataLength: inDecimal(own("Bytes of the payload.", ({ dataLength }) => dataLength)),
    TotalLength: inDecimal(own("Bytes of the payload and the header before it.", ({ totalLength }) => totalLength)),
    Sender: property("Who sent it, by the client id in its header.", (message) =>
      factObject(Sender, message.__context, () => message.__facts),
    ),
    Queue: own(
      "The queue that it is really on, by its links: Main, Pending, LargeMessage, Direct or Canceled; Thread for one handed to a thread, None for one on no queue.",
      ({ queue }) => queue,
    ),
    QueuePort: reference("The port that it is queued on.", "port", ({ queuePort }) => queuePort),
    OwnerPort: reference("The port that it was sent from.", "port", ({ ownerPort }) => ownerPort),
    ConnectionPort: reference(
      "The connection port of the conversation.",
      "port",
      ({ connectionPort }) => connectionPort,
    ),
    WaitingThread: reference("The thread that waits for its reply.", "thread", ({ waitingThread }) => waitingThread),
    ServerThread: reference(
      "The thread that has received it and owes the reply.",
      "thread",
      ({ serverThread }) => serverThread,
    ),
    State: property("The message's flags word and each of its named bits.", (message) =>
      flagsOf(message.__context, () => mapPresent(message.__facts, ({ state }) => state)),
    ),
    Object: property(`The native ${typeName}.`, ({ __context, __address }) =>
      nativeObject(__context.target, typeName, __address),
    ),
  };
}

interface Message {
  readonly __context: ModelContext;
  readonly __address: Word64;
}

function column(help: string, pick: (facts: MessageFacts, context: ModelContext) => Cell, radix?: 10): Column<Message> {
  return {
    help,
    ...(radix === undefined ? {} : { radix }),
    pick: ({ __context, __address }) =>
      mapPresent(__context.generation.readMessage(__address), (facts) => pick(facts, __context)),
  };
}

function named(address: Maybe<Word64>, name: (address: Word64) => string): Cell {
  return mapPresent(address, name);
}

/** Messages as a table. */
export const messageTable = defineTable<Message>("message-row", "A message as a row of a table.", {
  Id: column("Message id.", ({ id }) => id),
  Address: { help: "Address of the message.", pick: ({ __address }) => __address },
  Type: column("What kind of message it is.", ({ type }) => type),
  Queue: column("The queue that it is on.", ({ queue }) => queue),
  Port: column("The port that it is queued on.", ({ queuePort }, context) =>
    named(queuePort, (port) => portName(context, port)),
  ),
  Bytes: column("Bytes of the payload.", ({ dataLength }) => dataLength, 10),
  AwaitedBy: column("The thread that waits for its reply.", ({ waitingThread }, context) =>
    named(waitingThread, (thread) => threadName(context, thread)),
  ),
  Server: column("The thread that owes the reply.", ({ serverThread }, context) =>
    named(serverThread, (thread) => threadName(context, thread)),
  ),
});
