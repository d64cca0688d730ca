/** Ports as a table. */
import { mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { DecodedPort } from "../../generation/decoded.ts";
import { readObjectName } from "../../nt/object-name.ts";
import { printable } from "../../text/printable.ts";
import type { ModelContext } from "../base/object.ts";
import { processName } from "../naming.ts";
import { defineTable, type Cell } from "../base/table.ts";
import type { PortFacts } from "../../facts/port.ts";

/** The other end of a connection; NotApplicable for ports that have none. */
export function peerOf(facts: PortFacts): Maybe<Word64> {
  switch (facts.role) {
    case "client":
      return facts.serverPort;
    case "server":
      return facts.clientPort;
    case "connection":
      return notApplicable("a connection port has no other end: see Connections");
    case "unconnected":
      return notApplicable("an unconnected port has no other end");
    case "unknown":
      return notApplicable("the kind of the port is unknown, so its other end is");
  }
}

/**
 * Messages on the port's queues by the kernel's own counts, without canceled ones. Absent if a queue's count is
 * unknown.
 */
export function declaredTotal(context: ModelContext, facts: DecodedPort): Maybe<number> {
  return context.generation.countQueued(facts);
}

/** The source of a port's row. */
interface Port {
  readonly __context: ModelContext;
  readonly __address: Word64;
}

function factsOf({ __context, __address }: Port): Maybe<DecodedPort> {
  return __context.portFacts(__address);
}

/** The name of a port; empty if it has none. */
export function nameCell({ target }: ModelContext, port: Maybe<Word64>): Cell {
  return mapPresent(port, (address) =>
    mapPresent(readObjectName(target, address) ?? notApplicable("the port has no name"), printable),
  );
}

/** The owner of a port as `lsass.exe (1f8)`. */
export function ownerCell(context: ModelContext, port: Maybe<Word64>): Cell {
  return mapPresent(context.ownerOf(port), (process) => processName(context, process));
}

function stateCell({ isClosed, isDisconnected, contradictions }: DecodedPort): string {
  return [
    ...(isClosed ? ["closed"] : []),
    ...(isDisconnected ? ["disconnected"] : []),
    ...(contradictions.length > 0 ? ["inconsistent"] : []),
  ].join(", ");
}

export const portTable = defineTable<Port>("port-row", "A port as a row of a table.", {
  Address: { help: "Address of the port object.", pick: ({ __address }) => __address },
  Role: {
    help: "Which end it is: connection, server, client, unconnected or unknown.",
    pick: (port) => mapPresent(factsOf(port), ({ role }) => role),
  },
  Service: {
    help: "Name of the port, or of the connection port that its connection was made through.",
    pick: (port) =>
      mapPresent(factsOf(port), (facts) =>
        nameCell(port.__context, facts.role === "connection" ? port.__address : facts.connectionPort),
      ),
  },
  Owner: { help: "The process that created the port.", pick: (port) => ownerCell(port.__context, port.__address) },
  Peer: {
    help: "The process at the other end of the connection.",
    pick: (port) => mapPresent(factsOf(port), (facts) => ownerCell(port.__context, peerOf(facts))),
  },
  Queued: {
    help: "Messages on its queues, canceled ones left out.",
    radix: 10,
    pick: (port) => mapPresent(factsOf(port), (facts) => declaredTotal(port.__context, facts)),
  },
  State: {
    help: "Empty for a port in order; otherwise closed, disconnected or inconsistent.",
    pick: (port) => mapPresent(factsOf(port), stateCell),
  },
});
