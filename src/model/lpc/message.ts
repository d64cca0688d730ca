/** An LPC message: what only this generation has, beside what all messages have. */
import { mapPresent, type Maybe } from "../../target/absence.ts";
import { readLpcMessage, type LpcMessageFacts } from "../../lpc/message.ts";
import { readDataInfo, readPayload } from "../../lpc/payload.ts";
import { readMessagePoolBlock } from "../../lpc/pool-header.ts";
import { defineClass, property, type PropertyRow } from "../members.ts";
import { commonMessageProperties, MessageObject } from "../message.ts";
import { Payload } from "../payload.ts";
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

function data({ header }: LpcMessageFacts, { __context }: LpcMessage): unknown {
  return mapPresent(readPayload(__context.target, header), ({ address, length, bytes }) =>
    new Payload(__context, { location: length === 0 ? "None" : "Inline", address, length, bytes }));
}

export const lpcMessageClass = defineClass<LpcMessage>("lpc-message", "An LPC message.", LpcMessage, {
  ...commonMessageProperties("_LPCP_MESSAGE"),
  PortContext: own("The server's value of the port that it was sent to; of requests and datagrams.", ({ portContext }) => portContext),
  RepliedToThread: own("The thread for which it lies ready as a reply.", ({ repliedToThread }, { __context }) => __context.maybe(repliedToThread, "thread")),
  HeldBy: own("The thread that holds it, as connecting threads and those that got their reply do.", ({ heldBy }, { __context }) => __context.maybe(heldBy, "thread")),
  DataInformation: own("Ranges of the sender's memory that the receiver may read or write.", ({ header }, { __context }) =>
    mapPresent(readDataInfo(__context.target, header), (entries) => dataInformation(__context, entries))),
  ConnectionRequest: own("What a connection request brings.", ({ connection }, { __context }) => mapPresent(connection, (facts) => new ConnectionRequest(__context, facts))),
  PoolBlockBytes: own("Bytes of the pool block that it lies in, header included.", ({ address }, { __context }) => mapPresent(readMessagePoolBlock(__context.target, address), ({ blockBytes }) => blockBytes)),
  Data: own("The bytes that it carries, right behind its header.", data),
});
