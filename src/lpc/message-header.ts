/** `_LPCP_MESSAGE` by its own bytes: nothing of what it points to is read. */
import { Absence, invalid, mapPresent, notApplicable, type Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { DATAGRAM, decodeTypeNumber, isMessageType, LAST_LPC_TYPE, REQUEST } from "../generation/message-types.ts";
import { readMessagePoolBlock } from "./pool-header.ts";
import { decodeReference } from "../generation/references.ts";

export const MESSAGE = "_LPCP_MESSAGE";

export interface LpcMessageHeader {
  readonly address: Word64;
  readonly structure: Structure;
  readonly id: Maybe<Word64>;
  readonly callbackId: Maybe<number>;
  /** The whole type word. */
  readonly typeWord: Maybe<number>;
  readonly typeNumber: Maybe<number>;
  /** Bytes behind the header. */
  readonly dataLength: Maybe<number>;
  /** Bytes with the header; of a connection request more than that. */
  readonly totalLength: Maybe<number>;
  /** Bytes from the header's start to the data information; NotApplicable where there is none. */
  readonly dataInfoOffset: Maybe<number>;
  readonly senderProcessId: Maybe<number>;
  readonly senderThreadId: Maybe<number>;
  /** NotApplicable in types in which the member is a leftover. Not checked: the port may have died. */
  readonly senderPort: Maybe<Word64>;
  /** The server's value of the sender's port; NotApplicable as with the sender's port. */
  readonly portContext: Maybe<Word64>;
  /** The thread for which a reply lies ready. */
  readonly repliedToThread: Maybe<Word64>;
}

/** The message at an address; Invalid where its type is none that messages have and its memory is no block of messages either. */
export function readMessageHeader(target: Target, address: Word64): Maybe<LpcMessageHeader> {
  const structure = target.readStructure(MESSAGE, address);
  if (structure instanceof Absence) {
    return structure;
  }
  const header = decodeMessageHeader(structure);
  const { typeNumber } = header;
  if (!(typeNumber instanceof Absence) && isMessageType(typeNumber, LAST_LPC_TYPE) && hasPlausibleLength(target, header)) {
    return header;
  }
  return readMessagePoolBlock(target, address) instanceof Absence
    ? invalid(`there is no LPC message at ${address}: neither its header nor the pool block around it is one of a message`, address)
    : header;
}

export function decodeMessageHeader(structure: Structure): LpcMessageHeader {
  const typeWord = structure.number("Request.u2.s2.Type");
  const typeNumber = mapPresent(typeWord, decodeTypeNumber);
  const hasSender = !(typeNumber instanceof Absence) && carriesSenderPort(typeNumber);
  const leftover = notApplicable("only requests and datagrams carry it; in other messages it is a leftover");
  return {
    address: structure.address,
    structure,
    id: structure.word("Request.MessageId"),
    callbackId: structure.number("Request.CallbackId"),
    typeWord,
    typeNumber,
    dataLength: structure.number("Request.u1.s1.DataLength"),
    totalLength: structure.number("Request.u1.s1.TotalLength"),
    dataInfoOffset: mapPresent(structure.number("Request.u2.s2.DataInfoOffset"), (offset) =>
      offset === 0 ? notApplicable("the message has no data information") : offset),
    senderProcessId: structure.number("Request.ClientId.UniqueProcess"),
    senderThreadId: structure.number("Request.ClientId.UniqueThread"),
    senderPort: hasSender ? decodeReference(structure, "SenderPort", "the message names no sender's port") : leftover,
    portContext: hasSender ? structure.pointer("PortContext") : leftover,
    repliedToThread: decodeReference(structure, "RepliedToThread", "it is no reply that lies ready for a thread"),
  };
}

/** Where the payload begins: right behind the `_PORT_MESSAGE`. */
export function payloadAddress(target: Target, message: Structure): Maybe<Word64> {
  const request = message.addressOf("Request");
  const layout = target.layout("_PORT_MESSAGE");
  return request instanceof Absence ? request : layout instanceof Absence ? layout : request.plus(layout.size);
}

function hasPlausibleLength(target: Target, header: LpcMessageHeader): boolean {
  const layout = target.layout("_PORT_MESSAGE");
  return !(layout instanceof Absence) && !(header.totalLength instanceof Absence) && header.totalLength >= layout.size;
}

/** Whether `SenderPort` and `PortContext` mean something: in other types they are leftovers of an earlier use of the memory. Seen in a running NT 5.2 compatible kernel. */
function carriesSenderPort(typeNumber: number): boolean {
  return typeNumber === REQUEST || typeNumber === DATAGRAM;
}
