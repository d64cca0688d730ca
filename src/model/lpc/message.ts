/** An LPC message: what only this generation has, beside what all messages have. */
import { mapPresent, type Maybe } from "../../target/absence.ts";
import { readDataInfo, readLpcMessage, readPayload, type LpcMessageFacts } from "../../lpc/message/message.ts";
import { readMessagePoolBlock } from "../../lpc/pool/pool-header.ts";
import type { ModelContext } from "../context.ts";
import { factObject, type ReadFacts } from "../fact-object.ts";
import { defineClass, inDecimal, property, type PropertyRow } from "../members.ts";
import { commonMessageProperties, MessageObject } from "../message.ts";
import { Payload, type PayloadLike } from "../payload.ts";
import { ConnectionRequest } from "./connection-request.ts";
import { dataInformation } from "./data-information.ts";

export class LpcMessage extends MessageObject {
  get __lpc(): Maybe<LpcMessageFacts> {
    return readLpcMessage(this.__context.target, this.__address);
  }
}

/** A row that is answered from what only LPC messages have. */
function own(help: string, pick: (facts: LpcMessageFacts, message: LpcMessage) => unknown): PropertyRow<LpcMessage> {
  return property(help, (message) => mapPresent(message.__lpc, (facts) => pick(facts, message)));
}

/** A part of the message that is an object of its own. */
function part<F, O extends object>(
  help: string, make: new (context: ModelContext, facts: F, read: ReadFacts<F>) => O, find: (facts: LpcMessageFacts, context: ModelContext) => Maybe<F>,
): PropertyRow<LpcMessage> {
  return property(help, (message) => factObject(make, message.__context, () => mapPresent(message.__lpc, (facts) => find(facts, message.__context))));
}

function readData({ header }: LpcMessageFacts, { target }: ModelContext): Maybe<PayloadLike> {
  return mapPresent(readPayload(target, header), (payload) => ({ ...payload, location: payload.length === 0 ? "None" : "Inline" }));
}

export const lpcMessageClass = defineClass<LpcMessage>("lpc-message", "An LPC message.", LpcMessage, {
  ...commonMessageProperties("_LPCP_MESSAGE"),
  PortContext: own("The server's value of the port that it was sent to; of requests and datagrams.", ({ portContext }) => portContext),
  RepliedToThread: own("The thread for which it lies ready as a reply.", ({ repliedToThread }, { __context }) => __context.maybe(repliedToThread, "thread")),
  HeldBy: own("The thread that holds it, as connecting threads and those that got their reply do.", ({ heldBy }, { __context }) => __context.maybe(heldBy, "thread")),
  DataInformation: own("Ranges of the sender's memory that the receiver may read or write.", ({ header }, { __context }) =>
    mapPresent(readDataInfo(__context.target, header), (entries) => dataInformation(__context, entries))),
  ConnectionRequest: part("What a connection request brings.", ConnectionRequest, ({ connection }) => connection),
  PoolBlockBytes: inDecimal(own("Bytes of the pool block that it lies in, header included.", ({ address }, { __context }) =>
    mapPresent(readMessagePoolBlock(__context.target, address), ({ blockBytes }) => blockBytes))),
  Data: part("The bytes that it carries, right behind its header.", Payload, readData),
});
