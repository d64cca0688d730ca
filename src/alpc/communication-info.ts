/**
 * `_ALPC_COMMUNICATION_INFO`: what ties the ports of one connection together. A connection port has one of its own,
 * whose `CommunicationList` is the head of the list of its connections; the two ends of a connection share one that is linked there.
 */
import { Absence, type Maybe } from "../target/absence.ts";
import type { Structure } from "../target/structure.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import { decodeReference } from "../generation/references.ts";

export const COMMUNICATION_INFO = "_ALPC_COMMUNICATION_INFO";

export interface CommunicationInfoFacts {
  readonly address: Word64;
  readonly structure: Structure;
  /** NotApplicable once the port of that end is gone. */
  readonly connectionPort: Maybe<Word64>;
  readonly serverPort: Maybe<Word64>;
  readonly clientPort: Maybe<Word64>;
  /** The head or link of the list of connections. */
  readonly communicationList: Maybe<Word64>;
  /** The message that tells the server of the close; NotInThisBuild before Windows 8.1. */
  readonly closeMessage: Maybe<Word64>;
}

export function decodeCommunicationInfo(structure: Structure): CommunicationInfoFacts {
  return {
    address: structure.address,
    structure,
    connectionPort: decodeReference(structure, "ConnectionPort", "the connection port is gone"),
    serverPort: decodeReference(structure, "ServerCommunicationPort", "there is no server port: not yet accepted, or gone"),
    clientPort: decodeReference(structure, "ClientCommunicationPort", "there is no client port: it is gone"),
    communicationList: structure.addressOf("CommunicationList"),
    closeMessage: decodeReference(structure, "CloseMessage", "there is no close message"),
  };
}

/** The communication info at an address. */
export function readCommunicationInfo(target: Target, address: Word64): Maybe<CommunicationInfoFacts> {
  const structure = target.readStructure(COMMUNICATION_INFO, address);
  return structure instanceof Absence ? structure : decodeCommunicationInfo(structure);
}

/** The communication info of a port. NotApplicable while the port has none. */
export function readCommunicationInfoOf(target: Target, port: Structure): Maybe<CommunicationInfoFacts> {
  const address = decodeReference(port, "CommunicationInfo", "the port has no communication info: it is being created or is unconnected");
  return address instanceof Absence ? address : readCommunicationInfo(target, address);
}
