/** The output of `!alpc` for ports: those of a process, of the system, and those without handles. */
import { isAbsent, type Maybe } from "../../target/absence.ts";
import type { DecodedPort } from "../../generation/decoded.ts";
import type { Word64 } from "../../target/word64.ts";
import { readHandleCount, readPointerCount } from "../../nt/object-header.ts";
import { readObjectName } from "../../nt/object-name.ts";
import { readProcessFacts } from "../../nt/process/process-facts.ts";
import type { ConnectionFacts } from "../../facts/connection.ts";
import {
  formatConnectionLine,
  formatCreatedPort,
  formatGraphLine,
  formatHandlelessPort,
  formatPortAndQueue,
  formatProcessTitle,
  indented,
} from "../../view/classic-lines.ts";
import { formatCount as counted } from "../../text/counts.ts";
import { formatMaybe } from "../../text/absent.ts";
import type { ModelContext } from "../base/object.ts";
import { processName } from "../naming.ts";
import { declaredTotal } from "../objects/port-table.ts";
import { walkPorts } from "../port-search.ts";
import { ReportLine } from "./report.ts";

/** `address('name') n queued`. */
function portText(context: ModelContext, port: Maybe<Word64>): string {
  if (isAbsent(port)) {
    return `<${port.reason}>`;
  }
  const facts = context.portFacts(port);
  const name = readObjectName(context.target, port);
  const queued = isAbsent(facts) ? facts : declaredTotal(context, facts);
  return formatPortAndQueue(
    port.toString(),
    typeof name === "string" ? name : undefined,
    isAbsent(queued) ? `<${queued.reason}>` : queued,
  );
}

/** A process by address and name. */
function processText(context: ModelContext, process: Maybe<Word64>): string {
  return formatMaybe(process, (address) => `${address} ${processName(context, address)}`);
}

function ownerText(context: ModelContext, port: Maybe<Word64>): string {
  return processText(context, context.ownerOf(port));
}

function connectionsOf(context: ModelContext, port: Word64): readonly ConnectionFacts[] {
  const facts = context.portFacts(port);
  return isAbsent(facts) ? [] : context.generation.readConnections(facts);
}

/** The server's end, the client's end, and the client. */
function connectionLine(context: ModelContext, connection: ConnectionFacts, depth: number): ReportLine {
  const { serverPort, clientPort } = connection;
  return new ReportLine(
    context,
    indented(
      formatConnectionLine(
        portText(context, serverPort),
        portText(context, clientPort),
        ownerText(context, clientPort),
      ),
      depth,
    ),
    {
      Connection: () => context.connection(connection),
      ServerPort: () => context.maybe(serverPort, "port"),
      ClientPort: () => context.maybe(clientPort, "port"),
    },
  );
}

/** `/lpc`: a port with its connections. */
export function portConnections(context: ModelContext, port: Word64): ReportLine {
  if (isAbsent(context.portFacts(port))) {
    return new ReportLine(context, portText(context, port), { Port: () => context.port(port) });
  }
  const connections = connectionsOf(context, port);
  return new ReportLine(
    context,
    formatCreatedPort(portText(context, port), connections.length),
    { Port: () => context.port(port) },
    () => connections.map((connection) => connectionLine(context, connection, 0)),
  );
}

/**
 * `/lpp`: the ports that a process has created, each followed by its connections, then those that it is connected to.
 */
export function processPorts(context: ModelContext, process: Word64): ReportLine {
  if (isAbsent(readProcessFacts(context.target, process))) {
    return new ReportLine(context, `Ports of ${processText(context, process)}`, {
      Process: () => context.process(process),
    });
  }
  const { created, connected } = context.generation.portsOfProcess(process);
  return new ReportLine(
    context,
    formatProcessTitle(processText(context, process), created.length, connected.length),
    { Process: () => context.process(process) },
    function* () {
      for (const port of created) {
        yield* createdLines(context, port);
      }
      for (const port of connected) {
        yield clientLine(context, port);
      }
    },
  );
}

function* createdLines(context: ModelContext, port: Word64): Generator<ReportLine> {
  const connections = connectionsOf(context, port);
  yield new ReportLine(context, `Created: ${formatCreatedPort(portText(context, port), connections.length)}`, {
    Port: () => context.port(port),
  });
  for (const connection of connections) {
    yield connectionLine(context, connection, 1);
  }
}

function clientLine(context: ModelContext, clientPort: Word64): ReportLine {
  const facts = context.portFacts(clientPort);
  const connectionPort = isAbsent(facts) ? facts : facts.connectionPort;
  return new ReportLine(
    context,
    `Connected: ${formatConnectionLine(portText(context, clientPort), portText(context, connectionPort), ownerText(context, connectionPort))}`,
    {
      ClientPort: () => context.port(clientPort),
      ConnectionPort: () => context.maybe(connectionPort, "port"),
    },
  );
}

function* factsOfPorts(context: ModelContext): Generator<DecodedPort> {
  for (const port of walkPorts(context)) {
    const facts = context.portFacts(port);
    if (!isAbsent(facts)) {
      yield facts;
    }
  }
}

/** `-graph`: every client port with its process, its connection port and the server. */
export function clientGraph(context: ModelContext): ReportLine {
  return new ReportLine(
    context,
    () => context.titled("Every client port, its process, its connection port and the server"),
    {},
    function* () {
      for (const { role, address, connectionPort } of factsOfPorts(context)) {
        if (role === "client") {
          yield new ReportLine(
            context,
            formatGraphLine(
              address.toString(),
              ownerText(context, address),
              portText(context, connectionPort),
              ownerText(context, connectionPort),
            ),
            {
              ClientPort: () => context.port(address),
              ConnectionPort: () => context.maybe(connectionPort, "port"),
            },
          );
        }
      }
    },
  );
}

/** `-lp`: all ports with kind and number of queued messages. */
export function portList(context: ModelContext): ReportLine {
  return new ReportLine(
    context,
    () => context.titled("All ports with kind and number of queued messages"),
    {},
    function* () {
      for (const { kind, address } of factsOfPorts(context)) {
        yield new ReportLine(context, `${portText(context, address)}, ${kind} of ${ownerText(context, address)}`, {
          Port: () => context.port(address),
        });
      }
    },
  );
}

/** `-lp0`: ports without handles, and what keeps them alive. */
export function handlelessPorts(context: ModelContext): ReportLine {
  const found = (): readonly DecodedPort[] =>
    Array.from(factsOfPorts(context)).filter(({ address }) => readHandleCount(context.target, address) === 0);
  return new ReportLine(
    context,
    () =>
      context.nothing === "none"
        ? `${counted(found().length, "port")} without handles`
        : `Ports without handles: ${context.nothing}`,
    {},
    () => found().map((facts) => handlelessLine(context, facts)),
  );
}

function handlelessLine(context: ModelContext, facts: DecodedPort): ReportLine {
  const { generation, target } = context;
  const pointers = readPointerCount(target, facts.address);
  const queues = generation.queueNames().map((name) => {
    const length = generation.readQueueLength(facts, name);
    return `${name} ${formatMaybe(length)}`;
  });
  const clients = facts.role === "connection" ? generation.readConnections(facts).length : 0;
  return new ReportLine(
    context,
    formatHandlelessPort(portText(context, facts.address), facts.kind, formatMaybe(pointers), queues, clients),
    {
      Port: () => context.port(facts.address),
    },
  );
}
