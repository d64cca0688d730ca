/** A port: members common to ALPC and LPC ports. Each generation's class adds its own. */
import { isAbsent, mapPresent, notApplicable, type Absence, type Maybe } from "../../target/absence.ts";
import type { DecodedPort } from "../../generation/decoded.ts";
import { nativeObject } from "../../target/debugger-objects.ts";
import type { Word64 } from "../../target/word64.ts";
import { readHandleCount, readPointerCount } from "../../nt/object-header.ts";
import { readObjectName, readObjectPath } from "../../nt/object-name.ts";
import { formatPortLine, type PortLine } from "../../view/port-line.ts";
import { countedList, elementsOf, shortList, type Rows } from "../base/collection.ts";
import { AddressObject, type ModelContext } from "../base/object.ts";
import { flagsOf } from "./flags.ts";
import { handleHolders } from "./handle-holder.ts";
import { inDecimal, property, type PropertyRow, type PropertyTable } from "../base/members.ts";
import { processName, whoIsAbsent } from "../naming.ts";
import { declaredTotal, peerOf } from "./port-table.ts";
import { serverList } from "./server.ts";
import { connectionTable } from "./connection.ts";
import { threadTable } from "./thread.ts";
import { findingsOfPort } from "./findings.ts";

/** The part of a port object that does not depend on its generation. */
export class PortObject extends AddressObject {
  get __facts(): Maybe<DecodedPort> {
    return this.__context.portFacts(this.__address);
  }

  override toString(): string {
    const facts = this.__facts;
    return isAbsent(facts) ? `port ${this.__address} <${facts.reason}>` : formatPortLine(lineOf(this.__context, facts));
  }
}

function lineOf(context: ModelContext, facts: DecodedPort): PortLine {
  const isEnd = facts.role === "client" || facts.role === "server";
  const peer = isEnd ? peerOf(facts) : undefined;
  // A client that has not been accepted yet is shown with the connection port that it asked.
  const other = isAbsent(peer) && facts.role === "client" ? facts.connectionPort : peer;
  const path = isEnd ? undefined : readObjectPath(context.target, facts.address);
  const queued = declaredTotal(context, facts);
  return {
    address: facts.address.toString(),
    kind: facts.kind,
    role: facts.role,
    ...(path === undefined || isAbsent(path) ? {} : { name: path }),
    ...(isAbsent(facts.owner) ? {} : { owner: processName(context, facts.owner) }),
    ...(isEnd ? serviceOf(context, facts) : {}),
    ...(other === undefined
      ? {}
      : { peer: isAbsent(other) ? whoIsAbsent(other) : processName(context, context.ownerOf(other)) }),
    queued: isAbsent(queued) ? 0 : queued,
    marks: [...marksOf(facts), ...(isAbsent(queued) ? [queued.reason] : [])],
  };
}

function serviceOf(context: ModelContext, facts: DecodedPort): { readonly service?: string } {
  const name = isAbsent(facts.connectionPort) ? undefined : readObjectName(context.target, facts.connectionPort);
  return name === undefined || isAbsent(name) ? {} : { service: name };
}

function marksOf(facts: DecodedPort): readonly string[] {
  return [
    ...(facts.isClosed ? ["closed"] : []),
    ...(facts.isDisconnected ? ["disconnected"] : []),
    ...(isAbsent(facts.owner) ? [facts.owner.reason] : []),
    ...(facts.contradictions.length > 0 ? ["inconsistent"] : []),
  ];
}

/** Why the address is not that of a port: what lies before it is no object header. Undefined if it may be one. */
function notPort({ __facts }: PortObject): Absence | undefined {
  return isAbsent(__facts) && __facts.kind === "Invalid" ? __facts : undefined;
}

/** A port's sources that are known without searching everything. */
function cheapSources({ __context, __address }: PortObject): string {
  const sources = __context.generation.findSources(__address, false);
  return sources.length === 0 ? "not yet looked for" : `${sources.join(", ")}, ...`;
}

