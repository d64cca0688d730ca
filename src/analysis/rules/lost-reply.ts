import { isAbsent, present } from "../../target/absence.ts";
import type { MessageFacts } from "../../facts/message.ts";
import { beginSentence } from "../../text/counts.ts";
import { formatMessage, formatPortOfOwner, formatThread } from "../../text/names.ts";
import { formatAwaited } from "../../text/wait-step.ts";
import { findAwaited } from "../awaited.ts";
import { Evidence, type Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import type { Reference } from "../system.ts";
import { isStopped, isWaiting } from "../thread-state.ts";
import type { Rule, Watch } from "./rule.ts";

/** Reports replies that reached nobody, and messages whose waiting thread waits for something else. */
export const lostReply: Rule = {
  id: "alpc-lost-reply",
  severity: "Warning",
  meaning: "A reply reached nobody, or the thread that it is meant for waits for something else by now.",
  advice:
    "Compare what the server answered with what the client waits for: a reply to a wrong message id, or a client that gave up too early.",
  watch,
};

function watch(context: FindingContext): Watch {
  const found: Observation[] = [];
  return {
    seeMessage: (message) => {
      const isLost = message.type === "LPC_LOST_REPLY";
      const explanation = isLost ? explainLostReply(context, message) : explainStrayWaiter(context, message);
      if (explanation !== undefined) {
        found.push(observe(context, message, isLost, explanation));
      }
    },
    finish: () => found,
  };
}

function observe(context: FindingContext, message: MessageFacts, isLost: boolean, explanation: string): Observation {
  const subject: Reference = { kind: "Message", address: message.address };
  const evidence = new Evidence()
    .add("Port", message.queuePort)
    .add("Thread", message.waitingThread)
    .add("Thread", message.serverThread);
  return {
    title: isLost
      ? `A reply reached nobody: ${formatMessage(message)}`
      : `The reply to ${formatMessage(message)} is meant for a thread that waits for something else`,
    explanation,
    subject,
    evidence: evidence.without(subject),
    weight: 0,
    holdsUp: isAbsent(message.waitingThread) ? 0 : context.waits.countHeldUp("Thread", message.waitingThread),
  };
}

function explainLostReply({ system }: FindingContext, message: MessageFacts): string {
  const where = isAbsent(message.queuePort)
    ? ""
    : ` It is on a queue of ${formatPortOfOwner(system, message.queuePort)}.`;
  return `${beginSentence(formatMessage(message))} is an LPC_LOST_REPLY: a server answered, but no thread was waiting for that answer anymore.${where}`;
}

/**
 * Whether the thread that should await the reply to a received message is in some other wait. A running thread may just
 * be getting the reply.
 */
function explainStrayWaiter({ system }: FindingContext, message: MessageFacts): string | undefined {
  const waiter = message.queue === "Pending" ? message.waitingThread : undefined;
  const thread = waiter === undefined || isAbsent(waiter) ? undefined : system.thread(waiter);
  if (thread === undefined || isAbsent(thread) || isStopped(thread) || !isWaiting(thread)) {
    return undefined;
  }
  const awaited = findAwaited(system, thread.address);
  const awaitedMessage = awaited === undefined ? undefined : present(awaited.message);
  const awaitedId = awaited === undefined ? undefined : present(awaited.messageId);
  const isAwaited =
    awaitedMessage?.equals(message.address) === true ||
    (awaitedMessage === undefined && awaitedId !== undefined && !isAbsent(message.id) && awaitedId.equals(message.id));
  if (isAwaited) {
    return undefined;
  }
  const instead =
    awaited === undefined
      ? `is in another wait (${present(thread.waitReason) ?? "reason not known"})`
      : `awaits the reply to ${formatAwaited(awaited)}`;
  const server = isAbsent(message.serverThread) ? "its server" : formatThread(system, message.serverThread);
  return (
    `${beginSentence(formatMessage(message))} is pending: ${server} still owes its reply to ${formatThread(system, thread.address)}. But that thread ` +
    `${instead} by now: the reply, when it comes, will find nobody waiting for it.`
  );
}
