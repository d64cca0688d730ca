/** The output of `!lpc message`: one message with who awaits and who owes its reply, or all messages. */
import { isAbsent, mapPresent, type Maybe } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { readLpcMessage } from "../../lpc/message/message.ts";
import { readLpcPort } from "../../lpc/port/port.ts";
import { findMessageTraces, findLpcThreads } from "../../lpc/queries.ts";
import { findReplyChainPort, readServedThreads } from "../../lpc/thread/awaited-reply.ts";
import { readLpcThread } from "../../lpc/thread/thread.ts";
import { formatAwaitingThread, formatOwingThread } from "../../view/lpc-lines.ts";
import { formatMaybe } from "../../text/absent.ts";
import type { ModelContext } from "../base/object.ts";
import { placedPortName, threadName } from "../naming.ts";
import { reported } from "../port-search.ts";
import { ReportLine } from "./report.ts";
import { messageLine, portReport } from "./lpc-port.ts";

/** The message with an id, wherever it is, who awaits its reply, through which ports, and who owes it. */
export function messageReport(context: ModelContext, id: Word64): ReportLine {
  return new ReportLine(context, `Message ${id}`, {}, () => messageLines(context, id));
}

function* messageLines(context: ModelContext, id: Word64): Generator<ReportLine> {
  const { messages, waitingThreads, servingThreads } = findMessageTraces(context.target, id);
  for (const address of messages) {
    yield messageLine(context, address);
    yield* placeLines(context, address);
  }
  for (const thread of waitingThreads) {
    yield new ReportLine(context, formatAwaitingThread(thread.toString(), threadName(context, thread), id.toString()), {
      Thread: () => context.thread(thread),
    });
    yield* replyChainPorts(context, thread);
  }
  // The id of a received message counts only while some thread awaits its reply.
  for (const thread of waitingThreads.length > 0 ? servingThreads : []) {
    yield new ReportLine(context, formatOwingThread(thread.toString(), threadName(context, thread), id.toString()), {
      Thread: () => context.thread(thread),
    });
  }
  if (messages.length === 0 && waitingThreads.length === 0) {
    yield new ReportLine(
      context,
      `Message ${id} is neither queued nor referenced: it was answered, or never existed. Its memory may still hold it: !lpcx "poolsearch ${id.key}"`,
    );
  }
}

/** The queue that the message is on, or the thread that has it. */
function* placeLines(context: ModelContext, address: Word64): Generator<ReportLine> {
  const message = readLpcMessage(context.target, address);
  if (isAbsent(message)) {
    return;
  }
  const { queuePort, heldBy } = message;
  if (!isAbsent(queuePort)) {
    yield new ReportLine(context, `on the queue of ${placedPortName(context, queuePort)}`, {
      Port: () => context.port(queuePort),
    });
  }
  if (!isAbsent(heldBy)) {
    yield new ReportLine(context, `kept by thread ${heldBy} ${threadName(context, heldBy)}`, {
      Thread: () => context.thread(heldBy),
    });
  }
}

/** The port whose reply chain has the thread, its other end and its connection port. */
function* replyChainPorts(context: ModelContext, address: Word64): Generator<ReportLine> {
  const thread = readLpcThread(context.target, address);
  const chained = isAbsent(thread) ? thread : findReplyChainPort(context.target, thread);
  const port = isAbsent(chained) ? chained : readLpcPort(context.target, chained);
  if (isAbsent(port)) {
    return;
  }
  const isEnd = port.role === "server" || port.role === "client";
  for (const related of isEnd ? [port.address, port.connectedPort, port.connectionPort] : [port.address]) {
    if (!isAbsent(related)) {
      yield portReport(context, related);
    }
  }
}

/** All messages that are queued or referenced. */
export function messageSummary(context: ModelContext): ReportLine {
  return new ReportLine(
    context,
    'Messages on queues, in the hands of threads and on data information chains; freed ones: !lpcx "poolsearch"',
    {},
    function* () {
      for (const address of reported(context, "messages", context.generation.walkMessages())) {
        yield messageLine(context, address);
      }
    },
  );
}

/** One thread: what it awaits and owes, and the ports that list it as waiting. */
export function threadReport(context: ModelContext, address: Word64): ReportLine {
  const thread = readLpcThread(context.target, address);
  if (isAbsent(thread)) {
    return new ReportLine(context, `thread ${address} <${thread.reason}>`);
  }
  const texts = workOf(context, address);
  const name = threadName(context, address);
  return new ReportLine(
    context,
    texts.length === 0 ? `thread ${address} ${name} awaits and owes nothing` : texts.join("; "),
    { Thread: () => context.thread(address) },
    () => replyChainPorts(context, address),
  );
}

/** All threads that await or owe a reply. */
export function threadSummary(context: ModelContext): ReportLine {
  return new ReportLine(context, "Threads that await or owe a reply", {}, () =>
    findLpcThreads(context.target).map((thread) => threadReport(context, thread)),
  );
}

function describeAwaiting(address: Word64, name: string, id: Maybe<Word64>): string {
  return isAbsent(id)
    ? `client thread ${address} ${name} awaits a reply: ${id.reason}`
    : formatAwaitingThread(address.toString(), name, id.toString());
}

function workOf(context: ModelContext, address: Word64): readonly string[] {
  const { generation, target } = context;
  const name = threadName(context, address);
  const awaited = generation.readAwaitedReply(address);
  const served = readServedThreads(target, address);
  const received = mapPresent(readLpcThread(target, address), ({ receivedMessageId }) => receivedMessageId);
  return [
    ...(awaited === undefined
      ? []
      : [
          describeAwaiting(
            address,
            name,
            mapPresent(awaited, ({ messageId }) => messageId),
          ),
        ]),
    ...(served.length === 0
      ? []
      : [
          `${formatOwingThread(address.toString(), name, formatMaybe(received))} of ${served.map((thread) => `${thread} ${threadName(context, thread)}`).join(", ")}`,
        ]),
  ];
}
