/** A connection: a client port and a server port, and the connection port that brought them together. */
import { Absence, notApplicable, type Maybe } from "../target/absence.ts";
import type { Word64 } from "../target/word64.ts";
import { readObjectName } from "../nt/object-name.ts";
import type { ConnectionFacts } from "../generation/facts.ts";
import { shortList } from "./collection.ts";
import type { ModelContext } from "./context.ts";
import { defineClass, property } from "./members.ts";
import { portName, processName } from "./naming.ts";

export class Connection {
  readonly __context: ModelContext;
  readonly __connection: ConnectionFacts;

  constructor(context: ModelContext, facts: ConnectionFacts) {
    this.__context = context;
    this.__connection = facts;
  }

  toString(): string {
    const { clientPort, connectionPort } = this.__connection;
    const server = owner(this, "serverPort");
    const client = clientPort instanceof Absence ? "nobody" : processName(this.__context, owner(this, "clientPort"));
    return connectionPort instanceof Absence && server instanceof Absence ? `${client} to nobody: ${connectionPort.reason}`
      : `${client} to ${portName(this.__context, connectionPort)} of ${processName(this.__context, server)}`;
  }
}

/** The owner of one end; of a server port that does not exist yet, the owner of the connection port. */
function owner(connection: Connection, end: "clientPort" | "serverPort"): Maybe<Word64> {
  const ports = connection.__connection;
  const port = end === "serverPort" && ports.serverPort instanceof Absence ? ports.connectionPort : ports[end];
  const facts = port instanceof Absence ? port : connection.__context.portFacts(port);
  return facts instanceof Absence ? facts : facts.owner;
}

function* queuedMessages(connection: Connection): Generator<object> {
  const { __context: context, __connection: { clientPort, serverPort } } = connection;
  for (const port of [clientPort, serverPort]) {
    const facts = port instanceof Absence ? port : context.portFacts(port);
    for (const name of facts instanceof Absence ? [] : context.generation.queueNames()) {
      const queue = facts instanceof Absence ? facts : context.generation.readQueue(facts, name);
      for (const message of queue instanceof Absence ? [] : queue.messages) {
        yield context.message(message);
      }
    }
  }
}

export const connectionClass = defineClass("connection", "A connection between a client and a server.", Connection, {
  ConnectionPort: property("The server's named port that the client connected to.", ({ __context, __connection }) => __context.maybe(__connection.connectionPort, "port")),
  Name: property("Name of the connection port.", ({ __context, __connection }) => {
    const { connectionPort } = __connection;
    return connectionPort instanceof Absence ? connectionPort : readObjectName(__context.target, connectionPort) ?? notApplicable("the connection port has no name");
  }),
  ClientPort: property("The client's end.", ({ __context, __connection }) => __context.maybe(__connection.clientPort, "port")),
  ClientProcess: property("The process that owns the client's end.", (connection) => connection.__context.maybe(owner(connection, "clientPort"), "process")),
  ServerPort: property("The server's end; absent until the server has accepted.", ({ __context, __connection }) => __context.maybe(__connection.serverPort, "port")),
  ServerProcess: property("The process that owns the server's end.", (connection) => connection.__context.maybe(owner(connection, "serverPort"), "process")),
  CommunicationInfo: property("Address of the _ALPC_COMMUNICATION_INFO that both ends share.", ({ __connection }) => __connection.communicationInfo),
  Queued: property("Messages on the queues of both ends.", (connection) => shortList(connection.__context, "message", "Messages on both ends", () => queuedMessages(connection))),
});
