/**
 * `_ALPC_COMMUNICATION_INFO` ties the ports of one connection together: a connection port has one of its own, whose
 * `CommunicationList` is the head of the list of its connections; the two ends of a connection share one that is linked
 * there.
 */
import { isAbsent, type Maybe } from "../../target/absence.ts";
import { PerLayout } from "../../target/layout.ts";
import { Recent } from "../../target/recent.ts";
import { PerStop } from "../../target/stop.ts";
import type { Structure } from "../../target/structure.ts";
import type { Target } from "../../target/target.ts";
import type { Word64, WordId } from "../../target/word64.ts";
import { decodeReference } from "../../generation/references.ts";

/** The structure's name in the symbols. */
export const COMMUNICATION_INFO = "_ALPC_COMMUNICATION_INFO";

/** The three ports of one connection and the list that it is on; of a connection port, the head of that list. */
export interface CommunicationInfoFacts {
  readonly address: Word64;
  /** Identifies its address in sets. */
  readonly id: WordId;
  readonly structure: Structure;
  /** NotApplicable once the port of that end is gone. */
  readonly connectionPort: Maybe<Word64>;
  readonly serverPort: Maybe<Word64>;
  readonly clientPort: Maybe<Word64>;
}

const INFO_OF_PORT = "CommunicationInfo";
const infoOfPort = new PerLayout((layout) => layout.find(INFO_OF_PORT));
const portsOfInfo = new PerLayout((layout) =>
  layout.pick({
    connectionPort: "ConnectionPort",
    serverPort: "ServerCommunicationPort",
    clientPort: "ClientCommunicationPort",
  }),
);

/** Communication infos kept decoded at one stop: every end of a connection asks for the one that both share. */
const RECENT_INFOS = 65536;

const recentInfos = new PerStop(() => new Recent<Maybe<CommunicationInfoFacts>>(RECENT_INFOS));

class CommunicationInfo implements CommunicationInfoFacts {
  readonly address: Word64;
  readonly id: WordId;
  readonly structure: Structure;
  readonly connectionPort: Maybe<Word64>;
  readonly serverPort: Maybe<Word64>;
  readonly clientPort: Maybe<Word64>;

  constructor(structure: Structure, id: WordId) {
    const { layout } = structure;
    const members = portsOfInfo.latest?.layout === layout ? portsOfInfo.latest.value : portsOfInfo.of(layout);
    this.address = structure.address;
    this.id = id;
    this.structure = structure;
    this.connectionPort = decodeReference(structure, members.connectionPort, "the connection port is gone");
    this.serverPort = decodeReference(
      structure,
      members.serverPort,
      "there is no server port: not yet accepted, or gone",
    );
    this.clientPort = decodeReference(structure, members.clientPort, "there is no client port: it is gone");
  }
}

/** The communication info at an address. Decoded at most once while it is among the recent ones. */
export function readCommunicationInfo(target: Target, address: Word64): Maybe<CommunicationInfoFacts> {
  const { stop } = target;
  const recent = recentInfos.latest === stop ? recentInfos.value : recentInfos.of(stop);
  const { id } = address;
  const known = recent.entries.get(id);
  if (known !== undefined) {
    return known;
  }
  const structure = target.readStructure(COMMUNICATION_INFO, address);
  if (isAbsent(structure)) {
    recent.set(id, structure);
    return structure;
  }
  structure.moveTo(stop.kept);
  const info = new CommunicationInfo(structure, id);
  recent.set(id, info);
  return info;
}

/** The communication info of a port. NotApplicable while the port has none. */
export function readCommunicationInfoOf(target: Target, port: Structure): Maybe<CommunicationInfoFacts> {
  const { layout } = port;
  const { stop } = target;
  const member = infoOfPort.latest?.layout === layout ? infoOfPort.latest.value : infoOfPort.of(layout);
  // Both ends of a connection have the same: for the second one no address is made.
  const recent = recentInfos.latest === stop ? recentInfos.value : recentInfos.of(stop);
  const id = member === undefined ? undefined : port.pointerId(member);
  const known = id === undefined ? undefined : recent.entries.get(id);
  if (known !== undefined) {
    return known;
  }
  const address = decodeReference(
    port,
    member ?? INFO_OF_PORT,
    "the port has no communication info: it is being created or is unconnected",
  );
  return isAbsent(address) ? address : readCommunicationInfo(target, address);
}
