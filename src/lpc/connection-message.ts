/** What a connection request carries before the client's own data: the new client port, the section to be mapped, the views. */
import { Absence, notApplicable, type Maybe } from "../target/absence.ts";
import { pointerIn, type Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { payloadAddress, type LpcMessageHeader } from "./message-header.ts";
import { CONNECTION_REQUEST } from "../generation/message-types.ts";
import { decodePortKind } from "./port-kind.ts";
import { isPortObject } from "./port-object.ts";
import { PORT } from "./port.ts";

const CONNECTION_MESSAGE = "_LPCP_CONNECTION_MESSAGE";

/** Pointers of the payload that may be the client port where the symbols do not describe the structure: it has two views before it. */
const POINTERS_LOOKED_AT = 16;

export interface ConnectionMessageFacts {
  /** NotApplicable once the connection was accepted. */
  readonly clientPort: Maybe<Word64>;
  /** The client's own data: where it begins and how many bytes; NotInThisBuild where the symbols do not describe what precedes it. */
  readonly information: Maybe<{ readonly address: Word64; readonly length: number }>;
}

/** NotApplicable for messages that are no connection requests, `isConnecting` apart: an accepted one has become a reply. */
export function readConnectionMessage(target: Target, message: LpcMessageHeader, isConnecting = message.typeNumber === CONNECTION_REQUEST): Maybe<ConnectionMessageFacts> {
  const payload = payloadAddress(target, message.structure);
  if (!isConnecting) {
    return notApplicable("the message is no connection request");
  }
  if (payload instanceof Absence) {
    return payload;
  }
  const layout = target.layout(CONNECTION_MESSAGE);
  const length = message.dataLength;
  return {
    clientPort: layout instanceof Absence ? searchClientPort(target, payload) : readClientPort(target, payload),
    information: layout instanceof Absence ? layout : length instanceof Absence ? length
      : { address: payload.plus(layout.size), length: Math.max(0, length - layout.size) },
  };
}

function readClientPort(target: Target, payload: Word64): Maybe<Word64> {
  const structure = target.readStructure(CONNECTION_MESSAGE, payload);
  const port = structure instanceof Absence ? structure : structure.pointer("ClientPort");
  return port instanceof Absence || !port.isZero ? port : noClientPort();
}

/** The public symbols of XP and 2003 lack the structure: the client port is the one pointer of it that leads to a client port. */
function searchClientPort(target: Target, payload: Word64): Maybe<Word64> {
  const bytes = target.read(payload, POINTERS_LOOKED_AT * target.pointerSize);
  if (bytes instanceof Absence) {
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
  return !(port instanceof Absence) && decodePortKind(port.number("Flags")).role === "client";
}

function noClientPort(): Absence {
  return notApplicable("the message names no client port: the connection was accepted or given up");
}
