/** The connections of the whole system. */
import { isAbsent } from "../target/absence.ts";
import type { ConnectionFacts } from "../facts/connection.ts";
import type { ModelContext } from "./base/object.ts";
import { walkPorts } from "./port-search.ts";

/**
 * Each connection of the system once. Those with only one known end come last, since the other end may still lead to
 * both.
 */
export function* walkConnections(context: ModelContext): Generator<ConnectionFacts> {
  const seen = new Set<string>();
  const halves: ConnectionFacts[] = [];
  for (const address of walkPorts(context)) {
    const facts = context.portFacts(address);
    for (const connection of isAbsent(facts) || facts.role === "connection"
      ? []
      : context.generation.readConnections(facts)) {
      if (isHalf(connection)) {
        halves.push(connection);
      } else if (isNew(connection, seen)) {
        yield connection;
      }
    }
  }
  yield* halves.filter((connection) => isNew(connection, seen));
}

function isHalf({ communicationInfo, clientPort, serverPort }: ConnectionFacts): boolean {
  return isAbsent(communicationInfo) && (isAbsent(clientPort) || isAbsent(serverPort));
}

/** True if neither the connection nor one of its ends was found before; records them. */
function isNew({ communicationInfo, clientPort, serverPort }: ConnectionFacts, seen: Set<string>): boolean {
  const identities = isAbsent(communicationInfo) ? [clientPort, serverPort] : [communicationInfo];
  const keys = identities.map((address) => (isAbsent(address) ? "" : address.key)).filter((key) => key !== "");
  const isKnown = keys.some((key) => seen.has(key));
  keys.forEach((key) => seen.add(key));
  return !isKnown;
}
