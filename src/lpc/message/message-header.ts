/**
 * `_LPCP_MESSAGE` from its own bytes, and the part of a connection request before the client's own data. Follows no
 * pointers.
 */
import { invalid, isAbsent, mapPresent, notApplicable, type Absence, type Maybe } from "../../target/absence.ts";
import type { Structure } from "../../target/structure.ts";
import { pointerIn } from "../../target/pointer.ts";
import type { Target } from "../../target/target.ts";
import type { Word64 } from "../../target/word64.ts";
import {
  CONNECTION_REQUEST,
  DATAGRAM,
  decodeTypeNumber,
  isMessageType,
  LAST_LPC_TYPE,
  REQUEST,
} from "../../generation/message-types.ts";
import { decodeReference } from "../../generation/references.ts";
import { readMessagePoolBlock } from "../pool/pool-header.ts";
import { isPortObject, PORT } from "../port/port.ts";
import { decodePortKind } from "../port/port-kind.ts";

/** The structure's name in the symbols of XP and Server 2003; later ones have it too, unused. */
export const MESSAGE = "_LPCP_MESSAGE";

/** A message by its own bytes alone. */
export interface LpcMessageHeader {
  readonly address: Word64;
  readonly structure: Structure;
  readonly id: Maybe<Word64>;
  readonly callbackId: Maybe<number>;
  /** The whole type word. */
  readonly typeWord: Maybe<number>;
  readonly typeNumber: Maybe<number>;
  /** Bytes of the payload, which follows the header. */
  readonly dataLength: Maybe<number>;
  /** Bytes including the header; more than that in a connection request. */
  readonly totalLength: Maybe<number>;
  /** Bytes from the header's start to the data information; NotApplicable if there is none. */
  readonly dataInfoOffset: Maybe<number>;
  readonly senderProcessId: Maybe<number>;
  readonly senderThreadId: Maybe<number>;
  /** NotApplicable in types that leave the member stale. Not checked: the port may be gone. */
  readonly senderPort: Maybe<Word64>;
  /** The server's value for the sender's port; NotApplicable in the same types. */
  readonly portContext: Maybe<Word64>;
  /** The thread that a reply is ready for. */
  readonly repliedToThread: Maybe<Word64>;
}

/** The message at an address; Invalid if no message has its type and its memory is not a block of messages either. */
export function readMessageHeader(target: Target, address: Word64): Maybe<LpcMessageHeader> {
  const structure = target.readStructure(MESSAGE, address);
  if (isAbsent(structure)) {
    return structure;
  }
  const header = decodeMessageHeader(structure);
  const { typeNumber } = header;
  if (!isAbsent(typeNumber) && isMessageType(typeNumber, LAST_LPC_TYPE) && hasPlausibleLength(target, header)) {
    return header;
  }
  return isAbsent(readMessagePoolBlock(target, address))
    ? invalid(
        `there is no LPC message at ${address}: neither its header nor the pool block around it is one of a message`,
        address,
      )
    : header;
}

function decodeMessageHeader(structure: Structure): LpcMessageHeader {
  const typeWord = structure.number("Request.u2.s2.Type");
  const typeNumber = mapPresent(typeWord, decodeTypeNumber);
  const hasSender = !isAbsent(typeNumber) && carriesSenderPort(typeNumber);
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
      offset === 0 ? notApplicable("the message has no data information") : offset,
    ),
    senderProcessId: structure.number("Request.ClientId.UniqueProcess"),
    senderThreadId: structure.number("Request.ClientId.UniqueThread"),
    senderPort: hasSender ? decodeReference(structure, "SenderPort", "the message names no sender's port") : leftover,
    portContext: hasSender ? structure.pointer("PortContext") : leftover,
    repliedToThread: decodeReference(structure, "RepliedToThread", "it is not a reply that lies ready for a thread"),
  };
}

/** Start of the payload, right after the `_PORT_MESSAGE`. */
export function payloadAddress(target: Target, message: Structure): Maybe<Word64> {
  const request = message.addressOf("Request");
  const layout = target.layout("_PORT_MESSAGE");
  return isAbsent(request) ? request : isAbsent(layout) ? layout : request.plus(layout.size);
}

function hasPlausibleLength(target: Target, header: LpcMessageHeader): boolean {
  const layout = target.layout("_PORT_MESSAGE");
  return !isAbsent(layout) && !isAbsent(header.totalLength) && header.totalLength >= layout.size;
}

/**
 * Whether `SenderPort` and `PortContext` are valid: in other types they are left over from an earlier use of the
 * memory. Seen in a running NT 5.2 compatible kernel.
 */
function carriesSenderPort(typeNumber: number): boolean {
  return typeNumber === REQUEST || typeNumber === DATAGRAM;
}

const CONNECTION_MESSAGE = "_LPCP_CONNECTION_MESSAGE";

/**
 * Pointers of the payload that are searched for the client port if the symbols do not describe the structure: two views
 * precede it.
 */
const POINTERS_LOOKED_AT = 16;

/** The kernel's part of a connection request, and where the client's own data lies behind it. */
export interface ConnectionMessageFacts {
  /** NotApplicable once the connection has been accepted. */
  readonly clientPort: Maybe<Word64>;
  /** Address and bytes of the client's own data; NotInThisBuild if the symbols do not describe what precedes it. */
  readonly information: Maybe<{ readonly address: Word64; readonly length: number }>;
}

/**
 * NotApplicable for messages that are not connection requests, except with `isConnecting`: an accepted request has
 * become a reply.
 */
export function readConnectionMessage(
  target: Target,
  message: LpcMessageHeader,
  isConnecting = message.typeNumber === CONNECTION_REQUEST,
): Maybe<ConnectionMessageFacts> {
  const payload = payloadAddress(target, message.structure);
  if (!isConnecting) {
    return notApplicable("the message is not a connection request");
  }
  if (isAbsent(payload)) {
    return payload;
  }
  const layout = target.layout(CONNECTION_MESSAGE);
  const length = message.dataLength;
  return {
    clientPort: isAbsent(layout) ? searchClientPort(target, payload) : readClientPort(target, payload),
    information: isAbsent(layout)
      ? layout
      : isAbsent(length)
        ? length
        : { address: payload.plus(layout.size), length: Math.max(0, length - layout.size) },
  };
}

function readClientPort(target: Target, payload: Word64): Maybe<Word64> {
  const structure = target.readStructure(CONNECTION_MESSAGE, payload);
  const port = isAbsent(structure) ? structure : structure.pointer("ClientPort");
  return isAbsent(port) || !port.isZero ? port : noClientPort();
}

/**
 * The public symbols of XP and 2003 lack the structure: the client port is its only pointer that leads to a client
 * port.
 */
function searchClientPort(target: Target, payload: Word64): Maybe<Word64> {
  const bytes = target.read(payload, POINTERS_LOOKED_AT * target.pointerSize);
  if (isAbsent(bytes)) {
    return bytes;
  }
  for (let index = 0; index < POINTERS_LOOKED_AT; index += 1) {
    const pointer = pointerIn(bytes, index * target.pointerSize, target.pointerSize);
    if (isPortObject(target, pointer) && isClientPort(target, pointer)) {
      return pointer;
    }
  }
  return noClientPort();
}

function isClientPort(target: Target, address: Word64): boolean {
  const port = target.readStructure(PORT, address);
  return !isAbsent(port) && decodePortKind(port.number("Flags")).role === "client";
}

function noClientPort(): Absence {
  return notApplicable("the message names no client port: the connection was accepted or given up");
}
