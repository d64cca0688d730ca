/** The output of `!lpc port` and `!lpc scan`: one port, all ports, or a port with those connected to it. */
import { isAbsent, mapPresent, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { readHandleCount, readPointerCount } from "../../nt/object-header.ts";
import { readObjectName } from "../../nt/object-name.ts";
import { collectWalk } from "../../nt/walk.ts";
import { readLpcPort, type LpcPortFacts } from "../../lpc/port/port.ts";
import { scanPort } from "../../lpc/queries.ts";
import { readLpcQueue, readPortSemaphore, walkDataInfoChain } from "../../lpc/port/queue.ts";
import { walkReplyChain } from "../../lpc/thread/awaited-reply.ts";
import { readLpcThread } from "../../lpc/thread/thread.ts";
import { validatePort } from "../../lpc/validate-port.ts";
import {
  formatCounts,
  formatPortTitle,
  formatSemaphore,
  formatClassicMessage,
  formatDataWords,
} from "../../view/lpc-lines.ts";
import { formatCount as counted } from "../../text/counts.ts";
import { formatMaybe } from "../../text/absent.ts";
import type { ModelContext } from "../base/object.ts";
import { portName, processName, threadName } from "../naming.ts";
import { walkPorts } from "../port-search.ts";
import { ReportLine } from "./report.ts";
import { readableStart } from "../../target/partial-memory.ts";
import { readLpcMessage, readPayload, type LpcMessageFacts } from "../../lpc/message/message.ts";

/** Bytes of data shown below a message, as many as in the classic command. */
const DATA_SHOWN = 24;

/** One message on one line, the start of its data below. */
export function messageLine(context: ModelContext, address: Word64): ReportLine {
  const message = readLpcMessage(context.target, address);
  if (isAbsent(message)) {
    return new ReportLine(context, `${address} <${message.reason}>`);
  }
  return new ReportLine(context, messageText(message), { Message: () => context.message(address) }, () =>
    dataLines(context, message),
  );
}

function messageText(message: LpcMessageFacts): string {
  const { senderProcessId, senderThreadId, portContext, header } = message;
  const hexadecimal = (number: number): string => number.toString(16);
  return formatClassicMessage({
    address: message.address.toString(),
    id: formatMaybe(message.id),
    sender: `${formatMaybe(mapPresent(senderProcessId, hexadecimal))}.${formatMaybe(mapPresent(senderThreadId, hexadecimal))}`,
    context: isAbsent(portContext) ? undefined : portContext.toString(),
    length: formatMaybe(mapPresent(header.structure.word("Request.u1.Length"), ({ key }) => `0000000${key}`.slice(-8))),
    typeWord: formatMaybe(mapPresent(header.typeWord, (word) => `0x${hexadecimal(word)}`)),
    type: formatMaybe(message.type),
  });
}

function* dataLines(context: ModelContext, { header }: LpcMessageFacts): Generator<ReportLine> {
  const payload = readPayload(context.target, header);
  const bytes = isAbsent(payload) ? payload : readableStart(payload, payload.address);
  yield new ReportLine(
    context,
    isAbsent(bytes) ? `data <${bytes.reason}>` : `data ${formatDataWords(bytes.subarray(0, DATA_SHOWN))}`,
  );
}

/** One port on one line with its counts and relations; details on the lines below. */
export function portReport(context: ModelContext, address: Word64): ReportLine {
  const port = readLpcPort(context.target, address);
  if (isAbsent(port)) {
    return new ReportLine(context, `port ${address} <${port.reason}>`);
  }
  return new ReportLine(
    context,
    `${titleOf(context, port)}: ${[countsOf(context, port), ...relationsOf(context, port)].join(", ")}`,
    { Port: () => context.port(address) },
    () => portLines(context, port),
  );
}

/** All ports, one line each. */
export function portSummary(context: ModelContext): ReportLine {
  return new ReportLine(context, "All LPC ports", {}, function* () {
    for (const address of walkPorts(context)) {
      yield portReport(context, address);
    }
  });
}

/** A port's connection port and every port that is connected through it. */
export function portScan(context: ModelContext, address: Word64): ReportLine {
  const scan = scanPort(context.target, address);
  if (isAbsent(scan)) {
    return new ReportLine(context, `port ${address} <${scan.reason}>`);
  }
  const { connectionPort, connectedPorts } = scan;
  return new ReportLine(
    context,
    `${counted(connectedPorts.length, "port")} connected through ${portName(context, connectionPort)}`,
    { Port: () => context.port(address) },
    function* () {
      yield isAbsent(connectionPort) ? portReport(context, address) : portReport(context, connectionPort);
      for (const port of connectedPorts) {
        yield portReport(context, port);
      }
    },
  );
}

function titleOf(context: ModelContext, port: LpcPortFacts): string {
  const name = readObjectName(context.target, port.address);
  return formatPortTitle(port.kind, port.address.toString(), typeof name === "string" ? name : undefined);
}

function countsOf({ target }: ModelContext, { address }: LpcPortFacts): string {
  const handles = readHandleCount(target, address);
  const references = readPointerCount(target, address);
  return formatCounts(
    isAbsent(handles) ? formatMaybe(handles) : handles,
    isAbsent(references) ? formatMaybe(references) : references,
  );
}

/**
 * For a connection port, who serves it and what is queued; for an end of a connection, the other end and the connection
 * port.
 */
function relationsOf(context: ModelContext, port: LpcPortFacts): readonly string[] {
  if (port.role === "server" || port.role === "client") {
    const connectedPort = isAbsent(port.connectedPort) ? `connected to nobody` : `connected to ${port.connectedPort}`;
    return [
      connectedPort,
      formatMaybe(port.connectionPort, (address) => `connection port ${address} ${portName(context, address)}`),
    ];
  }
  const queue = readLpcQueue(context.target, port);
  return [
    serverText(context, port),
    ...(isAbsent(queue) ? [] : [`${counted(queue.messages.length, "message")} queued`]),
  ];
}

function serverText(context: ModelContext, { serverProcess }: LpcPortFacts): string {
  return `server process ${formatMaybe(serverProcess, (address) => `${address} ${processName(context, address)}`)}`;
}

/** Counts, related ports, process, semaphore, queue, reply chain, data information chain, and contradictions. */
function* portLines(context: ModelContext, port: LpcPortFacts): Generator<ReportLine> {
  yield new ReportLine(context, countsOf(context, port), { Port: () => context.port(port.address) });
  yield* relationLines(context, port);
  yield* queueLines(context, port);
  yield* replyChainLines(context, port);
  yield* dataInfoLines(context, port);
  for (const contradiction of validatePort(context.target, port)) {
    yield new ReportLine(context, contradiction);
  }
}

function* relationLines(context: ModelContext, port: LpcPortFacts): Generator<ReportLine> {
  const { connectedPort, connectionPort, serverProcess, clientThread } = port;
  if (port.role !== "server" && port.role !== "client") {
    yield new ReportLine(context, serverText(context, port), {
      Process: () => context.maybe(serverProcess, "process"),
    });
    return;
  }
  yield new ReportLine(context, `connected port: ${relatedPort(context, connectedPort)}`, {
    Port: () => context.maybe(connectedPort, "port"),
  });
  yield new ReportLine(context, `connection port: ${relatedPort(context, connectionPort)}`, {
    Port: () => context.maybe(connectionPort, "port"),
  });
  if (!isAbsent(clientThread)) {
    yield new ReportLine(
      context,
      `client thread ${clientThread} ${threadName(context, clientThread)} is being connected`,
      { Thread: () => context.thread(clientThread) },
    );
  }
}

function relatedPort(context: ModelContext, address: Maybe<Word64>): string {
  const port = isAbsent(address) ? address : readLpcPort(context.target, address);
  return formatMaybe(port, (facts) => `${titleOf(context, facts)}, ${countsOf(context, facts)}`);
}

function* queueLines(context: ModelContext, port: LpcPortFacts): Generator<ReportLine> {
  const semaphore = readPortSemaphore(context.target, port);
  const queue = readLpcQueue(context.target, port);
  if (isAbsent(queue)) {
    yield new ReportLine(context, queue.reason);
    return;
  }
  yield new ReportLine(
    context,
    isAbsent(semaphore)
      ? `queue semaphore <${semaphore.reason}>`
      : formatSemaphore(semaphore.address.toString(), formatMaybe(semaphore.state)),
  );
  yield new ReportLine(context, `${counted(queue.messages.length, "message")} in the queue`);
  for (const message of queue.messages) {
    yield messageLine(context, message);
  }
}

function* replyChainLines(context: ModelContext, port: LpcPortFacts): Generator<ReportLine> {
  const { entries } = collectWalk(walkReplyChain(context.target, port));
  yield new ReportLine(context, `${counted(entries.length, "thread")} in the reply chain`);
  for (const thread of entries) {
    const id = mapPresent(readLpcThread(context.target, thread), ({ replyMessageId }) => replyMessageId);
    yield new ReportLine(
      context,
      `thread ${thread} ${threadName(context, thread)} awaits the reply to ${formatMaybe(id)}`,
      {
        Thread: () => context.thread(thread),
      },
    );
  }
}

function* dataInfoLines(context: ModelContext, port: LpcPortFacts): Generator<ReportLine> {
  const { entries } = collectWalk(walkDataInfoChain(context.target, port.structure));
  yield new ReportLine(context, `${counted(entries.length, "message")} in the data information chain`);
  for (const message of entries) {
    yield messageLine(context, message);
  }
}
