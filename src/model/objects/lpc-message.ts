/** An LPC message: members that only LPC has, in addition to those of all messages. */
import { isAbsent, mapPresent, type Maybe } from "../../target/absence.ts";
import {
  readDataInfo,
  readLpcMessage,
  readPayload,
  type LpcMessageFacts,
  type DataInfoEntry,
} from "../../lpc/message/message.ts";
import { readMessagePoolBlock } from "../../lpc/pool/pool-header.ts";
import { type ModelContext, factObject, fact, FactObject, partsOf, rowsOf } from "../base/object.ts";
import { defineClass, inDecimal, property } from "../base/members.ts";
import { commonMessageProperties, MessageObject } from "./message.ts";
import { Payload, type PayloadLike } from "./payload.ts";
import { readPartialBlock } from "../../target/partial-memory.ts";
import { limits } from "../../target/limits.ts";
import type { ConnectionMessageFacts } from "../../lpc/message/message-header.ts";
import { portName } from "../naming.ts";
import { hostWord } from "../../target/host-values.ts";
import { formatCount as counted } from "../../text/counts.ts";
import { shortList, type Collection } from "../base/collection.ts";

/** What a connection request carries. */
export class ConnectionRequest extends FactObject<ConnectionMessageFacts> {
  protected override __describe({ clientPort, information }: ConnectionMessageFacts): string {
    const size = isAbsent(information) ? "" : `, ${counted(information.length, "byte")} of the client's own`;
    return `${portName(this.__context, clientPort)}${size}`;
  }
}

/** The client's own data, without the kernel's data that precedes it. */
function readInformation({ target }: ModelContext, { information }: ConnectionMessageFacts): Maybe<PayloadLike> {
  return mapPresent(information, ({ address, length }) => {
    const wanted = Math.min(length, limits.payloadBytes);
    const block = wanted === 0 ? { bytes: new Uint8Array(0), gaps: [] } : readPartialBlock(target, address, wanted);
    return { location: length === 0 ? "None" : "Inline", address, length, ...block };
  });
}

export const connectionRequestClass = defineClass<ConnectionRequest>(
  "connection-request",
  "What an LPC connection request carries.",
  ConnectionRequest,
  {
    ClientPort: fact(
      "The client's new port; absent once the connection was accepted.",
      ({ clientPort }: ConnectionMessageFacts, context) => context.maybe(clientPort, "port"),
    ),
    Information: property("The client's own data.", (request) =>
      factObject(Payload, request.__context, () =>
        mapPresent(request.__facts, (facts) => readInformation(request.__context, facts)),
      ),
    ),
  },
);

/** One range of the sender's memory. */
export class DataRange {
  readonly BaseAddress: JsProvider.Int64;
  /** Bytes. */
  readonly Length: number;
  private readonly __display: string;

  constructor({ baseAddress, length }: DataInfoEntry) {
    this.BaseAddress = hostWord(baseAddress);
    this.Length = length;
    this.__display = `0x${length.toString(16)} bytes at ${baseAddress} of the sender`;
  }

  toString(): string {
    return this.__display;
  }
}

/** Ranges of the sender's memory that a receiver may read or write, as listed in the message's data information. */
function dataInformation(context: ModelContext, entries: readonly DataInfoEntry[]): Collection<DataRange> {
  return shortList(context, "range", counted(entries.length, "range"), () =>
    entries.map((entry) => new DataRange(entry)),
  );
}

/** An LPC message by its address. */
export class LpcMessage extends MessageObject {
  get __lpc(): Maybe<LpcMessageFacts> {
    return readLpcMessage(this.__context.target, this.__address);
  }
}

/** A row for a member that only LPC messages have. */
const own = rowsOf(({ __lpc }: LpcMessage) => __lpc);

/** A row for a part of the message that is itself an object. */
const part = partsOf(({ __lpc }: LpcMessage) => __lpc);

function readData({ header }: LpcMessageFacts, { target }: ModelContext): Maybe<PayloadLike> {
  return mapPresent(readPayload(target, header), (payload) => ({
    ...payload,
    location: payload.length === 0 ? "None" : "Inline",
  }));
}

export const lpcMessageClass = defineClass<LpcMessage>("lpc-message", "An LPC message.", LpcMessage, {
  ...commonMessageProperties("_LPCP_MESSAGE"),
  PortContext: own(
    "The server's value of the port that it was sent to; of requests and datagrams.",
    ({ portContext }) => portContext,
  ),
  RepliedToThread: own("The thread that it is ready for, as a reply.", ({ repliedToThread }, { __context }) =>
    __context.maybe(repliedToThread, "thread"),
  ),
  HeldBy: own(
    "The thread that holds it, as connecting threads and those that got their reply do.",
    ({ heldBy }, { __context }) => __context.maybe(heldBy, "thread"),
  ),
  DataInformation: own(
    "Ranges of the sender's memory that the receiver may read or write.",
    ({ header }, { __context }) =>
      mapPresent(readDataInfo(__context.target, header), (entries) => dataInformation(__context, entries)),
  ),
  ConnectionRequest: part("What a connection request carries.", ConnectionRequest, ({ connection }) => connection),
  PoolBlockBytes: inDecimal(
    own("Bytes of the pool block that it lies in, header included.", ({ address }, { __context }) =>
      mapPresent(readMessagePoolBlock(__context.target, address), ({ blockBytes }) => blockBytes),
    ),
  ),
  Data: part("The bytes that it carries, right behind its header.", Payload, readData),
});