/** A row for a list that a port leads to: read on demand, at the stop of that moment. */
function list<T>(
  what: string,
  help: string,
  read: (facts: DecodedPort, context: ModelContext) => Iterable<T | Absence>,
  make: (element: T, context: ModelContext) => object,
  rows: Rows<object>,
): PropertyRow<PortObject> {
  return property(help, (port) =>
    mapPresent(port.__facts, () =>
      countedList(
        port.__context,
        what,
        () => elementsOf(port.__facts, (facts) => read(facts, port.__context)),
        (element) => make(element, port.__context),
        rows,
      ),
    ),
  );
}

/** A row for another port that a port's facts name. */
function end(help: string, pick: (facts: DecodedPort) => Maybe<Word64>): PropertyRow<PortObject> {
  return property(help, ({ __context, __facts }) =>
    mapPresent(__facts, (facts) => __context.maybe(pick(facts), "port")),
  );
}

/** Rows of both generations. `typeName`: the native type. */
export function commonPortProperties(typeName: string): PropertyTable<PortObject> {
  return {
    Address: property("Address of the port object.", (port) => port.__address),
    ...identityProperties,
    ...connectionProperties,
    ...activityProperties,
    HandleCount: inDecimal(
      property(
        "Open handles, by the object's header.",
        (port) => notPort(port) ?? readHandleCount(port.__context.target, port.__address),
      ),
    ),
    PointerCount: inDecimal(
      property(
        "References, by the object's header; since Windows 8 inflated by references that handles hold in reserve.",
        (port) => notPort(port) ?? readPointerCount(port.__context.target, port.__address),
      ),
    ),
    FoundBy: property("The sources that know the port.", (port) =>
      shortList(
        port.__context,
        "source",
        () => cheapSources(port),
        () => port.__context.generation.findSources(port.__address, true),
      ),
    ),
    Findings: property("What the analysis found about this port.", (port) =>
      findingsOfPort(port.__context, port.__address),
    ),
    Object: property(`The native ${typeName}.`, (port) =>
      nativeObject(port.__context.target, typeName, port.__address),
    ),
  };
}

const identityProperties: PropertyTable<PortObject> = {
  Name: property("The port's own name, the last part of its path; communication ports have none.", (port) =>
    named(readObjectName(port.__context.target, port.__address)),
  ),
  Path: property("Full path in the object manager's namespace.", (port) =>
    named(readObjectPath(port.__context.target, port.__address)),
  ),
  Kind: property(
    "Connection port, or which end of a connection; UNKNOWN where the structures contradict each other.",
    (port) => mapPresent(port.__facts, ({ kind }) => kind),
  ),
  Owner: property("The process that created the port.", (port) =>
    mapPresent(port.__facts, ({ owner }) => port.__context.maybe(owner, "process")),
  ),
};

const connectionProperties: PropertyTable<PortObject> = {
  ConnectionPort: end(
    "The named port that the connection was made through; of a connection port, itself.",
    ({ connectionPort }) => connectionPort,
  ),
  ServerPort: end("The server's end of the connection.", ({ serverPort }) => serverPort),
  ClientPort: end("The client's end of the connection.", ({ clientPort }) => clientPort),
  Peer: end("The other end of the connection.", peerOf),
  Connections: list(
    "connection",
    "Connections made through this connection port; of a communication port, its own.",
    (facts, { generation }) => {
      const missing = generation.missingConnections(facts);
      return [...generation.readConnections(facts), ...(missing === undefined ? [] : [missing])];
    },
    (connection, context) => context.connection(connection),
    connectionTable,
  ),
};

const activityProperties: PropertyTable<PortObject> = {
  State: property("The flags word of the port and each of its named bits.", (port) =>
    flagsOf(port.__context, () => mapPresent(port.__facts, ({ state }) => state)),
  ),
  WaitQueue: list(
    "thread",
    "Threads that wait on the port itself to receive.",
    (facts, { generation }) => generation.readWaitQueue(facts),
    (thread, context) => context.thread(thread),
    threadTable,
  ),
  Servers: property("Threads that could serve the port, each with how that is known.", (port) =>
    mapPresent(port.__facts, () => serverList(port.__context, port.__address)),
  ),
  HeldBy: property(
    "Who has a handle to the port: process, handle and granted access. Searches all handle tables once per stop.",
    (port) => handleHolders(port.__context, port.__address),
  ),
};

function named(name: Maybe<string | undefined>): Maybe<string> {
  return name ?? notApplicable("the port has no name");
}
