/** An ALPC message: what only this generation has, beside what all messages have. */
import { mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { findThreadById } from "../../nt/thread.ts";
import { decodeCancelInformation, decodeMessageAttributes, readQuotaProcess, type MessageAttributeFacts, type WorkOnBehalfFacts } from "../../alpc/message-attributes.ts";
import { readPayload } from "../../alpc/message-payload.ts";
import { readRpc } from "../../alpc/message-rpc.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import type { ModelContext } from "../context.ts";
import { defineClass, inHexadecimal, property, type PropertyRow } from "../members.ts";
import { commonMessageProperties, MessageObject } from "../message.ts";
import { Payload } from "../payload.ts";
import { Rpc } from "./rpc.ts";

export class Message extends MessageObject {
  get __attributes(): Maybe<MessageAttributeFacts> {
    return mapPresent(this.__facts, ({ structure }) => decodeMessageAttributes(structure));
  }
}

/** An attribute that is one of the two processes' own values. */
function value(help: string, pick: (attributes: MessageAttributeFacts) => Maybe<Word64>): PropertyRow<Message> {
  return property(help, ({ __attributes }) => mapPresent(__attributes, pick));
}

/** An attribute that is a resource. */
function resource(help: string, pick: (attributes: MessageAttributeFacts) => Maybe<Word64>): PropertyRow<Message> {
  return property(help, ({ __context, __attributes }) => mapPresent(__attributes, (attributes) => __context.maybe(pick(attributes), "resource")));
}

/** On whose behalf a message's work is to be done. */
export class WorkOnBehalf {
  readonly __context: ModelContext;
  readonly __facts: WorkOnBehalfFacts;

  constructor(context: ModelContext, facts: WorkOnBehalfFacts) {
    this.__context = context;
    this.__facts = facts;
  }

  toString(): string {
    return `thread 0x${this.__facts.threadId.toString(16)}`;
  }
}

export const workOnBehalfClass = defineClass("work-on-behalf", "On whose behalf a message's work is to be done.", WorkOnBehalf, {
  ThreadId: inHexadecimal(property("Id of the thread.", ({ __facts }) => __facts.threadId)),
  CreationTimeLow: inHexadecimal(property("Low half of the thread's creation time, so that a new thread with the same id is told apart.", ({ __facts }) => __facts.creationTimeLow)),
  Thread: property("The thread.", ({ __context, __facts }) => {
    const thread = findThreadById(__context.target, __facts.threadId);
    return thread === undefined ? notApplicable("no thread has that id any more") : __context.thread(thread);
  }),
});

export const messageClass = defineClass<Message>("message", "An ALPC message.", Message, {
  ...commonMessageProperties("_KALPC_MESSAGE"),
  ClientContext: value("The client's context value.", ({ clientContext }) => clientContext),
  ServerContext: value("The server's context value.", ({ serverContext }) => serverContext),
  PortContext: value("The context value of the port that it was sent to.", ({ portContext }) => portContext),
  CancelPortContext: value("The context value of the port that canceled it.", ({ cancelPortContext }) => cancelPortContext),
  SecurityData: resource("The client's security context that it carries.", ({ securityData }) => securityData),
  View: resource("The view that it carries.", ({ view }) => view),
  HandleData: resource("The handle that it carries.", ({ handleData }) => handleData),
  DirectEvent: property("The event that is set when the answer is there (Windows 10 and later).", ({ __context, __attributes }) => mapPresent(__attributes, ({ directEvent }) =>
    mapPresent(directEvent, ({ event }) => nativeObject(__context.target, "_KEVENT", event)))),
  WorkOnBehalf: property("The thread on whose behalf the work is to be done (Windows 10 1607 and later).", ({ __context, __attributes }) => mapPresent(__attributes, ({ workOnBehalf }) =>
    mapPresent(workOnBehalf, (facts) => new WorkOnBehalf(__context, facts)))),
  Reserve: resource("The reserve that it was made from.", ({ reserve }) => reserve),
  QuotaProcess: property("The process that is charged for it.", ({ __context, __facts }) => mapPresent(__facts, ({ structure }) => __context.maybe(readQuotaProcess(__context.target, structure), "process"))),
  CancelSequencePort: property("The port whose sequence the canceled message belonged to.", ({ __context, __facts }) => mapPresent(__facts, ({ structure }) => __context.maybe(decodeCancelInformation(structure).sequencePort, "port"))),
  CancelQueuePort: property("The port on whose canceled queue it is.", ({ __context, __facts }) => mapPresent(__facts, ({ structure }) => __context.maybe(decodeCancelInformation(structure).queuePort, "port"))),
  CancelSequenceNo: inHexadecimal(property("Position in the sequence at its cancelation.", ({ __facts }) => mapPresent(__facts, ({ structure }) => decodeCancelInformation(structure).sequenceNo))),
  Data: property("The bytes that it carries.", ({ __context, __facts }) => mapPresent(__facts, (facts) => mapPresent(readPayload(__context.target, facts), (payload) => new Payload(__context, payload)))),
  Rpc: property("The header of a local RPC in the payload, as far as it can be read.", ({ __context, __facts }) => mapPresent(__facts, (facts) => mapPresent(readRpc(__context.target, facts), (rpc) => new Rpc(__context, rpc)))),
});
