/** What `!lpc thread` told: the ports whose reply chain a thread hangs on, or all threads that are at work with LPC. */
import { Absence, mapPresent } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import { findLpcThreads } from "../../lpc/queries.ts";
import { readServedThreads } from "../../lpc/thread/awaited-reply.ts";
import { readLpcThread } from "../../lpc/thread/thread.ts";
import { formatAwaitingThread, formatOwingThread } from "../../view/lpc-lines.ts";
import type { ModelContext } from "../context.ts";
import { threadName } from "../naming.ts";
import { ReportLine } from "../report.ts";
import { figure } from "./message-line.ts";
import { replyChainPorts } from "./message-report.ts";


/** One thread: what it awaits and owes, and the ports that know it as waiting. */
export function threadReport(context: ModelContext, address: Word64): ReportLine {
  const thread = readLpcThread(context.target, address);
  if (thread instanceof Absence) {
    return new ReportLine(context, `thread ${address} <${thread.reason}>`);
  }
  const texts = workOf(context, address);
  const name = threadName(context, address);
  return new ReportLine(context, texts.length === 0 ? `thread ${address} ${name} awaits and owes nothing` : texts.join("; "),
    { Thread: () => context.thread(address) }, () => replyChainPorts(context, address));
}

/** All threads that await or owe a reply. */
export function threadSummary(context: ModelContext): ReportLine {
  return new ReportLine(context, "Threads that await or owe a reply", {}, () => findLpcThreads(context.target).map((thread) => threadReport(context, thread)));
}

function workOf(context: ModelContext, address: Word64): readonly string[] {
  const { generation, target } = context;
  const name = threadName(context, address);
  const awaited = generation.readAwaitedReply(address);
  const served = readServedThreads(target, address);
  const received = mapPresent(readLpcThread(target, address), ({ receivedMessageId }) => receivedMessageId);
  return [
    ...(awaited === undefined ? [] : [formatAwaitingThread(address.toString(), name, figure(mapPresent(awaited, ({ messageId }) => messageId)))]),
    ...(served.length === 0 ? [] : [`${formatOwingThread(address.toString(), name, figure(received))} of ${served.map((thread) => `${thread} ${threadName(context, thread)}`).join(", ")}`]),
  ];
}
