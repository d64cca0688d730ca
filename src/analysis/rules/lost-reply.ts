import { Evidence } from "../finding.ts";
import type { Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import { beginSentence, formatMessage, formatPortOfOwner, formatThread } from "../naming.ts";
import type { MessageFacts, Reference } from "../snapshot.ts";
import { formatAwaited, isWaitingState } from "../thread-wait.ts";
import type { Rule } from "./rule.ts";

export const lostReply: Rule = {
  id: "alpc-lost-reply",
  severity: "Warning",
  meaning: "A reply reached nobody, or the thread that it is meant for waits for something else by now.",
  advice: "Compare what the server answered with what the client waits for: a reply to a wrong message id, or a client that gave up too early.",
  walkObservations,
};

function* walkObservations(context: FindingContext): IterableIterator<Observation> {
  for (const message of context.walkMessages()) {
    const explanation = message.type === "LPC_LOST_REPLY" ? explainLostReply(context, message) : explainStrayWaiter(context, message);
    if (explanation === undefined) continue;
    const subject: Reference = { kind: "Message", key: message.key };
    const evidence = new Evidence().add("Port", message.queuePort).add("Thread", message.waitingThread).add("Thread", message.serverThread);
    yield {
      title: message.type === "LPC_LOST_REPLY" ? `A reply reached nobody: ${formatMessage(message)}`
        : `The reply to ${formatMessage(message)} is meant for a thread that waits for something else`,
      explanation, subject, evidence: evidence.without(subject), weight: 0,
      holdsUp: message.waitingThread === undefined ? 0 : context.waits.countHeldUp("Thread", message.waitingThread),
    };
  }
}

function explainLostReply({ snapshot }: FindingContext, message: MessageFacts): string {
  const where = message.queuePort === undefined ? "" : ` It lies on a queue of ${formatPortOfOwner(snapshot, message.queuePort)}.`;
  return `${beginSentence(formatMessage(message))} is an LPC_LOST_REPLY: a server answered, but no thread was waiting for that answer any more.${where}`;
}

/** For a message that a server has received: whether its waiting thread is in some other wait. A running thread may just be getting the reply. */
function explainStrayWaiter({ snapshot }: FindingContext, message: MessageFacts): string | undefined {
  if (message.queue !== "Pending" || message.waitingThread === undefined) return undefined;
  const thread = snapshot.thread(message.waitingThread);
  if (thread === undefined || thread.exited || thread.suspended || !isWaitingState(thread.state)) return undefined;
  const { awaits } = thread;
  const isAwaited = awaits?.message === message.key || (awaits?.message === undefined && awaits?.messageId !== undefined && awaits.messageId === message.id);
  if (isAwaited) return undefined;
  const instead = awaits === undefined ? `is in another wait (${thread.waitReason ?? "reason not known"})` : `awaits the reply to ${formatAwaited(awaits)}`;
  const server = message.serverThread === undefined ? "its server" : formatThread(snapshot, message.serverThread);
  return `${beginSentence(formatMessage(message))} is pending: ${server} still owes its reply to ${formatThread(snapshot, thread.key)}. But that thread `
    + `${instead} by now: the reply, when it comes, reaches nobody who waits for it.`;
}
