/** Connections: of a connection port all that hang on its communication info, of a communication port its own. */
import { Absence, mapPresent } from "../target/absence.ts";
import type { Target } from "../target/target.ts";
import type { Word64 } from "../target/word64.ts";
import type { ConnectionFacts } from "../facts/connection.ts";
import { walkContaining, walkNotBegun, type WalkEnd } from "../nt/list.ts";
import { COMMUNICATION_INFO, readCommunicationInfo } from "./communication-info.ts";
import type { AlpcPortFacts } from "./port.ts";

/** Communication infos of the connections of a connection port, in the order of the list. Ends at once where the port's own cannot be read. */
export function* walkConnections(target: Target, port: AlpcPortFacts): Generator<Word64, WalkEnd> {
  const head = port.communicationInfo instanceof Absence ? port.communicationInfo : port.communicationInfo.communicationList;
  if (head instanceof Absence) {
    return walkNotBegun(head);
  }
  return yield* walkContaining(target, head, COMMUNICATION_INFO, "CommunicationList", { what: "the connections of a port" });
}

/** A connection by its communication info. Where that cannot be read, its parts are absent with the reason. */
export function readConnection(target: Target, communicationInfo: Word64): ConnectionFacts {
  const info = readCommunicationInfo(target, communicationInfo);
  return info instanceof Absence
    ? { communicationInfo, connectionPort: info, serverPort: info, clientPort: info }
    : { communicationInfo, connectionPort: info.connectionPort, serverPort: info.serverPort, clientPort: info.clientPort };
}

/** The connections of a connection port, or the one of a communication port; none of a port that has no communication info. */
export function readConnections(target: Target, port: AlpcPortFacts): readonly ConnectionFacts[] {
  if (port.role === "connection") {
    const connections: ConnectionFacts[] = [];
    for (const info of walkConnections(target, port)) {
      connections.push(readConnection(target, info));
    }
    return connections;
  }
  const { connectionPort, serverPort, clientPort } = port;
  const communicationInfo = mapPresent(port.communicationInfo, ({ address }) => address);
  return communicationInfo instanceof Absence && communicationInfo.kind === "NotApplicable" ? []
    : [{ communicationInfo, connectionPort, serverPort, clientPort }];
}
