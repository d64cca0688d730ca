import { present } from "../../target/absence.ts";
import type { Word64 } from "../../target/word64.ts";
import type { MessageFacts } from "../../facts/message.ts";
import { beginSentence } from "../../text/counts.ts";
import { formatMessage, formatThread } from "../../text/names.ts";
import { Evidence, type Observation } from "../finding.ts";
import type { FindingContext } from "../finding-context.ts";
import type { Reference } from "../system.ts";
import type { Rule, Watch } from "./rule.ts";

/** Reports messages on no queue that name an exited thread as the one that waits or owes the reply. */
export const orphanMessage: Rule = {
  id: "alpc-orphan-message",
  severity: "Warning",
  meaning: "A message is on no queue, and the thread that awaits its reply or the one that owes it has exited.",
  advice: "Nobody will answer the thread that waits for it: look for who ended the server thread, or lost the message.",
  watch,
};

function watch(context: FindingContext): Watch {
  const found: Observation[] = [];
  return {
    seeMessage: (message) => {
      const observation = message.queue === "None" ? observe(context, message) : undefined;
      if (observation !== undefined) {
        found.push(observation);
      }
    },
    finish: () => found,
  };
}

/** What is wrong with a message that is on no queue; undefined if the threads that it names still exist. */
function observe(context: FindingContext, message: MessageFacts): Observation | undefined {
  const { system } = context;
  const hasExited = (thread: Word64): boolean => present(system.thread(thread))?.hasExited === true;
  const waiter = present(message.waitingThread);
  const server = present(message.serverThread);
  const isServerGone = server !== undefined && hasExited(server);
  const gone = [
    ...(waiter !== undefined && hasExited(waiter)
      ? [`${formatThread(system, waiter)}, the thread that awaits its reply, has exited`]
      : []),
    ...(isServerGone ? [`${formatThread(system, server)}, the thread that owes its reply, has exited`] : []),
  ];
  if (gone.length === 0) {
    return undefined;
  }
  const subject: Reference = { kind: "Message", address: message.address };
  const evidence = new Evidence().add("Thread", waiter).add("Thread", server).add("Port", message.ownerPort);
  const waiting = waiter !== undefined && !hasExited(waiter) ? [waiter] : [];
  context.noteReported(waiting);
  const name = beginSentence(formatMessage(message));
  return {
    title: `${name} is on no queue and its ${gone.length === 1 && isServerGone ? "server" : "waiting"} thread is gone`,
    explanation: `${name} (${present(message.type) ?? "type not known"}) is on no queue: nobody can receive it anymore. ${gone.join("; ")}.`,
    subject,
    evidence: evidence.without(subject),
    weight: 0,
    holdsUp: context.countHeldUpWith(waiting),
  };
}
