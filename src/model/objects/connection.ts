/** A connection: a client port and a server port, and the connection port that brought them together. */
import type { Absence } from "../../target/absence.ts";
import { isAbsent, mapPresent, notApplicable, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { readObjectName } from "../../nt/object-name.ts";
import type { ConnectionFacts } from "../../facts/connection.ts";
import { sameAddress } from "../../generation/references.ts";
import { countedList, elementsOf } from "../base/collection.ts";
import { type ModelContext, fact, FactObject } from "../base/object.ts";
import { defineClass, property } from "../base/members.ts";
import { portName, processName, whoIsAbsent } from "../naming.ts";
import { messageTable } from "./message.ts";
import { declaredTotal, nameCell, ownerCell } from "./port-table.ts";
import { defineTable, type Cell } from "../base/table.ts";

/** A connection by its ports. Kept while the target moves on, it is found again by either of its ends. */
export class Connection extends FactObject<ConnectionFacts> {
  constructor(context: ModelContext, facts: ConnectionFacts) {
    super(context, facts, () => findConnection(context, facts));
  }

  protected override __describe(facts: ConnectionFacts): string {
    const { clientPort, connectionPort } = facts;
    const server = owner(this.__context, facts, "serverPort");
    const client = isAbsent(clientPort)
      ? whoIsAbsent(clientPort)
      : processName(this.__context, owner(this.__context, facts, "clientPort"));
    const marks = describeState(this.__context, facts);
    const state = marks.length === 0 ? "" : ` [${marks.join(", ")}]`;
    return isAbsent(connectionPort)
      ? `${client} to ${isAbsent(server) ? whoIsAbsent(server) : `a port of ${processName(this.__context, server)}`}${state}: ${connectionPort.reason}`
      : `${client} to ${portName(this.__context, connectionPort)} of ${processName(this.__context, server)}${state}`;
  }
}

/** What is unusual about the ends: "not accepted", "client's port disconnected", "server's port closed". */
function describeState(context: ModelContext, facts: ConnectionFacts): readonly string[] {
  const { clientPort, serverPort, connectionPort } = facts;
  const marks: string[] = [];
  for (const [port, end] of [
    [clientPort, "client"],
    [serverPort, "server"],
  ] as const) {
    const state = context.portFacts(port);
    if (!isAbsent(state) && (state.isClosed || state.isDisconnected)) {
      marks.push(`${end}'s port ${state.isClosed ? "closed" : "disconnected"}`);
    }
  }
  const isPending =
    isAbsent(serverPort) &&
    serverPort.kind === "NotApplicable" &&
    !isAbsent(clientPort) &&
    // Without a connection port, nobody is left to accept.
    !isAbsent(connectionPort);
  return marks.length === 0 && isPending && context.generation.name === "ALPC" ? ["not accepted"] : marks;
}

/** The connection that still has one of the known ends. */
function findConnection(context: ModelContext, known: ConnectionFacts): Maybe<ConnectionFacts> {
  for (const end of [known.clientPort, known.serverPort]) {
    const port = context.portFacts(end);
    const found = isAbsent(port)
      ? undefined
      : context.generation
          .readConnections(port)
          .find(({ clientPort, serverPort }) => sameAddress(clientPort, end) || sameAddress(serverPort, end));
    if (found !== undefined) {
      return found;
    }
  }
  return notApplicable("the connection is gone: neither of its ends exists anymore");
}

/** The owner of one end; if the server port does not exist yet, the owner of the connection port. */
function owner(context: ModelContext, ports: ConnectionFacts, end: "clientPort" | "serverPort"): Maybe<Word64> {
  return context.ownerOf(end === "serverPort" && isAbsent(ports.serverPort) ? ports.connectionPort : ports[end]);
}

/**
 * Messages on both ends. An unreadable end or queue is an element with the reason; an end that does not exist has no
 * messages.
 */
function* queuedMessages(
  context: ModelContext,
  { clientPort, serverPort }: ConnectionFacts,
): Generator<Word64 | Absence> {
  for (const port of [clientPort, serverPort]) {
    const facts = context.portFacts(port);
    for (const name of isAbsent(facts) ? [] : context.generation.queueNames()) {
      const queue = isAbsent(facts) ? facts : context.generation.readQueue(facts, name);
      yield* isAbsent(queue) ? damage(queue) : queue.messages;
    }
    yield* isAbsent(facts) ? damage(facts) : [];
  }
}

function damage(absence: Absence): readonly Absence[] {
  return absence.kind === "Unreadable" || absence.kind === "Invalid" ? [absence] : [];
}

export const connectionClass = defineClass<Connection>(
  "connection",
  "A connection between a client and a server.",
  Connection,
  {
    ConnectionPort: fact(
      "The server's named port that the client connected to.",
      ({ connectionPort }: ConnectionFacts, context) => context.maybe(connectionPort, "port"),
    ),
    Name: fact("Name of the connection port.", ({ connectionPort }: ConnectionFacts, { target }) =>
      mapPresent(
        connectionPort,
        (port) => readObjectName(target, port) ?? notApplicable("the connection port has no name"),
      ),
    ),
    ClientPort: fact("The client's end.", ({ clientPort }: ConnectionFacts, context) =>
      context.maybe(clientPort, "port"),
    ),
    ClientProcess: fact("The process that owns the client's end.", (facts: ConnectionFacts, context) =>
      context.maybe(owner(context, facts, "clientPort"), "process"),
    ),
    ServerPort: fact(
      "The server's end; absent until the server has accepted.",
      ({ serverPort }: ConnectionFacts, context) => context.maybe(serverPort, "port"),
    ),
    ServerProcess: fact("The process that owns the server's end.", (facts: ConnectionFacts, context) =>
      context.maybe(owner(context, facts, "serverPort"), "process"),
    ),
    CommunicationInfo: fact(
      "Address of the _ALPC_COMMUNICATION_INFO that both ends share.",
      ({ communicationInfo }: ConnectionFacts) => communicationInfo,
    ),
    Queued: property("Messages on the queues of both ends.", (connection) =>
      mapPresent(connection.__facts, () =>
        countedList(
          connection.__context,
          "message",
          () => elementsOf(connection.__facts, (facts) => queuedMessages(connection.__context, facts)),
          (message) => connection.__context.message(message),
          messageTable,
        ),
      ),
    ),
  },
);

/** Number of messages on one end's queues; an end that does not exist has none. */
function queuedOn(context: ModelContext, port: Maybe<Word64>): Maybe<number> {
  const facts = context.portFacts(port);
  return !isAbsent(facts) ? declaredTotal(context, facts) : facts.kind === "NotApplicable" ? 0 : facts;
}

function queuedCell({ __context, __facts }: Connection): Cell {
  return mapPresent(__facts, ({ clientPort, serverPort }) =>
    mapPresent(queuedOn(__context, clientPort), (client) =>
      mapPresent(queuedOn(__context, serverPort), (server) => client + server),
    ),
  );
}

/** Connections as a table. */
export const connectionTable = defineTable<Connection>("connection-row", "A connection as a row of a table.", {
  Service: {
    help: "Name of the connection port.",
    pick: ({ __context, __facts }) => mapPresent(__facts, ({ connectionPort }) => nameCell(__context, connectionPort)),
  },
  Client: {
    help: "The process that owns the client's end.",
    pick: ({ __context, __facts }) => mapPresent(__facts, ({ clientPort }) => ownerCell(__context, clientPort)),
  },
  Server: {
    help: "The process that owns the server's end, or the connection port until that exists.",
    pick: ({ __context, __facts }) =>
      mapPresent(__facts, ({ serverPort, connectionPort }) =>
        ownerCell(__context, isAbsent(serverPort) ? connectionPort : serverPort),
      ),
  },
  Queued: { help: "Messages on the queues of both ends.", radix: 10, pick: queuedCell },
  ClientPort: {
    help: "Address of the client's end.",
    pick: ({ __facts }) => mapPresent(__facts, ({ clientPort }) => clientPort),
  },
  ServerPort: {
    help: "Address of the server's end.",
    pick: ({ __facts }) => mapPresent(__facts, ({ serverPort }) => serverPort),
  },
});
