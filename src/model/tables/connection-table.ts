/** Connections as a table. */
import { Absence, mapPresent, type Maybe } from "../../target/absence.ts";
import type { ConnectionFacts } from "../../facts/connection.ts";
import type { Word64 } from "../../target/word64.ts";
import type { ModelContext } from "../context.ts";
import { declaredTotal } from "../port-facts.ts";
import { nameCell, ownerCell } from "./port-table.ts";
import { defineTable, type Cell } from "./table.ts";

interface Connection {
  readonly __context: ModelContext;
  readonly __facts: Maybe<ConnectionFacts>;
}

/** Messages on one end's queues; an end that does not exist has none. */
function queuedOn(context: ModelContext, port: Maybe<Word64>): Maybe<number> {
  const facts = port instanceof Absence ? port : context.portFacts(port);
  return !(facts instanceof Absence) ? declaredTotal(context, facts) : facts.kind === "NotApplicable" ? 0 : facts;
}

function queuedCell({ __context, __facts }: Connection): Cell {
  return mapPresent(__facts, ({ clientPort, serverPort }) => mapPresent(queuedOn(__context, clientPort), (client) =>
    mapPresent(queuedOn(__context, serverPort), (server) => client + server)));
}

export const connectionTable = defineTable<Connection>("connection-row", "A connection as a row of a table.", {
  Service: { help: "Name of the connection port.", pick: ({ __context, __facts }) => mapPresent(__facts, ({ connectionPort }) => nameCell(__context, connectionPort)) },
  Client: { help: "The process that owns the client's end.", pick: ({ __context, __facts }) => mapPresent(__facts, ({ clientPort }) => ownerCell(__context, clientPort)) },
  Server: { help: "The process that owns the server's end, or the connection port until that exists.", pick: ({ __context, __facts }) => mapPresent(__facts, ({ serverPort, connectionPort }) =>
    ownerCell(__context, serverPort instanceof Absence ? connectionPort : serverPort)) },
  Queued: { help: "Messages on the queues of both ends.", radix: 10, pick: queuedCell },
  ClientPort: { help: "Address of the client's end.", pick: ({ __facts }) => mapPresent(__facts, ({ clientPort }) => clientPort) },
  ServerPort: { help: "Address of the server's end.", pick: ({ __facts }) => mapPresent(__facts, ({ serverPort }) => serverPort) },
});
